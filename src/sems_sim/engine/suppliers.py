"""Suppliers are up or down: by chance, by failure, by whom they depend on, by effects.

A common cause takes a whole group: whenever one of its members goes down by itself, with the chance that it states
all others go down too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sems_sim.engine.agenda import Appointment, key_of
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import happens, odds_shift
from sems_sim.model import NONE, Act, Fact, Parameter, Signal, Step, SupplierRow

LIFE, OUTSIDE = 0, 1
"""Numbers of a supplier's events: its own failures and repairs, and what others do to it."""


@dataclass(slots=True)
class _Supplier:
    row: SupplierRow
    is_working: bool = True
    """Whether it is able by itself."""
    is_up: bool = True
    """Whether it can deliver: able, not cut off, and its own supplier up."""
    blocks: list[tuple[int, bool]] = field(default_factory=list)
    failures: int = 0
    next: Appointment | None = None
    is_asked: bool = False


class Suppliers:
    """All suppliers, and who stands behind whom."""

    def __init__(self, world: World) -> None:
        """Take them from the model, all up until `start`."""
        self._world = world
        self._all = [_Supplier(row) for row in world.tables.suppliers]
        self._dependents: list[list[int]] = [[] for _ in self._all]
        for index, row in enumerate(world.tables.suppliers):
            if row.behind != NONE:
                self._dependents[row.behind].append(index)
        world.facts[Fact.AVAILABLE] = self._is_available

    def start(self) -> None:
        """Draw who is able at the start, in silence, and arrange failures and repairs."""
        for index, supplier in enumerate(self._all):
            row = supplier.row
            ratio = self._world.ratio(Parameter.SUPPLIER_DISRUPTION)
            unable = odds_shift(1.0 - row.available, ratio) if row.available < 1.0 else 0.0
            if happens(unable, self._world.chance(row.available_stream, 0)):
                self._stop(index)
        for index, supplier in enumerate(self._all):
            supplier.is_up = self._can_deliver(index)
            self._arrange(index, ROOT)

    def available(self, index: int) -> bool:
        """Return whether a supplier can deliver now."""
        return self._all[index].is_up

    def lacks_another(self, index: int) -> bool:
        """Return whether a supplier is able by itself, and only who stands behind it keeps it from delivering."""
        supplier = self._all[index]
        is_able = supplier.is_working and not (supplier.blocks and supplier.blocks[-1][1])
        return is_able and not supplier.is_up

    def push_block(self, index: int, number: int, cause: int, *, blocked: bool = True) -> None:
        """Cut a supplier off, or open the way to it again, until `pull_block` of the same number; the latest holds."""
        self._all[index].blocks.append((number, blocked))
        self._ask(index, cause)

    def pull_block(self, index: int, number: int, cause: int) -> None:
        """End one cutting off."""
        supplier = self._all[index]
        supplier.blocks = [block for block in supplier.blocks if block[0] != number]
        self._ask(index, cause)

    def _is_available(self, step: Step, scope: Scope | None) -> bool:  # noqa: ARG002 - facts may have a scope
        return self._all[step.index].is_up

    # --- failures and repairs ---

    def _stop(self, index: int) -> list[int]:
        """Take a supplier down by itself, and its group with it if the cause is common; return who went down."""
        first = self._all[index]
        if not first.is_working:
            return []
        shared = first.row.common_group != NONE and happens(
            first.row.common_share, self._world.chance(first.row.common_stream, first.failures)
        )
        stopped = [index]
        first.is_working = False
        for other, supplier in enumerate(self._all):
            if shared and supplier.is_working and supplier.row.common_group == first.row.common_group:
                supplier.is_working = False
                stopped.append(other)
        return stopped

    def _arrange(self, index: int, cause: int) -> None:
        """Arrange the next failure or repair."""
        supplier, world = self._all[index], self._world
        row = supplier.row
        if supplier.next is not None:
            supplier.next.cancel()
            supplier.next = None
        law = row.fails_law if supplier.is_working else row.repair_law
        if law == NONE:
            return
        stream = row.fails_stream if supplier.is_working else row.repair_stream
        due = world.now_ms + world.draw_ms(law, stream, supplier.failures)
        key = key_of(Phase.WORLD, row.entity, Act.SUPPLIER, LIFE)
        act = self._fail if supplier.is_working else self._mend
        supplier.next = world.at_drawn(due, key, lambda because: act(index, because), cause)

    def _fail(self, index: int, cause: int) -> None:
        origin = cause
        for number, stopped in enumerate(self._stop(index)):
            first = self._settle(stopped, origin)
            origin = first if number == 0 else origin
            self._arrange(stopped, origin)

    def _mend(self, index: int, cause: int) -> None:
        supplier = self._all[index]
        supplier.is_working = True
        supplier.failures += 1
        self._arrange(index, self._settle(index, cause))

    # --- what follows ---

    def _can_deliver(self, index: int) -> bool:
        """Return whether it and all who stand behind it are able; a circle of suppliers ends where it began."""
        at, steps = index, 0
        while at != NONE and steps <= len(self._all):
            supplier = self._all[at]
            if not supplier.is_working or (supplier.blocks and supplier.blocks[-1][1]):
                return False
            at, steps = supplier.row.behind, steps + 1
        return True

    def _ask(self, index: int, cause: int) -> None:
        supplier, world = self._all[index], self._world
        if supplier.is_asked:
            return
        supplier.is_asked = True

        def look(because: int) -> None:
            supplier.is_asked = False
            self._settle(index, because)

        world.at(world.now_ms, key_of(Phase.WORLD, supplier.row.entity, Act.SUPPLIER, OUTSIDE), look, cause)

    def _settle(self, index: int, cause: int) -> int:
        """Say that a supplier went down or came up, and then the same of those it stands behind."""
        supplier = self._all[index]
        is_up = self._can_deliver(index)
        if is_up is supplier.is_up:
            return cause
        supplier.is_up = is_up
        kind = Kind.SUPPLIER_UP if is_up else Kind.SUPPLIER_DOWN
        told = self._world.record(Phase.WORLD, supplier.row.entity, kind, 1.0, cause)
        self._world.changed(Signal.SUPPLIER, index, told)
        for dependent in self._dependents[index]:
            self._settle(dependent, told)
        return told
