"""What is supplied where a scenario says nothing, and the sentence for each."""

from __future__ import annotations

from sems_sim.model import NONE, EntityKind, Hold, Model, Verb
from tests.unit.scenario.compiling import model_of, names, row

BARE = "services: {heat: {demand: 1/h, mbco: 50%}}\nincidents: {fire: {opens: 1h, growth: 1/h}}\n"


def effects_of(model: Model, plan: str) -> list[tuple[Verb, float]]:
    """The verbs and values of the only task of a plan: while it runs, then when it is done."""
    task = model.tasks[model.plans[row(model, EntityKind.PLAN, plan)].tasks.first]
    spans = (task.during, task.effects)
    rows = [model.effects[place] for span in spans for place in range(span.first, span.first + span.count)]
    return [(effect.verb, effect.value) for effect in rows]


def test_a_scenario_without_teams_gets_three() -> None:
    """Somebody watches everything, somebody manages, somebody decides in a crisis."""
    model = model_of(BARE)

    assert ["crisis_team", "duty_manager", "watch_desk"] == names(model, EntityKind.TEAM)
    desk = model.teams[row(model, EntityKind.TEAM, "watch_desk")]
    assert (2, 12.0) == (len(desk.watches), desk.sees_per_h)
    assert ["duty_manager-crisis_team:direct", "watch_desk-duty_manager:direct"] == names(
        model, EntityKind.LINK
    )
    assert any("names no teams" in sentence for sentence in model.assumptions)


def test_a_scenario_without_levels_gets_criteria() -> None:
    """Severity and what is below its minimum raise the response, one level after the other."""
    model = model_of(BARE)

    texts = [model.conditions[place].text for place in (*model.levels[1].when[0], *model.levels[2].when[1])]
    assert [
        "severity(fire) > 0.3 or below_mbco(heat)",
        "response >= tactical and (severity(fire) > 0.7 or (below_mbco(heat) for 1h))",
    ] == texts
    assert NONE != model.levels[2].activation_law


def test_critical_services_are_the_ones_that_count() -> None:
    """Where a service is critical the others raise no level."""
    model = model_of("services: {a: {demand: 1/h}, b: {demand: 1/h, critical: true}}\n")

    assert "below_mbco(b)" == model.conditions[model.levels[1].when[0][0]].text


def test_an_incident_without_an_answer_gets_an_improvised_one() -> None:
    """It is slowed while people work, ends when they are done, and what only it broke is mended."""
    model = model_of(
        "assets: {a: {}, b: {repair: 2h}, c: {}}\n"
        "incidents: {fire: {growth: 1/h, hurts: [{do: [{fail: [a, b]}, {fail: c, for: 2h}]}]}}\n"
    )

    found = model.plans[row(model, EntityKind.PLAN, "improvise_fire")]
    assert (True, 0, (0,)) == (found.improvised, found.level, found.answers)
    assert [(Verb.CONTAIN, 0.4), (Verb.END, 0.0), (Verb.REPAIR, -1.0)] == effects_of(model, "improvise_fire")
    assert Hold.WHILE_RUNNING == model.effects[model.tasks[0].during.first].hold
    assert any("No plan answers fire" in sentence for sentence in model.assumptions)


def test_what_something_else_mends_is_not_improvised() -> None:
    """An asset that any effect repairs or switches is left to that effect."""
    model = model_of(
        "assets: {a: {}, b: {}}\nincidents: {fire: {hurts: [{do: {fail: [a, b]}}]}}\n"
        "plans: {mend: {tasks: {t: {do: {repair: a}}}}}\n"
    )

    assert 1 == sum(verb is Verb.REPAIR for verb, _ in effects_of(model, "improvise_fire"))


def test_an_answered_incident_gets_nothing() -> None:
    """A plan that is written is the answer, however poor."""
    model = model_of("incidents: {fire: {}}\nplans: {act: {when: active(fire)}}\n")

    assert ["act"] == names(model, EntityKind.PLAN)
    assert [False] == [plan.improvised for plan in model.plans]


def test_with_people_off_nothing_is_supplied() -> None:
    """A model for theory holds what its file says and no more."""
    model = model_of(BARE + "people: off\n")

    assert ((), (), ()) == (model.teams, model.plans, model.assumptions)
    assert (((),), ((), ())) == (model.levels[1].when, model.levels[2].when)
