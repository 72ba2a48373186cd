"""Word between teams: delay, loss and resending, blocked links, silence, silos."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import HEAD, Play, inject, play

FAILS = inject("at: 1h, do: [{fail: pump}]")


def office(link: str = "takes: 10m, loses: 0%", desk: str = "", more: str = "") -> str:
    """A desk that sees the pump at once and tells the boss along one link."""
    return (
        "assets: {pump: {}, mast: {}}\n"
        f"teams: {{desk: {{level: operational, watches: [pump], sees: 5000/h, reports: 100%, handles: 0m, "
        f"competence: 1000, tells: [boss]{desk}}}, boss: {{level: crisis, handles: 0m, competence: 1000}}}}\n"
        f"links: [{{between: [desk, boss], by: radio, {link}}}]\n{more}"
    )


def told(text: str, **changes: int) -> Play:
    """What happens with people on."""
    return play(text, head=HEAD, **changes)


def test_a_message_arrives_after_its_delay_and_is_believed() -> None:
    """Ten minutes after the desk knew."""
    run = told(office() + FAILS)
    sent, arrived = run.hours(Kind.MESSAGE_SENT)[0], run.hours(Kind.MESSAGE_ARRIVED)[0]

    assert arrived == pytest.approx(sent + 1.0 / 6.0, abs=1e-3)
    assert [0.0] == run.values(Kind.BELIEF, "boss")
    assert "BELIEVED desk" in run.roots(run.told(Kind.BELIEF, "boss")[0])


def test_a_lost_message_is_sent_again_after_a_quarter_of_an_hour_until_it_arrives() -> None:
    """Each try is a quarter of an hour after the last, has a number of its own, and the last one arrives."""
    runs = [told(office("takes: 0m, loses: 70%") + FAILS, replication=n) for n in range(30)]
    repeated = [run for run in runs if len(run.told(Kind.MESSAGE_LOST)) >= 2]

    assert repeated
    for run in repeated:
        lost = run.hours(Kind.MESSAGE_LOST)
        assert [0.25] * (len(lost) - 1) == [round(b - a, 3) for a, b in pairwise(lost)]
        assert run.hours(Kind.MESSAGE_ARRIVED)[0] == pytest.approx(lost[-1] + 0.25, abs=1e-3)
        numbers = run.values(Kind.MESSAGE_LOST) + run.values(Kind.MESSAGE_ARRIVED)
        assert len(numbers) == len(set(numbers))


def test_messages_are_lost_as_often_as_the_link_says() -> None:
    """30 % of first tries over 300 replications, within 4 standard errors."""
    text = office("takes: 0m, loses: 30%") + FAILS
    lost = len([n for n in range(300) if told(text, replication=n).told(Kind.MESSAGE_LOST)])

    assert 0.3 == pytest.approx(lost / 300, abs=4 * (0.21 / 300) ** 0.5)


def test_a_link_works_only_while_the_asset_it_needs_is_up() -> None:
    """The mast is down until 3 h; the word gets through at the next try."""
    run = told(office("takes: 0m, loses: 0%, needs: mast") + inject(
        "at: 1h, do: [{fail: mast}, {fail: pump}]", "at: 3h, do: [{repair: mast}]"
    ))  # fmt: skip

    assert 3.0 <= run.hours(Kind.MESSAGE_ARRIVED)[0] < 3.26
    assert len(run.told(Kind.MESSAGE_LOST)) >= 7


def test_a_blocked_link_lets_nothing_through_until_it_is_opened() -> None:
    """Blocked for two hours from the start of the run."""
    run = told(office("takes: 0m, loses: 0%") + inject(
        "at: 0m, do: [{block: 'desk-boss:radio', for: 3h}]", "at: 1h, do: [{fail: pump}]"
    ))  # fmt: skip

    assert 3.0 <= run.hours(Kind.MESSAGE_ARRIVED)[0] < 3.26
    assert ({0.0}, {3.0}) == (set(run.hours(Kind.LINK_BLOCKED)), set(run.hours(Kind.LINK_OPENED)))


def test_who_keeps_silent_thinks_again() -> None:
    """With reporting as likely as not it takes some a retry, and some of them report later."""
    runs = [told(office().replace("reports: 100%", "reports: 50%") + FAILS, replication=n) for n in range(30)]
    silent = [run for run in runs if run.told(Kind.REPORT_WITHHELD)]

    assert 5 < len(silent) < 25
    late = [run.told(Kind.MESSAGE_SENT)[0].time_ms for run in silent if run.told(Kind.MESSAGE_SENT)]
    assert late
    assert all(moment > 1.5 * 3_600_000 for moment in late)


def test_a_silent_witness_may_use_the_confidential_route() -> None:
    """Where it is trusted, what was withheld on the line reaches the highest leader days later."""
    text = (
        office(more="levels: {crisis: {led_by: boss}}\norganisation: {maturity: {confid: 4}}\n").replace(
            "reports: 100%", "reports: 0%"
        )
        + FAILS
    )
    runs = [play(text, head=HEAD.replace("24h", "20d"), replication=n) for n in range(8)]
    confided = [run for run in runs if run.told(Kind.REPORTED_IN_CONFIDENCE)]

    assert confided
    for run in confided:
        assert [0.0] == run.values(Kind.BELIEF, "boss")
        assert "REPORT_WITHHELD desk" in run.roots(run.told(Kind.BELIEF, "boss")[0])
        assert [] == run.told(Kind.MESSAGE_SENT)


def test_word_across_silos_is_sometimes_never_sent() -> None:
    """Where policy is absent, a link between domains is missed in some runs; within one domain never."""
    across = office(desk=", domain: engineering").replace("level: crisis", "level: crisis, domain: corporate")
    within = across.replace("corporate", "engineering")
    absent = "organisation: {maturity: {policy: 0}}\n" + FAILS

    assert any(told(across + absent, replication=n).told(Kind.LINK_MISSED) for n in range(12))
    assert not any(told(within + absent, replication=n).told(Kind.LINK_MISSED) for n in range(12))


def test_what_is_news_is_passed_on_and_what_is_known_is_not() -> None:
    """Three teams in a ring: word goes round once and dies out."""
    text = (
        "assets: {pump: {}}\n"
        "teams: {a: {watches: [pump], sees: 5000/h, reports: 100%, handles: 0m, competence: 1000, tells: [b]}, "
        "b: {handles: 0m, competence: 1000, tells: [c]}, c: {handles: 0m, competence: 1000, tells: [a]}}\n"
        "links: [{between: [a, b], by: x, loses: 0%}, {between: [b, c], by: x, loses: 0%}, "
        "{between: [c, a], by: x, loses: 0%}]\n"
    )

    assert 3 == len(told(text + FAILS).told(Kind.MESSAGE_SENT))


def test_word_without_a_link_takes_the_usual_way() -> None:
    """`tells` without a link is listed as an assumption, and works."""
    text = office().split("links:")[0] + FAILS
    run = told(text)

    assert run.told(Kind.MESSAGE_ARRIVED)
    assert any("desk" in line and "boss" in line for line in run.run.model.assumptions)
