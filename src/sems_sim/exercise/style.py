"""The words of the trade: as in the United Kingdom, or as in HSEEP."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """What things of an exercise are called."""

    name: str
    events: str
    """The list of injects."""
    control: str
    """Who runs the exercise."""
    start: str
    end: str
    debrief: str
    """What follows at once, with the players."""
    no_duff: str
    """What is said when a real event stops the exercise."""
    evaluator: str
    ratings: tuple[tuple[str, str], ...] = (
        ("P", "performed without challenges"),
        ("S", "performed with some challenges"),
        ("M", "performed with major challenges"),
        ("U", "unable to be performed"),
    )


UK = Style("uk", "MEL", "EXCON", "STARTEX", "ENDEX", "hot debrief", "NO DUFF", "umpire")
HSEEP = Style(
    "hseep", "MSEL", "Control cell", "StartEx", "EndEx", "hot wash", "REAL WORLD EMERGENCY", "evaluator"
)


def style_of(name: str) -> Style:
    """Return the style of a name: `uk`, or `hseep` and its other name `us`; the first if nothing is said."""
    return HSEEP if name.lower() in ("hseep", "us") else UK
