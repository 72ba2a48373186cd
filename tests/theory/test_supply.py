"""Stocks that run out, spares ordered one for one, pools without a limit."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from sems_sim.events import Kind
from tests.theory import formulas as exact
from tests.theory.sampling import batches, mean_of, meet, share_of, time_batches
from tests.theory.theatre import Run, by_instance, count_path, measured, moments, play

LASTS_MS = 240_000
"""Four litres at 60 an hour."""


@pytest.mark.parametrize(
    ("lead", "longer"),
    [
        ("exponential 4m", lambda t: math.exp(-t / 4.0)),
        ("uniform 0m 8m", lambda t: 1.0 - t / 8.0),
        ("weibull 4m 2", lambda t: math.exp(-((t / 4.0) ** 2))),
    ],
)
def test_a_tank_runs_out_when_the_lead_is_longer(lead: str, longer: Callable[[float], float]) -> None:
    """P(stock-out) = P(lead > R/use), order by order: an error of a tenth would show."""
    run = play("reorder_point", {"stocks.fuel.lead": lead, "clock.runs": "60000m"})
    ordered = [time for time, _ in moments(run, "fuel", Kind.STOCK_ORDERED)]
    arrived = [time for time, _ in moments(run, "fuel", Kind.STOCK_DELIVERED)]
    empty = [time for time, _ in moments(run, "fuel", Kind.STOCK_EMPTY)]
    cycles = list(zip(ordered, arrived, strict=False))
    out = [end - start > LASTS_MS for start, end in cycles]
    runs_out = [start + LASTS_MS for (start, _), is_out in zip(cycles, out, strict=True) if is_out]
    assert pytest.approx(runs_out, abs=2) == empty[: len(runs_out)]
    meet(longer(4.0), share_of(out), within=0.11)
    gone = sum(max(0, end - start - LASTS_MS) for start, end in cycles) / 3.6e6
    assert pytest.approx(gone, rel=0.01) == measured(run, "stock.fuel.out_h")


def _spares(mean_on_order: float, spares: int, lead: str, breakages: int) -> Run:
    return play(
        "spares",
        {
            "stocks.spare.amount": str(spares),
            "stocks.spare.lead": lead,
            "incidents.breakage.opens.every": f"exponential {1.0 / mean_on_order!r}m",
            "clock.runs": f"{round(breakages / mean_on_order)}m",
        },
    )


def _on_order(run: Run) -> list[tuple[int, float]]:
    return count_path(run, "spare", Kind.STOCK_ORDERED, Kind.STOCK_DELIVERED)


def _meet_palm(mean_on_order: float, spares: int, lead: str, breakages: int, within: float) -> None:
    run = _spares(mean_on_order, spares, lead, breakages)
    fill, waiting = exact.palm(mean_on_order, spares)
    ready = by_instance(run, "mend.replace", Kind.TASK_READY)
    started = by_instance(run, "mend.replace", Kind.TASK_STARTED)
    at_once = [float(started.get(number) == time) for number, time in sorted(ready.items())]
    meet(fill, mean_of(batches(at_once, 40)), within=within)
    queue = count_path(run, "mend.replace", Kind.TASK_READY, Kind.TASK_STARTED)
    missing = time_batches(_on_order(run), run.end_ms, 1, lambda n: max(0.0, n - spares))
    assert pytest.approx(missing, rel=1e-9) == time_batches(queue, run.end_ms, 1)
    meet(waiting, mean_of(time_batches(queue, run.end_ms, 40)), within=3.0 * within)
    meet(mean_on_order, mean_of(time_batches(_on_order(run), run.end_ms, 40)), within=within)


@pytest.mark.parametrize(
    ("spares", "lead", "within"),
    [(1, "exponential 1m", 0.16), (2, "1m", 0.12), (2, "lognormal 0.606530659712633m 1", 0.12)],
)
def test_spares_are_there_as_palm_said(spares: int, lead: str, within: float) -> None:
    """Fill rate and waiting demands do not depend on the law of the lead time: an error of a sixth would show."""
    _meet_palm(1.0, spares, lead, 4000, within)


@pytest.mark.proof
@pytest.mark.parametrize(("mean", "spares"), [(1.0, 1), (1.0, 2), (1.0, 3), (4.0, 6)])
def test_all_rows_of_spares_are_met(mean: float, spares: int) -> None:
    """The rows of Palm's table with lognormal lead times: an error of a tenth in the fill rate would show."""
    _meet_palm(mean, spares, "lognormal 0.606530659712633m 1", 30_000, 0.1)


@pytest.mark.proof
def test_a_newsvendor_holds_what_poisson_asks() -> None:
    """Holding and shortage together cost 4.612 at 13 for a demand of mean 10: an error of a tenth would show."""
    run = _spares(10.0, 13, "exponential 1m", 40_000)
    cost = time_batches(
        _on_order(run), run.end_ms, 40, lambda n: max(0.0, 13.0 - n) + 4.0 * max(0.0, n - 13.0)
    )
    meet(exact.newsvendor_poisson(10.0, 13, 1.0, 4.0), mean_of(cost), within=0.12)


def _busy(lam: float, law: str, calls: int) -> Run:
    return play(
        "queue",
        {
            "resources.team.amount": "1000",
            "incidents.call.opens.every": f"exponential {1.0 / lam!r}m",
            "plans.answer.tasks.serve.takes": law,
            "clock.runs": f"{round(calls / lam)}m",
        },
    )


def _above(cap: int) -> Callable[[float], float]:
    return lambda n: float(n > cap)


def _meet_pool(lam: float, mean: float, law: str, calls: int, caps: dict[int, float]) -> None:
    run = _busy(lam, law, calls)
    path = count_path(run, "answer.serve", Kind.TASK_STARTED, Kind.TASK_DONE)
    meet(lam * mean, mean_of(time_batches(path, run.end_ms, 40)[2:]), within=0.12)
    for cap, within in caps.items():
        share = time_batches(path, run.end_ms, 40, _above(cap))[2:]
        meet(1.0 - exact.poisson_up_to(lam * mean, cap), mean_of(share), within=within)
    assert 0.0 == measured(run, "task.answer.serve.wait_h")


def test_a_pool_without_limit_is_busy_as_poisson_said() -> None:
    """M/G/infinity with six busy on average, lognormal: an error of an eighth in mean or in P(> 5) would show."""
    _meet_pool(2.0, 3.0, "lognormal 1.8195919791379m 1", 6000, {5: 0.2})


@pytest.mark.proof
@pytest.mark.parametrize(
    ("lam", "law", "mean", "cap"), [(2.0, "uniform 0m 6m", 3.0, 10), (0.5, "exponential 8m", 8.0, 6)]
)
def test_a_pool_exceeds_its_cap_as_poisson_said(lam: float, law: str, mean: float, cap: int) -> None:
    """P(more busy than the cap), both rows: an error of a quarter in a probability of 4 to 11 % would show."""
    _meet_pool(lam, mean, law, 50_000, {cap: 0.25})
