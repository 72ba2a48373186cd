"""What a run has to say."""

from pathlib import Path

import pytest

from sems_sim.reports.review import Background, Review, review
from sems_sim.reports.steps import Stretch
from sems_sim.units import MS_PER_HOUR
from tests.unit.reports.tape import MINUTE_MS, pump_night, tape_of


@pytest.fixture
def told(tmp_path: Path) -> Review:
    """The review of the night on which the pump failed."""
    about = Background(units={"water": "household"}, purposes={"O1": "Get the chief in"})
    return review(pump_night(tape_of(tmp_path)), about)


def test_the_answer_comes_first_and_in_words(told: Review) -> None:
    """One paragraph tells what began, what it did, who led, whom it hurt, which targets were met."""
    for part in (
        "Flood began at 23:00 on 12 January 2026.",
        "Water fell to 0%, spent 10 h 05 min below the minimum objective of 50%",
        "returned to it for good on Tue 09:05",
        "302 households lost",
        "Tactical level took over after 1 h 40 min",
        "302 people went without",
        "EUR 61.2 million",
        "The stated target was met.",
    ):
        assert part in told.answer


def test_a_service_is_shown_with_its_objective_and_its_disruption(told: Review) -> None:
    """Performance goes in steps; the disruption lasts from the loss of ability to the sustained return."""
    (water,) = told.services

    assert ((0, 1.0), (60 * MINUTE_MS, 0.0), (665 * MINUTE_MS, 1.0)) == water.performance
    assert (Stretch(60 * MINUTE_MS, 725 * MINUTE_MS),) == water.disrupted
    assert (0.5, 4 * MS_PER_HOUR, 12 * MS_PER_HOUR) == (water.mbco, water.rto_ms, water.mtpd_ms)


def test_a_level_forms_takes_over_and_waits_for_authority(told: Review) -> None:
    """The ribbon tells the decision, the entry and the gap apart."""
    operational, tactical, crisis = told.escalation.levels

    assert (Stretch(0, 100 * MINUTE_MS),) == operational.held
    assert (Stretch(90 * MINUTE_MS, 100 * MINUTE_MS),) == tactical.forming
    assert (Stretch(100 * MINUTE_MS, 105 * MINUTE_MS),) == tactical.without_authority
    assert () == crisis.held


def test_a_down_time_begins_and_ends_with_the_level(told: Review) -> None:
    """The Gantt chart shows when an asset was down, and nothing that never was."""
    assert [("Main pump", (Stretch(60 * MINUTE_MS, 665 * MINUTE_MS),))] == [
        (view.title, view.down) for view in told.assets
    ]


def test_an_incident_is_open_until_it_is_closed(told: Review) -> None:
    """Its severity is nothing before and after."""
    (flood,) = told.incidents

    assert (Stretch(60 * MINUTE_MS, 700 * MINUTE_MS),) == flood.open
    assert (0.0, 0.4, 0.0) == tuple(value for _, value in flood.severity)


def test_a_decision_has_its_question_and_its_answer(told: Review) -> None:
    """The question as asked, the title of the option, and how long it took."""
    (tankers,) = told.decisions

    assert ("Send water tankers?", "Send them all", "Duty chief") == (
        tankers.question,
        tankers.answer,
        tankers.who,
    )
    assert 20 * MINUTE_MS == tankers.decided_ms - tankers.opened_ms


def test_a_target_has_its_purpose_and_what_it_came_to(told: Review) -> None:
    """Readers see what was wanted, in words and as a measure, and the value beside it."""
    (target,) = told.targets

    assert (True, "Get the chief in", "1 h 40 min") == (target.is_met, target.purpose, target.value)


def test_a_value_close_to_its_bound_is_shown_more_exactly(tmp_path: Path) -> None:
    """Three digits must not hide why a target was missed."""
    tape = tape_of(tmp_path, _with_target("cost.total <= 60_000_000"))
    found = review(tape.run(cost__total=60_022_245.0, targets__affordable=0.0))

    assert (False, "EUR 60,022,245") == (found.targets[0].is_met, found.targets[0].value)


def _with_target(text: str) -> str:
    return (
        "sems_sim: 1\nid: t\ntitle: T\nclock: {start: 2026-01-12T22:00:00+00:00, runs: 4h}\nmoney: EUR\n"
        f"assets: {{pump: {{}}}}\nincidents: {{flood: {{opens: 1h}}}}\nstudy: {{targets: {{affordable: {text}}}}}\n"
    )


def test_a_quiet_run_is_told_as_one(tmp_path: Path) -> None:
    """A run in which nothing happened makes a review all the same."""
    quiet = review(tape_of(tmp_path).run())

    assert "No incident opened in this run. No service ever fell below full performance." in quiet.answer
    assert ((), (), ()) == (quiet.assets, quiet.cascade, quiet.shortfalls)


def test_causes_lead_from_a_line_to_its_root(told: Review) -> None:
    """The disruption of the service goes back to the flood, each step a line."""
    hit = next(line for line in told.lines if line.words.startswith("Water lost"))
    words = [line.words for line in told.causes(hit.index)]

    assert "Flood began, at severity 40%" == words[-1]
    assert 6 == len(words)


def test_what_rests_on_judgement_is_counted(told: Review) -> None:
    """The label counts the rows of the maturity table that say they are judgement."""
    assert 0 < told.judgement.judged < told.judgement.all
    assert str(told.judgement.judged) in told.judgement.label
