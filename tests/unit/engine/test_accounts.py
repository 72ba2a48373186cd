"""The books: money, people, beyond routine, surprise, catastrophe, kinds of failure."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import HEAD, Play, inject, play

LINE = "assets: {pump: {}}\nservices: {arrivals: {demand: 10/h, capacity: 10/h, needs: pump, patience: 0m, people: 4, "


def service(rest: str, more: str = "", head: str | None = None) -> Play:
    """A service without a queue that is out from 2 h to 8 h."""
    text = LINE + rest + "}}\n" + more + inject("at: 2h, do: [{fail: pump, for: 6h}]")
    return play(text) if head is None else play(text, head=head)


def test_lost_service_costs_its_value() -> None:
    """Sixty units at 3, and an asset down at 5 an hour."""
    told = play(
        "assets: {pump: {value: 5}}\n" + LINE.replace("assets: {pump: {}}\n", "") + "value: 3}}\n"
        + inject("at: 2h, do: [{fail: pump, for: 6h}]")
    )  # fmt: skip

    assert 60 * 3.0 + 6 * 5.0 == pytest.approx(told.measure("cost.lost_service"))
    assert 240.0 == pytest.approx(told.measure("people.affected"))


def test_all_costs_add_up() -> None:
    """The total is the sum of its kinds."""
    told = service(
        "value: 3, mbco: 50%, mtpd: 1h, critical: true",
        "organisation: {penalties: 100}\nresources: {crew: {amount: 2, cost: 40}}\n"
        "plans: {p: {when: down(pump), tasks: {t: {takes: 1h, uses: {crew: 2}}}}}\n",
    )

    kinds = [
        told.measure(f"cost.{kind}") or 0.0
        for kind in ("response", "rework", "lost_service", "penalties", "over_reaction")
    ]
    assert [80.0, 0.0, 180.0, 500.0, 0.0] == [pytest.approx(one) for one in kinds]
    assert sum(kinds) == pytest.approx(told.measure("cost.total"))


def test_beyond_routine_is_judged_on_the_truth() -> None:
    """A critical service below its minimum for longer than the routine bears: 6 h out less 1 h, all of it unmet."""
    told = service("mbco: 50%, critical: true", "organisation: {routine_h: 1h}\n")

    assert 5.0 == pytest.approx(told.measure("crisis.beyond_routine_h"), abs=1e-3)
    assert 5.0 == pytest.approx(told.measure("crisis.unmet_h"), abs=1e-3)
    assert 0.0 == service("mbco: 50%", "organisation: {routine_h: 1h}\n").measure("crisis.beyond_routine_h")


def test_unmet_is_what_is_beyond_routine_below_crisis_level() -> None:
    """Crisis is raised at 5 h: of the hours from 3 to 8, two are unmet."""
    text = LINE + "mbco: 50%, critical: true}}\norganisation: {routine_h: 1h}\n"
    told = play(text + inject("at: 2h, do: [{fail: pump, for: 6h}]", "at: 5h, do: [{raise: crisis}]"))

    assert 2.0 == pytest.approx(told.measure("crisis.unmet_h"), abs=1e-3)
    assert 5.0 == pytest.approx(told.measure("crisis.beyond_routine_h"), abs=1e-3)
    assert (1, 1) == (len(told.told(Kind.BEYOND_ROUTINE)), len(told.told(Kind.ROUTINE_AGAIN)))


def test_more_open_incidents_than_the_routine_can_hold_is_beyond_routine() -> None:
    """Two may be open; the third makes the difference."""
    plans = "plans: {p: {tasks: {t: {do: [{end: fire}]}}}}\n"
    text = (
        "organisation: {{routine_incidents: {}}}\nincidents: {{fire: {{opens: {{every: 4h, count: 3}}}}}}\n"
    )

    assert 12.0 == pytest.approx(play(text.format(2) + plans).measure("crisis.beyond_routine_h"), abs=1e-6)
    assert 0.0 == play(text.format(3) + plans).measure("crisis.beyond_routine_h")


def test_an_incident_without_a_usable_plan_is_beyond_routine() -> None:
    """Nobody has a plan for the fire while it is open."""
    told = play("incidents: {fire: {opens: 4h}}\n" + inject("at: 9h, do: [{end: fire}]"))

    assert 5.0 == pytest.approx(told.measure("crisis.beyond_routine_h"))


@pytest.mark.parametrize(
    ("limit", "which", "hour"),
    [
        ("services: 1", 1.0, 5.0),
        ("harmed: 6", 2.0, 6.0),
        ("severity: 0.7", 3.0, 4.0),
        ("cost: 100", 4.0, 6.0),
    ],
)
def test_a_catastrophe_is_the_first_limit_passed(limit: str, which: float, hour: float) -> None:
    """Over its MTPD from 5 h; six harmed at 5.5 h; two open at 0.4 from 4 h; 30 an hour lost from 2 h."""
    text = (
        LINE
        + "value: 3, mbco: 50%, mtpd: 3h, critical: true}}\n"
        + f"organisation: {{catastrophe: {{{limit}}}}}\n"
        "incidents: {fire: {opens: {every: 2h, count: 2}, severity: 0.4, harms: 3/h}}\n"
        + inject("at: 2h, do: [{fail: pump, for: 6h}]")
    )
    told = play(text)
    moments = told.hours(Kind.CATASTROPHE)

    assert [which] == told.values(Kind.CATASTROPHE)
    assert 1.0 == told.measure("catastrophe.happened")
    assert hour - 1.0 <= moments[0] <= hour
    assert moments[0] == pytest.approx(told.measure("catastrophe.first_h"), abs=1e-3)


def test_no_limit_no_catastrophe() -> None:
    """And its first time is never, not the horizon."""
    told = service("value: 3")

    assert (0.0, None) == (told.measure("catastrophe.happened"), told.measure("catastrophe.first_h"))


def test_what_is_on_no_register_surprises() -> None:
    """Type 1: not registered. Type 2: far worse than registered."""
    text = "risks: {burning: {likelihood: 0.1/year}}\n"
    text += "incidents: {fire: {opens: 1h, severity: 0.9, RISK}, leak: {opens: 2h}}\n"
    plain = play(text.replace(", RISK", ", risk: burning"))
    without = play(text.replace(", RISK", ""))

    assert 1.0 == plain.measure("surprise.type1")
    assert 2.0 == without.measure("surprise.type1")
    assert ["leak"] == [
        name
        for name, value in zip(plain.names(Kind.SURPRISED), plain.values(Kind.SURPRISED), strict=True)
        if value == 1.0
    ]


def test_each_minute_of_loss_has_one_kind_of_failure() -> None:
    """The shares of the four kinds add up to 1, and to 0 where nothing was lost."""
    names = [f"failure.{kind}" for kind in ("imagination", "policy", "capabilities", "management")]
    lossy = service("mbco: 50%, critical: true", head=HEAD)
    calm = play(LINE + "mbco: 50%}}\n" + inject("at: 1h"))

    assert 1.0 == pytest.approx(sum(lossy.measure(name) or 0.0 for name in names))
    assert [0.0] * 4 == [calm.measure(name) for name in names]


def test_loss_under_an_incident_nobody_had_imagined_is_a_failure_of_imagination() -> None:
    """The fire is on no register."""
    text = (
        LINE
        + "mbco: 50%}}\nincidents: {fire: {opens: 2h, severity: 0.3, hurts: [{at: 0, do: [{fail: pump}]}]}}\n"
    )
    told = play(text)

    assert 1.0 == told.measure("failure.imagination")


def test_cost_and_people_are_looked_at_each_full_hour_and_when_their_rate_changes() -> None:
    """30 an hour from 2 h: above 75 at 4.5 h, noticed at 5 h."""
    text = LINE + "value: 3}}\n" + inject("at: 2h, do: [{fail: pump, for: 6h}]", "when: cost > 75")

    assert [5.0] == play(text).hours(Kind.INJECT_FIRED, "I2")


def test_a_risk_is_on_the_register_as_often_as_it_says() -> None:
    """Registered at 30 % and drawn once a run, it surprises in 70 % of 200 runs, within 4 standard errors."""
    text = (
        "risks: {burning: {registered: 30%}}\nincidents: {fire: {opens: 1h, severity: 0.3, risk: burning}}\n"
        "plans: {p: {tasks: {t: {do: [{end: fire}]}}}}\nteams: {desk: {}}\n"
    )
    surprised = [play(text, head=HEAD, replication=n).measure("surprise.type1") or 0.0 for n in range(200)]

    assert 0.7 == pytest.approx(sum(surprised) / 200, abs=4 * (0.21 / 200) ** 0.5)


def test_what_costs_far_more_than_was_assessed_surprises_too() -> None:
    """Assessed at next to nothing, it surprises as type 2; assessed at a fortune it does not."""
    text = (
        "risks: {burning: {registered: 100%, impact: IMPACT}}\n"
        "incidents: {fire: {opens: 1h, severity: 0.5, cost: 1000, risk: burning}}\n"
        "plans: {p: {tasks: {t: {do: [{end: fire}]}}}}\nteams: {desk: {}}\n"
    )

    assert 1.0 == play(text.replace("IMPACT", "1"), head=HEAD).measure("surprise.type2")
    assert 0.0 == play(text.replace("IMPACT", "1e12"), head=HEAD).measure("surprise.type2")


def test_loss_while_word_has_missed_a_silo_is_a_failure_of_policy() -> None:
    """One of the two teams in charge was never told, across the silo, that the pump is down."""
    text = (
        LINE.replace("patience: 0m, ", "patience: 0m, mbco: 0%, ")
        + "value: 1}}\norganisation: {maturity: {policy: 0}}\n"
        + (
            "teams: {desk: {level: operational, domain: engineering, watches: [pump], sees: 5000/h, reports: 100%, "
            "handles: 0m, tells: [boss]}, boss: {level: operational, domain: corporate}}\n"
        )
    )
    plays = [play(text + inject("at: 2h, do: [{fail: pump}]"), head=HEAD, replication=n) for n in range(12)]
    missed = [told for told in plays if told.told(Kind.LINK_MISSED)]
    there = [told for told in plays if not told.told(Kind.LINK_MISSED)]

    assert missed
    assert all((told.measure("failure.policy") or 0.0) > 0.0 for told in missed)
    assert all(told.measure("failure.policy") == 0.0 for told in there)


def test_people_harmed_can_be_a_condition() -> None:
    """Looked at each full hour: 2 an hour from 1 h pass 5 at 3.5 h."""
    text = "incidents: {fire: {opens: 1h, severity: 1, harms: 2/h}}\n" + inject("when: people > 5")

    assert [4.0] == play(text).hours(Kind.INJECT_FIRED)
