"""Hand chunks out and take batches back in order, with few under way at a time.

Whoever does the work, chunks are made only when there is room for them, and a worker that is lost costs its chunk
another attempt and nothing else.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from sems_sim.errors import ArgumentError, SemsError
from sems_sim.stress.backends import Chunk
from sems_sim.stress.batch import Batch

Work = Callable[[Chunk], Batch]

ATTEMPTS = 4
"""How often a chunk is handed out before it is given up."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error on its way home: taken apart, since errors with several arguments do not survive pickling."""

    kind: type[Exception]
    words: tuple[Any, ...]
    state: dict[str, Any]

    def error(self) -> Exception:
        """Put the error together again."""
        error = self.kind.__new__(self.kind, *self.words)
        error.__dict__.update(self.state)
        return error


def tried(work: Work, chunk: Chunk) -> Batch | Trouble:
    """Do a chunk far from home, and bring back what came of it."""
    try:
        return work(chunk)
    except Exception as error:  # noqa: BLE001 - raised again at home
        if not isinstance(error, SemsError):
            error.add_note("on a worker:\n" + "".join(traceback.format_exception(error)))
        return Trouble(type(error), error.args, dict(error.__dict__))


class Executor(Protocol):
    """Does chunks, here or elsewhere."""

    def run(self, chunks: Iterable[Chunk], work: Work) -> Iterator[tuple[int, Batch]]:
        """Yield (number of the chunk, its batch) in the order of the chunks.

        Closing the iterator early calls off what nobody has begun.
        """

    def close(self) -> None:
        """Let go of all workers; what they have in hand is lost."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""


class Promise(Protocol):
    """A future: of `concurrent.futures`, or one that looks like it."""

    def result(self) -> Any:  # noqa: ANN401 - as the libraries have it
        """Wait for the outcome."""

    def cancel(self) -> Any:  # noqa: ANN401 - likewise
        """Call it off, unless it has begun."""

    def done(self) -> bool:
        """Return whether there is an outcome."""


@dataclass(frozen=True, slots=True)
class Workforce:
    """What `in_order` needs to know of those who work."""

    hand_out: Callable[[Chunk], Promise]
    window: int
    """How many chunks may be under way."""
    lost: tuple[type[BaseException], ...] = ()
    """Errors that mean that a worker was lost, not that the work is wrong."""
    renew: Callable[[], None] = lambda: None
    """Called after a loss, before chunks are handed out again."""
    advice: str = ""
    """What to do if workers keep being lost."""


def in_order(chunks: Iterable[Chunk], workforce: Workforce) -> Generator[tuple[int, Batch], None, None]:
    """Yield the batches in the order of their chunks.

    Raises:
        ArgumentError: If a chunk loses its worker again and again.
    """
    waiting: deque[tuple[Chunk, Promise]] = deque()
    number = 0
    try:
        for chunk in chunks:
            waiting.append((chunk, _handed_out(chunk, waiting, workforce)))
            if len(waiting) >= workforce.window:
                yield number, _next(waiting, workforce)
                number += 1
        while waiting:
            yield number, _next(waiting, workforce)
            number += 1
    finally:
        for _, promise in waiting:
            promise.cancel()


def _handed_out(chunk: Chunk, waiting: deque[tuple[Chunk, Promise]], workforce: Workforce) -> Promise:
    try:
        return workforce.hand_out(chunk)
    except workforce.lost:
        _hand_out_again(waiting, workforce)
        return workforce.hand_out(chunk)


def _next(waiting: deque[tuple[Chunk, Promise]], workforce: Workforce) -> Batch:
    for _ in range(ATTEMPTS):
        try:
            batch: Batch | Trouble = waiting[0][1].result()
        except workforce.lost:
            _hand_out_again(waiting, workforce)
        else:
            if isinstance(batch, Trouble):
                raise batch.error()
            waiting.popleft()
            return batch
    raise lost_too_often(waiting[0][0], workforce.advice)


def lost_too_often(chunk: Chunk, advice: str) -> ArgumentError:
    """Return the error for a chunk that is given up."""
    message = (
        f"replications from {chunk.first} on lost their worker {ATTEMPTS} times: out of memory, or killed"
    )
    return ArgumentError(message, advice)


def _hand_out_again(waiting: deque[tuple[Chunk, Promise]], workforce: Workforce) -> None:
    """Hand out again what was lost; what is done stays done, so that it is not done twice."""
    workforce.renew()
    for place, (chunk, promise) in enumerate(waiting):
        if _is_lost(promise, workforce):
            waiting[place] = (chunk, workforce.hand_out(chunk))


def _is_lost(promise: Promise, workforce: Workforce) -> bool:
    if not promise.done():
        return False
    try:
        promise.result()
    except workforce.lost:
        return True
    except Exception:  # noqa: BLE001 - faults of the work itself are raised when its turn comes
        return False
    return False
