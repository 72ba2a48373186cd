"""Plans: started by a picture, per occurrence, improvised, or missing on the day."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import HEAD, inject, play

FIRE = "incidents: {fire: {opens: {every: 4h, count: 3}, severity: 0.3}}\nresources: {crew: {amount: 1}}\n"
PUMP = "assets: {pump: {}}\n"
MEND = "plans: {mend: {when: down(pump), tasks: {fix: {takes: 3h}}}}\n"


def test_a_plan_starts_once_per_spell_of_its_condition() -> None:
    """Down from 1 h to 6 h and again from 8 h: two starts, though the first was long done while it held."""
    told = play(PUMP + MEND + inject("at: 1h, do: [{fail: pump, for: 5h}]", "at: 8h, do: [{fail: pump}]"))

    assert [1.0, 8.0] == told.hours(Kind.PLAN_STARTED)
    assert [0.0, 1.0] == told.values(Kind.PLAN_STARTED)
    assert (2.0, 2.0) == (told.measure("plan.mend.starts"), told.measure("plan.mend.started_h.count"))


def test_a_plan_never_overlaps_itself() -> None:
    """A new spell while it runs starts nothing; nor does an order."""
    told = play(
        PUMP
        + MEND
        + inject("at: 1h, do: [{fail: pump, for: 1h}]", "at: 3h, do: [{fail: pump}, {invoke: mend}]")
    )

    assert [1.0] == told.hours(Kind.PLAN_STARTED)


def test_an_order_starts_a_plan_whatever_is_so() -> None:
    """`invoke` needs no condition and no level."""
    told = play(PUMP + MEND + inject("at: 2h, do: [{invoke: mend}]"))

    assert [2.0] == told.hours(Kind.PLAN_STARTED)
    assert ["INJECT_FIRED I1"] == told.roots(told.told(Kind.PLAN_STARTED)[0])


def test_a_plan_per_incident_runs_once_for_each_occurrence_and_may_overlap() -> None:
    """Three openings, 6 h of work each with one crew: queued, numbered, finished one after the other."""
    told = play(
        FIRE + "plans: {douse: {per: fire, tasks: {work: {takes: 6h, uses: {crew: 1}, do: [{end: fire}]}}}}\n"
    )

    assert [4.0, 8.0, 12.0] == told.hours(Kind.PLAN_STARTED)
    assert [4.0, 10.0, 16.0] == told.hours(Kind.TASK_STARTED)
    assert [10.0, 16.0, 22.0] == told.hours(Kind.INCIDENT_CLOSED)
    assert [0.0, 1.0, 2.0] == told.values(Kind.INCIDENT_CLOSED)


def test_effects_of_an_instance_mean_its_own_occurrence() -> None:
    """Containment of the second does not contain the first."""
    text = FIRE + (
        "plans: {douse: {per: fire, when: severity(fire) >= 0.2, tasks: {work: {takes: 1h, uses: {crew: 1}, "
        "do: [{contain: {fire: 50/h}, while: running}]}}}}\n"
    )
    told = play(text)

    assert [0.0, 1.0, 2.0] == told.values(Kind.INCIDENT_CLOSED)
    assert [4.0, 8.0, 12.0] == told.hours(Kind.INCIDENT_CONTAINED)


def test_if_the_occurrence_ends_its_instance_stops_and_gives_back() -> None:
    """The crew is free again, and what had not been finished is stopped."""
    told = play(
        FIRE
        + "plans: {douse: {per: fire, tasks: {work: {takes: 20h, uses: {crew: 1}}, tidy: {after: work}}}}\n"
        + inject("at: 5h, do: [{end: fire}]")
    )

    assert [5.0] == told.hours(Kind.TASK_STOPPED)[:1]
    assert [0.0, 1.0, 0.0] == told.values(Kind.RESOURCE_FREE)
    assert [5.0] == told.hours(Kind.PLAN_FAILED)
    assert [] == told.told(Kind.TASK_READY, "douse.tidy")


def test_conditions_read_the_latest_finished_instance() -> None:
    """done, failed and running, of the plan and of a task."""
    text = (
        PUMP
        + "plans: {mend: {tasks: {fix: {takes: 1h}, check: {after: fix, takes: 1h, chance: 0%, retries: 0}}}}\n"
        + inject(
            "at: 1h, do: [{invoke: mend}]", "when: running(mend)", "when: done(mend.fix)", "when: failed(mend.check)",
            "when: failed(mend)", "when: done(mend)", "when: not running(mend)",
        )
    )  # fmt: skip
    told = play(text)
    fired = dict(zip(told.names(Kind.INJECT_FIRED), told.hours(Kind.INJECT_FIRED), strict=True))

    assert {"I1": 1.0, "I2": 1.0, "I3": 2.0, "I4": 3.0, "I5": 3.0, "I7": 3.0} == fired


def test_a_plan_waits_for_its_level_unless_the_level_has_unlocked_it() -> None:
    """It is reserved for crisis; tactical unlocks it."""
    text = (
        PUMP
        + "teams: {desk: {watches: [pump], sees: 5000/h, handles: 0m, decides: 0m, competence: 1000}}\n"
        + MEND.replace("when: down(pump)", "when: down(pump), of: desk, level: crisis")
    )
    raises = inject("at: 1h, do: [{fail: pump}]", "at: 3h, do: [{raise: tactical}]")
    locked = play(text + "levels: {tactical: {activation: 0m}}\n" + raises, head=HEAD)
    unlocked = play(
        text + "levels: {tactical: {activation: 0m, unlocks: {plans: [mend]}}}\n" + raises, head=HEAD
    )

    assert [] == locked.told(Kind.PLAN_STARTED)
    assert unlocked.hours(Kind.PLAN_STARTED)[0] >= 3.0


def test_two_starts_that_are_decided_at_once_have_draws_of_their_own() -> None:
    """Occurrences that open together do not get the same delay."""
    text = (
        "incidents: {fire: {severity: 0.3}}\n"
        "teams: {desk: {watches: [fire], sees: 5000/h, handles: 0m, competence: 1000, decides: uniform 1h 5h}}\n"
        "plans: {douse: {per: fire, of: desk, when: time >= 2h, tasks: {t: {}}}}\n"
        + inject("at: 1h, do: [{start: fire}, {start: fire}]")
    )
    told = play(text, head=HEAD)

    assert 2 == len(set(told.hours(Kind.PLAN_STARTED)))


def test_what_nobody_has_planned_is_improvised() -> None:
    """An incident without a plan gets a response that is slower, and listed as an assumption."""
    told = play("incidents: {fire: {opens: 1h, severity: 0.3}}\n", head=HEAD)
    started = told.told(Kind.PLAN_STARTED)

    assert ["improvise_fire"] == [told.run.model.name_of(record.entity) for record in started]
    assert any("fire" in line for line in told.run.model.assumptions)


def test_a_plan_on_paper_only_is_missing_once_for_the_whole_run() -> None:
    """With the worst risk management some plans that cover a risk are not there on the day; at operating all are."""
    text = (
        "organisation: {maturity: {risk: 0}}\n" + PUMP + "risks: {drought: {likelihood: 0.1/year}}\n"
        + MEND.replace("when: down(pump)", "when: down(pump), covers: [drought]")
        + "teams: {desk: {watches: [pump], sees: 5000/h, handles: 0m, decides: 0m, competence: 1000}}\n"
        + inject("at: 1h, do: [{fail: pump, for: 5h}]", "at: 10h, do: [{fail: pump}]")
    )  # fmt: skip
    missing = [len(play(text, head=HEAD, replication=n).told(Kind.PLAN_MISSING)) for n in range(20)]
    there = [
        len(play(text.replace("risk: 0", "risk: 3"), head=HEAD, replication=n).told(Kind.PLAN_MISSING))
        for n in range(20)
    ]

    assert {0, 1} == set(missing)
    assert {0} == set(there)


def test_an_improvised_plan_takes_longer() -> None:
    """The constant says how much longer; outside work is not touched."""
    text = "organisation: {constants: {improvised_duration: 2, action_error: 0}}\n"
    text += "incidents: {fire: {opens: 1h, severity: 0.3}}\n"
    text += "teams: {desk: {watches: [fire], sees: 5000/h, handles: 0m, decides: 0m, competence: 1000}}\n"
    slow = play(text, head=HEAD).told(Kind.TASK_DONE)[0].time_ms
    usual = (
        play(text.replace("improvised_duration: 2", "improvised_duration: 1"), head=HEAD)
        .told(Kind.TASK_DONE)[0]
        .time_ms
    )
    began = play(text, head=HEAD).told(Kind.TASK_STARTED)[0].time_ms

    assert 2.0 == pytest.approx((slow - began) / (usual - began), abs=1e-3)
