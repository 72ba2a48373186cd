"""Marks: the glyph, word and tone of every state, so that no colour stands alone."""

from __future__ import annotations

Mark = tuple[str, str, str]
"""Glyph, word, tone."""

CLOCK: dict[str, Mark] = {
    "ready": ("○", "READY", "accent"),
    "running": ("▶", "RUNNING", "good"),
    "paused": ("‖", "PAUSED", "warn"),
    "no duff": ("!", "NO DUFF", "bad"),
    "ended": ("■", "ENDED", "strong"),
}
INJECT: dict[str, Mark] = {
    "pending": ("·", "pending", "dim"),
    "due": ("◆", "DUE", "warn"),
    "released": ("→", "released", "accent"),
    "delivered": ("✓", "delivered", "good"),
    "acknowledged": ("✔", "ackn'd", "good"),
    "skipped": ("×", "skipped", "struck"),
    "not needed": ("∅", "not needed", "dim"),
}
SEEN: dict[str, Mark] = {
    "fully": ("●", "seen", "good"),
    "partly": ("◐", "partly", "warn"),
    "not": ("○", "not seen", "bad"),
}
ASSET: dict[str, Mark] = {
    "up": ("●", "up", "good"),
    "degraded": ("◐", "degraded", "warn"),
    "down": ("✗", "DOWN", "bad"),
    "off": ("○", "off", "dim"),
    "restarting": ("↻", "restarting", "warn"),
    "on reserve": ("◑", "on reserve", "warn"),
    "standing by": ("◌", "standing by", "dim"),
    "isolated": ("⊘", "isolated", "warn"),
}
DECISION: dict[str, Mark] = {
    "overdue": ("!", "OVERDUE", "bad"),
    "open": ("?", "OPEN", "warn"),
    "ahead": ("·", "ahead", "dim"),
    "taken": ("✓", "taken", "good"),
    "closed": ("×", "closed", "dim"),
}
TASK: dict[str, Mark] = {
    "running": ("▶", "running", "good"),
    "waiting": ("…", "waiting", "warn"),
    "paused": ("‖", "paused", "warn"),
    "held": ("▪", "held", "held"),
}
FEED: dict[str, Mark] = {
    "model": ("•", "model", ""),
    "inject": ("→", "inject", "accent"),
    "decision": ("◆", "decision", "strong"),
    "level": ("▲", "level", "strong"),
    "message": ("✉", "message", "accent"),
    "observation": ("✎", "note", "accent"),
    "clock": ("◷", "clock", "dim"),
    "prompt": ("?", "prompt", "warn"),
    "remark": ("!", "remark", "warn"),
    "log": ("·", "log", "dim"),
}
RATING: dict[str, Mark] = {
    "P": ("●", "P", "good"),
    "S": ("◕", "S", "good"),
    "M": ("◔", "M", "warn"),
    "U": ("○", "U", "bad"),
}
PROMPT: dict[str, str] = {
    "note": "HEAR",
    "tell": "TELL",
    "deliver": "DELIVER",
    "raise": "RAISE",
    "stand_down": "STAND DOWN",
    "plan": "PLAN",
    "inject": "INJECT",
    "decision": "DECIDE",
    "review": "REVIEW",
}
"""What each kind of prompt asks for."""
HELD = "▪ held"

_UNKNOWN: Mark = ("·", "", "")


def mark(table: dict[str, Mark], state: str) -> Mark:
    """Return the mark of a state; one that no table knows is its own word."""
    return table.get(state, (_UNKNOWN[0], state, _UNKNOWN[2]))
