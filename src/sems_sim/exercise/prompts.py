"""Prompts: what the model leaves to people, until somebody answers or events overtake it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sems_sim.exercise.commands import Command

OPEN, ACCEPTED, LET_GO, LAPSED = "open", "accepted", "let go", "lapsed"


@dataclass(slots=True)
class Prompt:
    """One thing that waits for a word."""

    number: int
    kind: str
    subject: str
    team: str
    words: str
    answer: str
    command: Command | None
    """What accepting it does; None for a question that has to be answered by its own command."""
    since_ms: int
    state: str = OPEN


class Prompts:
    """All prompts of an exercise, by number."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._all: list[Prompt] = []

    def open_ones(self) -> tuple[Prompt, ...]:
        """Return what waits, oldest first."""
        return tuple(one for one in self._all if one.state == OPEN)

    def find(self, number: int) -> Prompt | None:
        """Return a prompt by its number, counted from 1."""
        return self._all[number - 1] if 1 <= number <= len(self._all) else None

    def waiting(self, kind: str, subject: str, team: str = "") -> Prompt | None:
        """Return the open prompt about something, if there is one."""
        found = (one for one in self.open_ones() if (one.kind, one.subject) == (kind, subject))
        return next((one for one in found if team in ("", one.team)), None)

    def ask(self, prompt: Callable[[int], Prompt]) -> Prompt:
        """Take a prompt in; it is given its number."""
        made = prompt(len(self._all) + 1)
        self._all.append(made)
        return made
