"""One SQLite file, append-only, hash-chained, one writer; every trouble has its words."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sems_sim.errors import JournalError
from sems_sim.exercise.chain import Position
from sems_sim.exercise.journal import create_journal, open_journal, read_journal, wal_of
from sems_sim.exercise.proof import verify
from tests.unit.exercise.acting import WALL
from tests.unit.exercise.keeping import HEAD, fill, make_room, row

_SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def _made(path: Path, *words: str) -> str:
    journal = create_journal(path, HEAD)
    journal.append([row(word, place) for place, word in enumerate(words)])
    head_hash = journal.head_hash
    journal.close()
    return head_hash


def _refused(path: Path, act: str = "open") -> JournalError:
    with pytest.raises(JournalError) as caught:
        create_journal(path, HEAD) if act == "create" else open_journal(path)
    return caught.value


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    """Head, rows, hashes and the noted position come back as they were, from one file alone."""
    path = tmp_path / "a b#?.journal"
    journal = create_journal(path, HEAD)
    journal.append([row("first"), row("second", 5, "command")])
    journal.note_position(77, 99, WALL)
    before = (list(journal.rows()), journal.head_hash)
    journal.close()

    again = open_journal(path)

    assert before == (list(again.rows()), again.head_hash)
    assert (HEAD, Position(77, 99, WALL), 2) == (again.head, again.position, again.count)
    again.close()
    assert [path.name] == sorted(one.name for one in tmp_path.iterdir())


def test_rows_are_neither_changed_nor_removed_nor_slipped_in(tmp_path: Path) -> None:
    """The file itself refuses it, whatever program writes to it."""
    path = tmp_path / "j"
    _made(path, "a", "b")
    connection = sqlite3.connect(path)

    for statement in (
        "UPDATE rows SET wall = 'x' WHERE number = 1",
        "DELETE FROM rows WHERE number = 2",
        "INSERT INTO rows VALUES (9, 'entry', 0, 0, '', '{}', '')",
        "INSERT OR REPLACE INTO rows VALUES (1, 'entry', 0, 0, '', '{}', '')",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    connection.close()


def test_rows_of_one_append_are_there_together_or_not_at_all(tmp_path: Path) -> None:
    """A full disk leaves the journal as it was, and it goes on when there is room."""
    journal = create_journal(tmp_path / "j", HEAD)
    journal.append([row("a")])
    fill(journal)
    before = (journal.count, journal.head_hash)

    with pytest.raises(JournalError, match="disk is full"):
        journal.append([row("b"), row("c" * 20_000)])

    assert before == (journal.count, journal.head_hash)
    make_room(journal)
    journal.append([row("d")])
    assert ["a", "d"] == [one.data["words"] for one in journal.rows()]
    journal.close()
    assert verify(tmp_path / "j").is_whole


def test_a_journal_is_never_overwritten(tmp_path: Path) -> None:
    """A file that exists is left alone, whatever it is."""
    _made(tmp_path / "j", "a")

    assert "exists already" in _refused(tmp_path / "j", "create").message
    assert verify(tmp_path / "j").is_whole


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "there is no journal"),
        ("nowhere/j", "there is no folder"),
        ("folder", "is a folder"),
        ("text", "is no journal of an exercise"),
        ("empty", "is no journal of an exercise"),
        ("other", "is no journal of an exercise"),
    ],
)
def test_what_is_no_journal_is_told_as_what_it_is(tmp_path: Path, name: str, message: str) -> None:
    """Each kind of wrong file has its own words, with a remedy."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("sems_sim: 1\n" * 400, encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"")
    other = sqlite3.connect(tmp_path / "other")
    other.execute("CREATE TABLE rows (number)")
    other.close()

    error = _refused(tmp_path / name)

    assert message in error.message
    assert error.remedy


def test_a_journal_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    """It is named as such, and not touched."""
    _made(tmp_path / "j", "a")
    connection = sqlite3.connect(tmp_path / "j")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / "j").read_bytes()

    assert "written by a newer sems-sim" in _refused(tmp_path / "j").message
    assert before == (tmp_path / "j").read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of files as on Unix")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    """Where nothing may be written, a new journal says so with a remedy, and an old one can be looked at."""
    folder = tmp_path / "f"
    folder.mkdir()
    _made(folder / "j", "a")
    code = (
        "import sys; from pathlib import Path; from sems_sim.exercise import *\n"
        "import os\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "from sems_sim.errors import JournalError\n"
        "folder = Path(sys.argv[1])\n"
        "print(verify(folder / 'j').is_whole)\n"
        "for act in (lambda: create_journal(folder / 'new', read_journal(folder / 'j').head),\n"
        "            lambda: open_journal(folder / 'j')):\n"
        "    try: act()\n"
        "    except JournalError as error: print(error.message)\n"
    )
    for part in (tmp_path, *tmp_path.parents[:2]):
        part.chmod(0o755)
    (folder / "j").chmod(0o444)
    folder.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    folder.chmod(0o755)

    if "PermissionError" in done.stderr:
        pytest.skip("another user does not get here")
    lines = done.stdout.splitlines()
    assert ("True", True, True) == (lines[0], "read-only" in lines[1], "may not be written" in lines[2]), done


def test_a_second_process_is_kept_out_until_the_first_one_ends(tmp_path: Path) -> None:
    """The lock holds against another process and another opening here, and dies with its process."""
    path = tmp_path / "j"
    code = (
        "import sys; from pathlib import Path\nfrom sems_sim.exercise import open_journal\n"
        "journal = open_journal(Path(sys.argv[1])); print('open', flush=True); sys.stdin.readline()"
    )
    _made(path, "a")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert "open\n" == other.stdout.readline()
        assert "in use" in _refused(path).message
        with pytest.raises(JournalError, match="in use"):
            verify(path)
        other.kill()
        other.wait()

    journal = open_journal(path)
    assert "in use" in _refused(path).message
    journal.close()


def test_a_copy_without_its_latest_rows_is_understood(tmp_path: Path) -> None:
    """Copied while in use and without the file beside it, it says what is missing; with that file it is whole."""
    journal = create_journal(tmp_path / "j", HEAD)
    journal.append([row("a"), row("b")])
    shutil.copy(tmp_path / "j", tmp_path / "half")
    shutil.copy(tmp_path / "j", tmp_path / "both")
    shutil.copy(wal_of(tmp_path / "j"), wal_of(tmp_path / "both"))
    journal.close()

    error = _refused(tmp_path / "half")
    found = verify(tmp_path / "half")

    assert "is incomplete: it was copied without j-wal" in error.message.replace("half-wal", "j-wal")
    assert (True, 0) == (found.is_whole, found.rows)
    assert "without half-wal" in found.remarks[0]
    assert 2 == verify(tmp_path / "both").rows
    both = open_journal(tmp_path / "both")
    assert 2 == both.count
    both.close()


@given(
    appends=st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=4), max_size=6),
    reopened=st.sets(st.integers(0, 5)),
)
@settings(max_examples=25, deadline=None, suppress_health_check=_SLOW)
@example(appends=[["\ud7ff"], [], ["\x00"]], reopened={0, 1})
def test_any_sequence_of_writing_verifies(
    tmp_path_factory: pytest.TempPathFactory, appends: list[list[str]], reopened: set[int]
) -> None:
    """Whatever is appended, and however often it is closed between, the chain is whole and ends with the last row."""
    path = tmp_path_factory.mktemp("j") / "j"
    journal = create_journal(path, HEAD)
    for place, words in enumerate(appends):
        journal.append([row(word, place) for word in words])
        journal.note_position(place, place, WALL)
        if place in reopened:
            journal.close()
            journal = open_journal(path)
    head_hash = journal.head_hash
    journal.close()

    found = verify(path, head_hash)

    assert (True, sum(map(len, appends)), found.rows) == (found.is_whole, found.rows, found.noted_row)


class Sample:
    """A closed journal: its bytes, its last hash, what it holds."""

    def __init__(self, data: bytes, head_hash: str, rows: list[object]) -> None:
        """Keep them."""
        self.data, self.head_hash, self.rows = data, head_hash, rows


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A closed journal: its bytes, its last hash, its rows."""
    path = tmp_path_factory.mktemp("sample") / "j"
    head_hash = _made(path, *(f"word {place}" * 9 for place in range(30)))
    journal = read_journal(path)
    rows: list[object] = [journal.head, *journal.rows()]
    journal.close()
    return Sample(path.read_bytes(), head_hash, rows)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=150, deadline=None, suppress_health_check=_SLOW)
def test_a_flipped_bit_is_found_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, sample: Sample, place: float, bit: int
) -> None:
    """Anywhere in the file: either it is told, or every row still reads as it was written."""
    path = tmp_path_factory.mktemp("flip") / "j"
    flipped = bytearray(sample.data)
    flipped[int(place * len(flipped))] ^= 1 << bit
    path.write_bytes(flipped)

    try:
        found = verify(path, sample.head_hash)
    except JournalError:
        return
    if found.is_whole:
        journal = read_journal(path)
        assert sample.rows == [journal.head, *journal.rows()]
        journal.close()


def test_a_changed_word_is_found_though_all_else_fits(tmp_path: Path) -> None:
    """Somebody who takes the triggers off and changes one letter is found out, with the row."""
    _made(tmp_path / "j", "a", "b", "c")
    connection = sqlite3.connect(tmp_path / "j")
    connection.execute("DROP TRIGGER no_change")
    connection.execute("UPDATE rows SET data = replace(data, '\"b\"', '\"x\"') WHERE number = 2")
    connection.commit()
    connection.close()

    assert "row 2 is not what was written" in _refused(tmp_path / "j").message
    found = verify(tmp_path / "j")
    assert (False, 1) == (found.is_whole, found.rows)


@given(share=st.floats(0, 1))
@settings(max_examples=30, deadline=None, suppress_health_check=_SLOW)
@example(share=1.0)
def test_a_power_cut_leaves_a_whole_beginning(tmp_path_factory: pytest.TempPathFactory, share: float) -> None:
    """However much of the latest writing reached the disk, what is there is whole, ends with a command, and goes on."""
    folder = tmp_path_factory.mktemp("cut")
    journal = create_journal(folder / "j", HEAD)
    for number in range(12):
        journal.append(
            [row(f"command {number}", number, "command"), row("entry", number), row("entry", number)]
        )
    shutil.copy(folder / "j", folder / "cut")
    data = wal_of(folder / "j").read_bytes()
    wal_of(folder / "cut").write_bytes(data[: round(share * len(data))])
    journal.close()

    found = open_journal(folder / "cut")
    assert 0 == found.count % 3
    assert (share < 1.0 and found.count < 36) or found.count == 36
    found.append([row("on", 99)])
    found.close()
    assert verify(folder / "cut").is_whole
