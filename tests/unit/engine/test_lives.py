"""Units live, fail and are repaired; a life advances only while its asset works."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import inject, play


def test_units_fail_at_the_end_of_their_lives_and_are_repaired() -> None:
    """A life of 3 h and a repair of 1 h repeat every 4 h."""
    told = play("assets: {a: {fails: 3h, repair: 1h}}\n" + inject("at: 20h"))

    assert [3.0, 7.0, 11.0, 15.0, 19.0, 23.0] == told.hours(Kind.UNIT_FAILED, "a")
    assert [4.0, 8.0, 12.0, 16.0, 20.0] == told.hours(Kind.UNIT_REPAIRED, "a")
    assert 6.0 == told.measure("asset.a.failures")
    assert 6.0 == told.measure("asset.a.down_h")


def test_without_repair_it_stays_down() -> None:
    """A unit that fails with no repair is lost."""
    told = play("assets: {a: {fails: 3h}}\n" + inject("at: 20h"))

    assert [3.0] == told.hours(Kind.UNIT_FAILED)
    assert 21.0 == told.measure("asset.a.down_h")


def test_a_life_stands_still_while_its_asset_is_off_and_keeps_its_remainder() -> None:
    """5 h of life, off from 2 h to 6 h: the unit fails at 9 h."""
    text = "assets: {a: {fails: 5h}}\n"
    told = play(text + inject("at: 2h, do: [{switch_off: a}]", "at: 6h, do: [{switch_on: a}]"))

    assert [9.0] == told.hours(Kind.UNIT_FAILED)


def test_a_life_stands_still_while_a_need_is_broken_but_not_while_its_buffer_holds() -> None:
    """Needs broken from 2 h to 6 h: 5 h of life end at 9 h; with 1 h of buffer at 8 h."""
    text = "assets: {{a: {{}}, b: {{fails: 5h, needs: {{all: [a]{}}}}}}}\n"
    breaks = inject("at: 2h, do: [{fail: a}]", "at: 6h, do: [{repair: a}]")

    assert [9.0] == play(text.format("") + breaks).hours(Kind.UNIT_FAILED, "b")
    assert [8.0] == play(text.format(", buffer: 1h") + breaks).hours(Kind.UNIT_FAILED, "b")


def test_units_have_lives_of_their_own() -> None:
    """Three units fail at three different moments, and the level falls by thirds."""
    told = play("assets: {a: {units: 3, fails: uniform 1h 9h}}\n" + inject("at: 20h"))

    assert [1.0, 2.0, 3.0] == sorted(told.values(Kind.UNIT_FAILED))
    assert 3 == len(set(told.hours(Kind.UNIT_FAILED)))
    assert [0.666666, 0.333333, 0.0] == told.values(Kind.ASSET_LEVEL)


def test_a_repair_waits_for_its_crew() -> None:
    """Two units, one engineer: the second repair begins when the first ends."""
    text = "resources: {crew: {amount: 1}}\nassets: {a: {units: 2, fails: 2h, repair: {takes: 3h, uses: {crew: 1}}}}\n"
    told = play(text.replace("fails: 2h, ", "") + inject("at: 2h, do: [{fail: a}]"))

    assert [5.0, 8.0] == told.hours(Kind.UNIT_REPAIRED)
    assert [0.0, 1.0, 0.0, 1.0] == told.values(Kind.RESOURCE_FREE, "crew")


def test_a_repair_of_lower_number_goes_first() -> None:
    """Priority rules the queue for a crew."""
    text = (
        "resources: {crew: {amount: 1}}\n"
        "assets: {a: {repair: {takes: 1h, uses: {crew: 1}, priority: 7}}, b: {repair: {takes: 1h, uses: {crew: 1}}}}\n"
    )
    told = play(text + inject("at: 2h, do: [{fail: a}, {fail: b}]"))

    assert ["b", "a"] == told.names(Kind.UNIT_REPAIRED)


def test_a_unit_that_is_mended_otherwise_gives_its_crew_back() -> None:
    """An effect that repairs ends the repair under way, and the crew is free at once."""
    text = "resources: {crew: {amount: 1}}\nassets: {a: {repair: {takes: 9h, uses: {crew: 1}}}}\n"
    told = play(text + inject("at: 1h, do: [{fail: a}]", "at: 2h, do: [{repair: a}]"))

    assert [2.0] == told.hours(Kind.UNIT_REPAIRED)
    assert [(1.0, 0.0), (2.0, 1.0)] == list(
        zip(told.hours(Kind.RESOURCE_FREE), told.values(Kind.RESOURCE_FREE), strict=True)
    )


def test_fail_for_a_while_repairs_the_very_units_that_it_broke() -> None:
    """One of three units fails of itself for good; what the effect broke comes back after its time."""
    text = "assets: {a: {units: 3}}\n"
    told = play(text + inject("at: 1h, do: [{fail: {a: 1}}]", "at: 2h, do: [{fail: {a: 1}, for: 2h}]"))

    assert [1.0, 2.0] == told.values(Kind.UNIT_FAILED)
    assert [(4.0, 2.0)] == list(
        zip(told.hours(Kind.UNIT_REPAIRED), told.values(Kind.UNIT_REPAIRED), strict=True)
    )


def test_a_poorer_crew_takes_longer() -> None:
    """Quality 0.5 doubles the repair."""
    text = (
        "resources: {crew: {amount: 1, quality: 0.5}}\nassets: {a: {repair: {takes: 2h, uses: {crew: 1}}}}\n"
    )

    assert [5.0] == play(text + inject("at: 1h, do: [{fail: a}]")).hours(Kind.UNIT_REPAIRED)


def test_mean_lives_are_those_of_their_law() -> None:
    """First failures of 300 exponential lives of 2 h have their mean, within 4 standard errors."""
    text = "assets: {a: {fails: exponential 2h}}\n" + inject("at: 20h")
    firsts = [play(text, replication=n).measure("asset.a.first_down_h") for n in range(300)]
    lived = [24.0 if first is None else first for first in firsts]

    assert 2.0 == pytest.approx(sum(lived) / 300, abs=4 * 2.0 / 300**0.5)


def test_a_refusal_is_repaired_in_its_own_time() -> None:
    """The repair of a start that failed and that of a run that failed are two repairs with two draws."""
    text = (
        "assets: {grid: {}, set: {standby: {starts: 50%, runs: 1h, repair: uniform 1h 2h}}, "
        "hall: {needs: {any: [grid, set]}}}\n" + inject("at: 0m, do: [{fail: grid}]")
    )
    both = 0
    for replication in range(12):
        told = play(text, replication=replication)
        refused = told.hours(Kind.STANDBY_REFUSED)
        failed = told.hours(Kind.UNIT_FAILED, "set")
        if refused[:1] == [0.0] and failed:
            again = sorted(refused[1:] + told.hours(Kind.STANDBY_STARTED))
            both += 1
            assert 1.0 <= again[0] <= 2.0
            mended = [hour for hour in told.hours(Kind.UNIT_REPAIRED, "set") if hour > failed[0]]
            assert mended[:1] != [pytest.approx(failed[0] + again[0], abs=1e-4)]

    assert both >= 2
