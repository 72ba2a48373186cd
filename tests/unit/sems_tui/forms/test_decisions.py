"""Decisions with their records."""

from dataclasses import replace

from sems_sim.exercise import commands
from sems_tui.forms import decision_form
from sems_tui.forms.decisions import CLOSE, OTHER, UNASKED, in_order
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, names, refused, said

PICTURE = pictures.rich()
MINUTE = pictures.MINUTE
CMC = "Crisis management centre"


def test_the_doctrine_is_one_key_away() -> None:
    """An open question comes first, with its first option, the team as who, and the time as the clock ran."""
    made = accepted(decision_form(PICTURE))

    assert (
        commands.TakeDecision("close_airport", "close", commands.DecisionRecord(who=CMC, charge="clock"))
        == made
    )


def test_the_record_keeps_what_a_decision_log_keeps() -> None:
    """Who, why, situation, options, risk, review time and the time charged all go into the record."""
    made = accepted(
        decision_form(PICTURE), option_close_airport="wait", who="Gold", rationale="power by 07:00",
        charge="declared", declared="20m", situation="one intake lost", considered="close", risk="crowding",
        review="30m",
    )  # fmt: skip

    assert "wait" == made.option
    assert commands.DecisionRecord(
        "Gold", "power by 07:00", "one intake lost", "close", "crowding", pictures.NOW + 30 * MINUTE, "declared",
        20 * MINUTE,
    ) == made.record  # fmt: skip


def test_a_decision_off_the_list_may_have_effects() -> None:
    """Players go off the menu: what they decided is recorded in words, with effects or with none."""
    form = decision_form(PICTURE)
    made = accepted(form, option_close_airport=OTHER, text="Close one runway", effects="{fail: baggage}")

    assert isinstance(made, commands.DecideOffList)
    assert ("Close one runway", "close_airport", "{fail: baggage}") == (
        made.text,
        made.decision,
        made.effects,
    )
    assert "not said" in refused(form, option_close_airport=OTHER)


def test_a_decision_nobody_asked_for_is_recorded_too() -> None:
    """A decision that answers no question of the scenario stands in the log."""
    made = accepted(decision_form(PICTURE), decision=UNASKED, text="Ring the mayor", who="Duty manager")

    assert ("Ring the mayor", "") == (made.text, made.decision)


def test_a_question_can_be_closed() -> None:
    """A question whose time is out is closed with nothing decided; only why is asked then."""
    form = decision_form(PICTURE)

    assert commands.CloseDecision("close_airport", "time is out") == accepted(
        form, option_close_airport=CLOSE, why="time is out"
    )
    assert "who" not in names(form, option_close_airport=CLOSE)


def test_a_reversal_shows_what_it_replaces() -> None:
    """Whoever changes a decision sees what stood before."""
    taken = replace(PICTURE.decisions[0], state="taken", chosen="Wait for power")
    form = decision_form(replace(PICTURE, decisions=(taken,)))

    assert "It replaces “Wait for power”" in said(form)


def test_the_time_charged_is_shown() -> None:
    """What the decision will be charged is said before it is recorded, and whether that is beyond its deadline."""
    form = decision_form(PICTURE)

    assert "Charged: 20m, as the scenario clock ran" in said(form)
    assert "Charged: 2h, as declared" in said(form, charge="declared", declared="2h")
    assert "beyond the 1h they had" in said(form, charge="declared", declared="2h")
    assert "not charged" in said(form, charge="free")
    assert "declared" not in names(form, charge="clock")


def test_wrong_times_are_refused_at_their_line() -> None:
    """A duration or a moment that is none is refused with a remedy."""
    assert "no unit" in refused(decision_form(PICTURE), charge="declared", declared="20x")
    assert "no duration" in refused(decision_form(PICTURE), review="soon")


def test_the_most_urgent_question_comes_first() -> None:
    """Overdue before open, open before what was taken, and that before what was not asked yet."""
    one = PICTURE.decisions[0]
    states = ("ahead", "taken", "open", "overdue")
    mixed = tuple(replace(one, name=state, state=state) for state in states)

    assert ("overdue", "open", "taken", "ahead") == tuple(
        one.name for one in in_order(replace(PICTURE, decisions=mixed))
    )
