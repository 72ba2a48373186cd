"""Conditions as programs: what they read, in whose picture, and what wakes them."""

from __future__ import annotations

import pytest

from sems_sim.model import NONE, Comparison, Condition, EntityKind, Fact, Model, Op, Signal, Wake
from tests.unit.scenario.compiling import model_of, row

WORLD = """
assets: {pump: {}}
services: {heat: {demand: 1/h}}
stocks: {oil: {amount: 10 L}}
resources: {crew: {amount: 3}}
incidents: {fire: {opens: 0m}, flood: {opens: 0m}}
teams: {desk: {level: operational, watches: [pump, fire]}, boss: {level: tactical}}
levels: {operational: {}}
decisions: {close: {of: boss, options: {shut: {}, keep: {}}}}
"""


def of_incident(text: str, world: str = WORLD) -> tuple[Model, Condition]:
    """A condition read in truth: that by which an incident opens."""
    model = model_of(world.replace("flood: {opens: 0m}", f"flood: {{opens: {{when: '{text}'}}}}"))
    return model, model.conditions[model.incidents[row(model, EntityKind.INCIDENT, "flood")].opens_condition]


def of_plan(text: str, world: str = WORLD, of: str = "desk") -> tuple[Model, Condition]:
    """A condition read by a team: that of a plan."""
    model = model_of(world + f"plans: {{act: {{when: '{text}', of: {of}}}}}\n")
    return model, model.conditions[model.plans[row(model, EntityKind.PLAN, "act")].when[0]]


def test_a_condition_becomes_a_postfix_program() -> None:
    """`not`, `and` and `or` follow what they join."""
    _, condition = of_incident("down(pump) and not up(pump) or flag(gone)")

    assert [Op.FACT, Op.FACT, Op.NOT, Op.AND, Op.FACT, Op.OR] == [step.op for step in condition.steps]


def test_three_parts_are_joined_two_by_two() -> None:
    """Joining n parts takes n - 1 steps."""
    _, condition = of_incident("flag(a) or flag(b) or flag(c)")

    assert [Op.FACT, Op.FACT, Op.OR, Op.FACT, Op.OR] == [step.op for step in condition.steps]


def test_a_held_condition_has_a_slot_of_its_own() -> None:
    """Each `for` keeps its own memory of since when."""
    _, condition = of_incident("(down(pump) for 15m) and (flag(a) for 2h)")

    held = [step for step in condition.steps if step.op == Op.HELD]
    assert [(0, 900_000), (1, 7_200_000)] == [(step.slot, step.duration_ms) for step in held]
    assert 2 == condition.slots


@pytest.mark.parametrize(
    ("sign", "strict", "negated"),
    [(">", True, False), ("<=", True, True), (">=", False, False), ("<", False, True)],
)
def test_a_flowing_quantity_is_decided_by_the_side_of_a_threshold(
    sign: str, *, strict: bool, negated: bool
) -> None:
    """The four comparisons need two thresholds, each read from one side or the other."""
    model, condition = of_incident(f"backlog(heat) {sign} 60")

    step = condition.steps[0]
    threshold = model.thresholds[step.threshold]
    assert (60.0, strict, negated) == (threshold.value, threshold.strict, step.negated)
    assert (Wake(Signal.THRESHOLD, step.threshold),) == condition.wakes


def test_equal_thresholds_are_shared() -> None:
    """`> 60` and `<= 60` are two sides of one threshold."""
    model, condition = of_incident("backlog(heat) > 60 or backlog(heat) <= 60 or backlog(heat) >= 60")

    assert 2 == len(model.thresholds)
    assert 1 == len(model.quantities)
    assert 2 == len(condition.wakes)


def test_a_team_reads_its_picture_and_the_truth_of_the_rest() -> None:
    """What can be pictured is read there; flags, stocks and the response are read in truth."""
    model, condition = of_plan("severity(fire) > 0.4 and stock(oil) < 5 and response >= tactical")

    severity, stock, _, response, _ = condition.steps
    desk = row(model, EntityKind.TEAM, "desk")
    assert (desk, NONE, NONE) == (severity.team, stock.team, response.team)
    assert NONE == severity.threshold
    assert NONE != stock.threshold
    assert row(model, EntityKind.INCIDENT, "fire") == model.items[severity.item].index
    assert 1.0 == response.constant
    assert Wake(Signal.PICTURE, severity.item, desk) in condition.wakes


def test_the_reader_can_be_overridden() -> None:
    """`seen_by` and `in_truth` hold for what they enclose, and nothing more."""
    model, condition = of_plan("(in_truth: down(pump)) and (seen_by(boss): down(pump)) and down(pump)")

    facts = [step for step in condition.steps if step.op == Op.FACT]
    expected = [NONE, row(model, EntityKind.TEAM, "boss"), row(model, EntityKind.TEAM, "desk")]
    assert expected == [step.team for step in facts]


def test_with_people_off_everybody_reads_the_truth() -> None:
    """Without human factors no condition names a team, whatever it says."""
    world = WORLD + "people: off\n"
    _, condition = of_plan("down(pump) and (seen_by(boss): down(pump))", world)

    assert {NONE} == {step.team for step in condition.steps}
    assert {Signal.ASSET} == {wake.signal for wake in condition.wakes}


def test_how_many_are_open_is_counted_in_the_picture() -> None:
    """A team counts the incidents it knows: news of any of them wakes it."""
    model, condition = of_plan("opened > 1")

    assert NONE == condition.steps[0].item
    items = {model.items[wake.index].index for wake in condition.wakes}
    assert {0, 1} == items
    assert {Signal.PICTURE} == {wake.signal for wake in condition.wakes}


@pytest.mark.parametrize(
    ("sign", "at_ms"), [(">=", 10_800_000), ("<", 10_800_000), (">", 10_800_001), ("<=", 10_800_001)]
)
def test_time_wakes_at_the_moment_at_which_it_turns(sign: str, at_ms: int) -> None:
    """`>` and `<=` turn one millisecond after the constant, the others at it."""
    _, condition = of_incident(f"time {sign} 3h")

    assert (Wake(Signal.TIME, at_ms),) == condition.wakes


def test_the_clock_wakes_at_the_hour_and_at_midnight() -> None:
    """A time of day is passed twice a day: forward at its hour, back at midnight."""
    _, condition = of_incident("clock >= 06:00")

    assert (Wake(Signal.CLOCK, 0), Wake(Signal.CLOCK, 21_600_000)) == condition.wakes


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("down(pump)", Signal.ASSET),
        ("performance(heat) < 50%", Signal.SERVICE),
        ("over_mtpd(heat)", Signal.SERVICE),
        ("free(crew) < 1", Signal.RESOURCE),
        ("short(crew)", Signal.RESOURCE),
        ("active(fire)", Signal.INCIDENT),
        ("opened > 1", Signal.OPENED),
        ("response >= crisis", Signal.RESPONSE),
        ("chosen(close)", Signal.DECISION),
        ("flag(gone)", Signal.FLAG),
        ("cost > 5", Signal.COST),
        ("people > 5", Signal.PEOPLE),
        ("rumour > 0.5", Signal.RUMOUR),
    ],
)
def test_each_fact_wakes_on_what_changes_it(text: str, signal: Signal) -> None:
    """Nothing is polled: each test names the change that makes it worth asking again."""
    _, condition = of_incident(text)

    assert [signal] == [wake.signal for wake in condition.wakes]


def test_an_option_is_a_part_of_its_decision() -> None:
    """`chosen(d.option)` keeps the row of the decision and that of the option."""
    model, condition = of_incident("chosen(close.shut)")

    step = condition.steps[0]
    assert (Fact.CHOSEN, row(model, EntityKind.DECISION, "close")) == (step.fact, step.index)
    assert row(model, EntityKind.OPTION, "close.shut") == step.part


def test_a_task_that_is_done_wakes_by_itself() -> None:
    """`done(p.task)` wakes on the task, `done(p)` on the plan."""
    world = WORLD + "plans: {mend: {tasks: {weld: {takes: 1h}}}}\n"
    model, condition = of_incident("done(mend.weld) or failed(mend)", world)

    task = row(model, EntityKind.TASK, "mend.weld")
    plan = row(model, EntityKind.PLAN, "mend")
    assert (Wake(Signal.PLAN, plan), Wake(Signal.TASK, task)) == condition.wakes


def test_each_use_of_a_condition_is_its_own() -> None:
    """Two effects with one `until` do not share the memory of its `for`."""
    model = model_of(
        WORLD + "plans: {act: {tasks: {t: {do: {capacity: {heat: 0}, until: flag(a)}}, "
        "u: {do: {capacity: {heat: 0}, until: flag(a)}}}}}\n"
    )

    first, second = (effect.condition for effect in model.effects if effect.target_kind is EntityKind.SERVICE)
    assert first != second


def test_comparisons_keep_their_sign() -> None:
    """A comparison that is read from a picture is made there, so its sign is kept."""
    _, condition = of_plan("severity(fire) <= 0.4")

    assert (Comparison.LE, 0.4) == (condition.steps[0].comparison, condition.steps[0].constant)
