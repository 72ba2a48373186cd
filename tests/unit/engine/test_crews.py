"""Crews against queueing theory and the rules of waiting."""

from __future__ import annotations

from typing import Any

import pytest

from sems_sim.engine.agenda import key_of
from sems_sim.engine.crews import Job
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import log, stream
from sems_sim.model import FULL, Act, Amount, Comparison, Fact, Op, Signal, Step
from tests.unit.engine.small_model import H, Parts, Small


class Callers:
    """Jobs that come at random, hold one unit for a random time, and go."""

    def __init__(self, parts: Parts, per_h: float, served_per_h: float) -> None:
        self.parts, self.per_h, self.served_per_h = parts, per_h, served_per_h
        self.came = self.refused = 0
        self.jobs: list[Job] = []
        self._come(0)

    def _come(self, time_ms: int) -> None:
        number = self.came
        gap_h = -log(1.0 - self.parts.world.chance(stream("callers", "gap"), number)) / self.per_h
        key = key_of(Phase.INCIDENT, 0, Act.OPEN, number)
        self.parts.world.at(time_ms + round(gap_h * H), key, lambda _: self._call(), ROOT)

    def _call(self) -> None:
        now, number = self.parts.world.now_ms, self.came
        self.came += 1
        job = Job(
            entity=0, number=number, start=lambda _: self._work(job), needs=((0, 1),), refused=self._refuse
        )
        self.jobs.append(job)
        self.parts.crews.submit(job, ROOT)
        self._come(now)

    def _work(self, job: Job) -> None:
        u = self.parts.world.chance(stream("callers", "work"), job.number)
        end = self.parts.world.now_ms + round(-log(1.0 - u) / self.served_per_h * H)
        key = key_of(Phase.TASK, 0, Act.WORK, job.number)
        self.parts.world.at(end, key, lambda _: self.parts.crews.release(job, ROOT), ROOT)

    def _refuse(self, _: int) -> None:
        self.refused += 1


def test_waits_are_those_of_erlang_c() -> None:
    """M/M/3 with 2/h and 1/h: mean wait 0.4444 h and use 2/3, within five standard errors (theory.yaml, erlang_c)."""
    small = Small()
    small.resource("crews", 3, cost_per_h=10.0)
    parts = Parts(small.model())
    callers = Callers(parts, 2.0, 1.0)
    parts.run(8000.0)

    waits = parts.measure("resource.crews.wait_h_mean", 8000.0)
    assert 16000 == pytest.approx(callers.came, rel=0.05)
    # Waits are correlated over some 10 h: about 1/(1 - rho)^2 jobs; measured spread of the mean is 0.02.
    assert 0.4444444444 == pytest.approx(waits, abs=0.1)
    use = parts.measure("resource.crews.utilisation", 8000.0)
    assert use is not None
    assert 0.6666666667 == pytest.approx(use, abs=0.03)
    assert 10.0 * use * 3 * 8000.0 == pytest.approx(parts.crews.cost(8000 * H))


@pytest.mark.parametrize(("queue", "blocked"), [(0, 0.1100543478), (3, None)])
def test_calls_are_turned_away_as_erlang_b_says(queue: int, blocked: float | None) -> None:
    """With 5 units, 3 Erlang and no room to wait, 11.0 % are turned away; with room, as of the birth-death chain."""
    if blocked is None:
        weights = [1.0]
        for n in range(1, 5 + queue + 1):
            weights.append(weights[-1] * 3.0 / min(n, 5))
        blocked = weights[-1] / sum(weights)
    small = Small()
    small.resource("crews", 5, queue_limit=queue)
    parts = Parts(small.model())
    callers = Callers(parts, 3.0, 1.0)
    parts.run(4000.0)

    assert blocked == pytest.approx(callers.refused / callers.came, abs=0.02)


class Log:
    """Jobs by name, and the order in which they start."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.started: list[tuple[float, str]] = []
        self.jobs: dict[str, Job] = {}

    def submit(self, name: str, **changes: Any) -> None:
        """Let a job of that name wait."""
        now = self.parts.world
        job = Job(
            entity=1,
            number=len(self.jobs),
            start=lambda _: self.started.append((now.now_ms / H, name)),
            **changes,
        )
        self.jobs[name] = job
        self.parts.crews.submit(job, ROOT)

    def release(self, name: str) -> None:
        """End a job at work."""
        self.parts.crews.release(self.jobs[name], ROOT)

    def withdraw(self, name: str) -> None:
        """Let a waiting job give up."""
        self.parts.crews.withdraw(self.jobs[name], ROOT)


def _parts(units: int = 2, **changes: Any) -> tuple[Parts, Log]:
    small = Small()
    small.resource("crews", units, **changes)
    small.resource("kit", 1)
    small.stock("spares", 1.0)
    parts = Parts(small.model())
    return parts, Log(parts)


def test_waiting_jobs_go_by_priority_then_age_then_draw() -> None:
    """Of those who come at one instant the smaller draw goes first, whatever its name."""
    parts, log_ = _parts(1)
    parts.at(0.0, lambda: log_.submit("first", needs=((0, 1),)))
    for name, hours, priority, rival in (
        ("late", 2.0, 5, 0.1), ("b", 1.0, 5, 0.9), ("a", 1.0, 5, 0.2), ("urgent", 3.0, 1, 0.5)
    ):  # fmt: skip
        parts.at(
            hours, lambda n=name, p=priority, r=rival: log_.submit(n, needs=((0, 1),), priority=p, rival=r)
        )
    for hours, name in ((4.0, "first"), (5.0, "urgent"), (6.0, "a"), (7.0, "b")):
        parts.at(hours, log_.release, name)
    parts.run(10.0)

    assert [(0.0, "first"), (4.0, "urgent"), (5.0, "a"), (6.0, "b"), (7.0, "late")] == log_.started


def test_a_job_takes_all_or_nothing_and_a_later_one_may_overtake() -> None:
    """The big job waits for both units though one is free; a small one that came later starts."""
    parts, log_ = _parts(2)
    parts.at(0.0, lambda: log_.submit("small", needs=((0, 1),)))
    parts.at(1.0, lambda: log_.submit("big", needs=((0, 2), (1, 1))))
    parts.at(2.0, lambda: log_.submit("other", needs=((0, 1),)))
    parts.at(3.0, log_.release, "small")
    parts.at(5.0, log_.release, "other")
    parts.run(10.0)

    assert [(0.0, "small"), (2.0, "other"), (5.0, "big")] == log_.started
    assert 4.0 == parts.measure("resource.kit.wait_h_max", 10.0)
    assert 3.0 == parts.measure("resource.crews.requests", 10.0)


def test_assets_and_stocks_are_waited_for_too() -> None:
    """A job starts when its asset is up and its lot is there; the lot is gone then."""
    parts, log_ = _parts()
    parts.at(0.0, lambda: parts.set_level(0, 0))
    parts.at(1.0, lambda: log_.submit("one", assets=(0,), lots=((0, 1.0),)))
    parts.at(2.0, lambda: parts.set_level(0, FULL))
    parts.at(3.0, lambda: log_.submit("two", lots=((0, 1.0),)))
    parts.at(4.0, parts.stocks.order, 0, 1.0, ROOT)
    parts.run(10.0)

    assert [(2.0, "one"), (5.0, "two")] == log_.started
    assert 0.0 == parts.stocks.amount(0)


def test_nobody_is_interrupted_when_a_shift_shrinks() -> None:
    """Free is negative until enough is given back, and only then does the next one start."""
    small = Small()
    small.resource("crews", {0: 3, 2: 1})
    parts = Parts(small.model())
    log_ = Log(parts)
    for name in ("a", "b", "c"):
        parts.at(0.0, lambda n=name: log_.submit(n, needs=((0, 1),)))
    parts.at(1.0, lambda: log_.submit("d", needs=((0, 1),)))
    for hours, name in ((3.0, "a"), (4.0, "b"), (5.0, "c")):
        parts.at(hours, log_.release, name)
    parts.run(2.5)
    assert -2 == parts.crews.free(0)
    parts.run(10.0)

    assert (5.0, "d") == log_.started[-1]
    assert [2.0, 1.0, 0.0, -1.0, 0.0, 1.0, 0.0] == [r.value for r in parts.told(Kind.RESOURCE_FREE)]


def test_shortage_counts_what_waiting_jobs_lack() -> None:
    """One unit missing for two hours; the record says when it is short and when it is enough again."""
    parts, log_ = _parts(3)
    parts.at(0.0, lambda: log_.submit("a", needs=((0, 2),)))
    parts.at(1.0, lambda: log_.submit("b", needs=((0, 2),)))
    short = Step(Op.FACT, Fact.SHORT, 0)
    seen = []
    for hours in (0.5, 2.0, 3.5):
        parts.at(hours, lambda: seen.append(parts.world.facts[Fact.SHORT](short, None)))
    parts.at(3.0, log_.release, "a")
    parts.run(10.0)

    assert [False, True, False] == seen
    assert 2.0 == parts.measure("resource.crews.short_h", 10.0)
    assert [(H, 1.0)] == [(r.time_ms, r.value) for r in parts.told(Kind.RESOURCE_SHORT)]
    assert [3 * H] == [r.time_ms for r in parts.told(Kind.RESOURCE_ENOUGH)]
    assert 0.0 == parts.measure("resource.kit.short_h", 10.0)


def test_a_job_that_gives_up_leaves_the_queue() -> None:
    """It never starts, even if it is submitted again later and withdrawn again."""
    parts, log_ = _parts(1)
    parts.at(0.0, lambda: log_.submit("a", needs=((0, 1),)))
    parts.at(1.0, lambda: log_.submit("b", needs=((0, 1),)))
    parts.at(2.0, log_.withdraw, "b")
    parts.at(3.0, lambda: parts.crews.submit(log_.jobs["b"], ROOT))
    parts.at(4.0, log_.withdraw, "b")
    parts.at(5.0, log_.release, "a")
    parts.run(10.0)

    assert [(0.0, "a")] == log_.started
    assert 0.0 == parts.crews.missing(0)
    assert parts.crews.lacking(log_.jobs["b"]) == ()


def test_what_is_free_wakes_conditions() -> None:
    """`free(r)` is compared as it is, and every change of it is told."""
    parts, log_ = _parts(2)
    told = []
    parts.world.on(Signal.RESOURCE, lambda index, _: told.append((index, parts.crews.free(index))))
    parts.at(0.0, lambda: log_.submit("a", needs=((0, 2),)))
    parts.at(1.0, parts.pools.push_amount, 0, 1, Amount.SUM, 3.0, ROOT)
    parts.run(2.0)

    assert [(0, 0), (0, 3)] == told
    step = Step(Op.FACT, Fact.FREE, 0, comparison=Comparison.GE, constant=3.0)
    assert parts.world.facts[Fact.FREE](step, None)


def test_the_slowest_decides_how_fast_work_goes() -> None:
    """The work rate of a job is the least quality among what it needs; 1 if it needs nobody."""
    parts, _ = _parts(2, quality=0.5)

    assert [0.5, 1.0, 1.0] == [parts.crews.quality(needs) for needs in (((0, 1), (1, 1)), ((1, 1),), ())]


def test_a_hundred_thousand_jobs_take_seconds() -> None:
    """Long queues of equal jobs cost no more for each than short ones."""
    small = Small()
    small.resource("crews", 5)
    parts = Parts(small.model())
    callers = Callers(parts, 20.0, 1.0)
    parts.run(500.0)

    assert callers.came > 9000
    assert 1.0 == pytest.approx(parts.measure("resource.crews.utilisation", 500.0) or 0.0, abs=0.01)
