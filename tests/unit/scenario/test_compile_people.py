"""Teams and levels: who leads, who reads, and what is assumed about them."""

from __future__ import annotations

from sems_sim.model import NONE, EntityKind, Model
from tests.unit.scenario.compiling import model_of, names, row

TEAMS = """
assets: {pump: {}}
teams:
  desk: {level: operational, watches: pump}
  yard: {level: operational}
  boss: {level: tactical, domain: one}
  room: {level: crisis, quorum: 4}
  press: {outside: true, level: tactical}
"""
LEVELS = """
levels:
  tactical: {when: down(pump), led_by: boss}
  crisis: {when: response >= tactical and down(pump), direct: down(pump), stand_down: up(pump), led_by: room}
"""


def readers(model: Model, conditions: tuple[int, ...]) -> list[str]:
    """The teams in whose pictures conditions look at the pump."""
    steps = [step for place in conditions for step in model.conditions[place].steps if step.item != NONE]
    return [model.name_of(model.teams[step.team].entity) for step in steps]


def test_a_level_is_raised_by_the_leader_of_the_current_one() -> None:
    """For each lower level as the current one the condition is read by its leader, or by each of its teams."""
    model = model_of(TEAMS + LEVELS)

    _, tactical, crisis = model.levels
    assert [["desk", "yard"]] == [readers(model, found) for found in tactical.when]
    assert [["desk", "yard"], ["boss"]] == [readers(model, found) for found in crisis.when]
    assert [["desk", "yard"], ["boss"]] == [readers(model, found) for found in crisis.direct]
    assert ["room"] == readers(model, (crisis.stand_down,))


def test_what_raises_a_level_is_read_with_reluctance() -> None:
    """Escalation is subject to reluctance, standing down is not."""
    model = model_of(TEAMS + LEVELS)

    crisis = model.levels[2]
    raising = [place for row_ in (*crisis.when, *crisis.direct) for place in row_]
    assert all(model.conditions[place].reluctant for place in raising)
    assert not model.conditions[crisis.stand_down].reluctant


def test_with_people_off_a_level_is_read_once_in_truth() -> None:
    """Without human factors there is one condition for each current level, and it names no team."""
    model = model_of(TEAMS + LEVELS + "people: off\n")

    assert [1, 1] == [len(found) for found in model.levels[2].when]
    assert [] == readers(model, model.levels[2].when[0])
    assert () == model.assumptions


def test_a_level_without_teams_is_judged_from_below() -> None:
    """Where nobody works at the current level, all inside teams below the level that is raised judge it."""
    model = model_of(
        "assets: {pump: {}}\nteams: {boss: {level: tactical}, mate: {level: tactical}, room: {level: crisis}}\n"
        "levels: {crisis: {when: down(pump)}}\n"
    )

    assert [["boss", "mate"], ["boss", "mate"]] == [readers(model, found) for found in model.levels[2].when]


def test_where_nobody_can_judge_the_truth_is_read() -> None:
    """With no team at all below, the condition reads the truth, and that is said."""
    model = model_of(
        "assets: {pump: {}}\nteams: {room: {level: crisis}}\n"
        "levels: {crisis: {when: down(pump)}, tactical: {when: down(pump)}}\n"
    )

    assert [] == readers(model, model.levels[1].when[0])
    assert any("reads the truth" in sentence for sentence in model.assumptions)


def test_the_only_team_of_a_level_leads_it() -> None:
    """A leader that nobody names is assumed where there is no choice, and not where there is."""
    model = model_of(TEAMS + "levels: {tactical: {when: down(pump)}}\n")

    assert [NONE, row(model, EntityKind.TEAM, "boss"), row(model, EntityKind.TEAM, "room")] == [
        level.led_by for level in model.levels
    ]
    assert 1 == sum("boss, its only team, leads it" in sentence for sentence in model.assumptions)


def test_a_level_takes_the_quorum_of_its_leader() -> None:
    """What the level does not say its leading team says."""
    model = model_of(TEAMS + LEVELS)

    assert (0, 4) == (model.levels[1].quorum, model.levels[2].quorum)


def test_there_are_always_three_levels() -> None:
    """A scenario that names none still has operational, tactical and crisis, in this order."""
    model = model_of("people: off\nassets: {pump: {}}\n")

    assert ["operational", "tactical", "crisis"] == names(model, EntityKind.LEVEL)
    assert [(), ((),), ((), ())] == [level.when for level in model.levels]


def test_outside_teams_work_at_no_level() -> None:
    """Partners and the press are told, and command nothing."""
    model = model_of(TEAMS)

    assert NONE == model.teams[row(model, EntityKind.TEAM, "press")].level


def test_a_team_has_defaults_that_are_listed_where_they_matter() -> None:
    """Seeing, reporting and attention have defaults; decision times are listed once for each level used."""
    model = model_of(TEAMS)

    desk = model.teams[row(model, EntityKind.TEAM, "desk")]
    assert (6.0, 0.95, 5) == (desk.sees_per_h, desk.reports, desk.attention)
    assert 1 == sum(
        "operational level that state no decision time" in sentence for sentence in model.assumptions
    )
    assert len(desk.watches) == len(desk.see_streams)


def test_levels_unlock_and_do() -> None:
    """A level keeps what it unlocks and what entering it brings about."""
    model = model_of(
        TEAMS + "resources: {crew: {amount: 1}}\nplans: {act: {}}\n"
        "levels: {crisis: {unlocks: {resources: crew, plans: act}, do: {set: declared}, rhythm: 30m}}\n"
    )

    crisis = model.levels[2]
    assert ((0,), (0,), 1, 1_800_000) == (
        crisis.unlocks_resources,
        crisis.unlocks_plans,
        crisis.effects.count,
        crisis.rhythm_ms,
    )
