"""Journals made for tests: heads, rows, and a keeper that acts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sems_sim.exercise import commands as ask
from sems_sim.exercise.chain import Head, NewRow
from sems_sim.exercise.journal import Journal
from sems_sim.exercise.keeper import Keeper
from sems_sim.exercise.opening import begin, take_up
from tests.unit.exercise.acting import WALL, acting, written

HEAD = Head((("drill.yaml", "sems_sim: 1\n"),), (("a.b", "1"),), 7, "1.2.3", "3.11.0", WALL, "a-drill-1")


def row(words: str, room_ms: int = 0, what: str = "entry") -> NewRow:
    """A row that says something."""
    return NewRow(what, room_ms, room_ms * 2, WALL, {"words": words, "zeta": [1, True, None], "alpha": "ü\n"})


def kept(folder: Path, wall: Callable[[], str] = lambda: WALL) -> Keeper:
    """A new exercise, acted."""
    opened = begin(
        written(folder), seed=3, journal_path=folder / "j.journal", overrides={}, wall=wall, make=acting
    )
    return opened.keeper


def again(folder: Path) -> Keeper:
    """The same, taken up again."""
    return take_up(folder / "j.journal", wall=lambda: WALL, make=acting).keeper


def play(keeper: Keeper, until_ms: int = 60_000) -> None:
    """Start, mark now and then, and let time pass; the room's time is scenario time."""
    keeper.handle(ask.StartExercise(), 0, "control")
    for room_ms in range(7_000, until_ms, 7_000):
        keeper.advance(room_ms - 3_000)
        keeper.handle(ask.Mark(f"at {room_ms}"), room_ms, "control")
    keeper.advance(until_ms)


def fill(journal: Journal) -> sqlite3.Connection:
    """Let the disk be full from now on: SQLite gets no page more. Return the connection, to make room again."""
    connection = journal._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    return connection


def make_room(journal: Journal) -> None:
    """Let there be room again."""
    journal._connection.execute("PRAGMA max_page_count = 1000000")
