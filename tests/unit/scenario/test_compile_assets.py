"""Assets, gates and the hidden assets of services."""

from __future__ import annotations

import pytest

from sems_sim.errors import ScenarioError
from sems_sim.model import NONE, AssetRow, EntityKind, Gate, Model
from tests.unit.scenario.compiling import model_of, row


def asset(model: Model, name: str) -> AssetRow:
    """The row of an asset."""
    return model.assets[row(model, EntityKind.ASSET, name)]


def gates(model: Model, name: str) -> list[Gate]:
    """The gates of an asset."""
    return [model.gates[place] for place in asset(model, name).gates]


def test_a_list_of_needs_is_a_list_of_gates() -> None:
    """Each entry is needed by itself; a name alone is one of one."""
    model = model_of("assets: {a: {}, b: {}, c: {needs: [b, a]}}\n")

    assert [(1, (0,)), (1, (1,))] == [(gate.k, gate.assets) for gate in gates(model, "c")]


@pytest.mark.parametrize(
    ("needs", "k"), [("{any: [a, b, c]}", 1), ("{all: [a, b, c]}", 3), ("{at_least: 2, of: [a, b, c]}", 2)]
)
def test_a_gate_says_how_many_members_it_takes(needs: str, k: int) -> None:
    """`any` takes one, `all` takes all, `at_least` what it says."""
    model = model_of(f"assets: {{a: {{}}, b: {{}}, c: {{}}, d: {{needs: {needs}}}}}\n")

    (gate,) = gates(model, "d")
    assert (k, (0, 1, 2)) == (gate.k, gate.assets)


def test_a_nested_gate_is_a_member() -> None:
    """A gate inside a gate counts beside the assets, and has no luck of its own."""
    model = model_of("assets: {a: {}, b: {}, c: {}, d: {needs: {any: [a, {all: [b, c]}]}}}\n")

    (outer,) = gates(model, "d")
    inner = model.gates[outer.gates[0]]
    assert ((0,), (1, 2), 2) == (outer.assets, inner.assets, inner.k)
    assert NONE == inner.buffer_law


def test_a_buffer_is_a_law_of_hours() -> None:
    """Buffer and recharge are constant laws; nothing said is NONE; a floor is in millionths."""
    model = model_of(
        "assets:\n  a: {}\n  b: {needs: {any: [a], buffer: 90m, recharge: 2h, floor: 25%, graceful: true}}\n"
        "  c: {needs: a}\n"
    )

    (gate,), (plain,) = gates(model, "b"), gates(model, "c")
    assert (1.5, 2.0) == (model.laws[gate.buffer_law].mean, model.laws[gate.recharge_law].mean)
    assert (250_000, True) == (gate.floor, gate.graceful)
    assert (NONE, NONE) == (plain.buffer_law, plain.recharge_law)


def test_two_equal_needs_are_refused() -> None:
    """A gate has no name but its text, so it stands once."""
    with pytest.raises(ScenarioError, match="two needs are the same"):
        model_of("assets: {a: {}, b: {}, c: {needs: [{any: [a, b]}, {any: [b, a]}]}}\n")


def test_what_a_service_needs_is_a_hidden_asset() -> None:
    """It is an asset to the engine and to nobody else: no item, no measure."""
    model = model_of("assets: {a: {}}\nservices: {s: {demand: 1/h, needs: a}, t: {demand: 1/h}}\n")

    hidden = asset(model, "s.needs")
    assert (True, 1, 1, NONE, NONE) == (
        hidden.hidden,
        hidden.units,
        hidden.state,
        hidden.life_law,
        hidden.repair_law,
    )
    assert row(model, EntityKind.ASSET, "s.needs") == model.services[0].needs_asset
    assert NONE == model.services[1].needs_asset
    assert hidden.entity not in {item.entity for item in model.items}


def test_watchers_are_all_that_look_at_an_asset() -> None:
    """Nested mentions count, and so do services."""
    model = model_of(
        "assets: {a: {}, b: {}, c: {needs: {any: [b, {all: [a]}]}}}\nservices: {s: {demand: 1/h, needs: a}}\n"
    )

    owners = sorted(row(model, EntityKind.ASSET, name) for name in ("c", "s.needs"))
    assert tuple(owners) == model.asset_watchers[row(model, EntityKind.ASSET, "a")]


def test_repair_and_standby_keep_what_they_hold() -> None:
    """A repair of its own or of the standby serves; crews are whole people."""
    model = model_of(
        "resources: {crew: {amount: 4}}\n"
        "assets:\n"
        "  a: {units: 3, state: failed, fails: exponential 100h, repair: {takes: 2h, uses: {crew: 2}, priority: 1}}\n"
        "  b: {standby: {starts: 95%, runs: exponential 400h, repair: 5h}, trip: 50%, latent: 0.1}\n"
    )

    first, second = asset(model, "a"), asset(model, "b")
    assert (3, 2, ((0, 2),), 1) == (first.units, first.state, first.repair_uses, first.repair_priority)
    assert (False, True) == (first.is_standby, second.is_standby)
    assert (0.95, 400.0, 5.0) == (
        second.start_chance,
        model.laws[second.run_law].mean,
        model.laws[second.repair_law].mean,
    )
    assert (500_000, 0.1) == (second.trip, second.latent)


def test_a_common_cause_is_a_numbered_group() -> None:
    """Assets of one group share its number; the others have none."""
    model = model_of(
        "assets: {a: {common: {group: cable, share: 10%}}, b: {common: {group: cable, share: 10%}}, c: {}}\n"
    )

    assert asset(model, "a").common_group == asset(model, "b").common_group != NONE
    assert (NONE, 0.0) == (asset(model, "c").common_group, asset(model, "c").common_share)
