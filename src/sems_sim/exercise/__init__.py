"""A live exercise: commands in, entries out, pictures for screens."""
