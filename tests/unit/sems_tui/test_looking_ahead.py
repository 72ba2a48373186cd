"""Forecasts made ready for the desk, and jumps looked into beforehand."""

from types import SimpleNamespace as Thing
from typing import Any

from sems_sim.exercise import Standing
from sems_sim.model import Policy
from sems_sim.scenario import compile_model, read_scenario_texts
from sems_tui.looking_ahead import foreseen, outlook_of

HOUR = 3_600_000
PUMP = """
sems_sim: 1
id: pump
title: A pump fails
clock: {start: 2026-01-12T22:00:00+00:00, runs: 24h}
assets: {pump: {title: Main pump}}
services: {water: {unit: household, demand: 30/h, needs: pump}}
incidents: {flood: {title: The flood, opens: 1h, severity: 0.4, hurts: [{at: 0.3, do: [{fail: pump}]}]}}
"""


def _odds(value: float) -> Any:
    return Thing(value=value, low=value - 0.1, high=value + 0.1)


def test_a_forecast_becomes_fans_and_chances() -> None:
    """Each service has its fan, each target its chance; an inject that never comes is left out."""
    moments = (0, HOUR)
    row = (0.5, 1.0)
    fan = Thing(title="Water", moments_ms=moments, p05=row, p25=row, p50=row, p75=row, p95=row, mark=0.5)
    never = Thing(name="I3", p50_ms=-1, chance=_odds(0.0), is_prompt=False)
    comes = Thing(name="I4", p50_ms=2 * HOUR, chance=_odds(0.4), is_prompt=True)
    short = Thing(title="Diesel", kind="stock", chance=_odds(0.3), p50_ms=3 * HOUR)
    target = Thing(name="reopened", text="back within 20 h", chance=_odds(0.6))
    found: Any = Thing(
        now_ms=HOUR, futures=300, services=(fan,), targets=(target,), injects=(never, comes), shortages=(short,),
        readings=("One sentence.",),
    )  # fmt: skip

    outlook = outlook_of(found)

    assert ("Water", 0.5) == (outlook.fans[0].title, outlook.fans[0].mark)
    assert [
        ("back within 20 h", True), ("I4 is due, in half of these by T+2:00", None),
        ("Diesel runs out, in half of these by T+3:00", False),
    ] == [(one.words, one.is_good) for one in outlook.chances]  # fmt: skip
    assert ("One sentence.",) == outlook.readings


def test_a_jump_is_foreseen_exactly() -> None:
    """What the model brings in the gap is told with its time; what lies before and after is not."""
    model = compile_model(read_scenario_texts((("pump.yaml", PUMP),)))
    standing = Standing(model, 7, Policy(), now_ms=HOUR // 2, has_begun=True)

    assert () == foreseen(standing, HOUR - 1)
    lines = foreseen(standing, 2 * HOUR)
    times = [line.split(maxsplit=1)[0] for line in lines]
    assert ("T+1:00", True) == (times[0], all(time.startswith("T+1:") for time in times))
    assert any("Main pump" in line for line in lines)
