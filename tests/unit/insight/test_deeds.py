"""What might have been done instead."""

from __future__ import annotations

from sems_sim.insight.deeds import AFTER_MS, answer_deed, decision_deed, done_by, escalation_deed
from sems_sim.insight.outset import Ordered
from sems_sim.model import NONE, Verb
from tests.unit.insight.standings import HOUR_MS, airport, lift, stands, take


def test_a_decision_has_its_other_options_and_its_being_taken_at_once() -> None:
    """What the plan says is marked as such, and what was taken is no alternative to itself."""
    standing = stands(5 * HOUR_MS, Ordered(2 * HOUR_MS, take(1)))
    deed = decision_deed(standing, 0, opened_ms=HOUR_MS, order=0)
    options = airport().decisions[0].options
    marked = [airport().options[options.first + number].is_policy for number in range(options.count)]

    assert take(1) == done_by(standing, deed)
    assert options.count == len(deed.alternatives)
    assert "the same at once" == deed.alternatives[-1].words
    assert HOUR_MS + AFTER_MS == deed.alternatives[-1].at_ms
    assert [mark for number, mark in enumerate(marked) if number != 1] == [
        one.is_doctrine for one in deed.alternatives[:-1]
    ]


def test_a_free_discussion_is_never_late() -> None:
    """Charged time alone says how late a decision was."""
    standing = stands(5 * HOUR_MS, Ordered(2 * HOUR_MS, take(1)))
    free = decision_deed(standing, 0, opened_ms=HOUR_MS, order=0, charged_ms=0)
    declared = decision_deed(standing, 0, opened_ms=HOUR_MS, order=0, charged_ms=20 * 60_000)

    assert "the same at once" not in [one.words for one in free.alternatives]
    assert HOUR_MS + 20 * 60_000 == declared.done_ms


def test_a_level_that_was_never_raised_might_have_been() -> None:
    """When its criteria were met."""
    deed = escalation_deed(stands(5 * HOUR_MS), 2, due_ms=HOUR_MS)

    assert NONE == deed.done_ms
    assert Verb.RAISE is deed.alternatives[0].effects[0].verb
    assert HOUR_MS + AFTER_MS == deed.alternatives[0].at_ms


def test_what_was_in_time_has_no_alternative() -> None:
    """Neither a level nor an answer."""
    standing = stands(5 * HOUR_MS, Ordered(HOUR_MS, lift(2)))

    assert () == escalation_deed(standing, 2, due_ms=HOUR_MS, order=0).alternatives
    assert () == answer_deed(standing, 0, due_ms=HOUR_MS, orders=(0,)).alternatives


def test_a_late_answer_might_have_come_when_it_was_expected() -> None:
    """By the very orders by which it was given."""
    standing = stands(5 * HOUR_MS, Ordered(3 * HOUR_MS, lift(2)))
    deed = answer_deed(standing, 0, due_ms=HOUR_MS, orders=(0,))

    assert lift(2) == deed.alternatives[0].effects
