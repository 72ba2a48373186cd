"""METHANE messages as a table."""

from pathlib import Path

from sems_sim.exercise.on_log import METHANE
from sems_sim.reports.logs import methane_log, record_of
from sems_sim.reports.logs.methane_log import FIELDS, HEAD
from tests.unit.exercise.stage import Stage, scenario
from tests.unit.reports.rehearsed_drill import ended


def test_each_field_has_its_column(tmp_path: Path) -> None:
    """In the order in which they are said; a declared incident makes it METHANE."""
    row = dict(zip(HEAD, methane_log(record_of(ended(tmp_path))).rows[0], strict=True))

    assert ("METHANE", "Duty manager", "Crisis team") == (row["Message"], row["From"], row["To"])
    assert ("yes", "Pump station", "Flood", "Live cables", "North gate") == tuple(
        row[name] for name in FIELDS[:5]
    )


def test_the_fields_are_those_of_the_message() -> None:
    """Under the names by which the journal knows them."""
    assert tuple(words for _, words in METHANE) == FIELDS


def test_an_exercise_without_a_message_says_so() -> None:
    """An empty table would look like a fault."""
    from sems_sim.reports import Source

    log = methane_log(record_of(Source(scenario=scenario(), session=Stage().begin().session)))

    assert ((), "No METHANE message is on record.") == (log.rows, log.nothing)
