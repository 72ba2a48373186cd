"""One asset: its units, its needs, its switches, and the level that these allow."""

from __future__ import annotations

import mesa

from sems_sim.engine.agenda import Appointment
from sems_sim.engine.gates import GateState
from sems_sim.engine.world import World
from sems_sim.model import FULL, NONE


class Asset(mesa.Agent):
    """One asset: its units, its needs, and the level at which it works."""

    def __init__(self, world: World, index: int) -> None:
        """Take the state that the scenario gives it at the start."""
        super().__init__(world)
        self.row = row = world.tables.assets[index]
        self.index = index
        self.gates = [GateState(world, gate, row.entity) for gate in row.gates]
        self.broken = [row.state == 2] * row.units
        self.working = 0 if row.state == 2 else row.units
        self.switches: list[tuple[int, bool]] = []
        self.cuts: list[tuple[int, bool]] = []
        self.is_running = not row.is_standby
        """For a standby, whether it has been started."""
        self.has_refused = False
        self.calls = 0
        self.is_proven = False
        """Whether a demand has already shown if it had a latent defect."""
        self.has_stock = all(world.tables.stocks[stock].amount > 0.0 for stock, _ in row.stock_uses)
        self.level = 0
        self.is_down = False
        self.is_pinned = False
        self.restarts = 0
        self.restart: Appointment | None = None
        self.down_since_ms = NONE
        self.down_ms = 0
        self.first_down_ms = NONE
        self.last_up_ms = NONE

    @property
    def is_on(self) -> bool:
        """Whether it is switched on: the latest live switch, else the state at the start."""
        return self.switches[-1][1] if self.switches else self.row.state != 0

    @property
    def is_cut_off(self) -> bool:
        """Whether it is isolated from what depends on it."""
        return bool(self.cuts) and self.cuts[-1][1]

    @property
    def wants(self) -> bool:
        """Whether it is meant to work now, so that its needs count."""
        return self.is_on and not self.is_cut_off and self.is_running and self.has_stock

    @property
    def state(self) -> str:
        """How it stands, in a word or two."""
        if not self.is_on:
            return "off"
        if self.is_cut_off:
            return "isolated"
        if not self.is_running:
            return "standing by"
        if self.level == 0:
            return "down" if self.restart is None else "restarting"
        return "up" if self.level == FULL else "degraded"

    def potential(self) -> int:
        """Return the level that its units and gates allow, apart from a restart; below `trip` it is 0."""
        if not self.wants or self.working == 0:
            return 0
        level = self.working * FULL // self.row.units
        if self.gates:
            level = level * min(gate.value for gate in self.gates) // FULL
        return level if level >= self.row.trip else 0
