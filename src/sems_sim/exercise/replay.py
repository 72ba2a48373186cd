"""A session again from its journal: rebuilt, and compared with what was recorded."""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.errors import ArgumentError, CommandRefusedError, JournalError, ScenarioError
from sems_sim.exercise.chain import COMMAND, ENTRY, Head, Row, command_of, entry_data
from sems_sim.exercise.entries import Entry
from sems_sim.exercise.journal import Journal
from sems_sim.exercise.sitting import Maker, Sitting, made
from sems_sim.garbage import without_collection
from sems_sim.scenario import Scenario, read_scenario_texts


def scenario_of(head: Head) -> Scenario:
    """Return the scenario that a journal holds; the disk is not looked at.

    Raises:
        JournalError: If this version of the program does not read it any more.
    """
    try:
        return read_scenario_texts(head.scenario_files, dict(head.overrides))
    except (ScenarioError, ArgumentError) as error:
        first = str(error).splitlines()[0]
        message = f"the scenario in this journal is not read by this version: {first}"
        raise JournalError(message, _written_by(head)) from error


def rebuild(
    journal: Journal, *, until_ms: int | None = None, make: Maker = made, rows: Sequence[Row] | None = None
) -> Sitting:
    """Return the session of a journal as it last was, or as it was at a scenario time.

    With `until_ms` it ends when the scenario clock showed that many milliseconds; commands given later are left out,
    and a time beyond the end gives the end. A jump across that time is carried out whole. `make` makes the
    session; `rows` are those of the journal, where they have been read already.

    Raises:
        JournalError: If the journal is damaged, or the session comes out differently; the first entry that differs
            is named.
    """
    rows = list(journal.rows()) if rows is None else rows
    given = [row for row in rows if row.what == COMMAND]
    recorded = [row for row in rows if row.what == ENTRY]
    ours = [row for row in given if until_ms is None or row.at_ms <= until_ms]
    with without_collection():
        session = make(scenario_of(journal.head), journal.head.seed)
        for row in ours:
            _give(session, row, recorded, journal.head)
        last_ms = given[len(ours)].room_ms if len(ours) < len(given) else end_of(journal, rows)
        _advance(session, last_ms, until_ms)
    is_whole = len(ours) == len(given) and session.at_ms != until_ms
    _compare(session.entries, recorded if is_whole else recorded[: len(session.entries)], journal.head)
    return session


def end_of(journal: Journal, rows: Sequence[Row]) -> int:
    """Return the last moment of the room's time of which a journal knows, in milliseconds."""
    position = journal.position
    return max(rows[-1].room_ms if rows else 0, position.room_ms if position else 0)


def _give(session: Sitting, row: Row, recorded: Sequence[Row], head: Head) -> None:
    """Give a recorded command again. Raises JournalError if it is not taken now."""
    try:
        command, by = command_of(row)
        session.handle(command, row.room_ms, by)
    except ArgumentError as error:
        raise JournalError(error.message, _written_by(head)) from error
    except CommandRefusedError as error:
        _compare(session.entries, recorded[: len(session.entries)], head)
        message = f"row {row.number}: this command was taken, and would be refused now: {error.message}"
        raise JournalError(message, _written_by(head)) from error


def _advance(session: Sitting, last_ms: int, until_ms: int | None) -> None:
    """Let the room's time come to the last moment, or to the one at which the clock shows what is asked for."""
    if until_ms is None:
        session.advance(last_ms)
    elif session.at_ms < until_ms:
        there_ms = session.room_ms_at(until_ms)
        session.advance(last_ms if there_ms is None else min(there_ms, last_ms))


def _compare(entries: Sequence[Entry], recorded: Sequence[Row], head: Head) -> None:
    """Raise JournalError at the first entry that is not as recorded; entries behind the record are no fault."""
    for place, row in enumerate(recorded):
        if place >= len(entries):
            message = f"entry {place + 1} was recorded as {_brief(row.data['fact'])}, and does not come now"
            raise JournalError(message, _written_by(head))
        now = entries[place]
        data = entry_data(now)
        if (now.room_ms, now.at_ms, data) != (row.room_ms, row.at_ms, row.data):
            was, is_now = (
                _told(row.data["fact"], row.at_ms, row.room_ms),
                _told(data["fact"], now.at_ms, now.room_ms),
            )
            message = f"entry {place + 1} comes out differently: recorded as {was}, and now {is_now}"
            raise JournalError(message, _written_by(head))


def _told(fact: object, at_ms: int, room_ms: int) -> str:
    return f"{_brief(fact)} at {at_ms} ms ({room_ms} ms in the room)"


def _brief(fact: object) -> str:
    words = str(fact)
    return words if len(words) <= 160 else words[:157] + "..."


def _written_by(head: Head) -> str:
    return (
        f"it was written by sems-sim {head.version} on Python {head.python}; replay it with that version, or branch "
        "off before it: sems-sim replay JOURNAL --fork OUT --entry N"
    )
