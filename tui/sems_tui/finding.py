"""Finding by typing: which of many labels a few letters mean."""

from __future__ import annotations

from collections.abc import Sequence


def found(typed: str, labels: Sequence[str]) -> int | None:
    """Return the place of the label that typed letters mean best, or None.

    A label that begins with them comes before one in which a word does, and that before one that holds them anywhere;
    among equals the first one stands.
    """
    sought = typed.strip().lower()
    if not sought:
        return None
    ranked = [
        (rank, place) for place, label in enumerate(labels) if (rank := _rank(sought, label.lower())) < 3
    ]
    return min(ranked)[1] if ranked else None


def _rank(sought: str, label: str) -> int:
    if label.startswith(sought):
        return 0
    if any(word.startswith(sought) for word in label.replace("(", " ").replace("_", " ").split()):
        return 1
    return 2 if sought in label else 3
