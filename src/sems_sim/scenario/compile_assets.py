"""Assets and their gates become rows; what a service needs becomes a hidden asset."""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.model import FULL, NONE, AssetRow, EntityKind, Gate
from sems_sim.scenario.compile_bench import Bench
from sems_sim.scenario.schema.supply import Asset
from sems_sim.scenario.schema.supply import Gate as WrittenGate

_STATES = {"off": 0, "on": 1, "failed": 2}


def compile_assets(bench: Bench) -> tuple[AssetRow, ...]:
    """A row for each asset and for the needs of each service, in the order of names."""
    written = bench.sections.assets
    rows = []
    for name in bench.names.keys(EntityKind.ASSET):
        asset = written.get(name)
        rows.append(_hidden(bench, name) if asset is None else _asset(bench, name, asset))
    return tuple(rows)


def watchers(assets: Sequence[AssetRow], gates: Sequence[Gate]) -> tuple[tuple[int, ...], ...]:
    """For each asset, the assets with a gate that looks at it, directly or nested."""
    found: list[set[int]] = [set() for _ in assets]
    for owner, asset in enumerate(assets):
        for member in _looked_at(asset.gates, gates):
            found[member].add(owner)
    return tuple(tuple(sorted(owners)) for owners in found)


def _looked_at(places: tuple[int, ...], gates: Sequence[Gate]) -> set[int]:
    found: set[int] = set()
    for place in places:
        found |= {*gates[place].assets, *_looked_at(gates[place].gates, gates)}
    return found


def _asset(bench: Bench, name: str, asset: Asset) -> AssetRow:
    path = f"assets.{name}"
    repair = asset.repair or (asset.standby.repair if asset.standby is not None else None)
    return AssetRow(
        entity=bench.entity(EntityKind.ASSET, name),
        units=asset.units,
        state=_STATES[asset.state],
        gates=_gates(bench, asset.needs, path),
        trip=_millionths(asset.trip or 0.0),
        restart_law=bench.laws.unless_at_once(asset.restart),
        life_law=bench.laws.place(asset.fails),
        repair_law=NONE if repair is None else bench.laws.place(repair.takes),
        repair_uses=() if repair is None else bench.counts(EntityKind.RESOURCE, repair.uses),
        repair_priority=5 if repair is None else repair.priority,
        is_standby=asset.standby is not None,
        start_chance=1.0 if asset.standby is None else asset.standby.starts,
        run_law=NONE if asset.standby is None else bench.laws.place(asset.standby.runs),
        latent=asset.latent,
        common_group=bench.group(None if asset.common is None else asset.common.group),
        common_share=0.0 if asset.common is None else asset.common.share,
        stock_uses=bench.amounts(EntityKind.STOCK, asset.stock),
        value_per_h=asset.value,
        domain=bench.domain(asset.domain),
        hidden=False,
        **bench.streams_of(path, AssetRow),
    )


def _hidden(bench: Bench, name: str) -> AssetRow:
    service = name.removesuffix(".needs")
    path = f"services.{service}"
    return AssetRow(
        entity=bench.entity(EntityKind.ASSET, name),
        units=1,
        state=_STATES["on"],
        gates=_gates(bench, bench.sections.services[service].needs, path),
        trip=0,
        restart_law=NONE,
        life_law=NONE,
        repair_law=NONE,
        repair_uses=(),
        repair_priority=5,
        is_standby=False,
        start_chance=1.0,
        run_law=NONE,
        latent=0.0,
        common_group=NONE,
        common_share=0.0,
        stock_uses=(),
        value_per_h=0.0,
        domain=NONE,
        hidden=True,
        **bench.streams_of(f"{path}.needs", AssetRow),
    )


def _gates(bench: Bench, needs: Sequence[WrittenGate], path: str) -> tuple[int, ...]:
    """The gates of one owner in the order of their texts, which are their names (fine print 21)."""
    by_text = {gate_text(gate): gate for gate in needs}
    if len(by_text) < len(needs):
        bench.fail((*path.split("."), "needs"), "two needs are the same", "write each need once")
    return tuple(_gate(bench, by_text[text], f"{path}.needs.{text}") for text in sorted(by_text))


def gate_text(gate: WrittenGate) -> str:
    """The name of a gate: its members sorted, without what happens while it is short."""
    if gate.kind == "asset":
        return str(gate.asset)
    inside = ", ".join(sorted(gate_text(member) for member in gate.members))
    word = f"at_least {_needed(gate)}" if gate.kind == "at_least" else gate.kind
    return f"{word}({inside})"


def _needed(gate: WrittenGate) -> int:
    """How many members' worth of level it takes."""
    if gate.kind == "at_least":
        return gate.at_least or 0
    return len(gate.members) if gate.kind == "all" else 1


def _gate(bench: Bench, gate: WrittenGate, path: str) -> int:
    assets, nested = _members(bench, gate)
    return bench.gates.add(
        Gate(
            k=_needed(gate),
            assets=assets,
            gates=nested,
            floor=_millionths(gate.floor),
            graceful=gate.graceful,
            buffer_law=bench.laws.unless_at_once(gate.buffer),
            recharge_law=bench.laws.unless_at_once(gate.recharge),
            **bench.streams_of(path, Gate),
        )
    )


def _nested(bench: Bench, gate: WrittenGate) -> int:
    """A gate inside another counts as a member; it has no buffer, floor or luck of its own."""
    assets, nested = _members(bench, gate)
    return bench.gates.add(Gate(_needed(gate), assets, nested, 0, False, NONE, NONE, NONE, NONE))


def _members(bench: Bench, gate: WrittenGate) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Its assets in the order of rows, and its nested gates in the order of texts."""
    names = (
        [gate.asset]
        if gate.kind == "asset"
        else [part.asset for part in gate.members if part.kind == "asset"]
    )
    inner = sorted((part for part in gate.members if part.kind != "asset"), key=gate_text)
    assets = tuple(sorted(bench.names.row(EntityKind.ASSET, name) for name in names))
    return assets, tuple(_nested(bench, part) for part in inner)


def _millionths(share: float) -> int:
    """A share in millionths, rounded down; a billionth is forgiven, so that 0.29 is 290,000."""
    return min(FULL, int(share * FULL + 1e-3))
