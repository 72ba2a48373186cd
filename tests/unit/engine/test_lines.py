"""Straight lines, their integrals, and thresholds on them."""

import pytest

from sems_sim.engine.lines import Line, Marks, Meter
from sems_sim.engine.world import World
from sems_sim.events import ROOT
from sems_sim.model import QuantityKind, Signal
from tests.unit.engine.small_model import H, Small


def test_a_line_is_anchored_anew_only_when_its_rate_changes() -> None:
    """Reading it, or giving it the rate it has, moves no anchor."""
    line = Line(10.0, 2.0)
    assert 13.0 == line.at(3 * H // 2)
    assert not line.turn(H, 2.0)
    assert 0 == line.since_ms
    assert line.turn(H, -1.0)

    assert (H, 12.0, 11.0) == (line.since_ms, line.value, line.at(2 * H))


def test_a_meter_integrates_steps() -> None:
    """3 for an hour, then 0, then 2 for half an hour."""
    meter = Meter()
    meter.turn(0, 3.0)
    assert 1.5 == meter.until(H // 2)
    meter.turn(H, 0.0)
    assert 3.0 == meter.until(3 * H)
    meter.turn(4 * H, 2.0)

    assert 4.0 == meter.until(9 * H // 2)


def _marks(*thresholds: tuple[float, bool]) -> tuple[World, Marks, list[int]]:
    small = Small()
    small.stock("other", 5.0)
    small.stock("fuel", 5.0)
    small.threshold(QuantityKind.STOCK, 0, 1.0)
    for value, strict in thresholds:
        small.threshold(QuantityKind.STOCK, 1, value, strict)
    world = World(small.model(), seed=1)
    told: list[int] = []
    world.on(Signal.THRESHOLD, lambda index, _: told.append(index))
    return world, Marks(world, QuantityKind.STOCK, 1), told


def test_sides_start_in_silence_and_jump_with_the_value() -> None:
    """At the threshold itself, `>=` is on the upper side and `>` is not."""
    world, marks, told = _marks((2.0, False), (2.0, True))
    marks.start(2.0)
    assert [False, True, False] == world.sides
    assert [] == told
    marks.jump(3.0, ROOT)
    marks.jump(1.0, ROOT)

    assert [2, 1, 2] == told
    assert [False, False, False] == world.sides


@pytest.mark.parametrize(
    ("value", "rate", "expected"),
    [
        (0.0, 1.0, (2 * H, 1)), (3.0, 1.0, (H, 2)), (3.0, -1.0, (H, 1)), (6.0, -4.0, (H // 2, 2)), (3.0, 0.0, None),
        (0.0, -1.0, None), (6.0, 1.0, None), (2.0, 1.0, (0, 1)),
    ],
)  # fmt: skip
def test_the_next_crossing_is_the_nearest_in_the_direction_of_travel(
    value: float, rate: float, expected: tuple[int, int] | None
) -> None:
    """With thresholds at 2 (strictly above) and 4; at 2 and rising, the first is crossed now."""
    _, marks, _ = _marks((2.0, True), (4.0, False))
    marks.start(value)

    assert expected == marks.due(Line(value, rate), 0)


def test_a_side_once_changed_is_not_changed_again_at_the_threshold() -> None:
    """Set to the threshold and still falling, it is crossed; resting there, `>` is false and `>=` true."""
    world, marks, _ = _marks((2.0, True), (2.0, False))
    marks.start(3.0)
    assert 2.0 == marks.cross(1, ROOT)
    assert 2.0 == marks.cross(2, ROOT)
    assert marks.due(Line(2.0, -1.0), 0) is None

    assert (0, 2) == marks.due(Line(2.0, 0.0), 0)
    marks.cross(2, ROOT)
    assert marks.due(Line(2.0, 0.0), 0) is None
    assert [False, False, True] == world.sides


def test_nothing_falls_below_zero() -> None:
    """`x >= 0` is never left; `x > 0` is left at 0."""
    _, marks, _ = _marks((0.0, False), (0.0, True))
    marks.start(1.0)

    assert (H, 2) == marks.due(Line(1.0, -1.0), 0)
    marks.cross(2, ROOT)
    assert marks.due(Line(0.0, 0.0), 0) is None
