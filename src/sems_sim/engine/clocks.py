"""The clocks of a service: disrupted, back for good, over its RTO, over its MTPD.

A disruption begins when the ability to serve falls below the minimum objective (to nothing, where there is none),
whether or not there is demand. It ends when ability and performance have been back at the minimum for the sustained
time, as of the moment at which that time began. While a return may yet turn out to be sustained, no limit is passed;
if it breaks off after the limit, the limit is passed then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sems_sim.engine.agenda import Appointment, key_of
from sems_sim.engine.lines import Meter
from sems_sim.engine.world import World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import ms_to_hours
from sems_sim.model import FOREVER_MS, NONE, Act, ServiceRow

SUSTAINED, RTO, MTPD = 0, 1, 2
"""Numbers of a clock's events; at one instant a return counts before a limit."""
_DUST = 1e-9
"""A share that is a quotient may fall this far short of the objective it meets."""


@dataclass(slots=True)
class _Limit:
    """A time after which a disruption counts as worse."""

    kind: Kind
    limit_ms: int
    is_past: bool = False
    """Whether that time has come, for the disruption under way."""
    is_over: bool = False
    next: Appointment | None = None


class ServiceClock:
    """What is counted from the disruption of one service to its return."""

    def __init__(self, world: World, row: ServiceRow, changed: Callable[[int], None]) -> None:
        """Start undisturbed; `changed(cause)` is called when a clock has started, stopped or run over."""
        self._world = world
        self._row = row
        self._changed = changed
        self._sustained_ms = world.tables.limits.sustained_ms
        self._limits = {
            RTO: _Limit(Kind.SERVICE_OVER_RTO, row.rto_ms),
            MTPD: _Limit(Kind.SERVICE_OVER_MTPD, row.mtpd_ms),
        }
        self.disrupted_ms = NONE
        """Since when it is disrupted, or NONE."""
        self.resumed_ms = NONE
        """When it last came back for good, or NONE."""
        self.first_return_ms = NONE
        """How long the first disruption lasted, or NONE if it has not ended."""
        self.was_disrupted = False
        self._good_ms = NONE
        self._able_ms = NONE
        self._first_ability_ms = NONE
        self._sustain: Appointment | None = None
        self._first_disrupted_ms = NONE
        self._record = ROOT
        self._over_ms = 0
        self.below = Meter()
        self.below_since_ms = NONE

    @property
    def is_over_rto(self) -> bool:
        """Whether it is disrupted beyond its recovery time objective."""
        return self._limits[RTO].is_over

    @property
    def is_over_mtpd(self) -> bool:
        """Whether it is disrupted beyond its maximum tolerable period."""
        return self._limits[MTPD].is_over

    def meets(self, share: float) -> bool:
        """Return whether a share is at the minimum objective, and above nothing."""
        return share >= self._row.mbco - _DUST and share > 0.0

    def note_performance(self, performance: float) -> None:
        """Count the time below the minimum objective."""
        now = self._world.now_ms
        is_below = performance < self._row.mbco - _DUST
        self.below.turn(now, 1.0 if is_below else 0.0)
        if is_below is not (self.below_since_ms != NONE):
            self.below_since_ms = now if is_below else NONE

    def look(self, ability: float, performance: float, cause: int) -> None:
        """Take notice of ability and performance as they are from now on."""
        able = self.meets(ability)
        if self.disrupted_ms == NONE:
            if not able:
                self._begin(ability, cause)
            return
        self._note_ability(is_able=able)
        good = able and self.meets(performance)
        if good and self._good_ms == NONE:
            self._good_ms = self._world.now_ms
            due = self._world.now_ms + self._sustained_ms
            self._sustain = self._world.at(due, self._key(SUSTAINED), self._end, cause)
        elif not good and self._good_ms != NONE:
            self._good_ms = NONE
            if self._sustain is not None:
                self._sustain.cancel()
            for number, limit in self._limits.items():
                if limit.is_past:
                    self._pass(number, cause)

    def hours_over_mtpd(self, end_ms: int) -> float:
        """Return the hours disrupted beyond the maximum tolerable period, over all disruptions."""
        over_ms = self._over_ms
        if self.disrupted_ms != NONE:
            over_ms += self._beyond(end_ms)
        return ms_to_hours(over_ms)

    def hours_to_return(self) -> float | None:
        """Return how long the first disruption lasted: 0 if there was none, None if it has not ended."""
        if not self.was_disrupted:
            return 0.0
        return None if self.first_return_ms == NONE else ms_to_hours(self.first_return_ms)

    def hours_to_ability(self, end_ms: int) -> float | None:
        """Return the same for the ability to serve alone."""
        if not self.was_disrupted:
            return 0.0
        able_ms = self._first_ability_ms
        if able_ms == NONE and self._able_ms != NONE and end_ms - self._able_ms > self._sustained_ms:
            able_ms = self._able_ms
        return None if able_ms == NONE else ms_to_hours(able_ms - self._first_disrupted_ms)

    def resumed_h(self) -> float | None:
        """Return when it came back for good: 0 if it was never gone, None if it is not back."""
        if not self.was_disrupted:
            return 0.0
        return None if self.disrupted_ms != NONE else ms_to_hours(self.resumed_ms)

    # --- the course of a disruption ---

    def _key(self, number: int) -> int:
        return key_of(Phase.SERVICE, self._row.entity, Act.SERVICE_CLOCK, number)

    def _tell(self, kind: Kind, value: float, cause: int) -> int:
        self._record = self._world.record(Phase.SERVICE, self._row.entity, kind, value, cause)
        return self._record

    def _begin(self, ability: float, cause: int) -> None:
        now = self._world.now_ms
        self.disrupted_ms = now
        self._able_ms = self._good_ms = NONE
        if not self.was_disrupted:
            self.was_disrupted = True
            self._first_disrupted_ms = now
        told = self._tell(Kind.SERVICE_DISRUPTED, ability, cause)
        for number, limit in self._limits.items():
            if 0 <= limit.limit_ms < FOREVER_MS:
                limit.next = self._world.at(
                    now + limit.limit_ms, self._key(number), self._at_limit(number), told
                )
        self._changed(told)

    def _note_ability(self, *, is_able: bool) -> None:
        """Keep since when it has been able; of the first disruption, when it became so for good."""
        now = self._world.now_ms
        if is_able and self._able_ms == NONE:
            self._able_ms = now
        elif not is_able and self._able_ms != NONE:
            if self._first_ability_ms == NONE and now - self._able_ms > self._sustained_ms:
                self._first_ability_ms = self._able_ms
            self._able_ms = NONE

    def _at_limit(self, number: int) -> Callable[[int], None]:
        def at_limit(cause: int) -> None:
            self._limits[number].is_past = True
            if self._good_ms == NONE:
                self._pass(number, cause)

        return at_limit

    def _pass(self, number: int, cause: int) -> None:
        limit = self._limits[number]
        if not limit.is_over:
            limit.is_over = True
            self._changed(self._tell(limit.kind, ms_to_hours(limit.limit_ms), cause))

    def _beyond(self, end_ms: int) -> int:
        limit_ms = self._row.mtpd_ms
        return max(0, end_ms - self.disrupted_ms - limit_ms) if 0 <= limit_ms < FOREVER_MS else 0

    def _end(self, cause: int) -> None:
        """The return has been sustained: the disruption ended when it began."""
        back_ms = self._good_ms
        if self._first_ability_ms == NONE:
            self._first_ability_ms = self._able_ms
        if self.first_return_ms == NONE:
            self.first_return_ms = back_ms - self.disrupted_ms
        self._over_ms += self._beyond(back_ms)
        self.resumed_ms = back_ms
        self.disrupted_ms = self._good_ms = NONE
        for limit in self._limits.values():
            limit.is_past = limit.is_over = False
            if limit.next is not None:
                limit.next.cancel()
        self._changed(self._tell(Kind.SERVICE_RESUMED, ms_to_hours(back_ms), cause))
