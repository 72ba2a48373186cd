"""Untrusted text made harmless: it can neither steer a terminal nor hide in a line."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def plain(text: str) -> str:
    """The text on one line without control, formatting and unassigned characters."""
    seen = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in _UNSEEN
    )
    return " ".join("".join(seen).split())


def shortened(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis for what was left out."""
    return text if len(text) <= most else f"{text[: max(0, most - 1)].rstrip()}…"


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]
