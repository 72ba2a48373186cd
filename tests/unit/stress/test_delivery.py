"""Handing out: lazily, few at a time, and again after a loss."""

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress import Batch, Chunk
from sems_sim.stress.delivery import ATTEMPTS, Workforce, in_order
from tests.unit.stress.doing import chunks, pretended


class _Crew:
    """Works at once, loses what it is told to lose, and notes everything."""

    def __init__(self, lost: dict[int, int] | None = None) -> None:
        self.lost = dict(lost or {})
        self.handed: list[int] = []
        self.renewed = 0
        self.futures: list[Future[Batch]] = []

    def hand_out(self, chunk: Chunk) -> Future[Batch]:
        self.handed.append(chunk.first // 3)
        future: Future[Batch] = Future()
        self.futures.append(future)
        if self.lost.get(chunk.first // 3, 0) > 0:
            self.lost[chunk.first // 3] -= 1
            future.set_exception(ConnectionResetError())
        else:
            future.set_result(pretended(chunk))
        return future

    def renew(self) -> None:
        self.renewed += 1

    def force(self, window: int = 3) -> Workforce:
        return Workforce(self.hand_out, window, (ConnectionResetError,), self.renew, "feed them better")


def test_chunks_are_made_when_there_is_room_for_them() -> None:
    """No more chunks are drawn than may be under way, however many there are."""
    drawn: list[int] = []

    def endless() -> Iterator[Chunk]:
        while True:
            drawn.append(len(drawn))
            yield Chunk(chunks(1)[0].model, 1, 3 * drawn[-1], 3)

    batches = in_order(endless(), _Crew().force(window=3))

    assert 0 == next(batches)[0]
    assert [0, 1, 2] == drawn
    assert 1 == next(batches)[0]
    assert [0, 1, 2, 3] == drawn
    batches.close()


def test_a_lost_worker_costs_its_chunk_another_attempt() -> None:
    """What was lost is handed out again and nothing else; the order stays."""
    crew = _Crew({1: 2, 2: 1})

    assert list(range(6)) == [number for number, _ in in_order(iter(chunks(6)), crew.force())]
    assert [1, 3, 2, 1, 1, 1] == [crew.handed.count(number) for number in range(6)]
    assert 2 == crew.renewed


def test_a_chunk_that_always_loses_its_worker_is_given_up() -> None:
    """After four attempts there is an error that says which replications, and what to do."""
    crew = _Crew({1: 99})

    with pytest.raises(
        ArgumentError, match=r"replications from 3 on lost their worker 4 times[^\n]*\n +feed them"
    ):
        list(in_order(iter(chunks(6)), crew.force()))
    assert ATTEMPTS + 1 == crew.handed.count(1)


def test_what_nobody_wants_any_more_is_called_off() -> None:
    """Closing early cancels what is still waiting."""
    waiting: list[Future[Batch]] = []

    def hand_out(chunk: Chunk) -> Future[Batch]:
        future: Future[Batch] = Future()
        if not waiting:
            future.set_result(pretended(chunk))
        waiting.append(future)
        return future

    batches = in_order(iter(chunks(9)), Workforce(hand_out, window=4))
    next(batches)
    batches.close()

    assert [False, True, True, True] == [future.cancelled() for future in waiting]
