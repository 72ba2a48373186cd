"""A flight simulator for crisis teams: consequences computed, not scripted.

The root package hands on nothing but its version; import from the package that owns the thing.
"""

__version__ = "0.1.0"
