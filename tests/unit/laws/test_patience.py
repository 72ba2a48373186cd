"""Nobody waits longer than w: the bound on a fluid queue against a queue of small cohorts."""

from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.laws import (
    NEVER,
    Segments,
    arrival_rate,
    arrived,
    expired,
    leaving_per_h,
    longest_queue,
    patience_ms,
    window_change_ms,
)

HOUR_MS = 3_600_000
MINUTE_MS = 60_000
HORIZON_MIN = 1000
SEGMENTS: Segments = ([0, 2 * HOUR_MS], [60.0, 20.0], 0, 2)


@pytest.mark.parametrize(
    ("expected", "from_h", "to_h"),
    [(60.0, 0, 1), (80.0, 1, 3), (120.0, -5, 2), (0.0, -5, 0), (200.0, 2, 12), (0.0, 3, 3)],
)
def test_arrivals_are_counted_over_segments(expected: float, from_h: int, to_h: int) -> None:
    """Before the first segment nothing came, and the last goes on for ever."""
    assert expected == arrived(SEGMENTS, from_h * HOUR_MS, to_h * HOUR_MS)


def test_the_rate_of_arrival_changes_at_a_start() -> None:
    """At the start of a segment its own rate holds already."""
    assert [0.0, 60.0, 60.0, 20.0] == [
        arrival_rate(SEGMENTS, at) for at in (-1, 0, 2 * HOUR_MS - 1, 2 * HOUR_MS)
    ]


def test_a_ring_holds_the_same_segments_as_a_list() -> None:
    """Segments that run over the end of a ring are read on from its beginning."""
    ring: Segments = ([2 * HOUR_MS, 99, 0], [20.0, 99.0, 60.0], 2, 2)

    assert arrived(SEGMENTS, HOUR_MS, 3 * HOUR_MS) == arrived(ring, HOUR_MS, 3 * HOUR_MS)
    assert patience_ms(SEGMENTS, 0, HOUR_MS, 0.0, 30.0) == patience_ms(ring, 0, HOUR_MS, 0.0, 30.0)
    assert expired(SEGMENTS, 3 * HOUR_MS, HOUR_MS) == expired(ring, 3 * HOUR_MS, HOUR_MS)


@pytest.mark.parametrize(
    ("expected_ms", "now_h", "backlog", "capacity"),
    [
        (HOUR_MS, 0, 0.0, 0.0),  # whoever came first leaves when the first hour is over
        (2 * HOUR_MS, 0, 0.0, 30.0),  # the slack grows by 30 for an hour, then falls by 30
        (NEVER, 0, 0.0, 60.0),  # capacity for all
        (0, 1, 60.0, 0.0),  # at the bound already
        (30 * MINUTE_MS, 1, 45.0, 30.0),  # a slack of 15 falls by 30 an hour
        (NEVER, 3, 10.0, 20.0),  # those in the window came no faster than they are served
    ],
)
def test_patience_ends_when_the_bound_is_met(
    expected_ms: int, now_h: int, backlog: float, capacity: float
) -> None:
    """The bound Q(t) ≤ A(t) − A(t − w) binds at the moment worked out by hand."""
    assert expected_ms == patience_ms(SEGMENTS, now_h * HOUR_MS, HOUR_MS, backlog, capacity)


def test_at_the_bound_those_beyond_capacity_leave() -> None:
    """The rate of loss is what came w ago less what is served, never below 0."""
    assert 60.0 == longest_queue(SEGMENTS, 2 * HOUR_MS, HOUR_MS)
    assert 30.0 == leaving_per_h(SEGMENTS, 2 * HOUR_MS, HOUR_MS, 30.0)
    assert 0.0 == leaving_per_h(SEGMENTS, 3 * HOUR_MS, HOUR_MS, 30.0)


def test_the_window_reports_its_next_change() -> None:
    """The rate of those who leave changes when a segment's start is w old, and old segments may go."""
    assert HOUR_MS == window_change_ms(SEGMENTS, 0, HOUR_MS)
    assert 2 * HOUR_MS == window_change_ms(SEGMENTS, HOUR_MS, HOUR_MS)
    assert NEVER == window_change_ms(SEGMENTS, 3 * HOUR_MS, HOUR_MS)
    assert [0, 0, 1] == [expired(SEGMENTS, hour * HOUR_MS, HOUR_MS) for hour in (1, 2, 3)]


def _first_loss_min(rates: list[float], capacity: float, wait_min: int) -> float | None:
    """A queue of six-second cohorts, oldest first: the minute in which the first of them gives up."""
    waiting: deque[list[float]] = deque()
    for step in range(HORIZON_MIN * 10):
        while waiting and step - waiting[0][0] >= wait_min * 10:
            if waiting.popleft()[1] > 1e-9:
                return step / 10.0
        waiting.append([step, rates[min(step // 600, len(rates) - 1)] / 600.0])
        left = capacity / 600.0
        while waiting and left > 0.0:
            served = min(left, waiting[0][1])
            left -= served
            waiting[0][1] -= served
            if waiting[0][1] > 1e-12:
                break
            waiting.popleft()
    return None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=5), st.integers(0, 8), st.integers(20, 150))
def test_the_first_loss_is_that_of_a_queue_of_cohorts(
    tens: list[int], capacity_tens: int, wait_min: int
) -> None:
    """Followed through its own events, the fluid queue loses its first unit when the cohorts do."""
    rates = [10.0 * ten for ten in tens]
    capacity = 10.0 * capacity_tens
    segments: Segments = ([hour * HOUR_MS for hour in range(len(rates))], rates, 0, len(rates))
    expected = _first_loss_min(rates, capacity, wait_min)
    loss_ms = _first_loss_ms(segments, capacity, wait_min * MINUTE_MS)

    if expected is None or loss_ms is None:
        late = HORIZON_MIN - 5
        assert late <= (HORIZON_MIN if loss_ms is None else loss_ms / MINUTE_MS)
        assert late <= (HORIZON_MIN if expected is None else expected)
    else:
        assert expected == pytest.approx(loss_ms / MINUTE_MS, abs=2.0)


def _first_loss_ms(segments: Segments, capacity: float, wait_ms: int) -> int | None:
    """The same by the laws: from event to event, the queue being known only up to now."""
    starts_ms, rates, _, count = segments
    backlog = 0.0
    for i in range(count):
        now_ms = starts_ms[i]
        known: Segments = (starts_ms, rates, 0, i + 1)
        until_ms = starts_ms[i + 1] if i + 1 < count else 10**12
        while now_ms < until_ms:
            net = rates[i] - capacity
            empty_ms = int(backlog / -net * HOUR_MS) if backlog > 0.0 and net < 0.0 else 10**12
            ahead_ms = patience_ms(known, now_ms, wait_ms, backlog, capacity)
            if ahead_ms != NEVER and ahead_ms <= empty_ms and now_ms + ahead_ms < until_ms:
                return now_ms + ahead_ms
            step_ms = min(empty_ms, until_ms - now_ms)
            backlog = 0.0 if step_ms == empty_ms else max(0.0, backlog + net * step_ms / HOUR_MS)
            now_ms += max(1, step_ms)
    return None
