"""Waiting for a team: Erlang C, Pollaczek-Khinchine, first come first served."""

from __future__ import annotations

import heapq
import math

import pytest

from sems_sim.events import Kind
from tests.theory import formulas as exact
from tests.theory.sampling import batches, controlled, meet
from tests.theory.theatre import MINUTE_MS, Run, by_instance, measured, play

TASK = "answer.serve"
# Mean 1: log of the median is -1/2 for sigma 1. Hyperexponential: 0.8873 and 0.1127 of means 0.5635 and 4.4365
# (balanced, scv 4) cannot be written as one law; the lognormal has a longer tail than it.
LAWS = {
    "exponential 1m": 1.0,
    "1m": 0.0,
    "erlang 1m 4": 0.25,
    "uniform 0m 2m": 1.0 / 3.0,
    "lognormal 0.606530659712633m 1": math.e - 1.0,
}


class Calls:
    """Arrival, wait and service in ms of every call up to the first that is not over, in order of arrival."""

    def __init__(self, run: Run) -> None:
        """Read the trace."""
        ready, started = by_instance(run, TASK, Kind.TASK_READY), by_instance(run, TASK, Kind.TASK_STARTED)
        done = by_instance(run, TASK, Kind.TASK_DONE)
        served = range(next(number for number in range(len(ready) + 1) if number not in done))
        self.arrivals = [ready[number] for number in served]
        self.services = [done[number] - started[number] for number in served]
        self.waits = [started[number] - ready[number] for number in served]

    def controls(self, count: int) -> list[list[float]]:
        """Batch means of what goes in: gaps between arrivals, and service, in minutes."""
        gaps = [b - a for a, b in zip([0, *self.arrivals], self.arrivals, strict=False)]
        return [
            [mean / MINUTE_MS for mean in batches(gaps, count)],
            [mean / MINUTE_MS for mean in batches(self.services, count)],
        ]


def _play(c: int, lam: float, law: str, calls: int) -> Run:
    return play(
        "queue",
        {
            "resources.team.amount": str(c),
            "incidents.call.opens.every": f"exponential {1.0 / lam!r}m",
            "plans.answer.tasks.serve.takes": law,
            "clock.runs": f"{round(calls / lam)}m",
        },
    )


def _recursion(calls: Calls, c: int) -> list[int]:
    """The waits, in ms, that Kiefer and Wolfowitz's recursion makes of arrivals and services."""
    free_at, waits = [0] * c, []
    for arrival, service in zip(calls.arrivals, calls.services, strict=True):
        start = max(arrival, heapq.heappop(free_at))
        heapq.heappush(free_at, start + service)
        waits.append(start - arrival)
    return waits


def _meet_erlang(run: Run, queue: exact.Queue, lam: float, *, wait: float, share: float) -> None:
    calls, count = Calls(run), 40
    controls, known = calls.controls(count), [1.0 / lam, 1.0]
    late = batches([float(wait > 0) for wait in calls.waits], count)
    meet(queue.waits, controlled(late, controls, known), within=share)
    waits = batches([wait / MINUTE_MS for wait in calls.waits], count)
    meet(queue.wait, controlled(waits, controls, known), within=wait)


@pytest.mark.parametrize("law", LAWS)
def test_calls_are_served_first_come_first_served(law: str) -> None:
    """Every wait is what the recursion makes of the same arrivals and services: an error of 1 ms would show."""
    calls = Calls(_play(3, 2.0, law, 1000))
    assert _recursion(calls, 3) == calls.waits


def test_three_teams_are_busy_as_often_as_erlang_said() -> None:
    """M/M/3 at two thirds load: chance to wait and mean wait of the trace; a tenth in the chance would show."""
    run, queue = _play(3, 2.0, "exponential 1m", 8000), exact.erlang_c(3, 2.0, 1.0)
    _meet_erlang(run, queue, 2.0, share=0.1, wait=0.6)
    waits = Calls(run).waits
    assert pytest.approx(measured(run, f"task.{TASK}.wait_h") * 60.0, rel=0.01) == (
        sum(waits) / len(waits) / MINUTE_MS
    )
    assert pytest.approx(2.0 / 3.0, rel=0.06) == measured(run, "resource.team.utilisation")


@pytest.mark.proof
@pytest.mark.parametrize(("c", "lam"), [(1, 0.8), (2, 1.5), (3, 2.0), (5, 4.0), (6, 2.5), (10, 8.0)])
def test_teams_wait_as_erlang_said(c: int, lam: float) -> None:
    """Rows of the table of M/M/c: an error of a quarter in the mean wait, or a tenth in its chance, would show.

    Where calls seldom wait (6 teams at 42 %) a fifth in the chance would, and the mean wait only if it doubled.
    """
    run = _play(c, lam, "exponential 1m", 60_000)
    _meet_erlang(
        run, exact.erlang_c(c, lam, 1.0), lam, share=0.2 if c == 6 else 0.1, wait=1.0 if c == 6 else 0.25
    )


@pytest.mark.proof
@pytest.mark.parametrize("lanes", [8, 10])
def test_security_lanes_wait_as_erlang_said(lanes: int) -> None:
    """1,000 passengers an hour, 20 s each: 8 lanes wait 2 s, 10 a third of a second; half of it would show."""
    run = _play(lanes, 1000.0 / 180.0, "exponential 1m", 60_000)
    _meet_erlang(run, exact.erlang_c(lanes, 1000.0 / 180.0, 1.0), 1000.0 / 180.0, share=0.2, wait=0.5)


@pytest.mark.proof
@pytest.mark.parametrize("law", LAWS)
def test_one_team_waits_as_pollaczek_and_khinchine_said(law: str) -> None:
    """M/G/1 at half load for five service laws of mean 1: an error of a sixth in the mean wait would show."""
    calls = Calls(_play(1, 0.5, law, 50_000))
    waits = batches([wait / MINUTE_MS for wait in calls.waits], 40)
    inputs = 1 if law == "1m" else 2
    found = controlled(waits, calls.controls(40)[:inputs], [2.0, 1.0][:inputs])
    meet(exact.pollaczek_khinchine(0.5, 1.0, LAWS[law]), found, within=0.16)
