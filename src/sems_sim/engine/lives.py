"""The lives of units: how long each runs until it fails, and how long its repair takes.

A unit's life advances only while its asset is on and its needs or buffer hold; the remainder is kept (fine print 7).
A repair that needs people or kit waits for them like any task.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from sems_sim.engine.agenda import Appointment, Draw, key_of
from sems_sim.engine.crews import Crews, Job
from sems_sim.engine.world import World
from sems_sim.events import ROOT, Phase
from sems_sim.model import NONE, Act, AssetRow, Parameter

UNIT_BITS = 17
"""A draw for a unit has n = failures so far << UNIT_BITS | unit, so that more units change no unit's luck."""


class Mortal(Protocol):
    """An asset as its units' lives see it."""

    row: AssetRow
    index: int
    broken: list[bool]
    has_refused: bool


@dataclass(slots=True)
class _Lives:
    """What is known of the units of one asset."""

    is_running: bool = False
    failures: dict[int, int] = field(default_factory=dict)
    total: int = 0
    left_ms: dict[int, int] = field(default_factory=dict)
    """Life that remains to units that are paused."""
    ends: dict[int, Appointment] = field(default_factory=dict)
    draws: dict[int, Draw | None] = field(default_factory=dict)
    """How each unit's present life was drawn."""
    repairs: dict[int, Appointment] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)


Thing = TypeVar("Thing", bound=Mortal)


class Lives(Generic[Thing]):
    """The lives and repairs of all units of all assets."""

    def __init__(
        self,
        world: World,
        failed: Callable[[Thing, int, int], None],
        repaired: Callable[[Thing, int, int], None],
    ) -> None:
        """Call `failed` and `repaired` with (asset, unit, cause) when the time comes."""
        self._world = world
        self._failed = failed
        self._repaired = repaired
        self.crews: Crews | None = None
        self._of: dict[int, _Lives] = {}
        world.on_fork.append(self.redraw)

    def failures_of(self, asset: Thing) -> int:
        """Return how many unit failures the asset has had."""
        return self._lives(asset).total

    def run(self, asset: Thing, is_alive: bool) -> None:  # noqa: FBT001 - lives run or are paused
        """Let lives advance, or pause them."""
        law = self._law(asset)
        if law == NONE:
            return
        lives = self._lives(asset)
        if lives.is_running is is_alive:
            return
        lives.is_running = is_alive
        for unit, broken in enumerate(asset.broken):
            if broken:
                continue
            if is_alive:
                self._resume(asset, unit)
            else:
                self._pause(asset, unit)

    def failed(self, asset: Thing, unit: int) -> None:
        """Count a failure, and end the unit's life."""
        lives = self._lives(asset)
        lives.total += 1
        lives.failures[unit] = lives.failures.get(unit, 0) + 1
        lives.left_ms.pop(unit, None)
        end = lives.ends.pop(unit, None)
        if end is not None:
            end.cancel()

    def repaired(self, asset: Thing, unit: int) -> None:
        """Give the unit a new life."""
        lives = self._lives(asset)
        lives.repairs.pop(unit, None)
        lives.jobs.pop(unit, None)
        if lives.is_running:
            self._resume(asset, unit)

    def start_repair(self, asset: Thing, unit: int, cause: int) -> None:
        """Begin the repair of a unit, or its wait for the people and kit that the repair needs."""
        row = asset.row
        if row.repair_law == NONE:
            return
        if not row.repair_uses or self.crews is None:
            self._begin_repair(asset, unit, None, cause)
            return
        job = Job(
            entity=row.entity,
            number=unit,
            needs=row.repair_uses,
            priority=row.repair_priority,
            rival=self._world.chance(row.rival_stream, self._n(asset, unit)),
            start=lambda because: self._begin_repair(asset, unit, job, because),
        )
        self._lives(asset).jobs[unit] = job
        self.crews.submit(job, cause)

    def stop_repair(self, asset: Thing, unit: int, cause: int) -> None:
        """Give a repair up, because the unit is mended some other way."""
        lives = self._lives(asset)
        repair = lives.repairs.pop(unit, None)
        if repair is not None:
            repair.cancel()
        job = lives.jobs.pop(unit, None)
        if job is not None and self.crews is not None:
            if repair is None:
                self.crews.withdraw(job, cause)
            else:
                self.crews.release(job, cause)

    def start_chance(self, asset: Thing) -> float:
        """Return the chance that a standby starts when called."""
        return self._world.shifted(Parameter.STANDBY_START, asset.row.start_chance)

    def latent_chance(self, asset: Thing) -> float:
        """Return the chance of a latent defect: changes leave them, monitoring finds them."""
        chance = self._world.shifted(Parameter.CHANGE_DEFECT, asset.row.latent)
        return self._world.shifted(Parameter.LATENT_UNDETECTED, chance)

    def mend_refusal(self, asset: Thing, mended: Callable[[int], None], cause: int) -> None:
        """Repair a standby that refused to start, if anybody repairs it; then call `mended(cause)`."""
        row = asset.row
        if row.repair_law == NONE:
            return
        lives = self._lives(asset)
        lives.total += 1
        n = lives.total << UNIT_BITS | row.units  # the number of no unit: a refusal is no unit's failure
        delay = self._world.draw_ms(row.repair_law, row.repair_stream, n)
        key = key_of(Phase.ASSET, row.entity, Act.UNIT_REPAIR, row.units)

        def done(because: int) -> None:
            if asset.has_refused:
                asset.has_refused = False
                mended(because)

        self._world.at_drawn(self._world.now_ms + delay, key, done, cause)

    def _begin_repair(self, asset: Thing, unit: int, job: Job | None, cause: int) -> None:
        factor = 1.0
        if job is not None and self.crews is not None:
            factor = self._world.ratio(Parameter.TASK_DURATION) / self._world.quality(job.needs)
        row = asset.row
        delay = self._world.draw_ms(row.repair_law, row.repair_stream, self._n(asset, unit), factor)
        key = key_of(Phase.ASSET, row.entity, Act.UNIT_REPAIR, unit)

        def done(because: int) -> None:
            if job is not None and self.crews is not None:
                self.crews.release(job, because)
            self._repaired(asset, unit, because)

        due_ms = self._world.now_ms + delay
        self._lives(asset).repairs[unit] = self._world.at_drawn(due_ms, key, done, cause)

    def _resume(self, asset: Thing, unit: int) -> None:
        lives = self._lives(asset)
        left = lives.left_ms.pop(unit, NONE)
        if left == NONE:
            row = asset.row
            stream = row.run_stream if row.is_standby else row.life_stream
            factor = self._world.ratio(Parameter.STANDBY_LIFE_H) if row.is_standby else 1.0
            left = self._world.draw_ms(self._law(asset), stream, self._n(asset, unit), factor)
            lives.draws[unit] = self._world.draw_for(self._world.now_ms + left)
        now = self._world.now_ms
        key = key_of(Phase.ASSET, asset.row.entity, Act.UNIT_LIFE, unit)

        def fail(cause: int) -> None:
            lives.ends.pop(unit, None)
            self._failed(asset, unit, cause)

        lives.ends[unit] = self._world.at(now + left, key, fail, ROOT, lives.draws[unit])

    def _pause(self, asset: Thing, unit: int) -> None:
        lives = self._lives(asset)
        end = lives.ends.pop(unit, None)
        if end is not None:
            end.cancel()
            lives.left_ms[unit] = end.time_ms - self._world.now_ms

    def redraw(self) -> None:
        """Draw anew what is left of lives that are paused."""
        for lives in self._of.values():
            for unit, left in lives.left_ms.items():
                draw = lives.draws[unit]
                if draw is not None:
                    lives.left_ms[unit] = self._world.left_ms(draw, left)

    def _law(self, asset: Thing) -> int:
        return asset.row.run_law if asset.row.is_standby else asset.row.life_law

    def _n(self, asset: Thing, unit: int) -> int:
        return self._lives(asset).failures.get(unit, 0) << UNIT_BITS | unit

    def _lives(self, asset: Thing) -> _Lives:
        lives = self._of.get(asset.index)
        if lives is None:
            lives = self._of[asset.index] = _Lives()
        return lives
