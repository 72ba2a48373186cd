"""Whether a journal is what was written, and since when."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.exercise.journal import create_journal, open_journal
from sems_sim.exercise.proof import verify
from tests.unit.exercise.keeping import HEAD, row


def _made(path: Path) -> tuple[str, str]:
    """Write two rows, note the hash, and write one more."""
    journal = create_journal(path, HEAD)
    journal.append([row("a"), row("b")])
    noted = journal.head_hash
    journal.append([row("c")])
    last = journal.head_hash
    journal.close()
    return noted, last


def test_a_noted_hash_proves_all_up_to_its_row(tmp_path: Path) -> None:
    """The hash printed at the end still proves the exercise when an observation was added in the review."""
    noted, last = _made(tmp_path / "j")

    found = verify(tmp_path / "j", noted)

    assert (True, 2, 3, last) == (found.is_whole, found.noted_row, found.rows, found.head_hash)
    assert 2 == verify(tmp_path / "j", noted[:12].upper()).noted_row


def test_a_journal_that_was_written_anew_has_another_hash(tmp_path: Path) -> None:
    """A chain that is whole in itself but not the one that was noted is told from it."""
    noted, _ = _made(tmp_path / "j")
    other = create_journal(tmp_path / "forged", HEAD)
    other.append([row("a"), row("B"), row("c")])
    other.close()

    found = verify(tmp_path / "forged", noted)

    assert (False, None) == (found.is_whole, found.noted_row)
    assert "another journal, or it was changed" in found.damage
    assert verify(tmp_path / "forged").is_whole


@pytest.mark.parametrize("text", ["", "abc", "xyz" * 9])
def test_what_is_no_hash_is_refused(tmp_path: Path, text: str) -> None:
    """Three letters prove nothing."""
    _made(tmp_path / "j")

    with pytest.raises(ArgumentError, match="is no hash"):
        verify(tmp_path / "j", text)


def test_a_clock_that_was_set_back_is_a_remark(tmp_path: Path) -> None:
    """The order of the rows does not rest on the wall's clock."""
    journal = create_journal(tmp_path / "j", HEAD)
    from dataclasses import replace

    journal.append([row("a"), replace(row("b"), wall="2025-01-01T00:00:00.000+00:00"), row("c")])
    journal.close()

    found = verify(tmp_path / "j")

    assert found.is_whole
    assert "set back 1 time;" in found.remarks[0]


def test_rows_cut_off_at_the_end_are_found_with_the_hash(tmp_path: Path) -> None:
    """A chain without its end is whole in itself, and only the noted hash shows that something is missing."""
    _, last = _made(tmp_path / "j")
    connection = sqlite3.connect(tmp_path / "j")
    connection.execute("DROP TRIGGER no_removal")
    connection.execute("DELETE FROM rows WHERE number = 3")
    connection.commit()
    connection.close()

    assert (True, False) == (verify(tmp_path / "j").is_whole, verify(tmp_path / "j", last).is_whole)
    open_journal(tmp_path / "j").close()
