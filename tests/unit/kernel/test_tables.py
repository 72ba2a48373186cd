"""The lists that are made beside the model's own tables."""

from pathlib import Path
from typing import Any

import pytest
from numpy.typing import NDArray

from sems_sim.kernel import tables
from sems_sim.kernel.memory import SHAPES
from sems_sim.model import ItemKind, Model
from sems_sim.scenario import compile_model, read_scenario


@pytest.fixture(scope="module")
def model() -> Model:
    """A shipped scenario with a bit of everything."""
    return compile_model(read_scenario(Path("scenarios/north-hyde.yaml")))


def test_an_entity_is_a_kind_and_an_index(model: Model) -> None:
    """One row for each entity, in order."""
    rows = _built("EntityLine", model)

    assert [(int(one.kind), one.index) for one in model.entities] == rows.tolist()


def test_a_condition_is_read_in_the_picture_of_one_team(model: Model) -> None:
    """The team of the first of its steps that has one, or NONE where it is about the truth."""
    expected = [
        ([step.team for step in condition.steps if step.team >= 0] or [-1])[0]
        for condition in model.conditions
    ]

    assert expected == _built("ConditionLine", model)["reader"].tolist()


def test_a_thing_finds_its_item(model: Model) -> None:
    """Assets, then services, then incidents: each its item, or NONE."""
    found = _built("ItemOf", model)["item"].tolist()
    first = {ItemKind.ASSET: 0, ItemKind.SERVICE: len(model.assets)}
    first[ItemKind.INCIDENT] = first[ItemKind.SERVICE] + len(model.services)

    assert len(model.assets) + len(model.services) + len(model.incidents) == len(found)
    assert len(model.items) == len([item for item in found if item >= 0])
    assert list(range(len(model.items))) == [found[first[item.kind] + item.index] for item in model.items]


def test_quantiles_are_the_models_own(model: Model) -> None:
    """Listed laws read the table that the scenario brought."""
    assert list(model.table) == SHAPES[tables.QUANTILES].build(model)["value"].tolist()


def _built(name: str, model: Model) -> NDArray[Any]:
    (shape,) = (shape for shape in SHAPES.values() if shape.name == name)
    return shape.build(model)
