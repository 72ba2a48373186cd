"""Injects fire at their time or on their condition; indicators may warn."""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.agenda import Appointment, key_of
from sems_sim.engine.parts import Parts
from sems_sim.engine.watching import Owner, Watch
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import ms_to_hours, normal_quantile
from sems_sim.model import (
    FULL,
    NONE,
    Act,
    Fact,
    IndicatorRow,
    InjectRow,
    Parameter,
    Quantity,
    QuantityKind,
    Signal,
    Step,
)


class Injects:
    """What the exercise puts in."""

    def __init__(self, world: World, parts: Parts) -> None:
        """Nothing has fired yet."""
        self.world = world
        self.parts = parts
        count = len(world.tables.injects)
        self.fired_ms: list[int] = [NONE] * count
        self.withheld = [index in world.policy.prompted for index in range(count)]
        """Which do not come by themselves, but only say when they are due."""
        self.is_due = [False] * count
        """Which have said so, since they were withheld or put off last."""
        self.appointments: list[Appointment | None] = [None] * count
        """When those come that have a time."""
        self.is_moved = [False] * count
        """Which have been given another time, so that their condition no longer counts."""

    def start(self) -> None:
        """Arrange what has a time, and watch for what has a condition."""
        for index, row in enumerate(self.world.tables.injects):
            if row.at_ms != NONE:
                self._arrange(index, row.at_ms, ROOT)
            elif row.when != NONE:
                self._watch(index, row)

    def _arrange(self, index: int, at_ms: int, cause: int) -> None:
        key = key_of(Phase.COMMAND, self.world.tables.injects[index].entity, Act.INJECT)

        def come(because: int) -> None:
            self._fire_unless(index, because)

        self.appointments[index] = self.world.at(at_ms, key, come, cause)

    def withhold(self, index: int, is_withheld: bool, cause: int) -> None:  # noqa: FBT001 - withheld or let go
        """Let an inject no longer come by itself, or do so again; one that was due meanwhile does not."""
        if self.fired_ms[index] != NONE or self.withheld[index] is is_withheld:
            return
        self.withheld[index] = is_withheld
        self.is_due[index] = False
        entity = self.world.tables.injects[index].entity
        self.world.record(Phase.COMMAND, entity, Kind.INJECT_WITHHELD, float(is_withheld), cause)

    def reschedule(self, index: int, at_ms: int, cause: int) -> None:
        """Let an inject be due at another time, or now if that is past, and no more when it was."""
        if self.fired_ms[index] != NONE:
            return
        due_ms = max(at_ms, self.world.now_ms)
        before = self.appointments[index]
        if before is not None:
            before.cancel()
        self.is_moved[index], self.is_due[index] = True, False
        entity, hours = self.world.tables.injects[index].entity, ms_to_hours(due_ms)
        record = self.world.record(Phase.COMMAND, entity, Kind.INJECT_RESCHEDULED, hours, cause)
        self._arrange(index, due_ms, record)

    def _watch(self, index: int, row: InjectRow) -> None:
        was = [False]

        def react(holds: bool, cause: int) -> None:  # noqa: FBT001 - whether the condition holds
            rising = holds and not was[0]
            was[0] = holds
            if rising and self.fired_ms[index] == NONE and not self.is_moved[index]:
                self._fire_unless(index, cause)

        watch = Watch(self.world, row.when, Owner(Phase.COMMAND, row.entity, row.when), react)
        watch.start(react=False)
        was[0] = watch.holds

    def _fire_unless(self, index: int, cause: int) -> None:
        row = self.world.tables.injects[index]
        if row.unless != NONE:
            owner = Owner(Phase.COMMAND, row.entity, row.unless)
            if Watch(self.world, row.unless, owner, lambda _holds, _cause: None).look_once():
                return
        if not self.withheld[index]:
            self.fire(index, cause)
        elif not self.is_due[index]:
            self.is_due[index] = True
            self.world.record(Phase.COMMAND, row.entity, Kind.INJECT_DUE, 1.0, cause)

    def fire(self, index: int, cause: int) -> bool:
        """Fire an inject now; return False if it has been fired before."""
        if self.fired_ms[index] != NONE:
            return False
        row = self.world.tables.injects[index]
        self.fired_ms[index] = self.world.now_ms
        record = self.world.record(Phase.COMMAND, row.entity, Kind.INJECT_FIRED, 1.0, cause)
        for team in row.teams:
            self.parts.speech.deliver_text(team, record)
        if not row.truth:
            self.parts.speech.add_rumour(self.world.constants["rumour_falsehood"], record)
        self.world.do(row.effects, None, record)
        return True


class Indicators:
    """Readings that may warn in time."""

    def __init__(self, world: World, parts: Parts) -> None:
        """No indicator is in alert yet."""
        self.world = world
        self.parts = parts
        self.alerts = [False] * len(world.tables.indicators)
        self._readings = [0] * len(world.tables.indicators)
        world.facts[Fact.ALERT] = self._is_alert

    def start(self) -> None:
        """Arrange the first reading of each."""
        for index, row in enumerate(self.world.tables.indicators):
            self._arrange(index, row)

    def _arrange(self, index: int, row: IndicatorRow) -> None:
        key = key_of(Phase.SENSE, row.entity, Act.INDICATOR)
        self.world.at(self.world.now_ms + row.every_ms, key, lambda cause: self._read(index, cause), ROOT)

    def _read(self, index: int, cause: int) -> None:
        """Read the truth through noise, and note whether it is beyond the threshold."""
        row = self.world.tables.indicators[index]
        number, self._readings[index] = self._readings[index], self._readings[index] + 1
        reading = self.value_of(self.world.tables.quantities[row.quantity])
        if row.noise > 0.0:
            noise = row.noise * self.world.ratio(Parameter.INDICATOR_NOISE)
            reading += noise * normal_quantile(self.world.chance(row.noise_stream, number))
        is_alert = reading > row.threshold if row.above else reading < row.threshold
        if is_alert is not self.alerts[index]:
            self.alerts[index] = is_alert
            kind = Kind.INDICATOR_ALERT if is_alert else Kind.INDICATOR_CLEAR
            if row.item != NONE:
                cause = self.world.last_record_of(self.world.tables.items[row.item].entity)
            record = self.world.record(Phase.SENSE, row.entity, kind, reading, cause)
            self.world.changed(Signal.ALERT, index, record)
            if is_alert:
                self._warn(row, number, record)
        self._arrange(index, row)

    def _warn(self, row: IndicatorRow, number: int, cause: int) -> None:
        """Bring the warning to the teams that read the indicator, if it is acted on."""
        if not self.world.people_on or row.item == NONE:
            return
        if self.world.chance(row.acted_stream, number) >= self.world.maturity.value(
            Parameter.WARNING_ACTED_ON
        ):
            return
        record = self.world.record(Phase.SENSE, row.entity, Kind.WARNING_ACTED_ON, 0.0, cause)
        delay = self.world.draw_ms(row.lead_law, row.lead_stream, number)
        key = key_of(Phase.MESSAGE, row.entity, Act.INDICATOR, number)

        def tell(because: int) -> None:
            for team in row.teams:
                self.parts.speech.report_item(team, row.item, because)

        self.world.at_drawn(self.world.now_ms + delay, key, tell, record)

    def value_of(self, quantity: Quantity) -> float:
        """Return the present true value of a quantity."""
        parts, index = self.parts, quantity.index
        if quantity.kind == QuantityKind.SEVERITY:
            return parts.incidents.all[index].severity_now()
        readers: dict[QuantityKind, Callable[[], float]] = {
            QuantityKind.LEVEL: lambda: parts.assets.level(index) / FULL,
            QuantityKind.PERFORMANCE: lambda: parts.services.performance(index),
            QuantityKind.BACKLOG: lambda: parts.services.backlog(index),
            QuantityKind.LOST: lambda: parts.services.lost(index),
            QuantityKind.FREE: lambda: float(parts.crews.free(index)),
            QuantityKind.STOCK: lambda: parts.stocks.amount(index),
            QuantityKind.RUMOUR: lambda: parts.incidents.rumour,
            QuantityKind.PEOPLE: parts.incidents.harmed,
            QuantityKind.COST: self.world.money,
        }
        return readers[quantity.kind]()

    def _is_alert(self, step: Step, _: Scope | None) -> bool:
        return self.alerts[step.index]
