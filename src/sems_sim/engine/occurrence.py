"""One occurrence of an incident: its severity between events, and the marks it crosses.

Severity follows the logistic closed form between anchors (fine print 10). Marks are the severities at which
something happens: hurts, spreads, thresholds that conditions watch, tenths that teams notice, and the closing value.
How many marks have been reached is kept as a number; it, not the float, decides conditions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sems_sim.engine.agenda import Appointment, key_of
from sems_sim.engine.world import World
from sems_sim.events import ROOT, Phase
from sems_sim.laws import (
    CLOSED_AT,
    contained,
    driven_rate,
    hours_to_ms,
    ms_to_hours,
    severity_after,
    severity_integral,
    time_to_severity,
)
from sems_sim.model import Act, IncidentRow


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A severity at which something happens."""

    value: float
    strict: bool
    """Reached only above the value, not at it."""


class Occurrence:
    """One opening of one incident."""

    def __init__(
        self, world: World, row: IncidentRow, incident: int, number: int, marks: tuple[Mark, ...]
    ) -> None:
        """Open it now, at the severity and growth that are drawn for it."""
        self._world = world
        self.row = row
        self.incident = incident
        self.number = number
        self.marks = marks
        self.opened_ms = world.now_ms
        self.opened_record = ROOT
        self.severity = min(row.limit, world.draw(row.severity_law, row.severity_stream, number))
        self.growth = world.draw(row.growth_law, row.growth_stream, number)
        self.unaddressed = 0.0
        self.worsening: list[tuple[int, float]] = []
        self.containment: list[tuple[int, float]] = []
        self.severity_max = self.severity
        self.is_open = True
        self.is_frozen = False
        """Whether it is pinned: nothing drives or contains it."""
        self.is_contained = False
        self.contained_ms = -1
        self.closed_ms = -1
        self.detected_ms = -1
        self.reported_ms = -1
        self.depth = 0
        self.reached = self._reached_at_opening()
        self.fired: set[int] = set()
        """Hurts and spreads that fire once and have fired: indices of hurts, then of spreads."""
        self.area = 0.0
        """Integral of severity over time so far, in severity-hours."""
        self._anchor_ms = world.now_ms
        self._next: Appointment | None = None

    def start_at(self, severity: float) -> None:
        """Open at a stated severity instead of the drawn one."""
        self.severity = self.severity_max = min(self.row.limit, severity)
        self.reached = self._reached_at_opening()

    def _reached_at_opening(self) -> int:
        reached = 0
        for mark in self.marks:
            if self.severity > mark.value or (self.severity == mark.value and not mark.strict):
                reached += 1
        return reached

    @property
    def rate(self) -> float:
        """Growth per hour as driven now: quickened by what is left unaddressed, and worsened."""
        if self.is_frozen:
            return 0.0
        worsen = 0.0
        for _, amount in self.worsening:
            worsen += amount
        return driven_rate(self.growth, self._world.constants["snowball"], self.unaddressed, worsen)

    @property
    def contain(self) -> float:
        """Containment per hour now."""
        if self.is_frozen:
            return 0.0
        total = 0.0
        for _, amount in self.containment:
            total += amount
        return total

    @property
    def now_ms(self) -> int:
        """Milliseconds since the scenario's start."""
        return self._world.now_ms

    def highest_now(self) -> float:
        """Return the highest severity up to this instant."""
        return max(self.severity_max, self.severity_now()) if self.is_open else self.severity_max

    def freeze(self, *, is_frozen: bool) -> None:
        """Let it stay at its severity, or go on; call `anchor` before."""
        self.is_frozen = is_frozen
        if is_frozen and self._next is not None:
            self._next.cancel()
            self._next = None

    def severity_now(self) -> float:
        """Return the severity at this instant, without re-anchoring."""
        hours = ms_to_hours(self._world.now_ms - self._anchor_ms)
        if not self.is_open or hours == 0.0 or self.is_frozen:
            return self.severity
        return severity_after(self.severity, self.rate, self.row.limit, self.contain, hours)

    def area_now(self) -> float:
        """Return the integral of severity since the opening, in severity-hours."""
        hours = ms_to_hours(self._world.now_ms - self._anchor_ms)
        if not self.is_open or hours == 0.0:
            return self.area
        return self.area + severity_integral(self.severity, self.rate, self.row.limit, self.contain, hours)

    def anchor(self) -> None:
        """Fix severity and its integral at this instant; call it before a coefficient changes."""
        severity, area = self.severity_now(), self.area_now()
        self.severity, self.area = severity, area
        self.severity_max = max(self.severity_max, severity)
        self._anchor_ms = self._world.now_ms

    def looks_contained(self) -> bool:
        """Return whether containment exceeds what drives it."""
        return contained(self.rate, self.contain)

    def arrange_next(self, crossed: Callable[[Occurrence, bool, int], None], cause: int) -> None:
        """Arrange for the next mark to be crossed; `crossed(self, upward, cause)` is called then."""
        cause = self.opened_record if cause == ROOT else cause
        if self._next is not None:
            self._next.cancel()
            self._next = None
        slope = self.rate * (1.0 - self.severity / self.row.limit) - self.contain
        upward = slope > 0.0
        if upward and self.reached < len(self.marks):
            target = self.marks[self.reached].value
        elif slope < 0.0 and self.reached > 0:
            target = self.marks[self.reached - 1].value
        else:
            return
        hours = time_to_severity(self.severity, self.rate, self.row.limit, self.contain, target)
        if hours < 0.0:
            return
        due = self._anchor_ms + max(1, hours_to_ms(hours))
        key = key_of(Phase.INCIDENT, self.row.entity, Act.CROSSING, self.number)

        def cross(because: int) -> None:
            self._next = None
            self.anchor()
            self.severity = target
            self.severity_max = max(self.severity_max, target)
            self.reached += 1 if upward else -1
            crossed(self, upward, because)

        self._next = self._world.at(max(due, self._world.now_ms + 1), key, cross, cause)

    def has_reached(self, mark: Mark) -> bool:
        """Return whether severity is on the upper side of a mark."""
        return self.is_open and self.marks.index(mark) < self.reached

    def close(self) -> None:
        """End it now."""
        self.anchor()
        self.is_open = False
        self.closed_ms = self._world.now_ms
        self.severity = 0.0
        if self._next is not None:
            self._next.cancel()
            self._next = None


CLOSING = Mark(CLOSED_AT, strict=False)
