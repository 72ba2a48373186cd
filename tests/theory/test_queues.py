"""Waiting for one of several teams: Erlang C, Pollaczek-Khinchine, and first come first served to the millisecond."""

from __future__ import annotations

import heapq
import math

import pytest

from sems_sim.engine import Run
from sems_sim.events import Kind
from tests.theory import formulas as exact
from tests.theory.sampling import batches, controlled, meet
from tests.theory.theatre import MINUTE_MS, by_instance, measured, play

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
    """Arrival, wait and service of every call that was served, in minutes, in order of arrival."""

    def __init__(self, run: Run) -> None:
        """Read the trace."""
        ready, started = by_instance(run, TASK, Kind.TASK_READY), by_instance(run, TASK, Kind.TASK_STARTED)
        done = by_instance(run, TASK, Kind.TASK_DONE)
        served = [number for number in sorted(done) if number in started]
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


def _check_waits(run: Run, queue: exact.Queue, lam: float, *, within: float) -> None:
    calls, count = Calls(run), 40
    controls, known = calls.controls(count), [1.0 / lam, 1.0]
    waits = [wait / MINUTE_MS for wait in calls.waits]
    meet(queue.wait, controlled(batches(waits, count), controls, known), within=within)
    late = batches([float(wait > 0) for wait in calls.waits], count)
    meet(queue.waits, controlled(late, controls, known), within=within)
    later = batches([float(wait > 0.5) for wait in waits], count)
    meet(queue.later_than(0.5), controlled(later, controls, known), within=within)
    assert pytest.approx(measured(run, f"task.{TASK}.wait_h") * 60.0, rel=0.02) == sum(waits) / len(waits)


def test_calls_are_served_first_come_first_served() -> None:
    """Every wait is what Kiefer and Wolfowitz's recursion makes of the same arrivals and services, to 1 ms."""
    calls = Calls(_play(3, 2.0, "lognormal 0.606530659712633m 1", 1500))
    free_at = [0, 0, 0]
    for arrival, wait, service in zip(calls.arrivals, calls.waits, calls.services, strict=True):
        start = max(arrival, heapq.heappop(free_at))
        if start == arrival + wait:
            heapq.heappush(free_at, start + service)
            continue
        pytest.fail(f"the call at {arrival} ms started {arrival + wait - start} ms off")


def test_three_teams_wait_as_erlang_said() -> None:
    """M/M/3 at two thirds load: mean wait, chance to wait and its tail; an error of 30 % in the wait would show."""
    _check_waits(_play(3, 2.0, "exponential 1m", 8000), exact.erlang_c(3, 2.0, 1.0), 2.0, within=0.3)


@pytest.mark.parametrize("law", LAWS)
def test_one_team_waits_as_pollaczek_and_khinchine_said(law: str) -> None:
    """M/G/1 at half load for five service laws of mean 1; an error of 40 % in the mean wait would show."""
    calls = Calls(_play(1, 0.5, law, 4000))
    waits = batches([wait / MINUTE_MS for wait in calls.waits], 40)
    found = controlled(waits, calls.controls(40)[: 1 if law == "1m" else 2], [2.0, 1.0][: 1 if law == "1m" else 2])
    meet(exact.pollaczek_khinchine(0.5, 1.0, LAWS[law]), found, within=0.4)
