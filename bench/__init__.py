"""Measurements of speed and of effect, each with the table it publishes."""
