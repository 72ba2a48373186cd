"""What screens show, as lines of words in tones: pure drawing, without a terminal."""

from sems_tui.drawing import (
    beliefs,
    clocks,
    decisions,
    details,
    events,
    fan,
    feed,
    line,
    marks,
    objectives,
    prompts,
    situation,
    teams,
    times,
)
from sems_tui.drawing.fan import Chance, Fan, Outlook
from sems_tui.drawing.line import TONES, Item, Line, plain

__all__ = [
    "TONES", "Chance", "Fan", "Item", "Line", "Outlook", "beliefs", "clocks", "decisions", "details", "events", "fan",
    "feed", "line", "marks", "objectives", "plain", "prompts", "situation", "teams", "times",
]  # fmt: skip
