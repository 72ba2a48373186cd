"""A live exercise: commands in, entries out, pictures for screens."""

from sems_sim.exercise import codec, commands, entries, picture, style

__all__ = ["codec", "commands", "entries", "picture", "style"]
