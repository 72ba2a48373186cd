"""Pieces of scenarios by themselves: one inject, one effect, one file."""

from pathlib import Path
from typing import Any

import pytest

from sems_sim.errors import ScenarioError
from sems_sim.scenario.pieces import (
    faults_of_inject,
    is_same_inject,
    is_word_of_the_language,
    read_file_tree,
    read_piece,
)
from sems_sim.scenario.tree import find


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ({"id": "I1", "at": "10m", "to": ["silver"]}, []),
        ({"id": "I1", "at": "10"}, ["at"]),
        ({"id": "I1", "when": "if nobody acts"}, ["when"]),
        ({"id": "I1", "do": [{"explode": "pump"}]}, ["do"]),
        ({"id": "1", "kind": "loud"}, ["id", "kind"]),
        ({"id": "I1", "at": "10m", "when": "down(pump)"}, ["when"]),
        ({"title": "x"}, ["id"]),
    ],
)
def test_faults_of_an_inject_name_their_key(values: dict[str, Any], keys: list[str]) -> None:
    """Each key that a scenario would refuse is named, with our words."""
    found = faults_of_inject(values)

    assert keys == [key for key, _ in found]
    assert all(message for _, message in found)


def test_injects_are_compared_by_what_they_say() -> None:
    """One name or a list of one, sixty minutes or an hour: it is the same inject."""
    assert is_same_inject(
        {"id": "I1", "to": "a", "at": "60m"}, {"id": "I1", "to": ["a"], "at": "1h", "kind": "contextual"}
    )
    assert not is_same_inject({"id": "I1", "to": "a"}, {"id": "I1", "to": "b"})


def test_a_piece_follows_the_rules_of_scenarios() -> None:
    """`on` is text, a tag is refused."""
    assert {"a": "on", "b": [1, True]} == read_piece("{a: on, b: [1, true]}", "t")
    with pytest.raises(ScenarioError, match="tag"):
        read_piece("!!python/object x", "t")


def test_a_file_is_read_without_what_it_includes() -> None:
    """The tree is that of the file alone, with the places of its lines."""
    root = read_file_tree(Path("scenarios/north-hyde.yaml"))

    assert "scenarios/north-hyde.yaml" == find(root, ("exercise", "injects")).source.name
    assert is_word_of_the_language("crisis")
    assert not is_word_of_the_language("silver")
