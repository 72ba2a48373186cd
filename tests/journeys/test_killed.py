"""Killed at random moments, an exercise goes on, and nothing acknowledged is lost."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sems_sim.exercise import read_journal, rebuild, verify
from tests.journeys.killing import PLAN, READY, commands_of, drive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

_LONGEST_WAIT_S = 120.0
_FEW, _MANY = 5, 200


@pytest.fixture(scope="module")
def nursery() -> Any:
    """A clean process that has everything loaded, and from which a host is born in no time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.journeys.killing", "sems_sim.exercise.session"])
    return context


@pytest.fixture(scope="module")
def undisturbed(nursery: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """The fingerprint of the plan when nobody is killed, and how many seconds it took."""
    folder = tmp_path_factory.mktemp("undisturbed")
    child = nursery.Process(target=drive, args=(str(folder / "j"), str(folder / "heard")))
    child.start()
    _wait_for_ready(folder / "heard", child, 1)
    began = time.monotonic()
    child.join(_LONGEST_WAIT_S)
    assert 0 == child.exitcode
    assert len(PLAN) == commands_of(folder / "j")
    return _fingerprint(folder / "j"), time.monotonic() - began


def _wait_for_ready(heard: Path, child: Any, times: int) -> None:
    end = time.monotonic() + _LONGEST_WAIT_S
    while time.monotonic() < end and (not heard.exists() or heard.read_text().count(READY) < times):
        assert child.is_alive(), f"it ended with {child.exitcode}"
        time.sleep(0.002)


def _fingerprint(path: Path) -> str:
    journal = read_journal(path)
    try:
        return rebuild(journal).fingerprint
    finally:
        journal.close()


def _shares() -> Iterator[float]:
    """Numbers between 0 and 1, as if by chance, and the same each time."""
    number = 0
    while True:
        number += 1
        yield int.from_bytes(hashlib.sha256(f"kill {number}".encode()).digest()[:6], "big") / 2**48


def _killed(
    nursery: Any, folder: Path, times: int, longest_s: float, shares: Iterator[float]
) -> tuple[int, float]:
    """Drive one exercise to its end, killing it up to so many times.

    Return how often that was, and how many seconds the plan takes as the machine is now, by which the next moments
    are chosen.
    """
    path, heard = folder / "j", folder / "heard"
    kills = 0
    for attempt in range(1, times + 2):
        child = nursery.Process(target=drive, args=(str(path), str(heard)))
        child.start()
        _wait_for_ready(heard, child, attempt)
        began = time.monotonic()
        child.join(next(shares) * longest_s if kills < times else _LONGEST_WAIT_S)
        if child.is_alive():
            child.kill()
            child.join()
            kills += child.exitcode == -signal.SIGKILL
        elif attempt == 1:
            longest_s = time.monotonic() - began
        _check_nothing_is_lost(path, heard)
        if child.exitcode == 0:
            break
    return kills, longest_s


def _check_nothing_is_lost(path: Path, heard: Path) -> None:
    acknowledged = [int(line) for line in heard.read_text().splitlines() if line != READY]
    assert sorted(set(acknowledged)) == acknowledged, "a command was given twice"
    on_disk = commands_of(path)
    most = acknowledged[-1] + 1 if acknowledged else 0
    assert most <= on_disk <= most + 1, (most, on_disk)


def _kill_so_often(nursery: Any, folder: Path, times: int, undisturbed: tuple[str, float]) -> None:
    fingerprint, length_s = undisturbed
    shares = _shares()
    left, round_ = times, 0
    while left:
        round_ += 1
        place = folder / f"round-{round_}"
        place.mkdir()
        kills, length_s = _killed(nursery, place, min(left, 12), length_s, shares)
        left -= kills
        assert len(PLAN) == commands_of(place / "j")
        assert fingerprint == _fingerprint(place / "j")
        assert verify(place / "j").is_whole


def test_an_exercise_that_is_killed_goes_on(
    nursery: Any, tmp_path: Path, undisturbed: tuple[str, float]
) -> None:
    """Every command that was acknowledged is there each time, and in the end it is as if nothing had happened."""
    _kill_so_often(nursery, tmp_path, _FEW, undisturbed)


@pytest.mark.proof
def test_two_hundred_kills_lose_nothing(nursery: Any, tmp_path: Path, undisturbed: tuple[str, float]) -> None:
    """The same, at two hundred moments."""
    _kill_so_often(nursery, tmp_path, _MANY, undisturbed)
