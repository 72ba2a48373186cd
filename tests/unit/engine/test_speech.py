"""Statements, orders, false news, and the rumour that fills silence."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import HEAD, inject, play

TEAMS = (
    "assets: {pump: {}}\nteams: {desk: {level: operational, handles: 0m, competence: 1000}, "
    "press: {outside: true, handles: 0m, competence: 1000}}\n"
)


def test_a_team_inside_is_told_at_once_what_is_so() -> None:
    """The state of the pump reaches the desk with the message."""
    text = TEAMS + inject("at: 1h, do: [{fail: pump}]", "at: 2h, do: [{tell: {to: desk, about: pump}}]")
    told = play(text, head=HEAD)

    assert [(2.0, 0.0)] == list(zip(told.hours(Kind.BELIEF), told.values(Kind.BELIEF), strict=True))
    assert [] == told.told(Kind.STATEMENT_MADE)


def test_an_untrue_message_carries_the_contrary() -> None:
    """The pump is up, and the desk believes it down."""
    told = play(TEAMS + inject("at: 1h, do: [{tell: {to: desk, about: pump, truth: false}}]"), head=HEAD)

    assert [0.0] == told.values(Kind.BELIEF, "desk")


def test_a_statement_to_the_outside_takes_its_time() -> None:
    """It is drafted and cleared first; the constant says how long at operating."""
    text = TEAMS + "organisation: {constants: {statement_delay_h: 2}}\n"
    told = play(text + inject("at: 1h, do: [{tell: {to: press, text: all is well}}]"), head=HEAD)

    assert ([3.0], [1.0]) == (told.hours(Kind.STATEMENT_MADE, "press"), told.values(Kind.STATEMENT_MADE))


def test_a_message_without_an_item_takes_attention_and_changes_no_picture() -> None:
    """An inject's text fills an inbox."""
    told = play(TEAMS + inject("at: 1h, to: [desk], do: [{set: said}]"), head=HEAD)

    assert 1.0 == told.measure("team.desk.messages")
    assert [] == told.told(Kind.BELIEVED)


def test_false_news_starts_rumour_and_time_wears_it_away_in_steps() -> None:
    """It jumps by its constant, then decays by one explicit step each 10 minutes until it is forgotten."""
    text = TEAMS + "organisation: {constants: {rumour_falsehood: 0.2, rumour_decay: 3}}\n"
    told = play(text + inject("at: 1h, truth: false, do: [{set: said}]"), head=HEAD)
    rumour = told.values(Kind.RUMOUR_STEPPED)
    hours = told.hours(Kind.RUMOUR_STEPPED)

    assert [0.2, pytest.approx(0.1), pytest.approx(0.05)] == rumour[:3]
    assert [1.0, pytest.approx(1.1667, abs=1e-4), pytest.approx(1.3333, abs=1e-4)] == hours[:3]
    assert 0.0 == rumour[-1]


def test_a_true_statement_damps_rumour() -> None:
    """What is said in time takes part of it away; a falsehood adds to it."""
    text = (
        TEAMS + "organisation: {constants: {statement_delay_h: 0, rumour_falsehood: 0.2, rumour_decay: 0}}\n"
    )
    true, false = (
        play(
            text
            + inject(
                "at: 1h, truth: false", f"at: 2h, do: [{{tell: {{to: press, text: x, truth: {word}}}}}]"
            ),
            head=HEAD,
        ).values(Kind.RUMOUR_STEPPED)
        for word in ("true", "false")
    )

    assert true[-1] < 0.2
    assert 0.4 == pytest.approx(false[-1])


def test_harm_that_is_seen_feeds_rumour() -> None:
    """An incident that harms lets rumour grow towards 1 while it lasts."""
    text = TEAMS + "incidents: {fire: {opens: 1h, severity: 0.8, harms: 1/h}}\n"
    told = play(text + "plans: {p: {tasks: {t: {do: [{end: fire}]}}}}\n", head=HEAD)
    rumour = told.values(Kind.RUMOUR_STEPPED)

    assert len(rumour) > 10
    assert rumour[:10] == sorted(rumour[:10])
    assert all(0.0 <= value <= 1.0 for value in rumour)


def test_there_is_no_rumour_with_people_off() -> None:
    """Nobody talks."""
    told = play(
        TEAMS + "incidents: {fire: {opens: 1h, severity: 0.8, harms: 1/h}}\n" + inject("at: 2h, truth: false")
    )

    assert [] == told.told(Kind.RUMOUR_STEPPED)
