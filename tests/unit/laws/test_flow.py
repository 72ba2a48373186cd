"""Straight lines from an anchor: crossings rounded up, buffers, a queue of theory."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sems_sim.laws import (
    FAR,
    NEVER,
    area_after,
    buffer_drained,
    buffer_full_ms,
    buffer_recharged,
    crossing_ms,
    hours_to_ms,
    ms_to_hours,
    served_per_h,
    value_after,
)

HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("duration_ms", "hours"),
    [
        (0, 0.0),
        (1, 1e-12),
        (HOUR_MS, 1.0),
        (600_000, 1.0 / 6.0),
        (2_520_000, 0.7),
        (HOUR_MS + 1, 1.0 + 1e-9),
        (FAR, 1e300),
        (FAR, float("inf")),
        (NEVER, -1.0),
    ],
)
def test_hours_are_rounded_up_to_milliseconds(duration_ms: int, hours: float) -> None:
    """A duration is never shortened, a rounding of floats costs no millisecond, never stays never."""
    assert duration_ms == hours_to_ms(hours)


@given(st.integers(0, 10**12))
def test_milliseconds_survive_the_way_through_hours(duration_ms: int) -> None:
    """A whole number of milliseconds comes back as it went."""
    assume(duration_ms < 10**9 or duration_ms % 1000 == 0)

    assert duration_ms == pytest.approx(
        hours_to_ms(ms_to_hours(duration_ms)), abs=1 if duration_ms > 10**9 else 0
    )


@pytest.mark.parametrize(
    ("expected", "value", "rate", "threshold"),
    [
        (0, 5.0, 3.0, 5.0),
        (HOUR_MS, 2.0, 3.0, 5.0),
        (2 * HOUR_MS, 5.0, -2.0, 1.0),
        (NEVER, 5.0, 3.0, 4.0),
        (NEVER, 5.0, 0.0, 4.0),
        (1, 5.0, 1e9, 5.0000001),
        (1_200_000, 0.0, 3.0, 1.0),
        (FAR, 0.0, 1e-300, 1.0),
    ],
)
def test_a_crossing_is_at_its_moment(expected: int, value: float, rate: float, threshold: float) -> None:
    """A crossing ahead is at least 1 ms away; one behind never comes; one here is 0."""
    assert expected == crossing_ms(value, rate, threshold)


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_a_crossing_is_never_early(value: float, rate: float, threshold: float) -> None:
    """At its moment the quantity has reached the threshold, and 1 ms before it had not."""
    assume(abs(rate) > 1e-3 and abs(value - threshold) > 1e-6)
    moment_ms = crossing_ms(value, rate, threshold)
    assume(moment_ms != NEVER)
    side = 1.0 if rate > 0.0 else -1.0

    assert side * (value_after(value, rate, moment_ms) - threshold) >= -1e-9
    assert side * (value_after(value, rate, moment_ms - 1) - threshold) <= 1e-9


def test_a_buffer_drains_in_real_time() -> None:
    """What a buffer holds is the time it lasts."""
    assert 40 == buffer_drained(100, 60)
    assert 0 == buffer_drained(100, 160)


@pytest.mark.parametrize(
    ("expected", "elapsed_ms"), [(0, 0), (250, 500), (500, 1000), (999, 1999), (1000, 2000)]
)
def test_a_buffer_fills_in_its_recharge_time(expected: int, elapsed_ms: int) -> None:
    """An empty buffer takes exactly its recharge time, in a straight line rounded down."""
    assert expected == buffer_recharged(0, 1000, 2000, elapsed_ms)


@given(st.integers(0, 10**8), st.integers(1, 10**8), st.integers(1, 10**9))
def test_a_buffer_is_full_when_it_says(left_ms: int, size_ms: int, recharge_ms: int) -> None:
    """At the announced moment the buffer is full, and just before it is not."""
    assume(left_ms < size_ms)
    full_ms = buffer_full_ms(left_ms, size_ms, recharge_ms)

    assert full_ms >= 1
    assert size_ms == buffer_recharged(left_ms, size_ms, recharge_ms, full_ms)
    if full_ms > 1 and recharge_ms > size_ms:
        assert buffer_recharged(left_ms, size_ms, recharge_ms, full_ms - 2) < size_ms


def test_a_buffer_without_recharge_time_fills_at_once() -> None:
    """Recharge 0 means full as soon as the need is met."""
    assert 0 == buffer_full_ms(0, 1000, 0)
    assert 1000 == buffer_recharged(0, 1000, 0, 0)


@pytest.mark.parametrize(
    ("inflow", "capacity", "reduced", "hours", "results"),
    [
        (80.0, 88.0, 0.0, 6.0, (480.0, 60.0, 15840.0)),
        (80.0, 88.0, 40.0, 4.0, (160.0, 20.0, 1920.0)),
        (45.0, 60.0, 0.0, 2.0, (90.0, 6.0, 360.0)),
    ],
)
def test_a_queue_after_a_capacity_drop_meets_theory(
    inflow: float, capacity: float, reduced: float, hours: float, results: tuple[float, float, float]
) -> None:
    """Longest queue (λ − μ_r)·D, clearing time Q/(μ − λ), total delay Q·(D + clearing)/2 (Newell)."""
    drop_ms = hours_to_ms(hours)
    growth = inflow - served_per_h(inflow, reduced, 0.0)
    queue = value_after(0.0, growth, drop_ms)
    decline = inflow - served_per_h(inflow, capacity, queue)
    clearing_ms = crossing_ms(queue, decline, 0.0)

    delay = area_after(0.0, growth, drop_ms) + area_after(queue, decline, clearing_ms)

    assert results == (queue, ms_to_hours(clearing_ms), delay)


def test_a_queue_takes_all_capacity_while_anyone_waits() -> None:
    """With a backlog the whole capacity serves, without one only what comes in."""
    cases = ((20.0, 30.0, 5.0), (20.0, 30.0, 0.0), (40.0, 30.0, 0.0))

    assert [30.0, 20.0, 30.0] == [served_per_h(*case) for case in cases]
