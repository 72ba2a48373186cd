"""Light and dark: two themes of our own, strong enough in contrast for a projector."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    "sems-dark", primary="#1f5a8a", secondary="#b48ead", accent="#e0a030", warning="#f0b429", error="#ff6b6b",
    success="#62c370", foreground="#e6edf3", background="#0d1520", surface="#152030", panel="#1c2a3c", dark=True,
)  # fmt: skip
LIGHT = Theme(
    "sems-light", primary="#1f5a8a", secondary="#6b3fa0", accent="#0b5fa5", warning="#8a5a00", error="#b3261e",
    success="#1b6e2d", foreground="#101820", background="#ffffff", surface="#f1f4f8", panel="#e2e8ef", dark=False,
)  # fmt: skip


def other(name: str) -> str:
    """Return the theme that is not this one."""
    return LIGHT.name if name == DARK.name else DARK.name
