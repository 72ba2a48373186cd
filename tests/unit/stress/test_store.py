"""An ensemble on disk: killed anywhere, torn, grown, refused."""

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress import Chunk, Origin, Store, merged
from sems_sim.stress import store as module
from sems_sim.stress.folder import write_whole
from sems_sim.stress.manifest import Request
from sems_sim.stress.store import StoredRows, Writer, stored_rows
from tests.unit.stress.doing import first_steps, pretended

CHUNK, PART = 2, 6
REQUEST = Request(first_steps(), 15, 1, "engine", None, CHUNK)


class _Killed(BaseException):
    """The process ends here."""


def _fill(store: Store, request: Request = REQUEST) -> StoredRows:
    with Writer(store, request) as writer:
        for first in range(writer.done, request.replications, CHUNK):
            count = min(CHUNK, request.replications - first)
            writer.add(pretended(Chunk(request.model, request.seed, first, count)))
        return writer.finish()


def _bytes(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifteen replications in parts of six, made without a break."""
    folder = tmp_path_factory.mktemp("store") / "whole"
    _fill(Store(folder, part=PART))
    return folder


def test_what_was_kept_is_read_back(whole: Path) -> None:
    """Measures, events, fingerprints and bands of all parts are those that were made."""
    rows, expected = stored_rows(whole), pretended(Chunk(first_steps(), 1, 0, 15))

    assert 15 == rows.n
    assert np.array_equal(expected.measures[:, 7], rows.column(7), equal_nan=True)
    assert np.array_equal(expected.events, rows.events())
    assert np.array_equal(expected.fingerprints, rows.fingerprints())
    assert np.array_equal(expected.bands, rows.bands())
    assert [6, 6, 3] == [block.shape[0] for block in rows.blocks()]
    assert np.array_equal(expected.measures, np.concatenate(list(rows.blocks())), equal_nan=True)


def test_others_read_the_whole_folder_in_one_line(whole: Path) -> None:
    """DuckDB takes all parts at once, in order."""
    found = duckdb.read_parquet(f"{whole}/outcomes/*.parquet")
    summed = duckdb.read_parquet(f"{whole}/bands/*.parquet").aggregate("sum(count)").fetchall()

    assert [(0, 14, 15)] == found.aggregate("min(replication), max(replication), count(*)").fetchall()
    assert [(15 * 3 * 121,)] == summed


def _stopping(at: int, *, before: bool) -> Callable[..., None]:
    """A way of writing that is killed at one of its calls, before or after the file is there."""
    calls = [0]
    real = write_whole

    def write(path: Path, raw: bytes, *, lasting: bool = True) -> None:
        calls[0] += 1
        if calls[0] == at and before:
            path.parent.mkdir(exist_ok=True)
            path.with_name(f".{path.name}.tmp").write_bytes(raw[: len(raw) // 2])
            raise _Killed
        real(path, raw, lasting=lasting)
        if calls[0] == at:
            raise _Killed

    return write


@pytest.mark.parametrize("before", [True, False], ids=["in the middle of a file", "after a file"])
def test_killed_at_any_file_it_goes_on_to_the_same_bytes(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    """Wherever the writer is killed, the next goes on, loses a chunk at the most, and ends with the same folder."""
    at, finished = 0, False
    while not finished:
        at += 1
        folder = tmp_path / str(at)
        write = _stopping(at, before=before)
        with monkeypatch.context() as killing:
            killing.setattr(module, "write_whole", write)
            killing.setattr(
                module,
                "write_manifest",
                lambda to, one, w=write: w(to / "manifest.json", one.text().encode()),
            )
            try:
                _fill(Store(folder, part=PART))
                finished = True
            except _Killed:
                pass
        _fill(Store(folder, resume=True, part=PART))

        assert _bytes(whole) == _bytes(folder), at
    assert at > 15


def test_no_more_than_a_chunk_is_lost(tmp_path: Path) -> None:
    """What was in hand when the writer was killed is there for the next."""
    store = Store(tmp_path / "s", resume=True, part=PART)
    with Writer(store, REQUEST) as writer:
        for first in range(0, 10, CHUNK):
            writer.add(pretended(Chunk(first_steps(), 1, first, CHUNK)))

    with Writer(store, REQUEST) as writer:
        assert 10 == writer.done
        assert [6, 2, 2] == [block.shape[0] for block in writer.blocks()]


@pytest.mark.parametrize("kind", ["outcomes", "bands"])
@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_torn_part_is_noticed_and_made_again(whole: Path, tmp_path: Path, kind: str, part: int) -> None:
    """A part that is cut or changed is not read; going on makes it again."""
    folder = tmp_path / "torn"
    _fill(Store(folder, part=PART))
    path = folder / kind / f"part-{part:05}.parquet"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ArgumentError, match="a part is missing or damaged"):
        stored_rows(folder)
    _fill(Store(folder, resume=True, part=PART))

    assert _bytes(whole) == _bytes(folder)


def test_a_torn_chunk_in_hand_is_made_again(whole: Path, tmp_path: Path) -> None:
    """Of what was in hand, what follows a torn chunk is not believed either."""
    store = Store(tmp_path / "s", resume=True, part=PART)
    with Writer(store, REQUEST) as writer:
        for first in range(0, 6 - CHUNK, CHUNK):
            writer.add(pretended(Chunk(first_steps(), 1, first, CHUNK)))
    path = tmp_path / "s" / "in-hand" / "000000000.npz"
    path.write_bytes(path.read_bytes()[:-1])

    with Writer(store, REQUEST) as writer:
        assert 0 == writer.done
    _fill(store)
    assert _bytes(whole) == _bytes(tmp_path / "s")


def test_an_ensemble_can_grow(whole: Path, tmp_path: Path) -> None:
    """Made in steps, an ensemble is the one that was asked for at once; its unfinished part is made again."""
    for n in (3, 7, 12, 15):
        _fill(Store(tmp_path / "s", resume=True, part=PART), replace(REQUEST, replications=n))

    assert _bytes(whole) == _bytes(tmp_path / "s")


def test_going_on_with_a_complete_one_changes_nothing(whole: Path) -> None:
    """Nothing is left to do, and nothing is done."""
    before = _bytes(whole)
    with Writer(Store(whole, resume=True, part=PART), REQUEST) as writer:
        assert 15 == writer.done

    assert before == _bytes(whole)


def test_what_is_there_is_not_written_over(whole: Path, tmp_path: Path) -> None:
    """Another ensemble, the same without being told to go on, and other people's files are refused."""
    (tmp_path / "letter.txt").write_text("dear")
    before = _bytes(whole)

    with pytest.raises(ArgumentError, match="holds an ensemble already"):
        _fill(Store(whole, part=PART))
    with pytest.raises(ArgumentError, match=r"what differs: the seed \(1 there, 2 here\)"):
        _fill(Store(whole, resume=True, part=PART), replace(REQUEST, seed=2))
    with pytest.raises(ArgumentError, match="holds other things than an ensemble"):
        _fill(Store(tmp_path, resume=True, part=PART))
    assert before == _bytes(whole)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """A second writer is refused, and the first goes on."""
    store = Store(tmp_path / "s", resume=True, part=PART)
    with Writer(store, REQUEST) as writer:
        with pytest.raises(ArgumentError, match="another process is writing here"):
            _fill(store)
        writer.add(pretended(Chunk(first_steps(), 1, 0, CHUNK)))

    assert 15 == _fill(store).n


def test_the_scenario_is_kept_with_its_results(tmp_path: Path) -> None:
    """The files a model came from are copied, and none of them out of the folder."""
    files = {"main.yaml": b"sems_sim: 1", "organisations/hub.yaml": b"x: 1"}
    _fill(Store(tmp_path / "s", Origin(files=files), part=PART))

    assert b"x: 1" == (tmp_path / "s" / "scenario" / "organisations" / "hub.yaml").read_bytes()
    with pytest.raises(ValueError, match="leads out"):
        _fill(Store(tmp_path / "t", Origin(files={"../x": b""}), part=PART))


def test_batches_must_follow_one_another(tmp_path: Path) -> None:
    """A gap or a size that does not fit is a mistake of ours, and is refused."""
    with (
        Writer(Store(tmp_path / "s", part=PART), REQUEST) as writer,
        pytest.raises(ValueError, match="0 was due"),
    ):
        writer.add(pretended(Chunk(first_steps(), 1, 2, CHUNK)))
    with pytest.raises(ValueError, match="not made of whole chunks"):
        Writer(Store(tmp_path / "t", part=7), REQUEST)


def test_memory_does_not_grow_with_what_is_written(tmp_path: Path) -> None:
    """Twenty parts take no more memory than five: what is written is let go of."""
    batch = pretended(Chunk(first_steps(), 1, 0, 50))

    def peak(parts: int) -> int:
        request = Request(first_steps(), parts * 100, 1, "engine", None, 50)
        tracemalloc.start()
        with Writer(Store(tmp_path / str(parts), part=100), request) as writer:
            for first in range(0, parts * 100, 50):
                writer.add(replace(batch, first=first))
            writer.finish()
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(2)
    assert peak(20) < 1.2 * peak(5)


def test_pieces_of_any_size_give_the_same_parts(whole: Path, tmp_path: Path) -> None:
    """What counts is the rows, not how they were handed over."""
    with Writer(Store(tmp_path / "s", part=PART), REQUEST) as writer:
        for first, count in ((0, 6), (6, 2), (8, 4), (12, 3)):
            pieces = [pretended(Chunk(first_steps(), 1, first + number, 1)) for number in range(count)]
            writer.add(merged(pieces))
        writer.finish()

    assert _bytes(whole) == _bytes(tmp_path / "s")
