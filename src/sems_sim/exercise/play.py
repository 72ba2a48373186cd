"""One exercise as it stands: clocks, model, and everything on record.

This is the session's state. The rules that change it are in the `on_*` files, one for each kind of command; what the
model says is taken down by the narrator. Nothing here reads a clock or a disk.
"""

from __future__ import annotations

from sems_sim.engine import Simulation, WorldReading, read_world
from sems_sim.exercise.background import Background
from sems_sim.exercise.clock import Clock
from sems_sim.exercise.decisions import Decision, decisions_of
from sems_sim.exercise.dues import Dues
from sems_sim.exercise.entries import Entry, Fact
from sems_sim.exercise.injects import Inject, injects_of
from sems_sim.exercise.picture import FeedLine
from sems_sim.exercise.prompts import Prompts
from sems_sim.model import (
    NONE,
    Amount,
    Condition,
    Effect,
    EntityKind,
    Model,
    Policy,
    Verb,
)
from sems_sim.scenario import Scenario

READY, RUNNING, PAUSED, NO_DUFF, ENDED = "ready", "running", "paused", "no duff", "ended"


class Play(Background):
    """All that changes while an exercise runs."""

    def __init__(self, scenario: Scenario, *, seed: int) -> None:
        """Lay everything out; nothing has happened yet."""
        super().__init__(scenario, seed=seed)
        self.clock = Clock()
        self.state = READY
        self.why = ""
        self.done_ms = 0
        """Every event of the model before this has been carried out."""
        self.module = 0
        """The module that is being played, counted from 1, or 0."""
        self.modules_begun: dict[int, int] = {}
        """Room time at which each module began."""
        self.modules_done: set[int] = set()
        self.entries: list[Entry] = []
        self.commands = 0
        self.prompts = Prompts()
        self.injects: dict[str, Inject] = injects_of(self.material, self.file_model)
        self.decisions: dict[str, Decision] = decisions_of(self.file_model)
        self.held: dict[str, str] = {}
        """What is held, by its name in the file, with its title."""
        self.played: dict[str, bool] = dict.fromkeys(self.material.played, True)
        self.roster: dict[str, int] = {}
        self.order_entries: dict[int, int] = {}
        """The order behind an entry, by the entry's number."""
        self.room_ms = 0
        self.by = ""
        self.command = 0
        self.dues = Dues()
        self.entered_ms: dict[int, int] = {}
        """When each level was entered last."""
        self.begun_room_ms: int | None = None
        """Room time of the start."""
        self.drawn: list[FeedLine] = []
        """The log as it has been put into words so far."""
        self.level = 0
        """The level of response, from 0."""
        self._reading: tuple[int, WorldReading] | None = None
        self.simulation = self.begin_model()

    # --- the model ---

    @property
    def model(self) -> Model:
        """The model with all that was added live."""
        return self.simulation.model

    def begin_model(self) -> Simulation:
        """Return a model in which nothing has happened, with the present choice of who is played."""
        self.simulation = Simulation(self.file_model, seed=self.seed, policy=self.policy())
        self._reading = None
        return self.simulation

    def policy(self) -> Policy:
        """Return who is played and which injects wait for a word, as it stands before anything happens."""
        played = [self.rows[EntityKind.TEAM, name] for name, is_so in self.played.items() if is_so]
        prompted = [one.row for one in self.injects.values() if one.row != NONE and _stays_back(one)]
        return Policy(played=tuple(sorted(played)), prompted=tuple(sorted(prompted)))

    def give(self, *effects: Effect, conditions: tuple[Condition, ...] = ()) -> int:
        """Give the model an order, now, and let it show what follows at this instant; return the order's number."""
        order = self.simulation.carry_out(tuple(effects), conditions)
        self.run_to(order.at_ms + 1)
        return len(self.simulation.orders) - 1

    def reading(self) -> WorldReading:
        """Return where the model stands."""
        if self._reading is None or self._reading[0] != self.done_ms:
            self._reading = self.done_ms, read_world(self.simulation)
        return self._reading[1]

    def next_ms(self) -> int:
        """Return when the model's next event is; after its end if there is none."""
        return int(min(self.simulation.world.agenda.next_ms(), self.file_model.horizon_ms + 1))

    def run_to(self, at_ms: int) -> None:
        """Carry out every event of the model before a moment."""
        if at_ms > self.done_ms:
            self.simulation.advance(at_ms)
            self.done_ms = at_ms

    # --- the record ---

    @property
    def at_ms(self) -> int:
        """The scenario's clock at this moment of room time."""
        return self.clock.reading(self.room_ms)

    @property
    def is_over(self) -> bool:
        """Whether the scenario's clock has run out."""
        return self.done_ms >= self.file_model.horizon_ms

    def write(self, fact: Fact, at_ms: int | None = None, room_ms: int | None = None) -> Entry:
        """Put a fact on record; without a moment, at what the scenario's clock shows. Moments never go back.

        An order comes a millisecond after what has been carried out, so the clock may be behind by one for each.
        """
        last_ms = self.entries[-1].at_ms if self.entries else 0
        moment = max(last_ms, self.at_ms if at_ms is None else at_ms)
        if room_ms is None:
            is_running = self.clock.is_running
            room_ms = min(self.room_ms, self.clock.room_at(moment)) if is_running else self.room_ms
        entry = Entry(len(self.entries) + 1, moment, room_ms, fact, self.command, self.by)
        self.entries.append(entry)
        return entry

    def is_convened(self, row: int) -> bool:
        """Return whether a team can be reached: its level is in force, or it is one person on call, or outside.

        More than one person above the present level have to be called together first.
        """
        team = self.file_model.teams[row]
        on_call = team.people <= 1 and team.quorum == 0
        return team.outside or on_call or team.level in (NONE, 0) or team.level <= self.level

    def is_played(self, team: str) -> bool:
        """Return whether people play a team."""
        return self.played.get(team, False)


def _stays_back(inject: Inject) -> bool:
    """Return whether the model must not give an inject out by itself."""
    return (
        inject.prompts or inject.is_own or inject.status == "skipped" or inject.due_ms != inject.draft.at_ms
    )


def effect(
    verb: Verb, target: int, kind: EntityKind, value: float = 0.0, *, amount: Amount = Amount.ABSOLUTE
) -> Effect:
    """Return one effect of an order."""
    return Effect(verb, target, kind, amount, value)
