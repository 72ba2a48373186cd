"""Quantities that change in steps."""

from sems_sim.reports.steps import (
    Stretch,
    area_h,
    combined,
    lowest_in,
    steps_of,
    stretches,
    value_at,
    within,
)

HOUR_MS = 3_600_000


def test_of_changes_at_one_instant_the_last_stands() -> None:
    """A value that came and went in no time was never there."""
    assert ((0, 1.0), (5, 0.5)) == steps_of(1.0, [(5, 0.0), (5, 0.5), (9, 0.5)])


def test_a_value_holds_from_its_own_moment_on() -> None:
    """At the moment of a change the new value stands."""
    steps = steps_of(1.0, [(10, 0.0)])

    assert (1.0, 0.0) == (value_at(steps, 9), value_at(steps, 10))


def test_a_stretch_that_does_not_end_lasts_to_the_end_of_the_run() -> None:
    """What is not over when the run ends is shown up to there."""
    steps = steps_of(1.0, [(10, 0.0), (20, 1.0), (30, 0.0)])

    assert (Stretch(10, 20), Stretch(30, 50)) == stretches(steps, 50, lambda value: value == 0)


def test_the_area_is_value_times_hours() -> None:
    """Half of something for two hours is one hour of it."""
    assert 1.0 == area_h(steps_of(0.5, []), 2 * HOUR_MS)


def test_two_quantities_are_joined_moment_by_moment() -> None:
    """Whatever changes, the joined quantity changes with it."""
    total = combined(steps_of(1.0, [(10, 2.0)]), steps_of(0.0, [(5, 1.0)]), lambda a, b: a + b)

    assert ((0, 1.0), (5, 2.0), (10, 3.0)) == total


def test_the_lowest_value_of_a_stretch_counts_what_held_at_its_start() -> None:
    """A stretch begins with the value that stood when it began."""
    steps = steps_of(1.0, [(10, 0.2), (20, 0.8)])

    assert (0.2, 0.8) == (lowest_in(steps, 15, 30), lowest_in(steps, 25, 30))


def test_a_part_of_a_line_keeps_its_first_value() -> None:
    """What is cut out of a line begins where the cut is."""
    assert ((15, 0.2), (20, 0.8)) == within(steps_of(1.0, [(10, 0.2), (20, 0.8)]), Stretch(15, 40))
