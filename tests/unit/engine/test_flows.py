"""One fluid queue, without a world around it."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.engine.flows import Flow, Turn
from tests.unit.engine.small_model import H


def _run(flow: Flow, changes: list[tuple[int, float, float]], end_ms: int) -> list[tuple[int, Turn]]:
    """Let a flow run through (time, arrivals, capacity) and its own turns; return these."""
    seen: list[tuple[int, Turn]] = []
    (now, arrival, capacity), *ahead = changes
    flow.turn(now, arrival, arrival, capacity)
    while True:
        own = flow.next(now)
        due = now + own[0] if own else end_ms
        if ahead and ahead[0][0] <= due:
            now, arrival, capacity = ahead.pop(0)
        elif own and due < end_ms:
            now = due
            seen.append((now, own[1]))
            if own[1] is Turn.EMPTY:
                flow.empty(now)
        else:
            return seen
        flow.turn(now, arrival, arrival, capacity)


def test_a_queue_clears_at_its_exact_moment() -> None:
    """20/h too many for 3 h leave 60, which 30/h clear in 2 h; together they waited 150 unit-hours."""
    flow = Flow(-1)
    seen = _run(flow, [(0, 50.0, 30.0), (3 * H, 0.0, 30.0)], 9 * H)

    assert [(5 * H, Turn.EMPTY)] == seen
    assert 60.0 == pytest.approx(flow.backlog_max)
    assert 150.0 == pytest.approx(flow.served.at(9 * H))
    assert 150.0 == pytest.approx(flow.demanded.at(9 * H))


def test_who_came_in_the_rush_leaves_when_their_patience_ends() -> None:
    """D/D queue by hand: 40 come in the first hour, 10/h are served, patience 2 h.

    Served in order, who came at s is reached after 4 s hours and so waits 3 s: whoever came after 2/3 h waits too
    long. At t = 8/3 h the first of them leaves; from then on 40 - 10 leave each hour, until the last of the rush has
    left at 3 h: 10 are lost, 30 served.
    """
    flow = Flow(2 * H)
    seen = _run(flow, [(0, 40.0, 10.0), (H, 0.0, 10.0)], 9 * H)

    assert [(9_600_000, Turn.PATIENCE), (3 * H, Turn.EMPTY)] == [
        (time_ms, what) for time_ms, what in seen if time_ms <= 3 * H
    ]
    assert 10.0 == pytest.approx(flow.lost.at(9 * H))
    assert 30.0 == pytest.approx(flow.served.at(9 * H))
    assert 0.0 == flow.waiting(9 * H)


def test_capacity_that_returns_saves_those_who_still_wait() -> None:
    """20/h come and nobody is served for 2 h; patience 1 h loses the first 20; then all others are served."""
    flow = Flow(H)
    _run(flow, [(0, 20.0, 0.0), (2 * H, 20.0, 60.0)], 9 * H)

    assert 20.0 == pytest.approx(flow.lost.at(9 * H))
    assert 160.0 == pytest.approx(flow.served.at(9 * H))


def test_no_limit_means_at_once() -> None:
    """A backlog is worked off within a millisecond or two when the limit goes."""
    flow = Flow(-1)
    seen = _run(flow, [(0, 20.0, 0.0), (2 * H, 20.0, inf)], 3 * H)

    assert [Turn.EMPTY] == [what for _, what in seen]
    assert 2 * H < seen[0][0] <= 2 * H + 2
    assert 60.0 == pytest.approx(flow.served.at(3 * H))
    assert 20.0 == flow.served_per_h


def test_reading_moves_nothing() -> None:
    """Turning a flow to the rates it has changes no anchor."""
    flow = Flow(2 * H)
    flow.turn(0, 50.0, 40.0, 30.0)
    anchors = [line.since_ms for line in (flow.demanded, flow.served, flow.lost, flow.backlog)]

    assert not flow.turn(H // 3, 50.0, 40.0, 30.0)
    assert anchors == [line.since_ms for line in (flow.demanded, flow.served, flow.lost, flow.backlog)]


@settings(max_examples=100, deadline=None)
@given(
    wait_ms=st.sampled_from([0, 1, 700_000, 3_600_000, 9_000_000]),
    changes=st.lists(
        st.tuples(
            st.integers(1, 6_000_000), st.sampled_from([0.0, 7.5, 40.0, 41.0, 300.0]),
            st.sampled_from([0.0, 7.5, 39.0, 80.0]),
        ),
        min_size=1, max_size=8,
    ),
)  # fmt: skip
def test_nobody_waits_longer_than_their_patience(
    wait_ms: int, changes: list[tuple[int, float, float]]
) -> None:
    """At every change the queue is no longer than what came within the patience, and nothing is lost without need."""
    flow = Flow(wait_ms)
    time_ms, timed = 0, []
    for ahead, arrival, capacity in changes:
        time_ms += ahead
        timed.append((time_ms, arrival, capacity))

    def came(now: int) -> float:
        total = 0.0
        for number, (start, arrival, _) in enumerate(timed):
            end = timed[number + 1][0] if number + 1 < len(timed) else now
            total += arrival * max(0, min(end, now) - start) / H
        return total

    for number, change in enumerate(timed):
        end_ms = timed[number + 1][0] if number + 1 < len(timed) else time_ms + 20_000_000
        _run(flow, [change], end_ms)
        longest = came(end_ms) - came(end_ms - wait_ms)
        assert flow.waiting(end_ms) <= longest + 0.01
        total = flow.served.at(end_ms) + flow.lost.at(end_ms) + flow.backlog.at(end_ms)
        assert came(end_ms) == pytest.approx(total, abs=1e-6)
