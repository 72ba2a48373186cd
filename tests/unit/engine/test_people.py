"""Teams take in what they see and are told with a limited attention."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import HEAD, inject, play

PUMP = "assets: {pump: {}}\n"
QUICK = "sees: 1000/h, reports: 100%, handles: 0m, competence: 1000"


def test_a_team_knows_from_before_the_start_only_what_it_watches() -> None:
    """The desk knows the pump is up; the boss has no idea."""
    text = PUMP + "teams: {desk: {watches: [pump]}, boss: {}}\n" + inject("at: 1h, do: [{set: x}]")
    desk, boss = sorted(play(text, head=HEAD).simulation.parts.people.all, key=lambda team: -len(team.views))

    assert (True, False) == (desk.knows(0), boss.knows(0))
    view = desk.views[0].belief
    assert view is not None
    assert 1.0 == view.value


def test_what_is_seen_is_taken_in_after_handling_and_then_believed() -> None:
    """SEEN, then BELIEVED with the belief, each caused by the one before."""
    text = PUMP + f"teams: {{desk: {{watches: [pump], {QUICK}}}}}\n" + inject("at: 1h, do: [{fail: pump}]")
    text = text.replace("handles: 0m", "handles: 30m")
    told = play(text, head=HEAD)

    assert [0.0] == told.values(Kind.BELIEF, "desk")
    assert told.hours(Kind.BELIEVED)[0] == pytest.approx(told.hours(Kind.SEEN)[0] + 0.5, abs=1e-3)
    assert ["BELIEVED desk", "SEEN desk", "ASSET_LEVEL pump"] == told.roots(told.told(Kind.BELIEF)[0])[:3]


def test_older_word_does_not_replace_newer() -> None:
    """The desk saw the pump come back before the old message arrived, and keeps what it saw."""
    text = (
        PUMP
        + f"teams: {{desk: {{watches: [pump], {QUICK}, tells: [boss]}}, boss: {{watches: [pump], {QUICK}}}}}\n"
        + "links: [{between: [desk, boss], by: post, takes: 5h, loses: 0%}]\n"
        + inject("at: 1h, do: [{fail: pump}]", "at: 2h, do: [{repair: pump}]")
    )
    told = play(text, head=HEAD)

    assert [0.0, 1.0] == told.values(Kind.BELIEF, "boss")
    assert 2 == len(told.told(Kind.MESSAGE_ARRIVED))


def test_attention_limits_what_is_handled_at_once() -> None:
    """Ten messages of an hour each: one place takes ten hours or more, ten places one or two."""
    texts = ", ".join(10 * ["{tell: {to: desk, about: pump}}"])
    text = PUMP + "teams: {desk: {attention: 1, handles: 1h}}\n" + inject(f"at: 1h, do: [{texts}]")
    narrow, wide = play(text, head=HEAD), play(text.replace("attention: 1,", "attention: 10,"), head=HEAD)

    assert 10.0 == narrow.measure("team.desk.messages")
    assert (narrow.measure("team.desk.overload_h") or 0.0) > 8.0
    assert 0.0 == wide.measure("team.desk.overload_h")
    assert narrow.hours(Kind.OVERLOADED) == [1.0]
    assert [] == wide.told(Kind.OVERLOADED)


def test_load_lengthens_handling() -> None:
    """The same message takes longer in a full inbox than in an empty one."""
    texts = ", ".join(9 * ["{tell: {to: desk, text: x}}"])
    one = PUMP + "teams: {desk: {attention: 1, handles: 10m}}\n"
    alone = play(one + inject("at: 1h, do: [{tell: {to: desk, about: pump}}]"), head=HEAD)
    crowd = play(one + inject(f"at: 1h, do: [{{tell: {{to: desk, about: pump}}}}, {texts}]"), head=HEAD)

    assert alone.hours(Kind.BELIEVED)[0] < crowd.hours(Kind.BELIEVED)[0]


def test_a_poor_team_errs_more() -> None:
    """Misread messages over 150 replications: competence 0.2 more often than 5."""
    text = PUMP + "teams: {desk: {competence: 1}}\n"
    text += inject("at: 0m, do: [{fail: pump}]", "at: 1h, do: [{tell: {to: desk, about: pump}}]")

    def misread(competence: float) -> int:
        plays = (
            play(text.replace("competence: 1", f"competence: {competence}"), head=HEAD, replication=n)
            for n in range(150)
        )
        return sum(len(told.told(Kind.MISREAD)) for told in plays)

    assert misread(0.2) > 3 * max(1, misread(5))


def test_a_misread_message_moves_belief_only_part_of_the_way() -> None:
    """Of a fall from 1 to 0 a share is believed; the constant says which."""
    text = PUMP + "organisation: {constants: {diagnosis_error: 0.999999, misread_factor: 0.4}}\n"
    text += "teams: {desk: {watches: [pump], sees: 1000/h}}\n" + inject("at: 1h, do: [{fail: pump}]")
    told = play(text, head=HEAD)

    assert 0.6 == pytest.approx(told.values(Kind.MISREAD)[0])
    assert 0.6 == pytest.approx(told.values(Kind.BELIEF)[0])


def test_with_people_off_nobody_needs_to_see_anything() -> None:
    """No sensing, no messages, no beliefs."""
    text = (
        PUMP
        + "teams: {desk: {watches: [pump], tells: [boss]}, boss: {}}\n"
        + inject("at: 1h, do: [{fail: pump}]")
    )
    told = play(text)

    assert [] == [*told.told(Kind.SEEN), *told.told(Kind.BELIEVED), *told.told(Kind.MESSAGE_SENT)]


@pytest.mark.parametrize(
    "condition",
    [
        "down(pump)",
        "level(pump) < 1",
        "performance(arrivals) < 90%",
        "backlog(arrivals) > 5",
        "lost(arrivals) > 5",
        "below_mbco(arrivals)",
        "over_rto(arrivals)",
        "over_mtpd(arrivals)",
        "active(fire)",
        "severity(fire) > 0.3",
        "contained(fire)",
        "opened >= 1",
    ],
)
def test_every_fact_that_is_pictured_is_read_from_the_picture(condition: str) -> None:
    """It is so in truth from some moment on; the desk comes to believe it later, and only if it watches."""
    text = (
        "assets: {pump: {}}\nincidents: {fire: {opens: 1h, severity: 0.5}}\n"
        "services: {arrivals: {demand: 10/h, capacity: 12/h, needs: pump, patience: 2h, mbco: 50%, "
        "rto: 1h, mtpd: 3h}}\n"
        "plans: {p: {tasks: {t: {do: [{end: fire}]}}}}\n"
        f"teams: {{desk: {{watches: [pump, arrivals, fire], attention: 50, {QUICK}}}, boss: {{{QUICK}}}}}\n"
    )
    told = play(
        text
        + inject(
            "at: 1h, do: [{fail: pump, for: 8h}]",
            "at: 3h, do: [{contain: {fire: 0.01/h}}]",
            f"when: '{condition}'",
            f"when: 'seen_by(desk): {condition}'",
            f"when: 'seen_by(boss): {condition}'",
        ),
        head=HEAD,
    )
    true, believed = told.told(Kind.INJECT_FIRED, "I3"), told.told(Kind.INJECT_FIRED, "I4")

    assert (1, 1) == (len(true), len(believed))
    assert true[0].time_ms <= believed[0].time_ms
    assert [] == told.told(Kind.INJECT_FIRED, "I5")
