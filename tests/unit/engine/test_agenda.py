"""Order within an instant, cancellation, stopping, and circles in zero time."""

from __future__ import annotations

from collections.abc import Generator

import pytest
import simpy

from sems_sim.engine.agenda import LONGEST_CHAIN, MOST_IN_ONE_INSTANT, Agenda, Draw, key_of
from sems_sim.errors import ZeroTimeCircleError
from sems_sim.events import ROOT, Phase
from sems_sim.model import Act, parts_of


def agenda() -> Agenda:
    """An empty one, which calls keys by their numbers."""
    return Agenda(lambda key: f"entity {parts_of(key)[1]}")


def test_a_key_says_what_it_is_about() -> None:
    """Phase, entity and act can be read back from the one integer, and no key is 0 or 1."""
    key = key_of(Phase.TASK, 1234, Act.WORK, 77)

    assert (Phase.TASK, 1234, Act.WORK) == parts_of(key)
    assert key_of(Phase.COMMAND, 0, Act.COMMAND) >= 2
    assert key_of(0, 0, 0, 0) == 2


def test_keys_order_by_phase_then_entity_then_kind_then_number() -> None:
    """The order of events at one instant is (phase, entity, kind, number), whoever scheduled first."""
    keys = [
        key_of(Phase.WORLD, 9, Act.DEMAND, 9),
        key_of(Phase.ASSET, 1, Act.RESTART, 8),
        key_of(Phase.ASSET, 2, Act.UNIT_LIFE, 0),
        key_of(Phase.ASSET, 2, Act.RESTART, 1),
        key_of(Phase.ASSET, 2, Act.RESTART, 2),
    ]
    ran: list[int] = []
    book = agenda()
    for key in reversed(keys):
        book.at(5, key, ran.append, key)
    book.run_until(6)

    assert keys == ran
    assert keys == sorted(keys)


def test_always_the_smallest_pending_key_runs() -> None:
    """What is caused at this instant in an earlier phase runs before what was already waiting in a later one."""
    book, ran = agenda(), list[str]()

    def cause_earlier(_: int) -> None:
        ran.append("task")
        book.at(5, key_of(Phase.WORLD, 0, Act.DEMAND), lambda _: ran.append("world"), ROOT)

    book.at(5, key_of(Phase.TASK, 0, Act.WORK), cause_earlier, ROOT)
    book.at(5, key_of(Phase.ACCOUNT, 0, Act.BOOK), lambda _: ran.append("account"), ROOT)
    book.run_until(6)

    assert ["task", "world", "account"] == ran


def test_what_is_cancelled_does_nothing() -> None:
    """A cancelled appointment passes without a trace, and is not counted."""
    book, ran = agenda(), list[int]()
    book.at(5, key_of(Phase.TASK, 0, Act.WORK), ran.append, 3).cancel()
    book.at(6, key_of(Phase.TASK, 0, Act.WORK), ran.append, 4)
    book.run_until(10)

    assert [4] == ran
    assert 1 == book.events


def test_stopping_at_a_moment_means_everything_before_it() -> None:
    """Events at the very moment wait; the clock may then be moved up to it."""
    book, ran = agenda(), list[int]()
    for moment in (4, 5, 6):
        book.at(moment, key_of(Phase.TASK, 0, Act.WORK), ran.append, moment)
    book.run_until(5)
    assert [4] == ran

    book.move_to(5)
    assert 5 == book.now_ms
    assert 5 == book.next_ms()


def test_a_process_goes_on_when_its_key_is_due() -> None:
    """A process that awaits a keyed event runs in that key's place among the events of the instant."""
    book, ran = agenda(), list[str]()

    def walk() -> Generator[simpy.Event, None, None]:
        yield book.wait_until(5, key_of(Phase.MESSAGE, 0, Act.SEND))
        ran.append(f"sent at {book.now_ms}")

    book.start(walk())
    book.at(5, key_of(Phase.TASK, 0, Act.WORK), lambda _: ran.append("task"), ROOT)
    book.at(5, key_of(Phase.ASSET, 0, Act.RESTART), lambda _: ran.append("asset"), ROOT)
    book.run_until(6)

    assert ["asset", "sent at 5", "task"] == ran


def test_a_circle_in_zero_time_ends_with_its_name() -> None:
    """More than 1,000 runs of one (entity, kind, number) in one instant are an error that says what ran."""
    book = agenda()

    def again(_: int) -> None:
        book.at(7, key_of(Phase.TASK, 42, Act.WORK), again, ROOT)

    again(0)
    with pytest.raises(ZeroTimeCircleError, match="7 ms: entity 42") as caught:
        book.run_until(8)

    assert MOST_IN_ONE_INSTANT + 1 == book.events
    assert ("entity 42",) == caught.value.records


def test_a_circle_is_found_though_every_turn_has_a_number_of_its_own() -> None:
    """A chain of events that bring each other about at one instant ends, too."""
    book, numbers = agenda(), iter(range(10 * LONGEST_CHAIN))

    def again(_: int) -> None:
        book.at(book.now_ms, key_of(Phase.COMMAND_LEVEL, 42, Act.DECIDE, next(numbers)), again, ROOT)

    book.at(7, key_of(Phase.COMMAND_LEVEL, 1, Act.DECIDE), again, ROOT)
    with pytest.raises(ZeroTimeCircleError, match="7 ms: entity 42"):
        book.run_until(8)


def test_many_events_of_one_instant_are_no_circle() -> None:
    """Many more events than may repeat may happen at one moment, if none brings another about."""
    book, ran = agenda(), list[int]()
    for number in range(5 * LONGEST_CHAIN):
        book.at(7, key_of(Phase.ASSET, 3, Act.UNIT_LIFE, number), ran.append, number)
    book.run_until(8)

    assert list(range(5 * LONGEST_CHAIN)) == ran


def test_the_same_every_millisecond_is_no_circle() -> None:
    """Time passes, so it may go on."""
    book, ran = agenda(), list[int]()

    def again(_: int) -> None:
        ran.append(book.now_ms)
        book.at(book.now_ms + 1, key_of(Phase.TASK, 42, Act.WORK), again, ROOT)

    again(0)
    book.run_until(2 * MOST_IN_ONE_INSTANT)

    assert 2 * MOST_IN_ONE_INSTANT == len(ran)


def test_moving_the_clock_leaves_nothing_behind() -> None:
    """Whoever carries the clock to a moment finds the next event of the model there, and not his own stop."""
    ahead = agenda()
    ahead.at(50, 7, lambda _: None, ROOT)

    ahead.move_to(20)

    assert (20, 50.0) == (ahead.now_ms, ahead.next_ms())


# --- a fork ---


def _drawn(total_ms: int) -> Draw:
    return Draw(0, 1, 2, 1.0, total_ms)


def test_a_fork_moves_what_was_drawn_and_nothing_else() -> None:
    """Each pending appointment with a draw is asked for once; one that was cancelled stays dead, constants stay."""
    book, ran, asked = agenda(), [], []
    key = key_of(Phase.TASK, 1, Act.WORK, 0)
    book.at(50, key, lambda _: ran.append(("constant", book.now_ms)), ROOT)
    moved = book.at(60, key + 1, lambda _: ran.append(("drawn", book.now_ms)), ROOT, _drawn(60))
    book.at(70, key + 2, lambda _: ran.append(("cancelled", book.now_ms)), ROOT, _drawn(70)).cancel()
    book.at(10, key + 3, lambda _: None, ROOT, _drawn(10))
    book.run_until(20)
    book.move_to(20)

    def left_ms(draw: Draw, was_left_ms: int) -> int:
        asked.append((draw.total_ms, was_left_ms))
        return 5

    book.redraw(left_ms)
    book.run_until(100)

    assert [(60, 40)] == asked
    assert [("drawn", 25), ("constant", 50)] == ran
    assert 25 == moved.time_ms


def test_a_fork_moves_what_a_process_waits_for() -> None:
    """A message on its way arrives when it is drawn to, by the clock that everybody reads."""
    book, arrived = agenda(), []

    def carry() -> Generator[simpy.Event, None, None]:
        yield book.wait_until(80, key_of(Phase.MESSAGE, 1, Act.ARRIVE, 1), _drawn(80))
        arrived.append(book.now_ms)

    book.start(carry())
    book.run_until(20)
    book.move_to(20)
    book.redraw(lambda _draw, _left: 1)
    book.run_until(100)

    assert [21] == arrived
