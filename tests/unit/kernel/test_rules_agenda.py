"""Appointments: in order, cancelled, in circles, without end, and too many."""

from typing import Any

import pytest

from sems_sim.kernel.state_world import CIRCLE, ENDLESS, EVENTS, FULL_POOL
from tests.unit.kernel.interpreting import told


@pytest.fixture(scope="module")
def scenes() -> dict[str, Any]:
    """What happened, scene by scene."""
    return told("scenes")


def test_events_happen_by_time_then_key_then_who_came_first(scenes: dict[str, Any]) -> None:
    """Of appointments made in any order the earliest is first, then the smallest key, then the oldest."""
    assert [0, 1, 2, 3, 4, 5] == scenes["order"]


def test_two_hundred_events_happen_in_the_order_of_their_times(scenes: dict[str, Any]) -> None:
    """The heap stays in order when it is large, and loses nothing."""
    assert sorted(scenes["many"]) == scenes["many"]
    assert 200 == len(scenes["many"])


def test_a_run_until_a_moment_leaves_that_moment_for_later(scenes: dict[str, Any]) -> None:
    """What is due at the very end of a stretch has not happened."""
    assert [10] == scenes["until"]


def test_an_event_hands_over_its_two_numbers_and_its_cause(scenes: dict[str, Any]) -> None:
    """A handler gets (a, b, cause) at the time that was arranged."""
    assert [[10, 4, 5, 6]] == scenes["arguments"]


def test_a_cancelled_appointment_does_nothing_and_does_not_count(scenes: dict[str, Any]) -> None:
    """Only what happens is an event; cancelling gives NONE back."""
    assert {"gone": -1, "heard": [0, 2], "events": 2} == scenes["cancelled"]


def test_a_handle_of_what_has_happened_cancels_nothing(scenes: dict[str, Any]) -> None:
    """Where a new appointment uses the row of an old one, the old handle does not reach it."""
    assert {"same row": True, "heard": [1, 2]} == scenes["old_handle"]


def test_an_appointment_knows_when_it_is(scenes: dict[str, Any]) -> None:
    """The time of a handle is the time that was arranged."""
    assert [50, 40] == scenes["times"]


def test_an_event_that_runs_on_in_one_instant_is_a_circle(scenes: dict[str, Any]) -> None:
    """A key runs as often in an instant as fine print 3 allows, and not once more."""
    circle = scenes["circle_of_one_key"]

    assert (CIRCLE, circle["most"]) == (circle["status"], circle["heard"])


def test_events_that_chase_each_other_under_new_keys_are_a_circle_too(scenes: dict[str, Any]) -> None:
    """A chain within one instant has a greatest length, whatever its keys."""
    circle = scenes["circle_of_many_keys"]

    assert (CIRCLE, circle["longest"] + 1) == (circle["status"], circle["heard"])


def test_a_run_that_would_never_end_is_stopped(scenes: dict[str, Any]) -> None:
    """At the greatest number of events the run stops before that event happens."""
    assert {"status": ENDLESS, "heard": 0} == scenes["endless"]


def test_a_pool_that_is_full_says_which_it_is_and_can_be_doubled(scenes: dict[str, Any]) -> None:
    """The replication stands at FULL_POOL, and twice the room is made."""
    full = scenes["full"]

    assert (FULL_POOL, EVENTS) == (full["status"], full["table"])
    assert 2 * full["room"] == full["then"]
