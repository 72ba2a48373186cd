"""A gate: k of its members, and the buffer that carries the asset while it is short."""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.agenda import Appointment, Draw, key_of
from sems_sim.engine.world import World
from sems_sim.events import Kind, Phase
from sems_sim.laws import buffer_drained, buffer_recharged, ms_to_hours
from sems_sim.model import FULL, Act, Gate


class GateState:
    """One need of one asset: met, held by its buffer, or short."""

    def __init__(self, world: World, gate: int, entity: int) -> None:
        """Start with a full buffer whose size is drawn once a run."""
        self._world = world
        self._row: Gate = world.tables.gates[gate]
        self._entity = entity
        self.members = tuple(sorted(_members(world, self._row)))
        self.size_ms = world.draw_ms(self._row.buffer_law, self._row.buffer_stream, 0)
        self._is_drawn = not world.tables.laws[self._row.buffer_law].constant if self.size_ms else False
        self._left_ms = self.size_ms
        self._anchor_ms = 0
        self._recharge_ms = 0
        self._recharges = 0
        self._empties: Appointment | None = None
        if self._is_drawn:
            world.on_fork.append(self.follow_redraw)
        self.met = FULL
        """Satisfaction as last looked at, in millionths."""
        self.is_short = False

    @property
    def value(self) -> int:
        """What the gate lets through: all when met or held, else its floor, or in proportion if graceful."""
        if self.met == FULL or (self.is_short and self._left_ms > 0):
            return FULL
        if self._row.graceful:
            return self._row.floor + (FULL - self._row.floor) * self.met // FULL
        return self._row.floor

    def satisfaction(self, level: Callable[[int], int]) -> int:
        """Return min(1, sum of members' levels / k), in millionths."""
        return _satisfaction(self._world, self._row, level)

    def look_at(self, level: Callable[[int], int]) -> bool:
        """See how far the need is met now; return whether it wholly is."""
        self.met = self.satisfaction(level)
        return self.met == FULL

    def look(self, levels: list[int]) -> bool:
        """The same over a list of levels."""
        return self.look_at(levels.__getitem__)

    def hold_at_start(self) -> None:
        """Be short from the start without a word; the full buffer holds."""
        self.is_short = self.met < FULL

    def drain(self, ended: Callable[[int], None], number: int, cause: int) -> None:
        """Let the buffer carry the asset from now; `ended(cause)` is called when it is empty."""
        now = self._world.now_ms
        if self.size_ms == 0:
            return
        self._left_ms = buffer_recharged(
            self._left_ms, self.size_ms, self._recharge_ms, now - self._anchor_ms
        )
        self._anchor_ms = now
        if self._left_ms == 0:
            return
        hours, row = ms_to_hours(self._left_ms), self._row
        index = self._world.record(Phase.ASSET, self._entity, Kind.BUFFER_STARTED, hours, cause)

        def empty(because: int) -> None:
            self._empties = None
            self._left_ms = 0
            self._anchor_ms = self._world.now_ms
            ended(self._world.record(Phase.ASSET, self._entity, Kind.BUFFER_EMPTY, 0.0, because))

        key = key_of(Phase.ASSET, self._entity, Act.BUFFER, number)
        draw = Draw(row.buffer_law, row.buffer_stream, 0, 1.0, self.size_ms) if self._is_drawn else None
        self._empties = self._world.at(now + self._left_ms, key, empty, index, draw)

    def follow_redraw(self) -> None:
        """Hold as much more or less as the end of draining has moved."""
        if self._empties is not None:
            moved_ms = self._empties.time_ms - self._anchor_ms - self._left_ms
            self._left_ms += moved_ms
            self.size_ms += moved_ms

    def recharge(self) -> None:
        """Stop draining and start to refill, now that the need is met."""
        now = self._world.now_ms
        if self._empties is not None:
            self._empties.cancel()
            self._empties = None
            self._left_ms = buffer_drained(self._left_ms, now - self._anchor_ms)
        self._anchor_ms = now
        row = self._row
        self._recharge_ms = self._world.draw_ms(row.recharge_law, row.recharge_stream, self._recharges)
        self._recharges += 1


def _members(world: World, gate: Gate) -> set[int]:
    """Return all assets that a gate mentions, directly or nested."""
    found = set(gate.assets)
    for nested in gate.gates:
        found |= _members(world, world.tables.gates[nested])
    return found


def _satisfaction(world: World, gate: Gate, level: Callable[[int], int]) -> int:
    total = 0
    for asset in gate.assets:
        total += level(asset)
    for nested in gate.gates:
        total += _satisfaction(world, world.tables.gates[nested], level)
    return min(FULL, total // gate.k) if gate.k > 0 else FULL
