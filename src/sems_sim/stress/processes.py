"""Chunks done by processes of this machine: threads do not speed the engine up.

Each worker has a pipe of its own, so that a worker that is killed, even in the middle of an answer, costs its own chunk
another attempt and nothing else. Workers end with the process that started them, however that ends, and leave Ctrl-C
to it.
"""

from __future__ import annotations

import pickle
import queue
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from sems_sim.model import Model
from sems_sim.stress.backends import Chunk, whole
from sems_sim.stress.batch import Batch
from sems_sim.stress.delivery import ATTEMPTS, Trouble, Work, Workforce, in_order, lost_too_often, tried

_ADVICE = "use fewer workers (--workers 1), so that each has more memory"
_GONE = (EOFError, OSError)
_PRELOADED = ["sems_sim.engine", "sems_sim.stress.backends"]


class Processes:
    """A fixed number of worker processes, each started when there is work for it."""

    def __init__(self, workers: int) -> None:
        """Say how many."""
        self.workers = workers
        self._pool: ThreadPoolExecutor | None = None
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all: list[_Worker] = []

    def run(self, chunks: Iterable[Chunk], work: Work) -> Iterator[tuple[int, Batch]]:
        """Yield (number of the chunk, its batch), in order.

        Raises:
            ArgumentError: If a chunk loses its worker again and again.
        """

        def hand_out(chunk: Chunk) -> Future[Batch | Trouble]:
            return self._started().submit(self._do, chunk, work)

        return in_order(chunks, Workforce(hand_out, 2 * self.workers + 1))

    def _started(self) -> ThreadPoolExecutor:
        """Return the threads that wait for the workers, one each."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.workers, thread_name_prefix="processes")
            self._all = [_Worker() for _ in range(self.workers)]
            self._idle = queue.LifoQueue()
            for worker in self._all:
                self._idle.put(worker)
        return self._pool

    def _do(self, chunk: Chunk, work: Work) -> Batch | Trouble:
        idle = self._idle
        worker = idle.get()
        try:
            for _ in range(ATTEMPTS):
                try:
                    return worker.do(chunk, work)
                except _GONE:
                    worker.end()
            raise lost_too_often(chunk, _ADVICE)
        finally:
            idle.put(worker)

    def close(self) -> None:
        """Call off what is waiting, and end the workers with what they have in hand."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in self._all:
                worker.dismiss()
            pool.shutdown(wait=True)
            for worker in self._all:
                worker.end()

    def __enter__(self) -> Self:
        """Begin; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers."""
        self.close()


class _Worker:
    """One process at a time, and our end of its pipe."""

    def __init__(self) -> None:
        # A server that forks ready-made workers where there is one; elsewhere each starts from nothing. Never a plain
        # fork: it would copy locks that threads of this process may hold.
        has_server = "forkserver" in get_all_start_methods()
        self._context: Any = get_context("forkserver" if has_server else "spawn")
        if has_server:
            self._context.set_forkserver_preload(_PRELOADED)
        self._model: Model | None = None
        self._is_dismissed = False
        self._starting = threading.Lock()
        self._process: Any = None
        self._pipe: Any = None

    def _start(self) -> None:
        with self._starting:
            if self._is_dismissed:
                raise CancelledError
            self._pipe, theirs = self._context.Pipe()
            self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()  # so that the pipe ends when the process does
            self._model = None

    def do(self, chunk: Chunk, work: Work) -> Batch | Trouble:
        """Have a chunk done. Raises EOFError or OSError if the process is lost."""
        if self._process is None:
            self._start()
        if self._model is not chunk.model:
            self._pipe.send_bytes(pickle.dumps(chunk.model, protocol=pickle.HIGHEST_PROTOCOL))
            self._model = chunk.model
        self._pipe.send_bytes(pickle.dumps((chunk.rest, work), protocol=pickle.HIGHEST_PROTOCOL))
        answer: Batch | Trouble = self._pipe.recv()
        return answer

    def dismiss(self) -> None:
        """Kill the process, and have it do no more; whoever waits for it sees the pipe end."""
        with self._starting:
            self._is_dismissed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """Put the process and our end of the pipe away; the next chunk starts another."""
        with self._starting:
            if self._process is not None:
                self._process.kill()
                self._process.join()
                self._pipe.close()
                self._process = None


def _serve(pipe: Connection) -> None:
    """Do chunks until the pipe ends: with the process that holds its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    model: Model | None = None
    while True:
        try:
            told = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from the process that started this one
            if isinstance(told, Model):
                model = told
                continue
            rest, work = told
            if model is not None:
                pipe.send(tried(work, whole(model, rest)))
        except _GONE:
            return
