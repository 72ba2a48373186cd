"""One session in real time: thread-safe, exact, and never stopped by those who listen."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from sems_sim.errors import CommandRefusedError, JournalError, TrustError
from sems_sim.exercise import commands as ask
from sems_sim.exercise import entries as told
from sems_sim.exercise.host import Host
from sems_sim.exercise.journal import read_journal
from sems_sim.exercise.listeners import Update
from sems_sim.exercise.proof import verify
from sems_sim.exercise.replay import rebuild
from sems_sim.exercise.room_clock import Monotonic
from tests.unit.exercise.acting import SCENARIO, acting, written
from tests.unit.exercise.keeping import fill, make_room

_PATIENCE_S = 20.0


@contextmanager
def _hosted(folder: Path, monotonic: Monotonic = time.monotonic_ns) -> Iterator[Host]:
    host = Host.open_new(written(folder), seed=3, journal_path=folder / "j", make=acting, monotonic=monotonic)
    host.start()
    try:
        yield host
    finally:
        host.close()


def _until(what: object, seen: list[Update]) -> Update:
    """Wait for an update with a fact."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        for update in list(seen):
            if any(what == entry.fact for entry in update.entries):
                return update
        time.sleep(0.005)
    pytest.fail(f"nobody was told of {what}")


def test_listeners_are_told_what_is_on_the_disk(tmp_path: Path) -> None:
    """The first update comes at once; each entry comes once, in order; and what was told is in the journal."""
    seen: list[Update] = []
    with _hosted(tmp_path) as host:
        host.submit(ask.StartExercise(), "control")
        leave = host.listen(seen.append)
        host.submit(ask.SetSpeed(600))
        host.submit(ask.Mark("x"))
        _until(told.Marked("x"), seen)
        leave()
        host.submit(ask.Mark("unheard"))

    journal = read_journal(tmp_path / "j")
    on_disk = [entry.number for entry in rebuild(journal, make=acting).entries]
    numbers = [entry.number for update in seen for entry in update.entries]
    assert numbers == on_disk[1 : 1 + len(numbers)]
    assert "running" == seen[0].picture.clock.state
    assert told.Marked("unheard") not in [entry.fact for update in seen for entry in update.entries]


def test_time_alone_moves_the_model_and_no_drift_adds_up(tmp_path: Path) -> None:
    """At ×600 the scenario clock is where the room's time says, to the millisecond, at every picture."""
    with _hosted(tmp_path) as host:
        host.submit(ask.SetSpeed(600))
        (entry,) = host.submit(ask.StartExercise())
        time.sleep(0.4)
        clock = host.picture().clock

        assert (clock.room_ms - entry.room_ms) * 600 == clock.at_ms
        assert clock.at_ms >= 240_000
        assert [told.Happened(number, 1, "beat", f"beat {number * 10_000}") for number in range(1, 20)] == [
            one.fact for one in host._conduct.session.entries if isinstance(one.fact, told.Happened)
        ][:19]


def test_commands_of_many_threads_come_one_after_another(tmp_path: Path) -> None:
    """Each caller gets what its own command brought about, and the journal has all of them."""
    with _hosted(tmp_path) as host, ThreadPoolExecutor(8) as pool:
        host.submit(ask.StartExercise())
        texts = [f"mark {number}" for number in range(100)]
        answers = list(pool.map(lambda text: host.submit(ask.Mark(text), text[-1]), texts))

        assert [told.Marked(text) for text in texts] == [answer[-1].fact for answer in answers]
        assert [text[-1] for text in texts] == [answer[-1].by for answer in answers]
    assert 101 == sum(row.what == "command" for row in read_journal(tmp_path / "j").rows())


def test_a_refusal_reaches_whoever_asked(tmp_path: Path) -> None:
    """With its remedy, and the exercise goes on."""
    with _hosted(tmp_path) as host:
        with pytest.raises(CommandRefusedError, match="stands already"):
            host.submit(ask.PauseClock())
        host.submit(ask.Mark())


def test_a_broken_or_stuck_listener_stops_nobody(tmp_path: Path) -> None:
    """Commands are answered, others are told, and closing does not wait for ever."""
    seen: list[Update] = []
    stuck = threading.Event()

    def broken(_: Update) -> None:
        raise ZeroDivisionError

    def wait(_: Update) -> None:
        stuck.wait(_PATIENCE_S)

    with _hosted(tmp_path) as host:
        host.listen(broken)
        host.listen(wait)
        host.listen(seen.append)
        host.submit(ask.StartExercise())
        _until(told.ExerciseStarted(), seen)
        began = time.monotonic()
    assert time.monotonic() - began < _PATIENCE_S / 2
    stuck.set()


def test_a_full_disk_stops_the_clock_and_loses_nothing(tmp_path: Path) -> None:
    """Commands are refused with the reason, listeners see it; with room again the clock waits for a word."""
    seen: list[Update] = []
    with _hosted(tmp_path) as host:
        host.submit(ask.StartExercise())
        host.submit(ask.Mark("before"))
        host.listen(seen.append)
        fill(host._conduct.journal)
        with pytest.raises(JournalError, match="disk is full"):
            host.submit(ask.Mark("lost" * 9_000))
        end = time.monotonic() + _PATIENCE_S
        while not any("disk is full" in update.trouble for update in seen) and time.monotonic() < end:
            time.sleep(0.01)
        assert any("disk is full" in update.trouble for update in seen)

        make_room(host._conduct.journal)
        host.submit(ask.Mark("after"))
        assert "paused" == host.picture().clock.state
        host.submit(ask.ResumeClock())
        _until(told.ClockResumed(), seen)
        assert "" == seen[-1].trouble
        fingerprint = host.fingerprint

    journal = read_journal(tmp_path / "j")
    session = rebuild(journal, make=acting)
    facts = [entry.fact for entry in session.entries]
    assert (fingerprint, True) == (session.fingerprint, verify(tmp_path / "j").is_whole)
    assert told.ClockPaused("the journal could not be written") in facts
    assert told.Marked("lost" * 9_000) not in facts


def test_a_machine_that_slept_finds_its_clock_where_it_was(tmp_path: Path) -> None:
    """An hour with the lid closed is no time of the exercise; the clock stands and says why."""
    slept = [0]
    seen: list[Update] = []
    with _hosted(tmp_path, lambda: time.monotonic_ns() + slept[0]) as host:
        host.submit(ask.StartExercise())
        host.listen(seen.append)
        slept[0] = 3_600_000_000_000
        _until(told.ClockPaused("the machine was asleep"), seen)
        assert host.picture().clock.at_ms < 60_000


def test_resuming_begins_where_it_stopped(tmp_path: Path) -> None:
    """The clock stands at the last noted position; whoever listens is told what was last, and what to repeat."""
    now = ["2026-01-12T09:00:00.000+00:00"]
    host = Host.open_new(
        written(tmp_path), seed=3, journal_path=tmp_path / "j", make=acting, wall=lambda: now[0]
    )
    host.start()
    host.submit(ask.StartExercise())
    for text in ("a", "b", "c"):
        host.submit(ask.Mark(text))
    host.close()
    with pytest.raises(JournalError, match="is closed"):
        host.submit(ask.Mark())
    position = read_journal(tmp_path / "j").position
    assert position is not None

    now[0] = "2026-01-12T09:05:00.000+00:00"
    seen: list[Update] = []
    with _resumed(tmp_path / "j", now) as again:
        again.listen(seen.append)
        clock = again.picture().clock
        note = again.resumed
    assert note is not None
    assert ("paused", position.at_ms, 300_000) == (clock.state, clock.at_ms, note.down_ms)
    assert (3, note) == (len(note.last), seen[0].resumed)
    assert "ask the room to say it again" in note.repeat

    now[0] = "2026-01-11T00:00:00.000+00:00"
    with _resumed(tmp_path / "j", now) as third:
        assert third.resumed is not None
        assert (None, 1) == (third.resumed.down_ms, len(third.resumed.remarks))


@contextmanager
def _resumed(path: Path, now: list[str]) -> Iterator[Host]:
    host = Host.resume(path, make=acting, wall=lambda: now[0])
    host.start()
    try:
        yield host
    finally:
        host.close()


def test_a_live_exercise_can_be_branched(tmp_path: Path) -> None:
    """Undo: the branch holds all up to the entry, and this one goes on."""
    with _hosted(tmp_path) as host:
        host.submit(ask.StartExercise())
        host.submit(ask.Mark("good"))
        host.submit(ask.Mark("slip"))
        host.fork(2, tmp_path / "branch")
        host.submit(ask.Mark("on"))
    assert (2, 4) == (verify(tmp_path / "branch").entries, verify(tmp_path / "j").entries)


def test_a_scenario_with_code_of_its_own_is_refused(tmp_path: Path) -> None:
    """An exercise runs none of it, and no journal is made."""
    path = written(tmp_path)
    path.write_text(SCENARIO + "extensions: ['a.b:C']\n", encoding="utf-8")

    with pytest.raises(TrustError):
        Host.open_new(path, seed=1, journal_path=tmp_path / "j", make=acting)
    assert not (tmp_path / "j").exists()


def test_a_bug_is_told_and_the_record_is_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the model breaks while time passes, listeners hear of it, commands are refused, the journal is whole."""
    seen: list[Update] = []
    with _hosted(tmp_path) as host:
        host.submit(ask.StartExercise())
        host.listen(seen.append)

        def broken(room_ms: int) -> tuple[told.Entry, ...]:  # noqa: ARG001 - the face of a session
            raise ZeroDivisionError("by nothing")

        monkeypatch.setattr(host._conduct.session, "advance", broken)
        end = time.monotonic() + _PATIENCE_S
        while not any("cannot go on" in update.trouble for update in seen) and time.monotonic() < end:
            time.sleep(0.01)
        assert any("ZeroDivisionError: by nothing" in update.trouble for update in seen)
        with pytest.raises(ZeroDivisionError):
            host.submit(ask.Mark())
    assert verify(tmp_path / "j").is_whole
