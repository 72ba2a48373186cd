"""What a scenario may say: frozen models, one file per group of sections."""
