"""Who does the chunks: this thread, threads, processes or a Dask cluster; one call."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sems_sim.errors import ArgumentError
from sems_sim.model import Model
from sems_sim.stress.backends import Chunk, EngineName, Rest, whole
from sems_sim.stress.batch import Batch
from sems_sim.stress.delivery import Executor, Promise, Trouble, Work, Workforce, in_order, tried
from sems_sim.stress.manifest import program_version
from sems_sim.stress.processes import Processes

_PATIENCE_S = 10
_CHUNKS_A_THREAD = 3


def executor_for(engine: EngineName, workers: int | None = None) -> Executor:
    """Return what suits an engine on this machine: threads for the kernel, processes for the engine.

    `workers`: how many; by default one for each core this process may use.
    """
    count = workers or _cores()
    if count == 1:
        return Here()
    return Threads(count) if engine == "kernel" else Processes(count)


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


class Here:
    """One chunk after the other, in this thread."""

    def run(self, chunks: Iterable[Chunk], work: Work) -> Iterator[tuple[int, Batch]]:
        """Yield (number of the chunk, its batch), in order."""
        for number, chunk in enumerate(chunks):
            yield number, work(chunk)

    def close(self) -> None:
        """There is nobody to let go of."""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""


class Threads(Here):
    """A fixed number of threads; the kernel lets them run side by side."""

    def __init__(self, workers: int) -> None:
        """Say how many."""
        self.workers = workers
        self._pool: ThreadPoolExecutor | None = None

    def run(self, chunks: Iterable[Chunk], work: Work) -> Iterator[tuple[int, Batch]]:
        """Yield (number of the chunk, its batch), in order."""

        def hand_out(chunk: Chunk) -> Future[Batch]:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self.workers, thread_name_prefix="chunks")
            return self._pool.submit(work, chunk)

        return in_order(chunks, Workforce(hand_out, 2 * self.workers + 1))

    def close(self) -> None:
        """Call off what is waiting, and wait for the chunks in hand: a thread cannot be stopped."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


class Dask(Here):
    """The workers of a Dask cluster that somebody else has started."""

    def __init__(self, address: str) -> None:
        """Say where its scheduler is (`tcp://host:8786`); it is called when the first chunk comes."""
        self.address = address
        self._client: Any = None
        self._sent: tuple[Model, Promise] | None = None

    def run(self, chunks: Iterable[Chunk], work: Work) -> Iterator[tuple[int, Batch]]:
        """Yield (number of the chunk, its batch), in order; a lost worker loses nothing.

        Raises:
            ArgumentError: If Dask is not installed, if there is no such cluster or nobody works there, if a worker
                has another version of this program, or if a chunk loses its worker again and again.
        """
        client = self._called()
        from distributed import KilledWorker

        def hand_out(chunk: Chunk) -> Promise:
            promise: Promise = client.submit(
                _work_there, self._send(chunk.model), chunk.rest, work, _signature(), pure=False
            )
            return promise

        threads = sum(client.nthreads().values())
        workforce = Workforce(
            hand_out,
            _CHUNKS_A_THREAD * max(threads, 1) + 1,
            lost=(KilledWorker,),
            renew=self._forget,
            advice="look at the workers' logs; give them more memory, or fewer threads each",
        )
        try:
            yield from in_order(chunks, workforce)
        except (CancelledError, OSError) as error:
            hint = "start it again, and go on with --resume"
            raise ArgumentError(f"{self.address}: the cluster went away", hint) from error

    def _called(self) -> Any:  # noqa: ANN401 - Dask's client is untyped
        if self._client is None:
            self._client = _connected(self.address)
        return self._client

    def _send(self, model: Model) -> Promise:
        """Send the model once, as a task: if all who hold it are lost, the cluster makes it again."""
        if self._sent is None or self._sent[0] is not model:
            packed = pickle.dumps(model, protocol=pickle.HIGHEST_PROTOCOL)
            future = self._called().submit(_unpacked, packed, _signature(), pure=False)
            self._sent = (model, future)
        return self._sent[1]

    def _forget(self) -> None:
        """Send the model anew next time."""
        self._sent = None

    def close(self) -> None:
        """Take leave of the cluster, which drops what was still to do."""
        client, self._client, self._sent = self._client, None, None
        if client is not None:
            client.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


def _connected(address: str) -> Any:  # noqa: ANN401 - Dask's client is untyped
    """Call a scheduler, and see that somebody works there, with this very program."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ArgumentError("a cluster needs Dask", 'pip install "sems-sim[cluster]"') from error
    try:
        make: Any = Client
        client = make(address, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ArgumentError(f"{address}: no Dask scheduler answers", "start one: dask scheduler") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE_S)
        _compare(client.run(_signature))
    except TimeoutError as error:
        client.close()
        raise ArgumentError(f"{address}: nobody works there", f"start one: dask worker {address}") from error
    except ImportError as error:
        client.close()
        raise ArgumentError("a worker of the cluster has no sems-sim", _SAME_EVERYWHERE) from error
    except ArgumentError:
        client.close()
        raise
    return client


_SAME_EVERYWHERE = "install the same version of sems-sim, with the same Python, wherever a worker runs"


def _compare(found: dict[str, tuple[str, str, str]]) -> None:
    for place, signature in found.items():
        if signature != _signature():
            raise ArgumentError(_mismatch(place, signature, _signature()), _SAME_EVERYWHERE)


def _mismatch(place: str, there: tuple[str, str, str], here: tuple[str, str, str]) -> str:
    names = ("Python", "sems-sim", "source of sems-sim")
    pairs = [pair for pair in zip(names, there, here, strict=True) if pair[1] != pair[2]]
    told = [f"{name} {theirs}, here {ours}" for name, theirs, ours in pairs]
    return f"the worker {place} is not like this program: {'; '.join(told)}"


@lru_cache(maxsize=1)
def _signature() -> tuple[str, str, str]:
    """Return what must be the same here and there: Python, the version, and a hash of the program's source."""
    digest = hashlib.sha256()
    house = Path(__file__).resolve().parent.parent
    for path in sorted(house.rglob("*.py")):
        digest.update(
            path.relative_to(house).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n")
        )
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return python, program_version(), digest.hexdigest()[:16]


def _unpacked(packed: bytes, expected: tuple[str, str, str]) -> Model:
    """Unpack the model on a worker that is like the sender; one may have joined since the sender looked."""
    _compare_here(expected)
    model: Model = pickle.loads(packed)  # noqa: S301 - whoever may give a worker work may have it run anything
    return model


def _work_there(model: Model, rest: Rest, work: Work, expected: tuple[str, str, str]) -> Batch | Trouble:
    _compare_here(expected)
    return tried(work, whole(model, rest))


def _compare_here(expected: tuple[str, str, str]) -> None:
    if expected != _signature():
        from distributed import get_worker

        raise ArgumentError(_mismatch(get_worker().address, _signature(), expected), _SAME_EVERYWHERE)
