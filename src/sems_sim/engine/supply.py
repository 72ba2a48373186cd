"""How many people and how much kit are there: shifts, absence, surge, contracts, effects.

The roster of a shift is the profile's amount, for people times the staffing cover, rounded down. Each of the roster
is absent with the stated chance for the whole shift: one draw for each day and shift, through the binomial quantile.
A pool whose amount does not change by the clock is drawn anew every 24 hours. A pool that a level unlocks is not
there before that level, and a contracted one not while its contractor is down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sems_sim.engine.agenda import Appointment, key_of
from sems_sim.engine.modifiers import Modifiers
from sems_sim.engine.profiles import DAY_MS, next_part_ms, part_at, value_at
from sems_sim.engine.suppliers import Suppliers
from sems_sim.engine.world import World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.model import NONE, Act, Amount, Parameter, Profile, ResourceRow, Signal, clipped

SHIFTS_A_DAY = 1024
"""The draw for absence has n = (day + 1) * SHIFTS_A_DAY + shift."""
_DUST = 1e-9
"""A product of whole numbers and factors may fall this far short of a whole number."""


@dataclass(slots=True)
class _Pool:
    row: ResourceRow
    profile: Profile
    changes: Modifiers = field(default_factory=Modifiers)
    here: int = 0
    """Roster less the absent."""
    surge: int = 0
    asks: int = 0
    is_asked: bool = False
    coming: Appointment | None = None
    key: int = NONE
    """The lowest level that unlocks it, or NONE if it is always open."""
    is_locked: bool = False
    present: int = 0
    is_pending: bool = False


class Pools:
    """All resources: how many of each are there."""

    def __init__(self, world: World, suppliers: Suppliers) -> None:
        """Take the resources from the model; `start` calls the first shift."""
        self._world = world
        self._suppliers = suppliers
        self._all = [_Pool(row, world.tables.profiles[row.profile]) for row in world.tables.resources]
        self.on_change: list[Callable[[int, int], None]] = []
        """Told (resource, cause) when the number present has changed."""
        for number, level in enumerate(world.tables.levels):
            for resource in level.unlocks_resources if number > 0 else ():
                pool = self._all[resource]
                if not pool.is_locked:
                    pool.key, pool.is_locked = number, True
        world.on(Signal.SUPPLIER, self._supplier_changed)

    def start(self) -> None:
        """Call the first shift, in silence, and arrange the next."""
        for index, pool in enumerate(self._all):
            self._call_shift(pool)
            pool.present = self._count(pool)
            self._arrange_shift(index)

    def present(self, index: int) -> int:
        """Return how many units are there, busy or not."""
        return self._all[index].present

    def rostered(self, index: int) -> float:
        """Return how many the shift is planned with: the amount stated for this time."""
        return value_at(self._all[index].profile, self._world.tables.start_of_day_ms, self._world.now_ms)

    def push_amount(self, index: int, number: int, amount: Amount, value: float, cause: int) -> None:
        """Add to a pool, or remove from it, until `pull_amount` of the same number."""
        self._all[index].changes.push(number, amount, value)
        self._ask(index, cause)

    def pull_amount(self, index: int, number: int, cause: int) -> None:
        """Take back what an effect added or removed."""
        if self._all[index].changes.pull(number):
            self._ask(index, cause)

    # --- shifts ---

    def _call_shift(self, pool: _Pool) -> None:
        world, row = self._world, pool.row
        start_ms = world.tables.start_of_day_ms
        amount = value_at(pool.profile, start_ms, world.now_ms)
        cover = world.ratio(Parameter.STAFFING_COVER) if row.is_people else 1.0
        roster = max(0, int(amount * cover + _DUST))
        absent = 0
        if row.absence > 0.0 and roster > 0:
            day, shift = part_at(pool.profile, start_ms, world.now_ms)
            u = world.chance(row.absence_stream, (day + 1) * SHIFTS_A_DAY + max(0, shift))
            absent = binomial_quantile(roster, row.absence, u)
        pool.here = roster - absent

    def _arrange_shift(self, index: int) -> None:
        pool, world = self._all[index], self._world
        due = next_part_ms(pool.profile, world.tables.start_of_day_ms, world.now_ms)
        if pool.row.absence > 0.0 and not pool.profile.daily:
            tomorrow = (world.now_ms // DAY_MS + 1) * DAY_MS
            due = tomorrow if due == NONE else min(due, tomorrow)
        if due == NONE:
            return

        def change(cause: int) -> None:
            self._call_shift(pool)
            self._settle(index, cause)
            self._arrange_shift(index)

        world.at(due, key_of(Phase.WORLD, pool.row.entity, Act.SHIFT), change, ROOT)

    # --- surge and mutual aid ---

    def ask_surge(self, level: int, cause: int) -> None:
        """Open what a level unlocks, and call for the surge that it allows; call it when the level is entered."""
        for index, pool in enumerate(self._all):
            if pool.is_locked and pool.key <= level:
                pool.is_locked = False
                self._ask(index, cause)
            if pool.row.surge_law != NONE and pool.row.surge_level <= level and not pool.is_asked:
                self._call_surge(index, cause)

    def end_surge(self, level: int, cause: int) -> None:
        """Send home what a level brought, and lock what it unlocked; call it when the level ends."""
        for index, pool in enumerate(self._all):
            if pool.key >= level > 0:
                pool.is_locked = True
                self._ask(index, cause)
            if pool.is_asked and pool.row.surge_level >= level:
                pool.is_asked = False
                pool.surge = 0
                if pool.coming is not None:
                    pool.coming.cancel()
                    pool.coming = None
                self._ask(index, cause)

    def _call_surge(self, index: int, cause: int) -> None:
        pool, world = self._all[index], self._world
        row, number = pool.row, pool.asks
        pool.is_asked = True
        pool.asks += 1
        factor = world.ratio(Parameter.RELEASE_DELAY)
        if row.surge_outside:
            factor *= world.ratio(Parameter.PARTNER_DELAY)
        delay_ms = world.draw_ms(row.surge_law, row.surge_stream, number, clipped(factor))
        told = world.record(Phase.WORLD, row.entity, Kind.SURGE_ASKED, row.surge_add, cause)

        def arrive(because: int) -> None:
            pool.coming = None
            pool.surge = int(row.surge_add * world.ratio(Parameter.SURGE_FRACTION) + 0.5)
            self._settle(
                index, world.record(Phase.WORLD, row.entity, Kind.SURGE_ARRIVED, pool.surge, because)
            )

        key = key_of(Phase.WORLD, row.entity, Act.SURGE, number)
        pool.coming = world.at_drawn(world.now_ms + delay_ms, key, arrive, told)

    # --- how many are there ---

    def _supplier_changed(self, supplier: int, cause: int) -> None:
        for index, pool in enumerate(self._all):
            if pool.row.supplier == supplier:
                self._settle(index, cause)

    def _ask(self, index: int, cause: int) -> None:
        """Arrange for a count in the phase of the outside world, at this instant."""
        pool, world = self._all[index], self._world
        if pool.is_pending:
            return
        pool.is_pending = True

        def look(because: int) -> None:
            pool.is_pending = False
            self._settle(index, because)

        world.at(world.now_ms, key_of(Phase.WORLD, pool.row.entity, Act.SHIFT, 1), look, cause)

    def _count(self, pool: _Pool) -> int:
        if pool.is_locked:
            return 0
        if pool.row.supplier != NONE and not self._suppliers.available(pool.row.supplier):
            return 0
        return max(0, int(pool.changes.value(float(pool.here)) + _DUST) + pool.surge)

    def _settle(self, index: int, cause: int) -> None:
        pool = self._all[index]
        present = self._count(pool)
        if present == pool.present:
            return
        pool.present = present
        told = self._world.record(Phase.WORLD, pool.row.entity, Kind.RESOURCE_PRESENT, present, cause)
        for listener in self.on_change:
            listener(index, told)


def binomial_quantile(units: int, chance: float, u: float) -> int:
    """Return the smallest number k with P(at most k of the units) >= u, each independent with the same chance.

    The probabilities are those of the mode times the ratios of neighbours, p(k+1)/p(k) = (n-k)/(k+1) · p/(1-p), so that
    none underflows where it counts; those below 1e-20 of the mode's are left out.
    """
    if chance <= 0.0 or units <= 0:
        return 0
    if chance >= 1.0:
        return units
    odds = chance / (1.0 - chance)
    mode = min(units, int((units + 1) * chance))
    upward = [1.0]
    while mode + len(upward) <= units and upward[-1] > 1e-20:
        k = mode + len(upward) - 1
        upward.append(upward[-1] * (units - k) / (k + 1) * odds)
    downward: list[float] = []
    weight = 1.0
    while mode - len(downward) > 0 and weight > 1e-20:
        k = mode - len(downward)
        weight = weight * k / (units - k + 1) / odds
        downward.append(weight)
    weights = downward[::-1] + upward
    total = 0.0
    for weight in weights:
        total += weight
    reached = 0.0
    for place, weight in enumerate(weights):
        reached += weight
        if reached >= u * total:
            return mode - len(downward) + place
    return mode + len(upward) - 1
