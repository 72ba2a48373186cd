"""The fixpoint of assets: falls, rises, restarts, standbys, switches, hidden defects."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import inject, play


def test_loss_falls_through_a_network_in_one_instant_with_its_causes() -> None:
    """Each fall is caused by the fall of what it needs, down to the failed unit."""
    text = "assets: {a: {}, b: {needs: a}, c: {needs: b}, d: {needs: [b, c]}}\n"
    told = play(text + inject("at: 1h, do: [{fail: a}]"))

    assert ["a", "b", "c", "d"] == told.names(Kind.ASSET_LEVEL)
    assert {1.0} == set(told.hours(Kind.ASSET_LEVEL))
    roots = told.roots(told.told(Kind.ASSET_LEVEL, "d")[-1])
    assert ["ASSET_LEVEL b", "ASSET_LEVEL a", "UNIT_FAILED a", "INJECT_FIRED I1"] == [
        one for one in roots if not one.startswith("ASSET_LEVEL c")
    ]


def test_mutual_needs_with_both_down_stay_down() -> None:
    """Two assets that need each other, and one of which also needs a, do not pull each other up again."""
    text = "assets: {a: {}, b: {needs: [a, c]}, c: {needs: b}}\n"
    told = play(text + inject("at: 1h, do: [{fail: a}]", "at: 2h, do: [{repair: a}]"))

    assert [(1.0, 0.0)] == told.levels("b")
    assert [(1.0, 0.0)] == told.levels("c")
    assert 23.0 == told.measure("asset.c.down_h")


def test_mutual_needs_that_are_up_stay_up() -> None:
    """At the start everything is as good as it can be: the greatest fixpoint, silently."""
    told = play("assets: {b: {needs: c}, c: {needs: b}, d: {state: off}, e: {needs: d}}\n" + inject("at: 1h"))

    assert [] == told.told(Kind.ASSET_LEVEL)
    assert 0.0 == told.measure("asset.b.down_h")
    assert 24.0 == told.measure("asset.e.down_h")


def test_a_restart_begins_when_the_needs_are_met_again() -> None:
    """Down from 1 h, needs met at 3 h, 2 h to come back."""
    text = "assets: {a: {}, hall: {needs: a, restart: 2h}}\n"
    told = play(text + inject("at: 1h, do: [{fail: a}]", "at: 3h, do: [{repair: a}]"))

    assert [(1.0, 0.0), (5.0, 1.0)] == told.levels("hall")
    assert [2.0] == told.values(Kind.ASSET_RESTARTING, "hall")
    assert 4.0 == told.measure("asset.hall.down_h")
    assert 5.0 == told.measure("asset.hall.last_up_h")


def test_a_restart_that_is_interrupted_is_void_and_drawn_anew() -> None:
    """The need breaks during the restart: what was done is lost, and the next restart has a draw of its own."""
    text = "assets: {a: {}, hall: {needs: a, restart: uniform 2h 4h}}\n"
    told = play(
        text
        + inject(
            "at: 1h, do: [{fail: a}]",
            "at: 2h, do: [{repair: a}]",
            "at: 3h, do: [{fail: a}]",
            "at: 10h, do: [{repair: a}]",
        )
    )
    first, second = told.values(Kind.ASSET_RESTARTING, "hall")

    assert first != second
    assert [(1.0, 0.0), (round(10.0 + second, 4), 1.0)] == told.levels("hall")


def test_a_buffer_that_holds_spares_the_restart() -> None:
    """What never was down need not come back."""
    text = "assets: {a: {}, hall: {needs: {all: [a], buffer: 1h}, restart: 2h}}\n"
    told = play(text + inject("at: 1h, do: [{fail: a}]", "at: 1h30m, do: [{repair: a}]"))

    assert [] == told.told(Kind.ASSET_RESTARTING)


def test_levels_are_shares_of_units_in_millionths_rounded_down() -> None:
    """Two of three units are 666,666 millionths."""
    told = play(
        "assets: {a: {units: 3}}\n" + inject("at: 1h, do: [{fail: {a: 1}}]", "at: 2h, do: [{repair: a}]")
    )

    assert [(1.0, 0.666666), (2.0, 1.0)] == told.levels("a")
    assert 0.0 == told.measure("asset.a.down_h")


def test_below_its_trip_an_asset_is_down() -> None:
    """With a trip of 50 %, three of four units are enough and one is not."""
    text = "assets: {a: {units: 4, trip: 50%}}\n"
    told = play(
        text
        + inject("at: 1h, do: [{fail: {a: 1}}]", "at: 2h, do: [{fail: {a: 2}}]", "at: 3h, do: [{repair: a}]")
    )

    assert [(1.0, 0.75), (2.0, 0.0), (3.0, 1.0)] == told.levels("a")
    assert 1.0 == told.measure("asset.a.down_h")


# --- standby ---

UPS = "assets: {{grid: {{}}, set: {{standby: {{{}}}}}, hall: {{needs: {{any: [grid, set]{}}}}}}}\n"


def test_a_standby_that_starts_causes_no_blip() -> None:
    """The gate that was about to fall short calls it, and never does; it stops when nobody needs it any more."""
    told = play(UPS.format("", "") + inject("at: 1h, do: [{fail: grid}]", "at: 5h, do: [{repair: grid}]"))

    assert [] == told.levels("hall")
    assert [] == told.told(Kind.BUFFER_STARTED)
    assert [1.0] == told.hours(Kind.STANDBY_STARTED, "set")
    assert [5.0] == told.hours(Kind.STANDBY_STOPPED, "set")
    assert [(1.0, 1.0), (5.0, 0.0)] == told.levels("set")


def test_a_standby_that_refuses_lets_the_buffer_carry() -> None:
    """One draw for each call; after a refusal it is not called again while the need lasts."""
    told = play(UPS.format("starts: 0%", ", buffer: 30m") + inject("at: 1h, do: [{fail: grid}]"))

    assert [1.0] == told.hours(Kind.STANDBY_REFUSED, "set")
    assert [(1.5, 0.0)] == told.levels("hall")


def test_a_standby_starts_as_often_as_it_says() -> None:
    """Over 400 replications 80 % start, within 4 standard errors."""
    text = UPS.format("starts: 80%", "") + inject("at: 1h, do: [{fail: grid}]")
    started = [bool(play(text, replication=n).told(Kind.STANDBY_STARTED)) for n in range(400)]

    assert abs(sum(started) / 400 - 0.8) < 4 * (0.8 * 0.2 / 400) ** 0.5


def test_a_standby_fails_after_its_running_time_and_the_hall_falls() -> None:
    """Its life advances only while it runs: 2 h from the moment it started."""
    told = play(UPS.format("runs: 2h", "") + inject("at: 3h, do: [{fail: grid}]"))

    assert [5.0] == told.hours(Kind.UNIT_FAILED, "set")
    assert [(5.0, 0.0)] == told.levels("hall")


def test_a_gate_calls_its_standbys_in_order_until_it_is_met() -> None:
    """The second is not called if the first starts."""
    text = "assets: {grid: {}, s1: {standby: {}}, s2: {standby: {}}, hall: {needs: {any: [grid, s2, s1]}}}\n"
    told = play(text + inject("at: 1h, do: [{fail: grid}]"))
    refused = play(
        text.replace("s1: {standby: {}}", "s1: {standby: {starts: 0%}}")
        + inject("at: 1h, do: [{fail: grid}]")
    )

    assert ["s1"] == told.names(Kind.STANDBY_STARTED)
    assert (["s1"], ["s2"]) == (refused.names(Kind.STANDBY_REFUSED), refused.names(Kind.STANDBY_STARTED))


def test_a_standby_without_its_stock_does_not_start() -> None:
    """No diesel, no generator; with some it runs until it is used up."""
    text = "stocks: {{diesel: {{amount: {}}}}}\n" + UPS.replace(
        "standby: {{{}}}", "standby: {{{}}}, stock: {{diesel: 60/h}}"
    )
    empty = play(text.format(0, "", "") + inject("at: 1h, do: [{fail: grid}]"))
    some = play(text.format(90, "", "") + inject("at: 1h, do: [{fail: grid}]"))

    assert [(1.0, 0.0)] == empty.levels("hall")
    assert [(2.5, 0.0)] == some.levels("hall")
    assert [2.5] == some.hours(Kind.STOCK_EMPTY, "diesel")


def test_a_latent_defect_is_found_on_demand_and_only_once() -> None:
    """A certain defect shows when the standby is first called; after the repair it starts."""
    text = UPS.replace("standby: {{{}}}", "standby: {{{}}}, latent: 100%").format("repair: 1h", "")
    told = play(
        text
        + inject("at: 1h, do: [{fail: grid}]", "at: 6h, do: [{repair: grid}]", "at: 8h, do: [{fail: grid}]")
    )

    assert [1.0] == told.hours(Kind.LATENT_DEFECT_FOUND, "set")
    assert told.hours(Kind.STANDBY_STARTED, "set")[-1] == 8.0


# --- switches, isolation, common cause ---


def test_the_latest_live_switch_counts() -> None:
    """Off for 4 h at 1 h, on for 1 h at 2 h: on from 2 h, off from 3 h, on from 5 h. No old value is restored."""
    text = "assets: {a: {}}\n" + inject(
        "at: 1h, do: [{switch_off: a, for: 4h}]", "at: 2h, do: [{switch_on: a, for: 1h}]"
    )

    assert [(1.0, 0.0), (2.0, 1.0), (3.0, 0.0), (5.0, 1.0)] == play(text).levels("a")


def test_isolation_cuts_off_without_switching() -> None:
    """What is isolated works for nobody until it is reconnected."""
    text = "assets: {a: {}, b: {needs: a}}\n" + inject(
        "at: 1h, do: [{isolate: a}]", "at: 2h, do: [{reconnect: a}]"
    )
    told = play(text)

    assert [(1.0, 0.0), (2.0, 1.0)] == told.levels("b")
    assert [] == told.told(Kind.ASSET_SWITCHED)


def test_an_asset_that_is_off_at_the_start_can_be_switched_on() -> None:
    """A tie is off until somebody closes it."""
    text = "assets: {tie: {state: off}, hall: {needs: tie}}\n" + inject("at: 2h, do: [{switch_on: tie}]")

    assert [(2.0, 1.0)] == play(text).levels("hall")


@pytest.mark.parametrize(("share", "failed"), [("100%", ["a", "b"]), ("0%", ["a"])])
def test_a_common_cause_takes_its_group_along(share: str, failed: list[str]) -> None:
    """With a share of 1 the other fails at the same instant, and takes nobody along in turn."""
    text = (
        f"assets: {{a: {{common: {{group: g, share: {share}}}}}, b: {{common: {{group: g, share: 100%}}}}}}\n"
    )
    told = play(text + inject("at: 1h, do: [{fail: a}]"))

    assert failed == told.names(Kind.UNIT_FAILED)
    assert {1.0} == set(told.hours(Kind.UNIT_FAILED))


def test_isolation_for_a_while_ends() -> None:
    """And leaves no other isolation behind."""
    text = "assets: {a: {}}\n" + inject(
        "at: 1h, do: [{isolate: a, for: 2h}]", "at: 2h, do: [{isolate: a, for: 3h}]"
    )

    assert [(1.0, 0.0), (5.0, 1.0)] == play(text).levels("a")
