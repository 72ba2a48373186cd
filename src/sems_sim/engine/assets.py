"""Assets fail, degrade and come back; what depends on them follows.

Phase 3 runs in synchronous rounds (fine print 6): first what must fall falls, each round from the one before, after
off standbys were called and buffers put in; then what may rise rises or starts its restart; repeated until neither
changes. Nothing depends on the order of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sems_sim.engine.agenda import key_of
from sems_sim.engine.asset import Asset
from sems_sim.engine.gates import GateState
from sems_sim.engine.lives import Lives
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import ms_to_hours
from sems_sim.model import FULL, NONE, Act, Fact, Signal, Step, compare


class Assets:
    """All assets, and the fixpoint that ties them."""

    def __init__(self, world: World) -> None:
        """Make the agents and find the silent initial fixpoint."""
        self.world = world
        self.all = [Asset(world, index) for index in range(len(world.tables.assets))]
        self.lives = Lives(world, self.unit_failed, self.unit_repaired)
        self.on_running: list[Callable[[int, bool, int], None]] = []
        """Told (asset, whether it runs, cause), for what running uses up."""
        self._dirty: dict[int, int] = {}
        self._is_settling = False
        self._last_record = ROOT
        self._standbys = [asset for asset in self.all if asset.row.is_standby]
        self._gates_of_standby = self._find_gates_of_standbys()
        self._settle_at_start()
        for fact, answer in (
            (Fact.UP, self._is_up),
            (Fact.DOWN, self._is_down_fact),
            (Fact.LEVEL, self._has_level),
        ):
            world.facts[fact] = answer

    def level(self, index: int) -> int:
        """Return the level of an asset in millionths."""
        return self.all[index].level

    def start(self) -> None:
        """Let lives and buffers begin at time 0."""
        for asset in self.all:
            if asset.level == 0 and asset.wants:
                asset.down_since_ms = asset.first_down_ms = 0
            self._update_life(asset, ROOT)
            for number, gate in enumerate(asset.gates):
                if gate.is_short and asset.wants:
                    gate.drain(self._toucher(asset), number, ROOT)

    # --- what others may do to an asset ---

    def fail(self, index: int, units: int, cause: int) -> list[int]:
        """Break the first working units (all for -1) and return which."""
        asset = self.all[index]
        chosen = [unit for unit, broken in enumerate(asset.broken) if not broken]
        chosen = chosen if units < 0 else chosen[:units]
        for unit in chosen:
            self.unit_failed(asset, unit, cause)
        return chosen

    def repair(self, index: int, units: int | list[int], cause: int) -> None:
        """Mend the first broken units (all for -1), or the given ones."""
        asset = self.all[index]
        if isinstance(units, int):
            broken = [unit for unit, is_broken in enumerate(asset.broken) if is_broken]
            units = broken if units < 0 else broken[:units]
        for unit in units:
            self.lives.stop_repair(asset, unit, cause)
            self.unit_repaired(asset, unit, cause)

    def switch(self, index: int, number: int, on: bool, cause: int) -> None:  # noqa: FBT001 - it is a switch
        """Switch an asset on or off; `number` names the application, so that it can be undone."""
        asset = self.all[index]
        was_on = asset.is_on
        asset.switches.append((number, on))
        self._after_switch(asset, was_on, cause)

    def unswitch(self, index: int, number: int, cause: int) -> None:
        """Undo one switching."""
        asset = self.all[index]
        was_on = asset.is_on
        asset.switches = [row for row in asset.switches if row[0] != number]
        self._after_switch(asset, was_on, cause)

    def cut(self, index: int, number: int, off: bool, cause: int) -> None:  # noqa: FBT001 - isolated or not
        """Isolate an asset, or reconnect it."""
        self.all[index].cuts.append((number, off))
        self.touch(index, cause)

    def uncut(self, index: int, number: int, cause: int) -> None:
        """Undo one isolation or reconnection."""
        asset = self.all[index]
        asset.cuts = [row for row in asset.cuts if row[0] != number]
        self.touch(index, cause)

    def set_stock(self, index: int, has_stock: bool, cause: int) -> None:  # noqa: FBT001 - has it or not
        """Say whether what the asset uses up is there."""
        asset = self.all[index]
        if asset.has_stock is not has_stock:
            asset.has_stock = has_stock
            self.touch(index, cause)

    def pin(self, index: int) -> None:
        """Let an asset stay at its level; its units' lives stand still, and a restart under way is void."""
        asset = self.all[index]
        asset.is_pinned = True
        self._void_restart(asset)
        self.lives.run(asset, is_alive=False)

    def unpin(self, index: int, cause: int) -> None:
        """Let it follow again what its units, switches and needs are now."""
        self.all[index].is_pinned = False
        self.touch(index, cause)

    def touch(self, index: int, cause: int) -> None:
        """Ask for the fixpoint at this instant, because something about this asset changed."""
        self._dirty.setdefault(index, cause)
        if self.all[index].row.is_standby:  # a gate that is short may call it again
            for watcher in self._watchers([index]):
                self._dirty.setdefault(watcher, cause)
        if not self._is_settling:
            self._is_settling = True
            self.world.at(self.world.now_ms, key_of(Phase.ASSET, 0, Act.SETTLE), self._settle, cause)

    def _after_switch(self, asset: Asset, was_on: bool, cause: int) -> None:  # noqa: FBT001 - as it was before
        if asset.is_on == was_on:
            return
        index = self.world.record(
            Phase.ASSET, asset.row.entity, Kind.ASSET_SWITCHED, float(asset.is_on), cause
        )
        if asset.is_on:
            self._prove(asset, index)
        self.touch(asset.index, index)

    # --- units ---

    def unit_failed(self, asset: Asset, unit: int, cause: int) -> None:
        """Break one unit, start its repair, and take its common-mode group along if the draw says so."""
        if asset.broken[unit]:
            return
        asset.broken[unit] = True
        asset.working -= 1
        self.lives.failed(asset, unit)
        index = self.world.record(Phase.ASSET, asset.row.entity, Kind.UNIT_FAILED, unit + 1.0, cause)
        self.lives.start_repair(asset, unit, index)
        self.touch(asset.index, index)
        row = asset.row
        if row.common_group != NONE and self._is_common(asset, cause):
            for other in self.all:
                if other.row.common_group == row.common_group:
                    self.fail(other.index, -1, index)

    def unit_repaired(self, asset: Asset, unit: int, cause: int) -> None:
        """Bring one unit back."""
        if not asset.broken[unit]:
            return
        asset.broken[unit] = False
        asset.working += 1
        asset.has_refused = False
        index = self.world.record(Phase.ASSET, asset.row.entity, Kind.UNIT_REPAIRED, unit + 1.0, cause)
        self.lives.repaired(asset, unit)
        self.touch(asset.index, index)

    def _is_common(self, asset: Asset, cause: int) -> bool:
        """Return whether this failure is one of those that take the whole group; one taken along takes nobody."""
        if cause != ROOT and self.world.trace[cause].kind == Kind.UNIT_FAILED:
            return False
        n = self.lives.failures_of(asset)
        return self.world.chance(asset.row.common_stream, n) < asset.row.common_share

    def _prove(self, asset: Asset, cause: int) -> None:
        """Show on first demand whether there was a latent defect."""
        if asset.row.latent <= 0.0 or asset.is_proven:
            return
        asset.is_proven = True
        if self.world.chance(asset.row.latent_stream, 0) < self.lives.latent_chance(asset):
            index = self.world.record(Phase.ASSET, asset.row.entity, Kind.LATENT_DEFECT_FOUND, 1.0, cause)
            self.fail(asset.index, -1, index)

    # --- the fixpoint ---

    def _settle_at_start(self) -> None:
        """Find the greatest fixpoint below everything working, silently; buffers are full and hold."""
        for asset in self.all:
            asset.level = FULL
        changing = True
        while changing:
            changing = False
            levels = [asset.level for asset in self.all]
            for asset in self.all:
                for gate in asset.gates:
                    gate.look(levels)
                    gate.hold_at_start()
                level = min(asset.level, asset.potential())
                changing = changing or level != asset.level
                asset.level = level
        for asset in self.all:
            asset.is_down = asset.level == 0

    def _settle(self, _: int) -> None:
        causes: dict[int, int] = {}
        while self._dirty:
            dirty, self._dirty = self._dirty, {}
            causes.update(dirty)
            fell = self._fall(set(dirty), causes)
            rose = self._rise(causes)
            if fell or rose:
                self._stop_standbys()
        self._is_settling = False
        for index in sorted(causes):
            self._update_life(self.all[index], causes[index])

    def _fall(self, frontier: set[int], causes: dict[int, int]) -> bool:
        """Let everything fall that must, in synchronous rounds; return whether anything did."""
        any_fell, before = False, dict[int, int]()
        while frontier:
            falls: list[tuple[Asset, int, int]] = []
            for asset in self._free_of(frontier):
                cause = causes[asset.index] = self._cause(asset, before, causes)
                self._look_at_gates(asset, cause)
                level = min(asset.level, asset.potential())
                if level < asset.level:
                    falls.append((asset, level, cause))
                elif asset.potential() == 0:
                    self._void_restart(asset)
                    asset.is_down = True
            before = {asset.index: self._set_level(asset, level, cause) for asset, level, cause in falls}
            frontier = self._watchers(before)
            any_fell = any_fell or bool(falls)
        return any_fell

    def _rise(self, causes: dict[int, int]) -> bool:
        """Let everything rise that may, in synchronous rounds; return whether anything did."""
        frontier, any_rose, before = set(causes), False, dict[int, int]()
        while frontier:
            rises: list[tuple[Asset, int, int]] = []
            for asset in self._free_of(frontier):
                cause = causes[asset.index] = self._cause(asset, before, causes)
                self._look_at_gates(asset, cause)
                level = asset.potential()
                if level > asset.level and self._may_rise(asset, cause):
                    rises.append((asset, level, cause))
            before = {asset.index: self._set_level(asset, level, cause) for asset, level, cause in rises}
            frontier = self._watchers(before)
            any_rose = any_rose or bool(rises)
        return any_rose

    def _free_of(self, frontier: set[int]) -> list[Asset]:
        """Return the assets of a round in order, without those that are pinned."""
        return [self.all[index] for index in sorted(frontier) if not self.all[index].is_pinned]

    def _cause(self, asset: Asset, before: dict[int, int], causes: dict[int, int]) -> int:
        """Return the record of the lowest-numbered member that changed in the round before, else the asset's own."""
        members = [index for gate in asset.gates for index in gate.members if index in before]
        if members:
            return before[min(members)]
        return causes.get(asset.index, self._last_record)

    def _watchers(self, changed: Iterable[int]) -> set[int]:
        watchers = self.world.tables.asset_watchers
        return {watcher for index in changed for watcher in watchers[index]}

    def _look_at_gates(self, asset: Asset, cause: int) -> None:
        """See which needs are met; call standbys and put buffers in where one is about to fall short."""
        for number, gate in enumerate(asset.gates):
            met = gate.look_at(self.level)
            if not asset.wants:
                continue
            if not met:
                self._call_standbys(gate, cause)
                met = gate.look_at(self.level)
            if not met and not gate.is_short:
                gate.is_short = True
                gate.drain(self._toucher(asset), number, cause)
            elif met and gate.is_short:
                gate.is_short = False
                gate.recharge()

    def _set_level(self, asset: Asset, level: int, cause: int) -> int:
        now = self.world.now_ms
        asset.level = level
        index = self.world.record(Phase.ASSET, asset.row.entity, Kind.ASSET_LEVEL, level / FULL, cause)
        if level == 0:
            asset.is_down = True
            if asset.is_on and asset.is_running:
                asset.down_since_ms = now
                asset.first_down_ms = now if asset.first_down_ms == NONE else asset.first_down_ms
        elif asset.is_down:
            asset.is_down = False
            asset.last_up_ms = now
            self._count_down_time(asset, now)
        self._last_record = index
        self.world.changed(Signal.ASSET, asset.index, index)
        return index

    def _count_down_time(self, asset: Asset, now_ms: int) -> None:
        if asset.down_since_ms != NONE:
            asset.down_ms += now_ms - asset.down_since_ms
            asset.down_since_ms = NONE

    # --- restart, standby, buffer ---

    def _may_rise(self, asset: Asset, cause: int) -> bool:
        """Return whether it rises now; one that was down first makes its restart."""
        if not asset.is_down or asset.row.restart_law == NONE:
            return True
        if asset.restart is None:
            delay = self.world.draw_ms(asset.row.restart_law, asset.row.restart_stream, asset.restarts)
            asset.restarts += 1
            if delay == 0:
                return True
            hours = ms_to_hours(delay)
            index = self.world.record(Phase.ASSET, asset.row.entity, Kind.ASSET_RESTARTING, hours, cause)
            key = key_of(Phase.ASSET, asset.row.entity, Act.RESTART)

            def restarted(because: int) -> None:
                asset.restart = None
                asset.is_down = False
                self._count_down_time(asset, self.world.now_ms)
                asset.last_up_ms = self.world.now_ms
                self.touch(asset.index, because)

            asset.restart = self.world.at_drawn(self.world.now_ms + delay, key, restarted, index)
        return False

    def _void_restart(self, asset: Asset) -> None:
        if asset.restart is not None:
            asset.restart.cancel()
            asset.restart = None

    def _call_standbys(self, gate: GateState, cause: int) -> None:
        """Call off standby members in order, one start draw each, until the gate is met."""
        for index in gate.members:
            asset = self.all[index]
            if asset.is_running or asset.has_refused or not asset.row.is_standby or not asset.is_on:
                continue
            if asset.is_pinned:
                continue
            self._prove(asset, cause)
            if asset.working == 0 or not asset.has_stock:
                continue
            n, asset.calls = asset.calls, asset.calls + 1
            if self.world.chance(asset.row.start_stream, n) < self.lives.start_chance(asset):
                asset.is_running = True
                self._look_at_gates(asset, cause)
                record = self.world.record(Phase.ASSET, asset.row.entity, Kind.STANDBY_STARTED, 1.0, cause)
                asset.is_down = False
                self._set_level(asset, asset.potential(), record)
                self._tell_running(asset, record)
                self._dirty.update(dict.fromkeys((index, *self._watchers([index])), record))
            else:
                asset.has_refused = True
                record = self.world.record(Phase.ASSET, asset.row.entity, Kind.STANDBY_REFUSED, 1.0, cause)
                self.lives.mend_refusal(asset, self._toucher(asset), record)
            if gate.look_at(self.level):
                return

    def _stop_standbys(self) -> None:
        """Stop standbys that no gate needs any more, one after the other."""
        for asset in self._standbys:
            if asset.is_pinned or not (asset.is_running or asset.has_refused) or self._is_needed(asset):
                continue
            asset.has_refused = False
            if asset.is_running:
                asset.is_running = False
                cause = self._last_record
                record = self.world.record(Phase.ASSET, asset.row.entity, Kind.STANDBY_STOPPED, 0.0, cause)
                self._set_level(asset, 0, record)
                self._tell_running(asset, record)
                self._dirty.update(dict.fromkeys(self._watchers([asset.index]), record))
                self._dirty[asset.index] = record

    def _is_needed(self, standby: Asset) -> bool:
        """Return whether some gate of an asset at work would be short without it."""

        def level_without(index: int) -> int:
            return 0 if index == standby.index else self.level(index)

        return any(
            owner.wants and gate.satisfaction(level_without) < FULL
            for owner, gate in self._gates_of_standby[standby.index]
        )

    def _find_gates_of_standbys(self) -> dict[int, list[tuple[Asset, GateState]]]:
        found: dict[int, list[tuple[Asset, GateState]]] = {asset.index: [] for asset in self._standbys}
        for owner in self.all:
            for gate in owner.gates:
                for index in gate.members:
                    if index in found:
                        found[index].append((owner, gate))
        return found

    def _toucher(self, asset: Asset) -> Callable[[int], None]:
        return lambda cause: self.touch(asset.index, cause)

    def _update_life(self, asset: Asset, cause: int) -> None:
        if asset.is_pinned:
            return
        is_alive = asset.wants and all(gate.value > 0 for gate in asset.gates)
        self.lives.run(asset, is_alive)
        if not asset.row.is_standby:
            self._tell_running(asset, cause)

    def _tell_running(self, asset: Asset, cause: int) -> None:
        if asset.row.stock_uses:
            for listener in self.on_running:
                listener(asset.index, asset.wants and asset.level > 0, cause)

    # --- answers ---

    def _is_up(self, step: Step, _: Scope | None) -> bool:
        return self.all[step.index].level > 0

    def _is_down_fact(self, step: Step, _: Scope | None) -> bool:
        return self.all[step.index].level == 0

    def _has_level(self, step: Step, _: Scope | None) -> bool:
        return compare(self.all[step.index].level / FULL, step.comparison, step.constant)

    def measures(self, end_ms: int) -> dict[str, float | None]:
        """Return the measures of every asset of the scenario."""
        found: dict[str, float | None] = {}
        for asset in self.all:
            if asset.row.hidden:
                continue
            name = f"asset.{self.world.tables.name_of(asset.row.entity)}"
            found[f"{name}.down_h"] = ms_to_hours(self.down_ms(asset, end_ms))
            found[f"{name}.first_down_h"] = (
                None if asset.first_down_ms == NONE else ms_to_hours(asset.first_down_ms)
            )
            found[f"{name}.last_up_h"] = None if asset.last_up_ms == NONE else ms_to_hours(asset.last_up_ms)
            found[f"{name}.failures"] = float(self.lives.failures_of(asset))
        return found

    def down_ms(self, asset: Asset, end_ms: int) -> int:
        """Return for how long an asset has been down."""
        return asset.down_ms + (end_ms - asset.down_since_ms if asset.down_since_ms != NONE else 0)

    def money_lost(self, end_ms: int) -> float:
        """Return the money lost by assets that were down."""
        money = 0.0
        for asset in self.all:
            if asset.row.value_per_h > 0.0:
                money += asset.row.value_per_h * ms_to_hours(self.down_ms(asset, end_ms))
        return money
