"""What is said: statements, orders and news, and the rumour that fills silence.

Rumour is the one stepped quantity: while it is there, or harm is seen, it takes an explicit step every ten minutes
(fine print 11).
"""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.agenda import key_of
from sems_sim.engine.incidents import Incidents
from sems_sim.engine.messages import Messages, Parcel
from sems_sim.engine.people import People, Team
from sems_sim.engine.picture import Snapshot
from sems_sim.engine.services import Services
from sems_sim.engine.truth import Truth
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import hours_to_ms
from sems_sim.model import (
    NONE,
    Act,
    Effect,
    EntityKind,
    Fact,
    ItemKind,
    Parameter,
    Signal,
    Step,
    clipped,
    compare,
)

STEP_MS = 600_000
STEP_H = 1.0 / 6.0
FORGOTTEN = 0.001
"""Rumour below this is none."""

_ITEM_KINDS = {
    EntityKind.ASSET: ItemKind.ASSET,
    EntityKind.SERVICE: ItemKind.SERVICE,
    EntityKind.INCIDENT: ItemKind.INCIDENT,
}


class Speech:
    """Statements and rumour."""

    def __init__(
        self,
        world: World,
        people: People,
        messages: Messages,
        truth: Truth,
        incidents: Incidents,
        services: Services,
    ) -> None:
        """Begin in silence."""
        self.world = world
        self.people = people
        self.messages = messages
        self.truth = truth
        self.incidents = incidents
        self.services = services
        self._item_of = {(row.kind, row.index): number for number, row in enumerate(world.tables.items)}
        self._is_stepping = False
        self._fed_by = ROOT
        """What brought the present rumour up, or feeds it."""
        self._statements = 0
        people.rumour = lambda: incidents.rumour
        world.facts[Fact.RUMOUR] = self._has_rumour
        incidents.on_opened.append(lambda _, cause: self._wake(cause))
        world.on(Signal.SERVICE, lambda _, cause: self._wake(cause))

    # --- telling ---

    def tell(self, effect: Effect, cause: int) -> None:
        """Say something to teams: those inside hear it now, those outside when the statement is made."""
        item = self._item(effect)
        if not self.world.people_on:
            return
        for index in effect.audience:
            team = self.people.all[index]
            self._statements += 1
            key = key_of(Phase.MESSAGE, team.row.entity, Act.STATEMENT, self._statements)
            delay = 0
            if team.row.outside:
                hours = self.world.constants["statement_delay_h"]
                delay = hours_to_ms(hours * clipped(self.world.ratio(Parameter.STATEMENT_DELAY)))
            self.world.at(self.world.now_ms + delay, key, self._speaker(team, item, effect), cause)

    def _speaker(self, team: Team, item: int, effect: Effect) -> Callable[[int], None]:
        def speak(cause: int) -> None:
            parcel = Parcel(item, self._content(item, is_true=effect.truth), self.world.now_ms)
            if team.row.outside:
                self._state(team, parcel, effect, cause)
            else:
                self.messages.deliver(team, parcel, cause)

        return speak

    def _state(self, team: Team, parcel: Parcel, effect: Effect, cause: int) -> None:
        truth = float(effect.truth)
        record = self.world.record(Phase.MESSAGE, team.row.entity, Kind.STATEMENT_MADE, truth, cause)
        self.messages.deliver(team, parcel, record)
        constants = self.world.constants
        if effect.truth:
            effect_share = self.world.maturity.value(Parameter.MESSAGE_EFFECT)
            self._set(self.incidents.rumour * (1.0 - constants["rumour_statement"] * effect_share), record)
        else:
            self.add_rumour(constants["rumour_falsehood"], record)

    def add_rumour(self, amount: float, cause: int) -> None:
        """Add to the rumour, for instance because something was said that is not so."""
        if self.world.people_on:
            self._set(min(1.0, self.incidents.rumour + amount), cause)
            self._wake(cause)

    def deliver_text(self, team: int, cause: int) -> None:
        """Put a message without an item into a team's inbox: it takes attention and changes no picture."""
        if self.world.people_on:
            self.messages.deliver(self.people.all[team], Parcel(NONE, None, self.world.now_ms), cause)

    def report_item(self, team: int, item: int, cause: int) -> None:
        """Bring an item, as it is, to a team."""
        parcel = Parcel(item, self.truth.snapshot(item), self.world.now_ms)
        self.messages.deliver(self.people.all[team], parcel, cause)

    def _item(self, effect: Effect) -> int:
        kind = _ITEM_KINDS.get(effect.target_kind)
        return NONE if kind is None else self._item_of.get((kind, effect.target), NONE)

    def _content(self, item: int, *, is_true: bool) -> Snapshot | None:
        """Return what is said of an item: as it is, or the opposite."""
        if item == NONE:
            return None
        truth = self.truth.snapshot(item)
        if is_true:
            return truth
        if self.world.tables.items[item].kind == ItemKind.INCIDENT:
            return Snapshot(0.0 if truth.is_open else 0.5, is_open=not truth.is_open)
        return Snapshot(0.0 if truth.value > 0.0 else 1.0)

    # --- rumour ---

    def _harm_seen(self) -> float:
        """Return how much harm people see now, 0 to 1."""
        seen = 0.0
        for incident in self.incidents.all:
            if incident.row.harms_per_h > 0.0 and incident.open:
                seen += incident.severity_now() * incident.row.visibility
        for index, row in enumerate(self.world.tables.services):
            if row.critical and self.services.below_mbco(index):
                seen += 0.25
        return min(1.0, seen)

    def _wake(self, cause: int) -> None:
        self._fed_by = cause if cause != ROOT else self._fed_by
        if self._is_stepping or not self.world.people_on:
            return
        if self.incidents.rumour > 0.0 or self._harm_seen() > 0.0:
            self._is_stepping = True
            self._arrange(cause)

    def _arrange(self, cause: int) -> None:
        key = key_of(Phase.INCIDENT, self.world.organisation, Act.RUMOUR)
        self.world.at(self.world.now_ms + STEP_MS, key, self._step, cause)

    def _step(self, _: int) -> None:
        """Take one explicit step from the values at this instant."""
        constants = self.world.constants
        rumour, harm = self.incidents.rumour, self._harm_seen()
        change = constants["rumour_growth"] * harm * (1.0 - rumour) - constants["rumour_decay"] * rumour
        rumour = min(1.0, max(0.0, rumour + change * STEP_H))
        if rumour < FORGOTTEN and harm == 0.0:
            rumour = 0.0
        self._set(rumour, self._fed_by)
        self._is_stepping = rumour > 0.0 or harm > 0.0
        if self._is_stepping:
            self._arrange(self._fed_by)

    def _set(self, rumour: float, cause: int) -> None:
        if rumour == self.incidents.rumour:
            return
        self.incidents.rumour = rumour
        organisation = self.world.organisation
        record = self.world.record(Phase.INCIDENT, organisation, Kind.RUMOUR_STEPPED, rumour, cause)
        self.world.changed(Signal.RUMOUR, 0, record)
        for team in self.people.all:
            if not team.row.outside:
                self.people.weigh(team, record)

    def _has_rumour(self, step: Step, _: Scope | None) -> bool:
        return compare(self.incidents.rumour, step.comparison, step.constant)
