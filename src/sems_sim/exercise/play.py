"""One exercise as it stands: the clocks, the model that is being stepped, and everything on record.

This is the session's state. The rules that change it are in the `on_*` files, one for each kind of command; what the
model says is taken down by the narrator. Nothing here reads a clock or a disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sems_sim.engine import Simulation, WorldReading, read_world
from sems_sim.errors import CommandRefusedError
from sems_sim.exercise.clock import Clock
from sems_sim.exercise.decisions import Decision, decisions_of
from sems_sim.exercise.entries import Entry, Fact
from sems_sim.exercise.injects import Inject, injects_of
from sems_sim.exercise.material import Material, material_of
from sems_sim.exercise.needs import needs_of, tree_of
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
    Span,
    Verb,
)
from sems_sim.scenario import Scenario, compile_model
from sems_sim.telling import Deeds, LocalClock, Names

READY, RUNNING, PAUSED, NO_DUFF, ENDED = "ready", "running", "paused", "no duff", "ended"


Orders = tuple[tuple[Effect, ...], tuple[Condition, ...]]
"""Effects, and the conditions that end them beyond those of the model."""


@dataclass(slots=True, order=True)
class Due:
    """Something that the exercise itself does at a moment of scenario time."""

    at_ms: int
    serial: int
    what: str = field(compare=False)
    """For whom it is found again: `inject I3`, `decision close_airport`."""
    do: Callable[[], None] = field(compare=False)
    orders: Callable[[], Orders] = field(compare=False, default=lambda: ((), ()))
    """Returns what it would do to the model as it is, as far as that is known; forecasts count on it."""


class Play:
    """All that changes while an exercise runs."""

    def __init__(self, scenario: Scenario, *, seed: int) -> None:
        """Lay everything out; nothing has happened yet."""
        self.scenario = scenario
        self.seed = seed
        self.file_model = compile_model(scenario)
        """As the file has it, before anything was added live."""
        self.material: Material = material_of(scenario, self.file_model)
        self.names = Names(self.file_model)
        self.local = LocalClock(self.file_model.start)
        self.rows = {(one.kind, one.name): one.index for one in self.file_model.entities}
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
        self._deeds = Deeds(self.file_model)
        self._tree = tree_of(self.file_model)
        self._needs = tuple(
            needs_of(self.file_model, self.names, row) for row in range(len(self.file_model.assets))
        )
        self._dues: list[Due] = []
        self._serial = 0
        self.hidden = frozenset(row.entity for row in self.file_model.assets if row.hidden)
        """Entities of the model that are nothing of the user's."""
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

    def row(self, kind: EntityKind, name: str, what: str) -> int:
        """Return the row of a thing by its name in the file.

        Raises:
            CommandRefusedError: If there is no such thing.
        """
        found = self.rows.get((kind, name))
        if found is None:
            known = sorted(one for of, one in self.rows if of is kind)
            message = f"there is no {what} {name!r}"
            raise CommandRefusedError(
                message, f"known: {', '.join(known[:20])}" if known else "there is none"
            )
        return found

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

    # --- what the exercise does by itself ---

    def arrange(
        self,
        at_ms: int,
        what: str,
        do: Callable[[], None],
        orders: Callable[[], Orders] = lambda: ((), ()),
    ) -> None:
        """Arrange for something to be done at a moment of scenario time; what was arranged for it before is off."""
        self.forget(what)
        self._serial += 1
        self._dues.append(Due(at_ms, self._serial, what, do, orders))
        self._dues.sort()

    def forget(self, what: str) -> None:
        """Take back what was arranged."""
        self._dues = [one for one in self._dues if one.what != what]

    def next_due(self) -> Due | None:
        """Return what comes next."""
        return self._dues[0] if self._dues else None

    def dues(self) -> tuple[Due, ...]:
        """Return everything that is arranged, in order."""
        return tuple(self._dues)

    def take_due(self) -> Due:
        """Take out what comes next."""
        return self._dues.pop(0)

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

    def title_of_item(self, name: str) -> str:
        """Return what people call an asset, a service or an incident."""
        for number, item in enumerate(self.file_model.items):
            if self.file_model.name_of(item.entity) == name:
                return self.names.item(number)
        return name

    def target_words(self, target: str) -> str:
        """Return a target of the model in words; empty if there is none of that name."""
        return next((one.text for one in self.file_model.targets if one.name == target), "")

    def words_of(self, span: Span) -> str:
        """Return a range of the model's effects in words."""
        return self._deeds.said(self.file_model.effects[span.first : span.first + span.count])

    def tree(self) -> tuple[tuple[int, int], ...]:
        """Return (asset, depth) in the order in which the tree of needs is drawn."""
        return self._tree

    def needs(self, asset: int) -> str:
        """Return what an asset needs, in words."""
        return self._needs[asset]

    def team_title(self, name: str) -> str:
        """Return what people call a team, or a recipient in words of its own."""
        return self.names.person(name)

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
