"""Tasks: order, people and kit, retries, pauses, giving up, and their effects."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import HEAD, inject, play

THINGS = "assets: {pump: {}, lift: {}}\nresources: {crew: {amount: 2}}\nstocks: {foam: {amount: 30}}\n"


def plan(tasks: str, when: str = "time >= 1h", more: str = "") -> str:
    """One plan that starts at 1 h."""
    return THINGS + f"plans: {{p: {{when: {when}, {more}tasks: {{{tasks}}}}}}}\n"


def test_tasks_follow_each_other_and_the_longest_way_counts() -> None:
    """b and c after a, d after both."""
    told = play(
        plan(
            "a: {takes: 1h}, b: {after: a, takes: 2h}, c: {after: a, takes: 4h}, d: {after: [b, c], takes: 1h}"
        )
    )

    assert [2.0, 4.0, 6.0, 7.0] == told.hours(Kind.TASK_DONE)
    assert [7.0] == told.hours(Kind.PLAN_FINISHED)
    assert 7.0 == told.measure("plan.p.finished_h")


def test_a_task_takes_all_it_needs_at_once_or_waits() -> None:
    """Two of two people are held by a; b waits until they are back, and its wait is measured."""
    told = play(plan("a: {takes: 3h, uses: {crew: 2}}, b: {takes: 1h, uses: {crew: 1}}"))

    assert [1.0, 4.0] == told.hours(Kind.TASK_STARTED)
    assert {0.0, 3.0} == {told.measure("task.p.a.wait_h"), told.measure("task.p.b.wait_h")}


def test_the_lower_number_goes_first() -> None:
    """Priority rules who gets the crew."""
    told = play(plan("a: {takes: 1h, uses: {crew: 2}}, b: {takes: 1h, uses: {crew: 2}, priority: 2}"))

    assert ["p.b", "p.a"] == told.names(Kind.TASK_STARTED)


def test_rivals_of_one_instant_tie_by_draw_and_not_by_name() -> None:
    """Over 60 replications either goes first about as often."""
    text = plan("a: {takes: 1h, uses: {crew: 2}}, b: {takes: 1h, uses: {crew: 2}}")
    first = [play(text, replication=n).names(Kind.TASK_STARTED)[0] for n in range(60)]

    assert 15 < first.count("p.a") < 45


def test_a_later_task_that_fits_may_overtake() -> None:
    """One person is free: the task that needs two waits, the one that needs one starts."""
    told = play(
        plan(
            "a: {takes: 3h, uses: {crew: 1}, priority: 1}, b: {uses: {crew: 2}, priority: 2}, c: {uses: {crew: 1}}"
        )
    )

    assert ["p.a", "p.c", "p.b"] == told.names(Kind.TASK_STARTED)
    assert [1.0, 1.0, 4.0] == told.hours(Kind.TASK_STARTED)


def test_a_task_uses_its_stock_when_it_starts_and_waits_for_it() -> None:
    """30 are there: the first two lots of 15 are taken, the third task waits for a delivery that never comes."""
    told = play(plan(", ".join(f"{name}: {{takes: 1h, stock: {{foam: 15}}}}" for name in "abc")))

    assert 2 == len(told.told(Kind.TASK_STARTED))
    assert 0.0 == told.measure("stock.foam.min")


def test_what_fails_is_tried_again_as_often_as_it_says() -> None:
    """With no chance at all and two retries: three attempts of an hour, then failed, and so is the plan."""
    told = play(plan("a: {takes: 1h, chance: 0%, retries: 2}, b: {after: a}"))

    assert [2.0, 3.0] == told.hours(Kind.TASK_RETRIED)
    assert ([4.0], [4.0]) == (told.hours(Kind.TASK_FAILED), told.hours(Kind.PLAN_FAILED))
    assert 2.0 == told.measure("task.p.a.retries")
    assert [] == told.told(Kind.TASK_READY, "p.b")


def test_without_a_limit_it_is_tried_until_it_succeeds() -> None:
    """At a chance of a half it takes two attempts on average, each with a draw of its own."""
    text = plan("a: {takes: 6m, chance: 50%}")
    retries = [play(text, replication=n).measure("task.p.a.retries") or 0.0 for n in range(200)]

    assert 1.0 == pytest.approx(sum(retries) / 200, abs=4 * 2.0**0.5 / 200**0.5)
    assert max(retries) >= 3


def test_a_task_pauses_while_an_asset_it_needs_is_down_and_keeps_its_work_done() -> None:
    """Four hours of work, the lift down from 2 h to 5 h: done at 8 h. The crew is held meanwhile."""
    told = play(
        plan("a: {takes: 4h, needs: [lift], uses: {crew: 1}}")
        + inject("at: 2h, do: [{fail: lift}]", "at: 5h, do: [{repair: lift}]")
    )

    assert ([2.0], [5.0]) == (told.hours(Kind.TASK_PAUSED), told.hours(Kind.TASK_RESUMED))
    assert [8.0] == told.hours(Kind.TASK_DONE)
    assert [(1.0, 1.0), (8.0, 2.0)] == list(
        zip(told.hours(Kind.RESOURCE_FREE), told.values(Kind.RESOURCE_FREE), strict=True)
    )


def test_a_task_does_not_start_while_an_asset_it_needs_is_down() -> None:
    """It waits, and starts when the lift is back."""
    told = play(
        plan("a: {needs: [lift]}") + inject("at: 0m, do: [{fail: lift}]", "at: 5h, do: [{repair: lift}]")
    )

    assert [5.0] == told.hours(Kind.TASK_STARTED)


def test_a_task_gives_up_waiting() -> None:
    """It waits no longer than it says, and the plan has failed."""
    told = play(plan("a: {takes: 9h, uses: {crew: 2}, priority: 1}, b: {uses: {crew: 1}, gives_up: 2h}"))

    assert [3.0] == told.hours(Kind.TASK_GAVE_UP, "p.b")
    assert [10.0] == told.hours(Kind.PLAN_FAILED)


def test_effects_come_with_success_only() -> None:
    """Done: the flag is set. Failed: it is not."""
    text = "a: {{takes: 1h, chance: {}, retries: 0, do: [{{set: sealed}}]}}"

    assert [2.0] == play(plan(text.format("100%"))).hours(Kind.FLAG_SET)
    assert [] == play(plan(text.format("0%"))).told(Kind.FLAG_SET)


def test_while_running_acts_from_the_start_unless_paused() -> None:
    """The pump is off while the work is done, on in the pause, and on after it."""
    told = play(
        plan("a: {takes: 4h, needs: [lift], do: [{switch_off: pump, while: running}]}")
        + inject("at: 2h, do: [{fail: lift}]", "at: 5h, do: [{repair: lift}]")
    )

    assert [(1.0, 0.0), (2.0, 1.0), (5.0, 0.0), (8.0, 1.0)] == told.levels("pump")


def test_a_slower_crew_takes_longer_and_others_outside_do_not_care() -> None:
    """Quality 0.5 doubles the work; the slowest of what is used counts."""
    text = plan("a: {takes: 2h, uses: {crew: 1}}, b: {takes: 2h, by: outside}").replace(
        "amount: 2", "amount: 2, quality: 0.5"
    )
    told = play(text)

    assert [(3.0, "p.b"), (5.0, "p.a")] == list(
        zip(told.hours(Kind.TASK_DONE), told.names(Kind.TASK_DONE), strict=True)
    )


def test_people_err_at_work_but_those_outside_do_not() -> None:
    """An action error turns a success into another attempt; with people off there is none."""
    text = plan("a: {takes: 1h, retries: 0}").replace(
        "plans", "organisation: {constants: {action_error: 0.999}}\nplans"
    )
    text += "teams: {desk: {}}\n"
    outside = text.replace("retries: 0", "retries: 0, by: outside")

    assert [] == play(text, head=HEAD).told(Kind.TASK_DONE)
    assert [] != play(outside, head=HEAD).told(Kind.TASK_DONE)
    assert [2.0] == play(text).hours(Kind.TASK_DONE)


def test_work_costs_its_people_and_repeated_work_is_told_apart() -> None:
    """Two people at 40 an hour for 1 h of success after 1 h of failure: 160, of which 80 are rework."""
    text = plan("a: {takes: 1h, chance: 50%, uses: {crew: 2}}").replace("amount: 2", "amount: 2, cost: 40")
    plays = (play(text, replication=n) for n in range(30))
    told = next(one for one in plays if one.measure("task.p.a.retries") == 1.0)

    assert (80.0, 80.0) == (told.measure("cost.rework"), told.measure("cost.response"))
    assert 160.0 == told.measure("cost.total")


def test_taking_people_away_breaks_no_running_task() -> None:
    """Both are at work when both are removed: the work is finished, and the next one waits."""
    told = play(
        plan("a: {takes: 3h, uses: {crew: 2}}, b: {after: a, uses: {crew: 1}}")
        + inject("at: 2h, do: [{remove: {crew: 2}, for: 6h}]")
    )

    assert [4.0] == told.hours(Kind.TASK_DONE, "p.a")
    assert 0.0 in told.values(Kind.RESOURCE_PRESENT)
    assert [8.0] == told.hours(Kind.TASK_STARTED, "p.b")
