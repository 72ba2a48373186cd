"""The full log."""

import json
from pathlib import Path

from sems_sim.exercise import codec
from sems_sim.reports.logs import as_lines, full_log, record_of
from sems_sim.reports.logs.full_log import HEAD
from tests.unit.reports.rehearsed_drill import HOSTILE, ended


def test_every_entry_has_its_row_and_an_amended_one_both_its_words(tmp_path: Path) -> None:
    """What it says now, what it said before, and which entries amended it; these say what they changed."""
    source = ended(tmp_path)
    rows = [dict(zip(HEAD, row, strict=True)) for row in full_log(record_of(source)).rows]
    amended = next(row for row in rows if row["Before it was amended"] and "O2" in row["What"])
    by = rows[int(amended["Amended by entry"]) - 1]

    assert source.session is not None
    assert len(source.session.entries) == len(rows)
    assert ("O2 rated S: " + HOSTILE + ", by Umpire", "O2 rated U: " + HOSTILE + ", by Umpire") == (
        amended["What"], amended["Before it was amended"]
    )  # fmt: skip
    assert "rating: “U” → “S”" in by["What"]


def test_json_lines_hold_the_whole_of_it(tmp_path: Path) -> None:
    """Each line is one document with the marking; the facts read back as they were; the head proves whose they are."""
    source = ended(tmp_path)
    head, *lines = [json.loads(line) for line in as_lines(record_of(source)).splitlines()]

    assert source.session is not None
    assert [entry.fact for entry in source.session.entries] == [
        codec.from_data(line["fact"]) for line in lines
    ]
    assert {"EXERCISE · Exercise, official"} == {line["handling"] for line in (head, *lines)}
    assert (source.head_hash, source.session.fingerprint) == (head["head_hash"], head["fingerprint"])
