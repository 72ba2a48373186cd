"""What must hold; each folder asks one kind of question."""
