"""What travels from the bridge to the screens: pictures, answers, refusals, forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.message import Message

from sems_sim.exercise import commands, entries
from sems_tui.drawing import Outlook


class PictureReady(Message):
    """A newer picture waits at the bridge; several that come at once are shown as one."""


class Answered(Message):
    """A command was carried out and is on disk."""

    def __init__(self, command: commands.Command, found: Sequence[entries.Entry]) -> None:
        """Keep the command and what came of it."""
        super().__init__()
        self.command = command
        self.entries = tuple(found)


class Refused(Message):
    """A command was not carried out; nothing was recorded."""

    def __init__(self, words: str, remedy: str = "") -> None:
        """Keep what was wrong, and what to do about it."""
        super().__init__()
        self.words = words
        self.remedy = remedy


class ForecastCame(Message):
    """The futures were computed, or could not be."""

    def __init__(self, outlook: Outlook | None, trouble: str = "") -> None:
        """Keep the forecast, or why there is none."""
        super().__init__()
        self.outlook = outlook
        self.trouble = trouble


class ReviewWanted(Message):
    """Somebody wants to see what happened and what it showed."""


class ResumedHere(Message):
    """The exercise was resumed after a break: what to tell the facilitator."""

    def __init__(self, note: Any) -> None:  # noqa: ANN401 - what the host notes
        """Keep the host's note: the last lines on record, what the room must repeat, for how long it was away."""
        super().__init__()
        self.note = note
