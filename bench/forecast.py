"""Futures of a present moment: what hundreds of them take, beside as many plain replications."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.measuring import SHARED, machine, publish, side_by_side, table
from sems_sim.exercise.standing import Standing
from sems_sim.insight import Effort, forecast
from sems_sim.kernel import load, run_futures, run_replications
from sems_sim.model import Model, Policy, Present
from sems_sim.scenario import compile_model, read_scenario

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "north-hyde.yaml"
FUTURES = 300
TIMES = 7
HOUR_MS = 3_600_000
MOMENTS_H = (0, 1, 6, 18)
PAGE = """# Forecasts

{futures} futures of the closure of a hub airport, from four moments of it, on one thread: the futures alone (with all
measures, bands over time and first moments), and a whole forecast (with its fans, chances, quantiles and sentences).
Beside them as many plain replications of the whole crisis. A future costs less the later it begins.

Made by `make bench` ({machine}); medians of {times} rounds, in turn, in processor time, once compiled. {shared}

{rows}

The ratio is the median over rounds of the forecast's time by that of the plain replications in the same round, in
brackets the least and the greatest.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one moment took, in seconds, round by round."""

    hour: int
    plain: list[float]
    futures: list[float]
    forecast: list[float]


def measured(model: Model, hour: int) -> Figures:
    """Return what futures and a forecast from an hour on take."""
    standing = Standing(model, 7, Policy(), hour * HOUR_MS, has_begun=True)
    present = Present(model, 7, hour * HOUR_MS)
    seconds = side_by_side(
        {
            "plain": lambda: run_replications(model, seed=7, first=0, count=FUTURES),
            "futures": lambda: run_futures(present, first=0, count=FUTURES),
            "forecast": lambda: forecast(standing, effort=Effort(FUTURES, workers=1)),
        },
        TIMES,
    )
    return Figures(hour, seconds["plain"], seconds["futures"], seconds["forecast"])


def _row(one: Figures) -> tuple[str, ...]:
    ratios = sorted(a / b for a, b in zip(one.forecast, one.plain, strict=True))
    return (
        f"T+{one.hour} h",
        f"{median(one.plain):.2f}",
        f"{median(one.futures):.2f}",
        f"{median(one.forecast):.2f}",
        f"{median(ratios):.2f} ({ratios[0]:.2f} … {ratios[-1]:.2f})",
    )


def main() -> None:
    """Measure four moments, and publish the page."""
    load()
    model = compile_model(read_scenario(SCENARIO))
    rows = [_row(measured(model, hour)) for hour in MOMENTS_H]
    head = ("from", "plain replications, s", "futures, s", "forecast, s", "ratio")
    page = PAGE.format(futures=FUTURES, machine=machine(), times=TIMES, shared=SHARED, rows=table(head, rows))
    publish("forecast.md", page)


if __name__ == "__main__":
    main()
