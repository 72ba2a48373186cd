"""Buffers carry a load through short outages, a generator until it fails."""

from __future__ import annotations

import math
from bisect import bisect_right

import pytest

from sems_sim.events import Kind
from tests.theory import formulas as exact
from tests.theory.sampling import controlled, meet, share_of
from tests.theory.theatre import MINUTE_MS, Run, measured, moments, outages, play

LOADS = {"half": 0.5, "four": 4.0, "eight": 8.0}


def _groups(values: list[float], count: int) -> list[float]:
    size = len(values) // count
    return [sum(values[i * size : (i + 1) * size]) / size for i in range(count)]


def _excesses(run: Run, load: str) -> list[float]:
    """For each outage of the feeder, how long the load was down, in minutes."""
    down = dict(outages(run, load))
    buffer_ms = int(LOADS[load] * MINUTE_MS)
    return [down.pop(since + buffer_ms, 0) / MINUTE_MS for since, _ in outages(run, "feeder")]


def test_a_load_is_down_for_what_an_outage_lasts_beyond_its_buffer() -> None:
    """Outage by outage, downtime is max(0, outage - buffer): an error of 1 ms would show."""
    run = play("buffered_dependency", {"clock.runs": "300000m"})
    lengths = [length / MINUTE_MS for _, length in outages(run, "feeder")]
    for load, buffer in LOADS.items():
        expected = [max(0.0, length - buffer) for length in lengths]
        assert pytest.approx(expected, abs=1e-9) == _excesses(run, load)


def _check(repair: str, outages_wanted: int, results: dict[str, tuple[float, float]], within: float) -> None:
    """Compare P(outage > buffer) and mean downtime per outage, the mean repair of 4 being the control."""
    overrides = {"assets.feeder.repair": repair, "assets.feeder.fails": "exponential 100m"}
    run = play("buffered_dependency", {**overrides, "clock.runs": f"{104 * outages_wanted}m"})
    lengths = [length / MINUTE_MS for _, length in outages(run, "feeder")]
    for load, (exceeds, excess) in results.items():
        past = [float(length > LOADS[load]) for length in lengths]
        repairs = _groups(lengths, 50)
        meet(exceeds, controlled(_groups(past, 50), [repairs], [4.0]), within=within)
        found = controlled(_groups(_excesses(run, load), 50), [repairs], [4.0])
        meet(excess, found, within=2.0 * within)
        down = measured(run, f"asset.{load}.down_h") * 60.0
        assert pytest.approx(sum(_excesses(run, load)), rel=0.01) == down


def test_what_outlasts_a_buffer_is_as_long_again() -> None:
    """Exponential repair, buffers of 0.5 and 4 hours: an error of an eighth in downtime would show."""
    results = {}
    for load in ("half", "four"):
        exceeds, unavailable = exact.buffered_exponential(100.0, 4.0, LOADS[load])
        results[load] = (exceeds, unavailable * 104.0)
    _check("exponential 4m", 3500, results, 0.12)


def test_a_lognormal_repair_outlasts_a_buffer() -> None:
    """Lognormal repair of mean 4 and sigma 1, buffer of 4 hours: an error of a sixth in P(longer) would show."""
    median = 4.0 * math.exp(-0.5)
    _check(f"lognormal {median!r}m 1", 3500, {"four": exact.buffered_lognormal(4.0, 1.0, 4.0)}, 0.15)


@pytest.mark.proof
def test_a_long_buffer_is_outlasted_seldom() -> None:
    """All three buffers with both laws of repair: an error of an eighth would show."""
    results = {}
    for load, buffer in LOADS.items():
        exceeds, unavailable = exact.buffered_exponential(100.0, 4.0, buffer)
        results[load] = (exceeds, unavailable * 104.0)
    _check("exponential 4m", 40_000, results, 0.08)
    median = 4.0 * math.exp(-0.5)
    lognormal = {load: exact.buffered_lognormal(4.0, 1.0, buffer) for load, buffer in LOADS.items()}
    _check(f"lognormal {median!r}m 1", 40_000, lognormal, 0.11)


def test_a_battery_and_a_generator_carry_a_load() -> None:
    """P(loss within t) = 1 - 0.9 exp(-(t - 2)/24) over 1,500 blackouts: an error of a tenth at 26 h would show."""
    run = play("ups_and_generator")
    down = [since for since, _ in outages(run, "load")]
    opened = [time for time, _ in moments(run, "blackout", Kind.INCIDENT_OPENED)]
    lost = dict.fromkeys(opened, math.inf)
    for since in down:
        blackout = opened[bisect_right(opened, since) - 1]
        lost[blackout] = min(lost[blackout], (since - blackout) / MINUTE_MS)
    assert min(lost.values()) == 2.0
    for t, within in ((2.0, 0.35), (14.0, 0.12), (26.0, 0.1), (50.0, 0.06)):
        expected = 1.0 - 0.9 * math.exp(-(t - 2.0) / 24.0)
        meet(expected, share_of(hours <= t for hours in lost.values()), within=within)
