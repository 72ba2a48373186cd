"""The compiler as a whole: north-hyde, the order of names, permutations, size."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from sems_sim.errors import ScenarioError
from sems_sim.model import NONE, EntityKind, LinkRow, Model
from sems_sim.scenario.compile import compile_model
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.source import read_tree
from sems_sim.scenario.tree import plain
from tests.unit.scenario.compiling import HEAD, Written, model_of, names, row, written

NORTH_HYDE = Path(__file__).parents[3] / "scenarios" / "north-hyde.yaml"
ORDERED = ("do", "alternates", "injects")


def _reversed(value: Any, key: str = "") -> Any:
    """The same scenario with every section and every list whose order has no meaning turned round."""
    if isinstance(value, dict):
        if key in ORDERED or "cancel" in value or "capacity" in value:
            return value
        return {name: _reversed(value[name], name) for name in reversed(value)}
    if isinstance(value, list):
        return value if key in ORDERED else [_reversed(item) for item in reversed(value)]
    return value


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """North Hyde as plain data."""
    if not NORTH_HYDE.exists():
        pytest.skip("the scenario is not in the catalogue yet")
    return dict(plain(read_tree(NORTH_HYDE.read_text(encoding="utf-8"), "north-hyde.yaml")))


@pytest.fixture(scope="module")
def north_hyde(data: dict[str, Any]) -> Model:
    """North Hyde, compiled."""
    return compile_model(Written(ScenarioSections.model_validate(data)))


def test_compiles_north_hyde(north_hyde: Model) -> None:
    """The example of the format compiles whole: every entity, target and inject has its row."""
    shown = [asset for asset in north_hyde.assets if not asset.hidden]
    sizes = (len(shown), len(north_hyde.services), len(north_hyde.resources), len(north_hyde.teams))
    assert (12, 2, 3, 6) == sizes
    assert ["O1", "O2", "affordable", "reopened"] == [target.name for target in north_hyde.targets]
    assert ["I1", "I2", "I3", "I4", "I5"] == names(north_hyde, EntityKind.INJECT)
    assert 36 * 3_600_000 == north_hyde.horizon_ms
    assert (23 * 60 + 49) * 60_000 == north_hyde.start_of_day_ms


def test_the_order_of_the_file_says_nothing(data: dict[str, Any], north_hyde: Model) -> None:
    """Turning round every section, and every list whose order has no meaning, gives the same model."""
    turned = compile_model(Written(ScenarioSections.model_validate(_reversed(data))))

    assert north_hyde == turned


def test_every_reference_between_rows_holds(north_hyde: Model) -> None:
    """Each row's entity points back at that row."""
    for entity_number, entity in enumerate(north_hyde.entities):
        tables: dict[EntityKind, tuple[Any, ...]] = {
            EntityKind.ASSET: north_hyde.assets,
            EntityKind.TASK: north_hyde.tasks,
            EntityKind.OPTION: north_hyde.options,
            EntityKind.LINK: north_hyde.links,
            EntityKind.LEVEL: north_hyde.levels,
            EntityKind.FLAG: north_hyde.flags,
        }
        if entity.kind in tables:
            assert entity_number == tables[entity.kind][entity.index].entity


def test_entities_stand_in_the_order_of_names() -> None:
    """Entities of all kinds are numbered together, by name."""
    model = model_of("assets: {pump: {}, boiler: {}}\nservices: {heat: {demand: 1/h, needs: boiler}}\n")
    found = [entity.name for entity in model.entities]

    assert sorted(found) == found
    assert "heat.needs" in found


def test_a_flag_named_like_an_entity_gets_its_kind_before_its_name() -> None:
    """A flag or a risk that shares a name is told apart by `kind:name`."""
    model = model_of(
        "assets: {pump: {}}\nrisks: {pump: {}}\npeople: off\n"
        "plans: {p: {when: flag(pump), tasks: {t: {do: {set: pump}}}}}\n"
    )
    found = {entity.name for entity in model.entities}

    assert {"pump", "flag:pump", "risk:pump"} <= found


def test_different_things_have_different_luck(north_hyde: Model) -> None:
    """No two rows of a table share a stream."""
    for table in (north_hyde.assets, north_hyde.teams, north_hyde.tasks, north_hyde.links):
        fields = [field.name for field in dataclasses.fields(table[0]) if field.name.endswith("_stream")]
        streams = [getattr(found, name) for found in table for name in fields]

        assert len(streams) == len(set(streams))


def test_adding_an_asset_changes_no_other_luck() -> None:
    """A stream hangs on the path of a thing and not on its row."""
    few, more = model_of("assets: {pump: {}}\n"), model_of("assets: {boiler: {}, pump: {}}\n")

    first = few.assets[row(few, EntityKind.ASSET, "pump")]
    second = more.assets[row(more, EntityKind.ASSET, "pump")]
    assert first.life_stream == second.life_stream
    assert first.entity != second.entity


def test_two_addresses_with_one_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two addresses of luck meet in one stream the scenario is refused, with both named."""
    monkeypatch.setattr("sems_sim.scenario.compile_tables.stream", lambda _path, _purpose: 7)

    with pytest.raises(ScenarioError, match="would be the same"):
        model_of("assets: {pump: {}}\n")


def test_a_large_network_compiles() -> None:
    """A large network compiles: one row each, watchers found, the hidden asset among them."""
    count = 2_000
    assets = {f"a{n}": {"needs": [f"a{n // 2}"]} if n else {} for n in range(count)}
    head = plain(read_tree(HEAD, "head.yaml"))
    model = compile_model(
        Written(ScenarioSections.model_validate({**head, "assets": assets, "people": "off"}))
    )

    assert count == len(model.assets)
    first = row(model, EntityKind.ASSET, "a1")
    assert (
        tuple(sorted(row(model, EntityKind.ASSET, name) for name in ("a2", "a3")))
        == model.asset_watchers[first]
    )


def test_links_have_a_row_for_each_direction() -> None:
    """A link works both ways under two names, one_way under one, and `tells` without a link gets its own."""
    model = model_of(
        "teams: {a: {tells: c}, b: {}, c: {}}\n"
        "links: [{between: [a, b], by: radio, takes: 2m, loses: 1%}, {between: [b, c], by: pager, one_way: true}]\n"
    )
    found: dict[str, LinkRow] = {model.name_of(link.entity): link for link in model.links}

    assert ["a-b:radio", "a-c:direct", "b-a:radio", "b-c:pager"] == sorted(found)
    assert (0.01, 0.05) == (found["b-a:radio"].loses, found["a-c:direct"].loses)
    assert 1 == sum("a tells c without a link" in sentence for sentence in model.assumptions)
    assert NONE == found["a-b:radio"].needs_asset


def test_the_model_keeps_the_digest_of_the_source() -> None:
    """The model names the bytes it was made of."""
    assert "0" * 64 == compile_model(written("assets: {pump: {}}\n")).digest
