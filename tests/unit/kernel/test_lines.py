"""Lines, meters and marks: the same numbers as on the engine."""

from typing import Any

import pytest

from tests.unit.kernel.interpreting import told


@pytest.fixture(scope="module")
def scenes() -> dict[str, Any]:
    """What happened, scene by scene."""
    return told("scenes")


def test_a_line_is_where_the_engines_line_is(scenes: dict[str, Any]) -> None:
    """Between turns, and whether a turn was one, to the last bit."""
    for engine, kernel, turned, turned_too in scenes["lines"]:
        assert (engine, turned) == (kernel, turned_too)


def test_a_meter_shows_what_the_engines_meter_shows(scenes: dict[str, Any]) -> None:
    """The integral at any moment, to the last bit."""
    for engine, kernel in scenes["meters"]:
        assert engine == kernel


def test_marks_begin_on_the_side_of_the_first_value(scenes: dict[str, Any]) -> None:
    """A stock of 8 is above 5 and above 2."""
    assert [True, True, True] == scenes["marks"]["start"]


def test_the_next_crossing_is_the_nearest_threshold(scenes: dict[str, Any]) -> None:
    """From 8, falling by one an hour, 5 is reached after three hours, and the first of two at 5 is named."""
    assert [3 * 3_600_000, 0] == scenes["marks"]["due"]


def test_a_crossing_changes_one_side(scenes: dict[str, Any]) -> None:
    """Only the threshold that was crossed is on the other side."""
    assert [False, True, True] == scenes["marks"]["crossed"]


def test_a_jump_puts_every_side_right(scenes: dict[str, Any]) -> None:
    """At exactly 5 the quantity is `>= 5` and not `> 5`; at 1 it is below both."""
    assert [True, True, False] == scenes["marks"]["at 5"]
    assert [False, False, False] == scenes["marks"]["at 1"]


def test_what_stands_still_crosses_nothing(scenes: dict[str, Any]) -> None:
    """With no rate there is no next crossing."""
    assert scenes["marks"]["never"]
