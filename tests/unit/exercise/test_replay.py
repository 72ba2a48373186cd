"""A journal gives its session again, to the last entry, or names the first that differs."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sems_sim.errors import JournalError
from sems_sim.exercise import commands as ask
from sems_sim.exercise import entries as told
from sems_sim.exercise.chain import Head, NewRow
from sems_sim.exercise.entries import Entry, Fact
from sems_sim.exercise.journal import Journal, create_journal, read_journal
from sems_sim.exercise.opening import begin
from sems_sim.exercise.replay import rebuild
from sems_sim.scenario import Scenario
from tests.unit.exercise.acting import WALL, Acting, acting
from tests.unit.exercise.keeping import kept, play


def _closed(folder: Path) -> tuple[Journal, Acting]:
    keeper = kept(folder)
    play(keeper)
    keeper.note_position(60_000)
    keeper.journal.close()
    session = keeper.session
    assert isinstance(session, Acting)
    return read_journal(folder / "j.journal"), session


def test_a_rebuilt_session_is_the_same(tmp_path: Path) -> None:
    """Entries, fingerprint and clock, though the scenario's file is gone."""
    journal, before = _closed(tmp_path)
    (tmp_path / "drill.yaml").unlink()

    session = rebuild(journal, make=acting)

    assert (tuple(before.entries), before.fingerprint, 60_000) == (
        tuple(session.entries), session.fingerprint, session.at_ms,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("until_ms", "entries"), [(0, 1), (6_999, 1), (7_000, 2), (10_000, 3), (14_001, 4), (10**9, 15)]
)
def test_a_session_can_be_had_as_it_was_at_any_time(tmp_path: Path, until_ms: int, entries: int) -> None:
    """What came later is left out; a time behind the end gives the end."""
    journal, _ = _closed(tmp_path)

    session = rebuild(journal, until_ms=until_ms, make=acting)

    assert (min(until_ms, 60_000), entries) == (session.at_ms, len(session.entries))


class _Drunk(Acting):
    """Tells the third mark in other words."""

    def _tell(self, at_ms: int, room_ms: int, fact: Fact, command: int, by: str) -> None:
        if fact == told.Marked("at 21000"):
            fact = told.Marked("at twenty-one")
        super()._tell(at_ms, room_ms, fact, command, by)


class _Shy(Acting):
    """Tells nothing of time alone."""

    def _beat(self, from_ms: int, to_ms: int, command: int, by: str) -> None:
        pass


class _Deaf(Acting):
    """Marks nothing."""

    def _fact(self, command: ask.Command) -> Fact:
        return super()._fact(ask.SkipInject("x") if isinstance(command, ask.Mark) else command)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (
            _Drunk,
            "entry 6 comes out differently: recorded as {'is': 'Marked', 'text': 'at 21000'} at 21000 ms",
        ),
        (_Shy, "entry 3 comes out differently"),
        (_Deaf, "row 3: this command was taken, and would be refused now: no SkipInject here"),
    ],
)
def test_the_first_difference_is_named_with_who_wrote_it(
    tmp_path: Path, made: type[Acting], words: str
) -> None:
    """Entry or command, what was recorded and what comes now, and the version that can replay it."""
    journal, _ = _closed(tmp_path)

    with pytest.raises(JournalError) as caught:
        rebuild(journal, make=made)

    assert words in caught.value.message
    assert (
        f"written by sems-sim {journal.head.version} on Python {journal.head.python}" in caught.value.remedy
    )


def test_an_entry_that_does_not_come_again_is_named(tmp_path: Path) -> None:
    """A record that is longer than the session is a difference too."""
    journal, _ = _closed(tmp_path)
    entry = {"entry": 16, "command": 0, "by": "", "fact": {"is": "Marked"}}
    longer = create_journal(tmp_path / "longer", journal.head)
    longer.append([*_rows(journal), NewRow("entry", 60_000, 60_000, "w", entry)])

    with pytest.raises(JournalError, match="entry 16 was recorded as"):
        rebuild(longer, make=acting)


def _rows(journal: Journal) -> list[NewRow]:
    return [NewRow(one.what, one.room_ms, one.at_ms, one.wall, one.data) for one in journal.rows()]


def test_a_scenario_that_is_not_read_any_more_is_told(tmp_path: Path) -> None:
    """A journal outlives the language of its scenario: the version that wrote it is named."""
    head = Head((("drill.yaml", "sems_sim: 9\nsurely: not\n"),), (), 1, "9.9", "3.99", "w", "x")
    journal = create_journal(tmp_path / "j", head)

    with pytest.raises(JournalError, match="not read by this version") as caught:
        rebuild(journal, make=acting)
    assert "sems-sim 9.9" in caught.value.remedy


def test_a_command_of_another_version_is_told(tmp_path: Path) -> None:
    """A command that is not known here is named with its row."""
    journal, _ = _closed(tmp_path)
    rows = _rows(journal)
    rows[0].data["do"]["is"] = "Levitate"
    other = create_journal(tmp_path / "other", journal.head)
    other.append(rows)

    with pytest.raises(JournalError, match="row 1: there is no command or entry 'Levitate'"):
        rebuild(other, make=acting)


def test_a_session_is_not_asked_for_the_disk(tmp_path: Path) -> None:
    """A journal in another folder, alone, is enough."""
    (tmp_path / "a").mkdir()
    _closed(tmp_path / "a")
    shutil.move(tmp_path / "a" / "j.journal", tmp_path / "j")
    shutil.rmtree(tmp_path / "a")

    def make(scenario: Scenario, seed: int) -> Acting:
        assert ("a-drill", 3) == (scenario.sections.id, seed)
        return Acting(scenario, seed)

    assert isinstance(rebuild(read_journal(tmp_path / "j"), make=make).entries[0], Entry)


@given(strides=st.lists(st.integers(1, 900), min_size=1, max_size=40), speed=st.sampled_from((1, 7, 60, 600)))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_how_often_time_is_looked_at_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, strides: list[int], speed: int
) -> None:
    """The real session, carried in odd strides over a module's end, is rebuilt in one; each entry has its moment."""
    folder = tmp_path_factory.mktemp("strides")
    (folder / "drill.yaml").write_text(_MODULES, encoding="utf-8")
    keeper = begin(folder / "drill.yaml", wall=lambda: WALL, journal_path=folder / "j").keeper
    keeper.handle(ask.SetSpeed(speed), 0)
    keeper.handle(ask.StartExercise(), 0)
    room_ms = 0
    for stride in itertools.cycle(strides):
        room_ms += stride * max(1, 6000 // speed)
        keeper.advance(room_ms)
        if keeper.session.state == "paused" and keeper.session.at_ms < 7_200_000:
            room_ms += 777
            keeper.handle(ask.ResumeClock(), room_ms)
        elif keeper.session.state == "paused":
            break
    keeper.journal.close()

    assert keeper.session.fingerprint == rebuild(read_journal(folder / "j")).fingerprint


_MODULES = """\
sems_sim: 1
id: a-drill
title: A drill
clock: {start: 2026-01-12T22:00:00+00:00, runs: 2h}
assets: {pump: {}}
services: {water: {unit: household, demand: 30/h, needs: pump}}
incidents: {flood: {opens: 17m, severity: 0.4, hurts: [{at: 0.3, do: [{fail: pump}]}]}}
exercise:
  modules: [{title: One, from: 0m, to: 41m}, {title: Two, from: 1h, to: 90m}]
  injects: [{id: I1, at: 23m, text: It rains.}, {id: I2, at: 41m, text: Now.}]
"""
