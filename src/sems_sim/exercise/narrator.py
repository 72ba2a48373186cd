"""The narrator takes down what the model says, and what it leaves to people."""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.events import Kind, Record
from sems_sim.exercise.asking import Asking
from sems_sim.exercise.commands import DecisionRecord
from sems_sim.exercise.decisions import OPEN, OVERDUE, TAKEN
from sems_sim.exercise.entries import (
    DecisionOverdue,
    DecisionPut,
    DecisionTaken,
    Happened,
    InjectReleased,
)
from sems_sim.exercise.injects import DUE, RELEASED, Inject
from sems_sim.exercise.play import Play
from sems_sim.laws import hours_to_ms
from sems_sim.model import NONE, EntityKind
from sems_sim.telling import Line, Teller, Weight, Wording, capital, chain

_MOST_CAUSES = 8
_SPENT = frozenset((Kind.DECISION_CLOSED, Kind.ENDED))
"""Said by the command that brings it about."""


class Narrator:
    """Reads the trace as it grows, and writes what is worth keeping."""

    def __init__(self, play: Play) -> None:
        """Begin with the first record of the present model."""
        self._play = play
        self.asking = Asking(play)
        self.begin()
        self.released_by = ""
        """Who is giving an inject out at this moment, where it is not the model."""
        self.taken = NONE
        """The decision that an order is answering at this moment."""
        self.give_out: Callable[[Inject, str], None] = lambda _inject, _trigger: None
        """Gives out an inject that was written live, because of a trigger."""
        self._told: dict[Kind, Callable[[Line], None]] = {
            Kind.INJECT_FIRED: self._fired,
            Kind.DECISION_OPENED: self._opened,
            Kind.DECISION_LATE: self._late,
            Kind.DECISION_TAKEN: self._taken,
            Kind.DECISION_REVERSED: self._taken,
            Kind.INJECT_DUE: self._due,
            Kind.NOTE_DUE: self.asking.note,
            Kind.TELL_DUE: self.asking.tell,
            Kind.RAISE_DUE: self.asking.raise_level,
            Kind.STAND_DOWN_DUE: self.asking.stand_down,
            Kind.PLAN_DUE: self.asking.plan,
        }

    def begin(self) -> None:
        """Begin with the first record of the model as it is now."""
        self._wording = Wording(self._play.file_model, self._play.simulation.world.trace)
        self._teller = Teller(self._wording)
        self.performance: dict[int, list[tuple[int, float]]] = {}
        """For each service's entity, when its performance became what."""

    def take_down(self) -> None:
        """Write down what has happened since the last time."""
        trace = self._wording.trace
        for line in self._teller.rest():
            kind, self._play.level = Kind(trace[line.index].kind), line.level
            self._keep(kind, trace[line.index])
            own = self._told.get(kind)
            if own is not None:
                own(line)
            elif line.weight > Weight.ROUTINE and kind not in _SPENT:
                self._write(line)
            self.asking.overtaken_by(kind, trace[line.index])

    def _keep(self, kind: Kind, record: Record) -> None:
        """Keep what trends and ladders are drawn from."""
        if kind is Kind.PERFORMANCE:
            self.performance.setdefault(record.entity, []).append((record.time_ms, record.value))
        elif kind is Kind.LEVEL_ENTERED:
            self._play.entered_ms[self._play.file_model.entities[record.entity].index] = record.time_ms

    def causes(self, record: int) -> tuple[str, ...]:
        """Return the chain of causes of a record in words, nearest first."""
        found = chain(self._wording.trace, record)[1 : _MOST_CAUSES + 1]
        return tuple(self._wording.sentence(cause) for cause in found)

    def name(self, line: Line) -> str:
        """Return the name in the file of what a line is about; empty for the organisation."""
        entity = self._play.file_model.entities[self._wording.trace[line.index].entity]
        return "" if entity.kind is EntityKind.ORGANISATION else entity.name

    def _write(self, line: Line) -> None:
        record = self._wording.trace[line.index]
        kind, words = record.kind, line.words
        if kind == Kind.LEVEL_ENTERED and self._is_led_by_players(record):
            words = f"{capital(self._play.names.of(record.entity))} level took over"
        elif kind == Kind.LEVEL_DECIDED and record.value > 0.0:
            ready_ms = record.time_ms + hours_to_ms(record.value)
            label = capital(self._play.names.of(record.entity))
            words = f"{label} level was called for; it can be in place at {self._play.local.time(ready_ms)}"
        self._play.write(
            Happened(
                line.index,
                kind,
                self.name(line),
                words,
                line.because,
                because_record=line.because_index,
                weight=int(line.weight),
                level=line.level,
            ),
            line.time_ms,
        )

    def _is_led_by_players(self, record: Record) -> bool:
        model = self._play.file_model
        led_by = model.levels[model.entities[record.entity].index].led_by
        return led_by != NONE and self._play.is_played(model.name_of(model.teams[led_by].entity))

    # --- injects ---

    def _inject(self, line: Line) -> Inject:
        return self._play.injects[self.name(line)]

    def _fired(self, line: Line) -> None:
        """The model gave an inject out, by itself or on a word."""
        inject = self._inject(line)
        trigger = self.released_by or ("condition" if inject.due_ms is None else "time")
        self.release(inject, trigger, line.time_ms)

    def release(self, inject: Inject, trigger: str, at_ms: int) -> None:
        """Write down that an inject was given out, and ask for its delivery."""
        play = self._play
        inject.status, inject.released_ms = RELEASED, at_ms
        inject.unreached = [name for name in inject.draft.to if not self.asking.is_there(name)]
        play.write(
            InjectReleased(
                inject.draft.id,
                inject.title,
                inject.draft.to,
                trigger,
                inject.due_ms,
                unreached=tuple(inject.unreached),
            ),
            at_ms,
        )
        self.asking.delivery(inject, at_ms)

    def _due(self, line: Line) -> None:
        inject = self._inject(line)
        if inject.is_out or inject.status == "skipped":
            return
        if inject.is_own and inject.due_ms is not None:
            return  # the exercise keeps its time
        if inject.is_own and not inject.prompts:
            name = f"inject {inject.draft.id}"
            self._play.dues.arrange(self._play.done_ms, name, lambda: self.give_out(inject, "condition"))
        elif inject.due_ms is None or inject.due_ms == inject.draft.at_ms:
            self.is_due(inject, line.time_ms)

    def is_due(self, inject: Inject, at_ms: int) -> None:
        """An inject waits for a word."""
        inject.status = DUE
        self.asking.inject(inject, at_ms)

    # --- decisions ---

    def _opened(self, line: Line) -> None:
        decision = self._play.decisions[self.name(line)]
        decision.state, decision.opened_ms = OPEN, line.time_ms
        self._play.write(
            DecisionPut(decision.name, decision.question, decision.team, decision.deadline_ms), line.time_ms
        )
        self.asking.decision(decision, line.time_ms)

    def _late(self, line: Line) -> None:
        decision = self._play.decisions[self.name(line)]
        if decision.state == OPEN:
            decision.state = OVERDUE
            self._play.write(DecisionOverdue(decision.name, decision.question), line.time_ms)

    def _taken(self, line: Line) -> None:
        """The model took a decision for a team that nobody plays; what people decide is written by their command."""
        decision = self._play.decisions[self.name(line)]
        if decision.row == self.taken:
            return
        option = round(self._wording.trace[line.index].value) - 1
        opened, before = decision.opened_ms, decision.entry
        decision.state, decision.option, decision.chosen = TAKEN, option, decision.titles[option]
        entry = self._play.write(
            DecisionTaken(
                decision.name,
                decision.question,
                decision.options[option],
                decision.titles[option],
                DecisionRecord(who=self._play.team_title(decision.team), charge="clock"),
                opened_ms=opened,
                charged_ms=None if opened is None else line.time_ms - opened,
                reverses=before or -1,
                model=True,
            ),
            line.time_ms,
        )
        decision.entry = entry.number
