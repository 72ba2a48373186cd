"""Effects written live: checked like a file, and rows that fit behind those of the model."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from sems_sim.errors import Fault, ScenarioError
from sems_sim.model import FOREVER_MS, NONE, EntityKind, Fact, Hold, Model, Verb
from sems_sim.scenario import Orders, Scenario, compile_model, compile_orders, read_scenario
from tests.unit.scenario.compiling import row
from tests.unit.scenario.writing import scenario_of

WORLD = """
assets: {pump: {title: Main pump}, valve: {}}
services: {water: {demand: 1/h, needs: pump}}
stocks: {oil: {amount: 10 L}}
resources: {crew: {amount: 3}}
suppliers: {shop: {}}
incidents: {fire: {opens: 0m}}
teams: {desk: {watches: [pump, fire]}, boss: {}}
links: [{between: [desk, boss], by: radio}]
plans: {mend: {when: in_truth: severity(fire) > 0.4, tasks: {fix: {do: [{repair: pump}, {set: mended}]}}}}
decisions: {close: {of: boss, options: {shut: {}, wait: {}}}}
exercise: {injects: [{id: I1, text: News}]}
""".replace("when: in_truth: severity(fire) > 0.4", "when: 'in_truth: severity(fire) > 0.4'")


@cache
def world() -> tuple[Scenario, Model]:
    """A small scenario and its model."""
    scenario = scenario_of(WORLD)
    return scenario, compile_model(scenario)


def orders(text: str) -> Orders:
    """What this text comes to in the small scenario."""
    return compile_orders(*world(), text)


def faults(text: str) -> list[Fault]:
    """What is wrong with this text, in order."""
    with pytest.raises(ScenarioError) as caught:
        orders(text)
    return list(caught.value.faults)


def test_one_mapping_is_enough() -> None:
    """Most live effects are one: no brackets of a list are wanted, and the row is that of a file."""
    (effect,) = orders("{fail: pump, for: 2h}").effects

    assert (Verb.FAIL, row(world()[1], EntityKind.ASSET, "pump")) == (effect.verb, effect.target)
    assert (Hold.FOR, 7_200_000) == (effect.hold, effect.hold_ms)


def test_a_list_keeps_its_order() -> None:
    """Effects are carried out as they are written, over several lines as well."""
    found = orders("- {remove: {crew: 2}}\n- use: {oil: 5 L}\n- {set: mended}\n")

    assert [Verb.REMOVE, Verb.USE, Verb.SET] == [effect.verb for effect in found.effects]


def test_the_rows_are_those_of_the_file() -> None:
    """What a file may write in `do`, a facilitator may write live: the same rows come out."""
    scenario, model = world()
    span = model.tasks[0].effects

    assert (
        model.effects[span.first : span.first + span.count]
        == orders("[{repair: pump}, {set: mended}]").effects
    )
    assert scenario.sections.plans["mend"].tasks["fix"].do


def test_a_condition_is_numbered_behind_the_models() -> None:
    """A second text finds the first one's condition in the model, and takes the next number."""
    scenario, model = world()
    first = compile_orders(scenario, model, "{switch_off: valve, until: flag(mended)}")
    longer = replace(model, conditions=model.conditions + first.conditions)
    second = compile_orders(scenario, longer, "{switch_off: valve, until: done(mend.fix) or time > 30h}")

    assert len(model.conditions) == first.effects[0].condition
    assert len(longer.conditions) == second.effects[0].condition
    assert "flag(mended)" == first.conditions[0].text
    assert 1 == len(second.conditions)


def test_a_threshold_that_is_watched_already_may_be_used() -> None:
    """What a condition of the file reads in truth needs nothing new; its rows are shared."""
    found = orders("{isolate: pump, until: severity(fire) > 0.4}")
    step = next(step for step in found.conditions[0].steps if step.fact == Fact.SEVERITY)

    assert 0 <= step.threshold < len(world()[1].thresholds)


@pytest.mark.parametrize("until", ["severity(fire) < 0.1", "backlog(water) > 3", "stock(oil) < 2"])
def test_a_new_threshold_is_refused(until: str) -> None:
    """A flowing quantity is watched from the start or not at all; the remedy is another way to end it."""
    (fault,) = faults(f"{{isolate: pump, until: {until}}}")

    assert "watched from the start" in fault.message
    assert "write for: 2h, or lift it by hand" == fault.remedy


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("{fail: pumpp}", "there is no asset 'pumpp'", "did you mean 'pump'?"),
        ("{fail: water}", "'water' is a service, not an asset", "known: pump, valve"),
        ("{fial: pump}", "'fial' is no key of an effect", "did you mean 'fail'?"),
        ("{set: mendet}", "there is no flag 'mendet'", "did you mean 'mended'?"),
        ("{isolate: pump, until: flag(gone)}", "there is no flag 'gone'", "flags: mended"),
        ("{isolate: pump, until: up(pumb)}", "there is no asset 'pumb'", "did you mean 'pump'?"),
        ("{isolate: pump, while: running}", "'while: running' belongs to a task", "write for: 2h or until:"),
        ("{capacity: {water: 0.3}}", "0.3 is no change", "write x0.3 for a factor, 20/h for a rate, or 0"),
        ("{use: {oil: 5 kg}}", "'oil' is counted in L, not in kg", "write the number in L"),
        ("{invoke: mends}", "there is no plan 'mends'", "did you mean 'mend'?"),
        ("{release: I2}", "there is no inject 'I2'", "known: I1"),
        ("{block: desk-boss:phone}", "there is no link or supplier 'desk-boss:phone'", "did you mean 'desk-boss"),
        ("fail pump", "an effect is a verb and what it acts on", "write it as {fail: name}"),
        ("  ", "there is no effect here", "write one, as {fail: name}"),
        ("[]", "there is no effect here", "write one, as {fail: name}"),
        ("{spend: 1, for: 2h}", "'spend' happens at once, it does not last", ""),
    ],
)  # fmt: skip
def test_a_fault_says_what_would_be_right(text: str, message: str, remedy: str) -> None:
    """Typed in a hurry, in front of a room: one look must be enough to mend it."""
    (fault,) = faults(text)

    assert message == fault.message
    assert fault.remedy.startswith(remedy)


def test_faults_come_all_at_once_with_their_place() -> None:
    """Line and column are those of the text, whatever is right in between."""
    found = faults("- {fail: pumpp}\n- {spend: 5}\n- {add: {crews: 1}}\n")

    assert [("effects", 1, 10), ("effects", 3, 10)] == [(one.file, one.line, one.column) for one in found]


def test_a_text_without_end_is_refused() -> None:
    """Text comes from a screen or a script; neither may make the exercise stand still."""
    (fault,) = faults("[" + "{spend: 1}, " * 5_000 + "]")

    assert "characters" in fault.message


def test_a_team_that_was_supplied_can_be_told() -> None:
    """Where the file names no teams, the supplied ones are as good as any."""
    scenario = scenario_of("assets: {pump: {}}\nincidents: {fire: {opens: 0m}}\n")
    model = compile_model(scenario)
    (effect,) = compile_orders(scenario, model, "{tell: {to: crisis_team, about: pump}}").effects

    assert ("crisis_team",) == tuple(model.name_of(model.teams[team].entity) for team in effect.audience)


@pytest.mark.parametrize("name", ["north-hyde", "checkin-ransomware"])
def test_every_name_means_what_it_means_in_the_model(name: str) -> None:
    """Names are numbered anew for each text: the numbers must be those of the model."""
    scenario = read_scenario(f"scenarios/{name}.yaml")
    model = compile_model(scenario)
    for entity in model.entities:
        if entity.kind is EntityKind.ASSET and "." not in entity.name:
            (effect,) = compile_orders(scenario, model, f"{{fail: {entity.name}}}").effects
            assert (entity.index, NONE, 0) == (effect.target, effect.condition, effect.hold_ms)
    assert model.horizon_ms < FOREVER_MS
