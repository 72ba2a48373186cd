"""The folder of compiled rules: named by what they were made of, done without if need be."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sems_sim.kernel import cache, load
from sems_sim.kernel.cache import Cache, find_cache, sources

numba = pytest.importorskip("numba")


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    """Look for the folder anew, before and after."""
    find_cache.cache_clear()
    yield
    find_cache.cache_clear()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Copies of all sources, which take the place of the real ones."""
    copies = []
    for number, path in enumerate(sources()):
        copy = tmp_path / f"{number}" / path.name
        copy.parent.mkdir()
        copy.write_bytes(path.read_bytes())
        copies.append(copy)
    monkeypatch.setattr(cache, "sources", lambda: tuple(copies))
    monkeypatch.setenv("SEMS_SIM_CACHE", str(tmp_path / "kept"))
    return tuple(copies)


def test_every_file_that_a_rule_is_made_of_counts() -> None:
    """The kernel, the laws, the model and the events: what rules and constants come from."""
    names = {path.parent.name + "/" + path.name for path in sources()}

    assert {"kernel/rules_agenda.py", "laws/chance.py", "model/words.py", "sems_sim/events.py"} <= names
    assert all(path.is_file() for path in sources())


def test_a_byte_of_any_source_changes_the_name(copied: tuple[Path, ...]) -> None:
    """Stale machine code is never found: each state of the sources has a folder of its own."""
    before = find_cache().folder
    found = set()
    for path in copied:
        text = path.read_bytes()
        path.write_bytes(text + b"#")
        find_cache.cache_clear()
        found.add(find_cache().folder)
        path.write_bytes(text)
    find_cache.cache_clear()

    assert len(copied) == len(found - {before})
    assert before == find_cache().folder


def test_the_folder_stands_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEMS_SIM_CACHE replaces the user's own folder."""
    monkeypatch.setenv("SEMS_SIM_CACHE", str(tmp_path / "mine"))
    folder = find_cache().folder

    assert folder is not None
    assert tmp_path / "mine" == folder.parent
    assert folder.is_dir()


def test_without_a_folder_there_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder can be made the kernel works all the same, and can say what that costs."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("SEMS_SIM_CACHE", str(tmp_path / "file" / "inside"))
    found = find_cache()

    assert found.folder is None
    assert not found.is_warm
    assert str(tmp_path / "file") in found.reason


def test_a_folder_is_warm_when_everything_has_been_compiled(tmp_path: Path) -> None:
    """Not before: a compilation that was broken off is gone on with."""
    folder = tmp_path / "kernel-now"
    folder.mkdir()
    found = Cache(folder)
    before = found.is_warm
    found.finish(12.5)
    assert 12.5 == found.compiled_in_s()

    assert (False, True) == (before, found.is_warm)


def test_older_folders_are_cleared_away(tmp_path: Path) -> None:
    """The latest few stay, for whoever goes back and forth between two states of the sources."""
    for age in range(6):
        folder = tmp_path / f"kernel-{age}"
        folder.mkdir()
        os.utime(folder, (1000 - age, 1000 - age))
    Cache(tmp_path / "kernel-0").finish(12.5)

    assert ["kernel-0", "kernel-1", "kernel-2"] == sorted(path.name for path in tmp_path.iterdir())


def test_numba_keeps_only_our_files_here(tmp_path: Path) -> None:
    """While a unit is compiled its files go into the folder; afterwards the setting is as it was."""
    from numba.core import config

    before = config.CACHE_DIR
    with Cache(tmp_path).in_use():
        within = config.CACHE_DIR

    assert (str(tmp_path), before) == (within, config.CACHE_DIR)


def test_compiling_everything_stays_within_its_budget() -> None:
    """45 seconds on two processors (fine print 25), counted in what both spent, however busy the machine was."""
    load()

    assert 2 * 45.0 > find_cache().compiled_in_s()
