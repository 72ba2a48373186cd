"""Which version this is, as the installation says."""

from __future__ import annotations


def version() -> str:
    """The version of the installed program; `unknown` where it runs without being installed."""
    from importlib import metadata

    try:
        return metadata.version("sems-sim")
    except metadata.PackageNotFoundError:
        return "unknown"
