"""Tables: rows in the order of names, references by index."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from sems_sim.model import NONE, EntityKind, Limits
from tests.unit.engine.staging import CALM, model_of

TEXT = CALM + (
    "services: {zebra: {demand: 1/h}, ape: {after: zebra}}\n"
    "assets: {b: {needs: c}, a: {needs: [b, c]}, c: {fails: 1h}}\n"
)


def test_rows_stand_in_the_order_of_their_names() -> None:
    """Whatever the order of the file."""
    model = model_of(TEXT)
    names = [model.name_of(row.entity) for row in model.services]

    assert ["ape", "zebra"] == names
    assert ["a", "b", "c"] == [model.name_of(row.entity) for row in model.assets if not row.hidden]


def test_entities_point_to_their_rows_and_rows_to_their_entities() -> None:
    """Both ways round, for every kind that has a table of rows with entities."""
    model = model_of(TEXT)
    for kind, rows in (
        (EntityKind.ASSET, [row.entity for row in model.assets]),
        (EntityKind.SERVICE, [row.entity for row in model.services]),
        (EntityKind.LEVEL, sorted(row.entity for row in model.levels)),
    ):
        assert rows == [number for number, entity in enumerate(model.entities) if entity.kind is kind]


def test_services_are_solved_in_the_order_in_which_they_feed_each_other() -> None:
    """The one that comes after is solved after, though its name comes first."""
    model = model_of(TEXT)

    assert ["zebra", "ape"] == [model.name_of(model.services[index].entity) for index in model.service_order]


def test_whoever_looks_at_an_asset_is_listed() -> None:
    """c is looked at by a and b."""
    model = model_of(TEXT)

    assert [[], [0], [0, 1]] == [sorted(watchers) for watchers in model.asset_watchers[:3]]


def test_a_model_cannot_be_changed() -> None:
    """It is shared by thousands of runs."""
    model = model_of(TEXT)
    with pytest.raises(FrozenInstanceError):
        model.id = "other"  # type: ignore[misc] # that is the point


def test_without_limits_there_are_none() -> None:
    """-1 stands for no limit."""
    assert (NONE, -1.0, -1.0, -1.0) == (Limits().services, Limits().harmed, Limits().severity, Limits().cost)
