"""The crisis as a list of lines."""

from pathlib import Path

import pytest

from sems_sim.telling.timeline import Line, Weight, most_telling, search, timeline_of
from sems_sim.telling.wording import Wording
from tests.unit.reports.tape import pump_night, tape_of


@pytest.fixture
def lines(tmp_path: Path) -> tuple[Line, ...]:
    """The lines of the night on which the pump failed."""
    run = pump_night(tape_of(tmp_path))
    return timeline_of(Wording(run.model, run.trace))


def test_every_record_has_its_line(lines: tuple[Line, ...], tmp_path: Path) -> None:
    """A line's number is its record's place in the trace, so that `why` finds it."""
    run = pump_night(tape_of(tmp_path))

    assert [line.index for line in lines] == list(range(len(run.trace)))


def test_a_line_knows_the_level_of_response(lines: tuple[Line, ...]) -> None:
    """The level is operational until another was entered."""
    entered = next(line for line in lines if line.words.startswith("Tactical level took over"))

    assert (0, 1) == (lines[0].level, entered.level)
    assert 1 == lines[-1].level


def test_a_line_says_because_of_what(lines: tuple[Line, ...]) -> None:
    """The cause is the nearest one worth telling; the hidden gate of a service is passed over."""
    hit = next(line for line in lines if line.words.startswith("Water lost"))

    assert "Main pump went down" == hit.because


def test_routine_noise_is_left_out(lines: tuple[Line, ...]) -> None:
    """Beliefs as such, counts of free people and the gates of services are routine."""
    told = [line.words for line in lines if line.weight > Weight.ROUTINE]

    assert not [words for words in told if "held" in words or "free" in words or "needs" in words]


def test_a_leader_who_learns_of_trouble_is_news_once(lines: tuple[Line, ...]) -> None:
    """That a leader of a level believes a thing down is told, and so is that it works again."""
    told = [
        line.words for line in lines if line.weight > Weight.ROUTINE and "Duty chief believed" in line.words
    ]

    assert ["Duty chief believed: Main pump down", "Duty chief believed: Main pump working"] == told


def test_short_of_room_the_turning_points_stay(lines: tuple[Line, ...]) -> None:
    """Whole weights are kept while they fit, and the order of time is kept."""
    few = most_telling(lines, 12)

    assert {Weight.TURNING_POINT} == {line.weight for line in few}
    assert sorted(line.index for line in few) == [line.index for line in few]
    assert 3 == len(most_telling(lines, 3))


def test_words_are_found_in_any_case(lines: tuple[Line, ...]) -> None:
    """The first line worth telling that says the words is found, and nothing for words nobody said."""
    found = search(lines, "MAIN PUMP WENT")

    assert found is not None
    assert "Main pump went down" == found.words
    assert search(lines, "zeppelin") is None


def test_a_cause_that_says_the_same_again_is_passed_over(lines: tuple[Line, ...]) -> None:
    """That the pump failed is no reason for its going down; the flood is."""
    down = next(line for line in lines if line.words == "Main pump went down")

    assert "flood began, at severity 40%" == down.because
