"""Effects typed by hand, looked at before a form is left, so that a slip costs no form."""

from __future__ import annotations

from sems_sim.errors import ScenarioError
from sems_sim.scenario import plain, read_tree
from sems_tui.forms.field import FieldError, Values, text_of
from sems_tui.palette import VERBS

_HOW = "choose one with ctrl+t, or write it as {fail: baggage, for: 2h}"
_HOLDS = frozenset(("for", "until"))
_MORE = frozenset(
    ("raise", "stand_down", "ask", "tell", "release", "maturity", "worsen", "contain", "cancel")
)
"""Verbs of the language that the palette does not offer."""


def effects_of(values: Values, field: str = "effects") -> str:
    """Return what a form has in its field for effects, if it reads like effects; empty for nothing.

    Names and units are looked at where the effects are compiled; here it is their shape that is.

    Raises:
        FieldError: If it is no effect, or begins with no verb.
    """
    text = text_of(values, field).strip()
    if not text:
        return ""
    try:
        said = plain(read_tree(text, "effects"))
    except ScenarioError as error:
        raise FieldError(field, error.faults[0].message, error.faults[0].remedy or _HOW) from None
    for one in said if isinstance(said, list) else [said]:
        if not isinstance(one, dict) or not one:
            raise FieldError(field, f"{text!r} is no effect", _HOW)
        verbs = [str(key) for key in one if str(key) not in _HOLDS]
        known = {verb.name for verb in VERBS} | _MORE
        unknown = next((verb for verb in verbs if verb not in known), "")
        if unknown or not verbs:
            raise FieldError(field, f"{unknown or text!r} is no verb of an effect", _HOW)
    return text
