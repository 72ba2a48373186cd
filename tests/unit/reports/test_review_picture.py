"""What those in charge believed against what was true."""

from pathlib import Path

import pytest

from sems_sim.events import Kind
from sems_sim.reports.review import review
from sems_sim.reports.review_picture import Pictures, Realisation
from sems_sim.reports.steps import Stretch
from tests.unit.reports.tape import MINUTE_MS, Tape, pump_night, tape_of


def _row(pictures: Pictures, leader: str, item: str, change: str) -> Realisation:
    return next(
        row for row in pictures.realisations if (row.leader, row.item, row.change) == (leader, item, change)
    )


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    """What was believed on the night on which the pump failed."""
    return review(pump_night(tape_of(tmp_path))).pictures


def test_the_gap_runs_from_the_truth_to_the_belief(pictures: Pictures) -> None:
    """The watch knew after a quarter of an hour, the chief after half an hour."""
    gaps = [_row(pictures, who, "Main pump", "down").gap_ms // MINUTE_MS for who in ("Watch", "Duty chief")]

    assert [15, 30] == gaps


def test_what_nobody_noticed_is_never_known(pictures: Pictures) -> None:
    """A leader who was never told stays wrong until the truth itself changes back."""
    row = _row(pictures, "Duty chief", "Water", "down")

    assert (-1, 605 * MINUTE_MS) == (row.known_ms, row.gap_ms)


def test_the_end_of_trouble_nobody_knew_of_is_no_news(pictures: Pictures) -> None:
    """A return from what a leader never knew of is left out."""
    assert not [
        row
        for row in pictures.realisations
        if (row.leader, row.item, row.change) == ("Watch", "Flood", "over")
    ]


def test_truth_and_belief_stand_side_by_side(pictures: Pictures) -> None:
    """The strips show when it truly was down, and when the chief believed it was."""
    row = next(row for row in pictures.rows if (row.leader, row.item) == ("Duty chief", "Main pump"))

    assert (Stretch(60 * MINUTE_MS, 665 * MINUTE_MS),) == row.truly_wrong
    assert (Stretch(90 * MINUTE_MS, 680 * MINUTE_MS),) == row.believed_wrong


def test_trouble_at_the_very_start_counts_as_a_change(tmp_path: Path) -> None:
    """What fails at time 0 was whole before, and a leader has to learn of it."""
    tape: Tape = tape_of(tmp_path)
    tape.say(0, "pump", Kind.ASSET_LEVEL, 0)
    tape.believe(12, "watch", "pump", 0)
    row = _row(review(tape.run()).pictures, "Watch", "Main pump", "down")

    assert (0, 12 * MINUTE_MS) == (row.true_ms, row.known_ms)
