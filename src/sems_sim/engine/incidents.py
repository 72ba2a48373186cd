"""Incidents open, grow, hurt, spread, are contained and close.

What is left unaddressed quickens them. Each opening is an occurrence of its own. The snowball U (consequences left
unaddressed) is piecewise constant: services disrupted beyond their RTO, open incidents beyond the first, and rumour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import mesa

from sems_sim.engine.agenda import Appointment, key_of
from sems_sim.engine.occurrence import CLOSING, Mark, Occurrence
from sems_sim.engine.watching import Owner, Watch
from sems_sim.engine.world import Scope, World
from sems_sim.errors import ZeroTimeCircleError
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import ms_to_hours
from sems_sim.model import (
    NONE,
    Act,
    Comparison,
    Fact,
    Opening,
    Parameter,
    QuantityKind,
    Signal,
    Spread,
    Step,
    compare,
)

DEEPEST_OPENING = 50
"""Openings within each other; more are a circle."""
TENTHS = tuple(tenth / 10.0 for tenth in range(1, 11))


class Incident(mesa.Agent):
    """One kind of thing that may go wrong, and all its occurrences."""

    def __init__(self, world: World, index: int) -> None:
        """Know the severities at which something happens."""
        super().__init__(world)
        self.row = row = world.tables.incidents[index]
        self.index = index
        self.occurrences: list[Occurrence] = []
        self.open: dict[int, Occurrence] = {}
        self.pending: dict[int, Appointment] = {}
        """Openings that are due, by number."""
        self.announced = 0
        """How many openings have been given a number."""
        self.is_pinned = False
        self.thresholds = _thresholds(world, index)
        marks = {CLOSING, *(Mark(value, strict=False) for value in TENTHS)}
        marks |= {Mark(hurt.at, strict=False) for hurt in row.hurts}
        marks |= {Mark(spread.at, strict=False) for spread in row.spreads}
        marks |= set(self.thresholds)
        self.marks = tuple(sorted(marks))

    def open_ones(self) -> list[Occurrence]:
        """Return the open occurrences, oldest first."""
        return list(self.open.values())

    def mark_detected(self) -> None:
        """Note that somebody has noticed what is open."""
        for occurrence in self.open_ones():
            if occurrence.detected_ms < 0:
                occurrence.detected_ms = occurrence.now_ms

    def mark_reported(self) -> None:
        """Note that somebody has been told of what is open."""
        for occurrence in self.open_ones():
            if occurrence.reported_ms < 0:
                occurrence.reported_ms = occurrence.now_ms

    def severity_now(self) -> float:
        """Return the highest severity of the open occurrences, or 0."""
        return max((occurrence.severity_now() for occurrence in self.open_ones()), default=0.0)


def _thresholds(world: World, incident: int) -> dict[Mark, int]:
    found: dict[Mark, int] = {}
    for index, threshold in enumerate(world.tables.thresholds):
        quantity = world.tables.quantities[threshold.quantity]
        if quantity.kind == QuantityKind.SEVERITY and quantity.index == incident:
            found[Mark(threshold.value, threshold.strict)] = index
    return found


class Incidents:
    """All incidents, and what they do to each other."""

    def __init__(self, world: World) -> None:
        """Make the agents; nothing is open yet."""
        self.world = world
        self.all = [Incident(world, index) for index in range(len(world.tables.incidents))]
        self.unaddressed_services: Callable[[], float] = lambda: 0.0
        """Weight of the services disrupted beyond their RTO; set by whoever knows services."""
        self.rumour = 0.0
        self.on_opened: list[Callable[[Occurrence, int], None]] = []
        self.on_closed: list[Callable[[Occurrence, int], None]] = []
        self.on_crossed: list[Callable[[Occurrence, int], None]] = []
        self.on_rate: list[Callable[[Occurrence, int], None]] = []
        """Told when the growth or containment of an occurrence has changed."""
        self.on_precursor: list[Callable[[Incident, int, int, int], None]] = []
        """Told (incident, number, when it opens, cause) when a precursor shows."""
        self.open_count = 0
        self._opening: list[int] = []
        """Incidents whose opening is under way: one that hurts may open another within its own."""
        self.spawned = 0
        self.depth = 0
        self.growth_max = 1.0
        self._unaddressed = 0.0
        self._is_snowballing = False
        world.facts[Fact.ACTIVE] = self._is_active
        world.facts[Fact.SEVERITY] = self._has_severity
        world.facts[Fact.CONTAINED] = self._is_contained
        world.facts[Fact.OPENED] = self._has_opened
        world.on(Signal.SERVICE, self._ask_snowball)
        world.on(Signal.OPENED, self._ask_snowball)
        world.on(Signal.RUMOUR, self._ask_snowball)

    def start(self) -> None:
        """Arrange the openings that the scenario states."""
        for incident in self.all:
            row = incident.row
            if row.opening == Opening.AT:
                self._announce(incident, self.world.draw_ms(row.opens_law, row.opens_stream, 0), ROOT)
            elif row.opening == Opening.EVERY:
                law = row.first_law if row.first_law != NONE else row.opens_law
                self._announce(incident, self.world.draw_ms(law, row.opens_stream, 0), ROOT)
            elif row.opening == Opening.WHEN:
                self._watch_opening(incident)

    # --- openings ---

    def _watch_opening(self, incident: Incident) -> None:
        row = incident.row
        was = [False]

        def react(holds: bool, cause: int) -> None:  # noqa: FBT001 - whether the condition holds
            rising = holds and not was[0]
            was[0] = holds
            if rising:
                delay = self.world.draw_ms(row.opens_law, row.opens_stream, incident.announced)
                self._announce(incident, self.world.now_ms + delay, cause)

        watch = Watch(self.world, row.opens_condition, Owner(Phase.INCIDENT, row.entity, 0), react)
        watch.start(react=False)
        was[0] = watch.holds

    def _announce(self, incident: Incident, opens_ms: int, cause: int) -> None:
        """Arrange an opening, and the precursor that may show before it."""
        row, number = incident.row, incident.announced
        if 0 <= row.count_limit <= number or (row.until_ms >= 0 and opens_ms > row.until_ms):
            return
        incident.announced += 1
        key = key_of(Phase.INCIDENT, row.entity, Act.OPEN, number)

        def due(because: int) -> None:
            incident.pending.pop(number, None)
            self.open(incident.index, because)
            if row.opening == Opening.EVERY:
                gap = self.world.draw_ms(row.opens_law, row.opens_stream, number + 1)
                self._announce(incident, self.world.now_ms + gap, ROOT)

        draw = self.world.draw_for(opens_ms)
        opening = incident.pending[number] = self.world.at(opens_ms, key, due, cause, draw)
        if row.lead_law != NONE and self.world.chance(row.shows_stream, number) < row.shows:
            lead = self.world.draw_ms(
                row.lead_law, row.lead_stream, number, self.world.ratio(Parameter.WARNING_LEAD_H)
            )
            shows_ms = max(self.world.now_ms, opens_ms - lead)
            key = key_of(Phase.INCIDENT, row.entity, Act.PRECURSOR, number)
            if draw is not None and shows_ms > self.world.now_ms:
                opening.draw = replace(draw, ahead_ms=opens_ms - shows_ms)
            self.world.at(shows_ms, key, lambda because: self._show(incident, number, because), cause, draw)

    def _show(self, incident: Incident, number: int, cause: int) -> None:
        opening = incident.pending.get(number)
        if opening is None:
            return
        opening.draw = replace(opening.draw, ahead_ms=0) if opening.draw is not None else None
        opens_ms = opening.time_ms
        hours = ms_to_hours(opens_ms - self.world.now_ms)
        index = self.world.record(Phase.INCIDENT, incident.row.entity, Kind.PRECURSOR_SHOWN, hours, cause)
        for listener in self.on_precursor:
            listener(incident, number, opens_ms, index)

    def open(self, index: int, cause: int, parent: Scope | None = None, severity: float = -1.0) -> Occurrence:
        """Open an incident now; `parent` is the occurrence that brought it about, `severity` a stated one."""
        self._opening.append(index)
        if len(self._opening) > DEEPEST_OPENING:
            names = {self.world.tables.name_of(self.all[one].row.entity): None for one in self._opening}
            raise ZeroTimeCircleError(self.world.now_ms, [f"{name} (open)" for name in names])
        occurrence = self._open(index, cause, parent, severity)
        self._opening.pop()
        return occurrence

    def _open(self, index: int, cause: int, parent: Scope | None, severity: float) -> Occurrence:
        incident = self.all[index]
        row = incident.row
        occurrence = Occurrence(self.world, row, index, len(incident.occurrences), incident.marks)
        if severity >= 0.0:
            occurrence.start_at(severity)
        incident.occurrences.append(occurrence)
        incident.open[occurrence.number] = occurrence
        occurrence.freeze(is_frozen=incident.is_pinned)
        occurrence.unaddressed = self._unaddressed
        if isinstance(parent, Occurrence):
            self.spawned += 1
            occurrence.depth = parent.depth + 1
            self.depth = max(self.depth, occurrence.depth)
        record = self.world.record(
            Phase.INCIDENT, row.entity, Kind.INCIDENT_OPENED, occurrence.severity, cause
        )
        occurrence.opened_record = record
        self.open_count += 1
        self._tell(occurrence, record)
        self.world.changed(Signal.OPENED, 0, record)
        for listener in self.on_opened:
            listener(occurrence, record)
        self._reach(occurrence, record)
        occurrence.arrange_next(self._crossed, record)
        return occurrence

    def end(self, index: int, scope: Scope | None, cause: int) -> None:
        """Close what is open, or prevent what was about to open; what is pinned stays."""
        if self.all[index].is_pinned:
            return
        for occurrence in self._meant(index, scope):
            self._close(occurrence, cause)
        incident = self.all[index]
        if scope is None and not incident.occurrences and incident.pending:
            for appointment in incident.pending.values():
                appointment.cancel()
            incident.pending.clear()
            self.world.record(Phase.INCIDENT, incident.row.entity, Kind.INCIDENT_PREVENTED, 1.0, cause)

    def push_contain(self, index: int, scope: Scope | None, number: int, amount: float, cause: int) -> None:
        """Add containment per hour; `number` names the application."""
        factor = self.world.ratio(Parameter.CONTAINMENT)
        for occurrence in self._meant(index, scope):
            occurrence.anchor()
            occurrence.containment.append((number, amount * factor))
            self._recoefficient(occurrence, cause)

    def pull_contain(self, index: int, number: int, cause: int) -> None:
        """Take containment away again."""
        for occurrence in self.all[index].open_ones():
            if any(row[0] == number for row in occurrence.containment):
                occurrence.anchor()
                occurrence.containment = [row for row in occurrence.containment if row[0] != number]
                self._recoefficient(occurrence, cause)

    def push_worsen(self, index: int, scope: Scope | None, number: int, amount: float, cause: int) -> None:
        """Add to the growth per hour."""
        for occurrence in self._meant(index, scope):
            occurrence.anchor()
            occurrence.worsening.append((number, amount))
            self._recoefficient(occurrence, cause)

    def pull_worsen(self, index: int, number: int, cause: int) -> None:
        """Take that growth away again."""
        for occurrence in self.all[index].open_ones():
            if any(row[0] == number for row in occurrence.worsening):
                occurrence.anchor()
                occurrence.worsening = [row for row in occurrence.worsening if row[0] != number]
                self._recoefficient(occurrence, cause)

    def _meant(self, index: int, scope: Scope | None) -> list[Occurrence]:
        """Return the occurrences that an effect means: its own, or all that are open."""
        if isinstance(scope, Occurrence) and scope.incident == index:
            return [scope] if scope.is_open else []
        return self.all[index].open_ones()

    # --- pins ---

    def pin(self, index: int) -> None:
        """Let what is open, and what opens meanwhile, stay at its severity."""
        incident = self.all[index]
        incident.is_pinned = True
        for occurrence in incident.open_ones():
            occurrence.anchor()
            occurrence.freeze(is_frozen=True)

    def unpin(self, index: int, cause: int) -> None:
        """Let it go on from there, under all that drives and contains it now."""
        incident = self.all[index]
        incident.is_pinned = False
        for occurrence in incident.open_ones():
            occurrence.anchor()
            occurrence.freeze(is_frozen=False)
            self._recoefficient(occurrence, cause)

    # --- severity ---

    def _crossed(self, occurrence: Occurrence, upward: bool, cause: int) -> None:  # noqa: FBT001 - up or down
        mark = occurrence.marks[occurrence.reached - 1 if upward else occurrence.reached]
        if not upward and mark == CLOSING:
            self._close(occurrence, cause)
            return
        if mark.value in TENTHS and not mark.strict:
            kind = Kind.INCIDENT_CROSSED
            cause = self.world.record(Phase.INCIDENT, occurrence.row.entity, kind, mark.value, cause)
            for listener in self.on_crossed:
                listener(occurrence, cause)
        self._set_sides(occurrence, cause)
        if upward:
            self._reach(occurrence, cause)
        occurrence.arrange_next(self._crossed, cause)

    def _reach(self, occurrence: Occurrence, cause: int) -> None:
        """Fire what happens on reaching the marks that are reached and have not fired."""
        row = occurrence.row
        top = occurrence.marks[occurrence.reached - 1] if occurrence.reached else None
        if top is None:
            return
        for number, hurt in enumerate(row.hurts):
            newly = hurt.at == top.value if number in occurrence.fired else hurt.at <= top.value
            if newly and (number not in occurrence.fired or not hurt.once):
                occurrence.fired.add(number)
                record = self.world.record(
                    Phase.INCIDENT, row.entity, Kind.INCIDENT_HURT, number + 1.0, cause
                )
                self.world.do(hurt.effects, occurrence, record)
        for number, spread in enumerate(row.spreads, len(row.hurts)):
            if spread.at <= top.value and number not in occurrence.fired:
                occurrence.fired.add(number)
                self._spread(occurrence, spread, cause)

    def _spread(self, occurrence: Occurrence, spread: Spread, cause: int) -> None:
        if self.world.chance(spread.chance_stream, occurrence.number) >= spread.chance:
            return
        entity = occurrence.row.entity
        record = self.world.record(Phase.INCIDENT, entity, Kind.INCIDENT_SPREAD, spread.to + 0.0, cause)
        delay = self.world.draw_ms(spread.after_law, spread.after_stream, occurrence.number)
        number = occurrence.number * len(occurrence.row.spreads) + occurrence.row.spreads.index(spread)
        key = key_of(Phase.INCIDENT, entity, Act.SPREAD, number)
        self.world.at_drawn(
            self.world.now_ms + delay,
            key,
            lambda because: self._arrive(spread.to, because, occurrence),
            record,
        )

    def _arrive(self, index: int, cause: int, parent: Occurrence) -> None:
        self.open(index, cause, parent)

    def _close(self, occurrence: Occurrence, cause: int) -> None:
        if not occurrence.is_open:
            return
        occurrence.close()
        del self.all[occurrence.incident].open[occurrence.number]
        if occurrence.contained_ms < 0:
            occurrence.contained_ms = self.world.now_ms
        entity = occurrence.row.entity
        record = self.world.record(
            Phase.INCIDENT, entity, Kind.INCIDENT_CLOSED, float(occurrence.number), cause
        )
        self.open_count -= 1
        self._tell(occurrence, record)
        self.world.changed(Signal.OPENED, 0, record)
        for listener in self.on_closed:
            listener(occurrence, record)

    def _recoefficient(self, occurrence: Occurrence, cause: int) -> None:
        """Go on from the present anchor with changed coefficients; what is pinned does so later."""
        if occurrence.is_frozen:
            return
        is_contained = occurrence.looks_contained()
        if is_contained is not occurrence.is_contained:
            occurrence.is_contained = is_contained
            kind = Kind.INCIDENT_CONTAINED if is_contained else Kind.INCIDENT_LOOSE
            cause = self.world.record(Phase.INCIDENT, occurrence.row.entity, kind, occurrence.severity, cause)
            if is_contained and occurrence.contained_ms < 0:
                occurrence.contained_ms = self.world.now_ms
            self._tell(occurrence, cause)
        occurrence.arrange_next(self._crossed, cause)
        for listener in self.on_rate:
            listener(occurrence, cause)

    def _tell(self, occurrence: Occurrence, cause: int) -> None:
        self._set_sides(occurrence, cause)
        self.world.changed(Signal.INCIDENT, occurrence.incident, cause)

    def _set_sides(self, changed: Occurrence, cause: int) -> None:
        incident = self.all[changed.incident]
        for mark, threshold in incident.thresholds.items():
            side = any(occurrence.has_reached(mark) for occurrence in incident.open.values())
            self.world.set_side(threshold, side, cause)
        self.world.occurrence_changed(changed, cause)

    # --- the snowball ---

    def _ask_snowball(self, _: int, cause: int) -> None:
        if not self._is_snowballing:
            self._is_snowballing = True
            self.world.at(self.world.now_ms, key_of(Phase.INCIDENT, 0, Act.SNOWBALL), self._snowball, cause)

    def _snowball(self, cause: int) -> None:
        """Quicken what is open by the consequences left unaddressed."""
        self._is_snowballing = False
        constants = self.world.constants
        amount = self.unaddressed_services()
        amount += constants["snowball_open"] * max(0, self.open_count - 1)
        amount += constants["snowball_rumour"] * self.rumour
        if amount == self._unaddressed:
            return
        self._unaddressed = amount
        self.growth_max = max(self.growth_max, 1.0 + constants["snowball"] * amount)
        for incident in self.all:
            for occurrence in incident.open_ones():
                if occurrence.growth != 0.0:
                    occurrence.anchor()
                    occurrence.unaddressed = amount
                    self._recoefficient(occurrence, cause)

    # --- answers ---

    def _is_active(self, step: Step, scope: Scope | None) -> bool:
        return bool(self._meant(step.index, scope))

    def _is_contained(self, step: Step, scope: Scope | None) -> bool:
        meant = self._meant(step.index, scope)
        return bool(meant) and all(occurrence.is_contained for occurrence in meant)

    def _has_severity(self, step: Step, scope: Scope | None) -> bool:
        if step.threshold == NONE:
            severity = max((one.severity_now() for one in self._meant(step.index, scope)), default=0.0)
            return compare(severity, step.comparison, step.constant)
        strict = step.comparison in (Comparison.GT, Comparison.LE)
        mark = Mark(self.world.tables.thresholds[step.threshold].value, strict)
        side = any(occurrence.has_reached(mark) for occurrence in self._meant(step.index, scope))
        return side is not step.negated

    def _has_opened(self, step: Step, _: Scope | None) -> bool:
        return compare(float(self.open_count), step.comparison, step.constant)

    # --- accounts ---

    def harmed(self) -> float:
        """Return the people hurt or taken ill so far."""
        total = 0.0
        for incident in self.all:
            if incident.row.harms_per_h > 0.0:
                for occurrence in incident.occurrences:
                    total += incident.row.harms_per_h * occurrence.area_now()
        return total

    def cost(self) -> float:
        """Return the money that incidents have cost by themselves so far."""
        total = 0.0
        for incident in self.all:
            if incident.row.cost_per_h > 0.0:
                for occurrence in incident.occurrences:
                    total += incident.row.cost_per_h * occurrence.area_now()
        return total

    def measures(self) -> dict[str, float | None]:
        """Return the measures of every incident and of the snowball, as they are now."""
        found: dict[str, float | None] = {}
        for incident in self.all:
            found.update(self._measures_of(incident))
        found["snowball.depth"] = float(self.depth)
        found["snowball.spawned"] = float(self.spawned)
        found["snowball.growth_max"] = self.growth_max
        return found

    def _measures_of(self, incident: Incident) -> dict[str, float | None]:
        name = f"incident.{self.world.tables.name_of(incident.row.entity)}"
        first = incident.occurrences[0] if incident.occurrences else None

        def since_opening(moment_ms: int) -> float | None:
            return ms_to_hours(moment_ms - first.opened_ms) if first is not None and moment_ms >= 0 else None

        return {
            f"{name}.opened": float(first is not None),
            f"{name}.first_h": None if first is None else ms_to_hours(first.opened_ms),
            f"{name}.detected_h": None if first is None else since_opening(first.detected_ms),
            f"{name}.reported_h": None if first is None else since_opening(first.reported_ms),
            f"{name}.contained_h": None if first is None else since_opening(first.contained_ms),
            f"{name}.closed_h": None if first is None else since_opening(first.closed_ms),
            f"{name}.severity_max": max((one.highest_now() for one in incident.occurrences), default=0.0),
            f"{name}.occurrences": float(len(incident.occurrences)),
        }
