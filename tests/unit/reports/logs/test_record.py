"""What logs are made from."""

from pathlib import Path

from sems_sim.exercise import open_journal
from sems_sim.reports.logs import record_of
from sems_sim.reports.logs.record import room_time
from tests.unit.reports.rehearsed_drill import WALL, ended


def test_times_on_the_wall_come_from_the_journal(tmp_path: Path) -> None:
    """One for each entry."""
    record = record_of(ended(tmp_path))

    assert {WALL} == set(record.walls)
    assert len(record.entries) == len(record.walls)


def test_while_somebody_has_the_journal_open_they_are_left_out(tmp_path: Path) -> None:
    """The desk can write the logs while it holds the journal."""
    source = ended(tmp_path)
    assert source.path is not None
    journal = open_journal(source.path)
    try:
        record = record_of(source)
    finally:
        journal.close()

    assert "" == record.wall(record.entries[0])


def test_an_entry_that_was_amended_twice_tells_three_versions(tmp_path: Path) -> None:
    """Oldest first, the last being what counts."""
    from sems_sim.exercise.commands import AmendEntry, Observe
    from sems_sim.reports import Source
    from tests.unit.exercise.stage import Stage, scenario

    stage = Stage().begin()
    number = stage.do(Observe("one"))[0].number
    stage.do(AmendEntry(number, (("text", "two"),)), AmendEntry(number, (("text", "three"),)))
    record = record_of(Source(scenario=scenario(), session=stage.session))
    versions = list(record.versions(record.entries[number - 1]))

    assert ["one", "two", "three"] == [getattr(one.fact, "text", "") for one in versions]
    assert ["as first written", "amendment", "amendment"] == [one.status for one in versions]
    assert not list(tmp_path.iterdir())


def test_the_rooms_time_is_told_in_hours() -> None:
    """To the second."""
    assert "1:02:03" == room_time(3_723_999)
