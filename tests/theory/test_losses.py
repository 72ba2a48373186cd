"""Calls that find everybody busy or the room full are lost: Erlang B, M/M/c/K."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.theory import formulas as exact
from tests.theory.sampling import Estimate, batches, controlled, meet
from tests.theory.theatre import MINUTE_MS, Run, by_instance, measured, play

TASK = "answer.serve"
BATCHES = 40


def _play(c: int, room: int, lam: float, law: str, calls: int) -> Run:
    return play(
        "limited_queue",
        {
            "resources.team.amount": str(c),
            "resources.team.queue": str(room - c),
            "incidents.call.opens.every": f"exponential {1.0 / lam!r}m",
            "plans.answer.tasks.serve.takes": law,
            "clock.runs": f"{round(calls / lam)}m",
        },
    )


def _lost(run: Run, lam: float) -> Estimate:
    """The share of calls that were turned away; how often and how long people called is the control."""
    ready, lost = by_instance(run, TASK, Kind.TASK_READY), by_instance(run, TASK, Kind.TASK_GAVE_UP)
    started, done = by_instance(run, TASK, Kind.TASK_STARTED), by_instance(run, TASK, Kind.TASK_DONE)
    moments = [ready[number] for number in sorted(ready)]
    gaps = [(b - a) / MINUTE_MS for a, b in zip([0, *moments], moments, strict=False)]
    talks = [(done[number] - started[number]) / MINUTE_MS for number in sorted(done)]
    share = batches([float(number in lost) for number in sorted(ready)], BATCHES)
    controls, known = [batches(gaps, BATCHES)], [1.0 / lam]
    if max(talks) > min(talks) + 1e-3:
        controls, known = [*controls, batches(talks, BATCHES)], [*known, 1.0]
    return controlled(share, controls, known)


@pytest.mark.parametrize(
    ("c", "a", "law", "calls", "within"),
    [
        (1, 0.5, "exponential 1m", 3500, 0.12),
        (1, 0.5, "lognormal 0.606530659712633m 1", 3500, 0.12),
        (1, 0.5, "1m", 3500, 0.12),
    ],
)
def test_one_team_loses_a_third(c: int, a: float, law: str, calls: int, within: float) -> None:
    """Erlang B at 1 team and half a call on offer, whatever the law of service: an error of 12 % would show."""
    meet(exact.erlang_b(c, a), _lost(_play(c, c, a, law, calls), a), within=within)


def test_a_full_waiting_room_turns_away() -> None:
    """M/M/2/5 at 1.5 times its capacity: blocking, work carried and mean wait; an error of a tenth would show."""
    run = _play(2, 5, 3.0, "exponential 1m", 4000)
    p = exact.limited_queue(2, 5, 3.0, 1.0)
    meet(p[-1], _lost(run, 3.0), within=0.1)
    carried = 3.0 * (1.0 - p[-1])
    assert pytest.approx(carried / 2.0, rel=0.03) == measured(run, "resource.team.utilisation")
    waiting = sum(max(0, n - 2) * one for n, one in enumerate(p))
    assert pytest.approx(waiting / carried, rel=0.08) == measured(run, f"task.{TASK}.wait_h") * 60.0


@pytest.mark.proof
@pytest.mark.parametrize(
    ("c", "a", "law"),
    [
        (5, 3.0, "exponential 1m"),
        (5, 3.0, "lognormal 0.606530659712633m 1"),
        (5, 3.0, "uniform 0m 2m"),
        (10, 8.0, "exponential 1m"),
        (20, 15.0, "exponential 1m"),
    ],
)
def test_several_teams_lose_as_erlang_said(c: int, a: float, law: str) -> None:
    """Rows of the table of Erlang B and its indifference to the law of service: an error of a tenth would show."""
    meet(exact.erlang_b(c, a), _lost(_play(c, c, a, law, 40_000), a), within=0.15)
