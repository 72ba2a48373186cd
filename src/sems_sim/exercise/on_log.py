"""What is written down: observations, marks, METHANE, amendments, and answers to prompts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sems_sim.errors import ArgumentError, CommandRefusedError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.amending import amended
from sems_sim.exercise.entries import EntryAmended, Marked, MethaneSent, Observed, PromptAnswered, Remarked
from sems_sim.exercise.on_response import OnResponse
from sems_sim.exercise.play import ENDED, Play
from sems_sim.exercise.prompts import ACCEPTED, LET_GO, OPEN

METHANE = (
    ("major_incident", "Major incident declared"),
    ("exact_location", "Exact location"),
    ("type_of_incident", "Type of incident"),
    ("hazards", "Hazards present or suspected"),
    ("access", "Access routes"),
    ("number_of_casualties", "Number, type, severity of casualties"),
    ("emergency_services", "Emergency services present and required"),
)
"""The fields of the message in their order, by the names of `SendMethane`."""


class OnLog:
    """The commands about the record."""

    def __init__(self, play: Play, response: OnResponse, act: Callable[[ask.Command], None]) -> None:
        """Act on one exercise; `act` carries out what a prompt suggests."""
        self._play = play
        self._response = response
        self._act = act
        self.table: dict[type, Callable[[Any], None]] = {
            ask.Observe: self._observe,
            ask.Mark: self._mark,
            ask.SendMethane: self._methane,
            ask.AmendEntry: self._amend,
            ask.AnswerPrompt: self._answer,
        }

    def _observe(self, command: ask.Observe) -> None:
        play = self._play
        known = {one.id for one in play.material.objectives}
        if command.objective and command.objective not in known:
            raise CommandRefusedError(
                f"there is no objective {command.objective!r}", f"known: {', '.join(sorted(known)) or 'none'}"
            )
        if command.inject and command.inject not in play.injects:
            raise CommandRefusedError(
                f"there is no inject {command.inject!r}", "leave it out, or name one of the list"
            )
        if command.rating and not command.objective:
            raise CommandRefusedError("a rating needs an objective", "say which objective is rated")
        if not command.text.strip() and not command.rating:
            raise CommandRefusedError("there is nothing in this observation", "say what was seen")
        if command.seen_ms is not None and not 0 <= command.seen_ms <= play.at_ms:
            raise CommandRefusedError(
                "it was seen at a time that the exercise has not come to",
                "give a time of the scenario's clock",
            )
        play.write(
            Observed(
                command.text, command.who, command.objective, command.inject, command.rating, command.seen_ms
            )
        )

    def _mark(self, command: ask.Mark) -> None:
        self._play.write(Marked(command.text))

    def _methane(self, command: ask.SendMethane) -> None:
        play = self._play
        if not command.to:
            raise CommandRefusedError(
                "the message is addressed to nobody", "name a team, or whoever it is for"
            )
        self._response.targets(command.about)
        fields = tuple((title, getattr(command, name)) for name, title in METHANE)
        play.write(MethaneSent(command.sender, command.to, fields))
        if play.state != ENDED:
            self._response.tell(command.to, "METHANE", command.about, truth=True)

    def _amend(self, command: ask.AmendEntry) -> None:
        play = self._play
        if not 1 <= command.entry <= len(play.entries):
            raise CommandRefusedError(f"there is no entry {command.entry}", f"there are {len(play.entries)}")
        if not command.changes:
            raise CommandRefusedError("nothing is to be changed", "name a field and what it should say")
        try:
            _, was = amended(play.entries, command.entry, command.changes)
        except ArgumentError as error:
            raise CommandRefusedError(error.message, error.remedy) from error
        play.write(EntryAmended(command.entry, command.changes, was, command.why))

    def _answer(self, command: ask.AnswerPrompt) -> None:
        play = self._play
        prompt = play.prompts.find(command.prompt)
        if prompt is None or prompt.state != OPEN:
            state = "there is no such prompt" if prompt is None else f"it is {prompt.state} already"
            raise CommandRefusedError(
                f"prompt {command.prompt} cannot be answered: {state}", "see what waits now"
            )
        if not command.accept:
            prompt.state = LET_GO
            play.write(PromptAnswered(prompt.number, accepted=False))
            return
        if prompt.command is None and prompt.kind == "decision":
            raise CommandRefusedError(
                "a decision is answered by what was decided", "take an option, or record another"
            )
        prompt.state = ACCEPTED
        before = len(play.entries)
        play.write(PromptAnswered(prompt.number, accepted=True))
        if prompt.command is None:
            return
        try:
            self._act(prompt.command)
        except CommandRefusedError as error:
            del play.entries[before + 1 :]
            play.write(Remarked(f"it came too late: {error}"))
