"""Plans, tasks, decisions, options and injects as rows."""

from __future__ import annotations

from sems_sim.model import FOREVER_MS, NONE, EntityKind, Model, PlanRow
from tests.unit.scenario.compiling import model_of, names, row

TEAMS = "teams: {desk: {level: operational}, boss: {level: tactical}, room: {level: crisis}, mate: {level: crisis}}\n"


def plan(model: Model, name: str) -> PlanRow:
    """The row of a plan."""
    return model.plans[row(model, EntityKind.PLAN, name)]


def readers(model: Model, conditions: tuple[int, ...]) -> list[str]:
    """The teams in whose pictures conditions are read."""
    teams = [model.conditions[place].steps[0].team for place in conditions]
    return ["truth" if team == NONE else model.name_of(model.teams[team].entity) for team in teams]


def test_the_tasks_of_a_plan_stand_together() -> None:
    """A plan's tasks are a range of rows, and what a task comes after are rows of the same plan."""
    model = model_of(
        "plans: {a: {tasks: {x: {}}}, a_b: {tasks: {z: {after: y}, y: {}}}, ab: {tasks: {x: {}, y: {after: x}}}}\n"
    )

    assert ["a.x", "a_b.y", "a_b.z", "ab.x", "ab.y"] == names(model, EntityKind.TASK)
    assert [(0, 1), (1, 2), (3, 2)] == [(found.tasks.first, found.tasks.count) for found in model.plans]
    assert (1,) == model.tasks[2].after


def test_a_plan_is_read_by_its_team_its_leader_or_each_of_its_level() -> None:
    """`of` comes first, then the level's leader, then everybody at that level."""
    model = model_of(
        "assets: {pump: {}}\n" + TEAMS + "plans:\n  a: {when: down(pump), of: boss}\n"
        "  b: {when: down(pump), level: tactical}\n  c: {when: down(pump), level: crisis}\n  d: {}\n"
    )

    found = [readers(model, plan(model, name).when) for name in "abcd"]
    assert [["boss"], ["boss"], ["mate", "room"], []] == found


def test_a_plan_per_incident_starts_with_each_occurrence() -> None:
    """Without a condition of its own it starts when its incident is open."""
    model = model_of("people: off\nincidents: {fire: {}}\nplans: {a: {per: fire}}\n")

    assert 0 == plan(model, "a").per
    assert "active(fire)" == model.conditions[plan(model, "a").when[0]].text


def test_a_plan_answers_by_case_occurrence_risk_or_deed() -> None:
    """Mention in `when`, `per`, the risk it covers, the register's own word, or containing it makes an answer."""
    model = model_of(
        "people: off\nrisks: {r: {}, q: {plan: e}}\nincidents: {a: {}, b: {}, c: {risk: r}, d: {}, e_: {risk: q}}\n"
        "plans:\n  a_: {when: severity(a) > 0.2}\n  b_: {per: b}\n  c_: {covers: r}\n"
        "  d_: {tasks: {t: {do: {end: d}}}}\n  e: {}\n  f: {}\n"
    )

    answers = {
        model.name_of(found.entity): [model.name_of(model.incidents[place].entity) for place in found.answers]
        for found in model.plans
    }
    assert {"a_": ["a"], "b_": ["b"], "c_": ["c"], "d_": ["d"], "e": ["e_"], "f": []} == answers


def test_a_task_gives_up_after_one_duration() -> None:
    """The longest wait is one duration; without one a task waits for ever."""
    model = model_of("plans: {a: {tasks: {x: {gives_up: 30m}, y: {by: outside}}}}\n")

    assert [1_800_000, FOREVER_MS] == [task.gives_up_ms for task in model.tasks]
    assert [False, True] == [task.outside for task in model.tasks]


def test_a_decision_belongs_to_the_level_of_its_team() -> None:
    """What the file does not say follows from the team that decides."""
    model = model_of(
        TEAMS + "decisions:\n"
        "  a: {ask: Which?, of: boss, when: flag(x), within: 30m, options: {no: {}, yes_: {policy: true}}}\n"
        "  b: {level: operational, options: {no: {cost: 5}}}\n"
    )

    first, second = model.decisions
    assert (row(model, EntityKind.TEAM, "boss"), 1, 1_800_000) == (first.team, first.level, first.within_ms)
    assert (row(model, EntityKind.TEAM, "desk"), 0, FOREVER_MS) == (
        second.team,
        second.level,
        second.within_ms,
    )
    assert [(0, 2), (2, 1)] == [(found.options.first, found.options.count) for found in model.decisions]
    assert [False, True, False] == [option.is_policy for option in model.options]


def test_an_inject_goes_to_teams_and_to_anybody() -> None:
    """Recipients that are teams are rows; an inject without time or condition waits to be released."""
    model = model_of(
        TEAMS + "exercise:\n  objectives: {O1: {text: See}}\n  injects:\n"
        "    - {id: I2, at: 45m, from: Broadcaster, to: [room], by: phone, text: Hello, objective: O1}\n"
        "    - {id: I1, to: [boss], when: flag(x), unless: flag(y), do: {set: z}, truth: false}\n"
        "    - {id: I3}\n"
    )

    one, two, three = model.injects
    assert (2_700_000, NONE, "Broadcaster", "phone", "O1") == (
        two.at_ms,
        two.when,
        two.source,
        two.channel,
        two.objective,
    )
    assert ((row(model, EntityKind.TEAM, "room"),), ("room",)) == (two.teams, two.recipients)
    assert (NONE, 1, False) == (one.at_ms, one.effects.count, one.truth)
    assert "flag(x)" == model.conditions[one.when].text
    assert "flag(y)" == model.conditions[one.unless].text
    assert (NONE, NONE) == (three.at_ms, three.when)


def test_every_flag_that_is_named_has_a_row() -> None:
    """Set, cleared or only asked for: a flag is a flag."""
    model = model_of(
        "people: off\nassets: {p: {}}\n"
        "plans: {a: {when: flag(x), tasks: {t: {do: [{set: y}, {clear: z}, {isolate: p, until: flag(w)}]}}}}\n"
    )

    assert ["w", "x", "y", "z"] == names(model, EntityKind.FLAG)
