"""The queue M/M/5 as others would write it: with SimPy, as a loop for Numba, and as the same loop in C.

They count customers served and sum what each waited; they keep no trace, no causes, no plans and no books.
"""

from __future__ import annotations

import ctypes
import random  # noqa: TID251 - the rival draws as its users do
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import numpy as np
import simpy

SERVERS = 5
BETWEEN_MIN, SERVICE_MIN = 2.0 / 9.0, 1.0
"""Mean minutes between two calls and of one service: nine tenths of the servers are busy."""
Served = tuple[int, float]
"""Customers that came, and the minutes that those who were served waited, together."""
C_SOURCE = Path(__file__).with_name("queue_loop.c")


# --- SimPy ---


class SimPyQueue:
    """A process for each customer, a resource for the servers."""

    def __init__(self, seed: int, horizon_min: float) -> None:
        """Start the arrivals."""
        self.chance = random.Random(seed)  # noqa: S311 - a simulation, no secret
        self.env = simpy.Environment()
        self.servers = simpy.Resource(self.env, SERVERS)
        self.horizon_min = horizon_min
        self.customers = 0
        self.waited = 0.0
        self.env.process(self._arrivals())

    def run(self) -> Served:
        """Run to the horizon."""
        self.env.run(until=self.horizon_min)
        return self.customers, self.waited

    def _arrivals(self) -> Generator[simpy.Event, None, None]:
        while True:
            yield self.env.timeout(self.chance.expovariate(1.0 / BETWEEN_MIN))
            self.customers += 1
            self.env.process(self._customer())

    def _customer(self) -> Generator[simpy.Event, None, None]:
        came = self.env.now
        with self.servers.request() as server:
            yield server
            self.waited += self.env.now - came
            yield self.env.timeout(self.chance.expovariate(1.0 / SERVICE_MIN))


# --- a loop for Numba ---


def numba_loop() -> Callable[[int, float], Served]:
    """Return an event loop over a binary heap, compiled; the same algorithm and draws as in queue_loop.c."""
    from numba import njit

    step, m1, m2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
    s30, s27, s31, s11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)

    @njit  # type: ignore[untyped-decorator] # numba carries no types
    def exponential(state, mean):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - compiled
        state[0] += step
        word = state[0]
        word = (word ^ (word >> s30)) * m1
        word = (word ^ (word >> s27)) * m2
        word ^= word >> s31
        return -mean * np.log((np.float64(word >> s11) + 0.5) * (1.0 / 9007199254740992.0))

    @njit  # type: ignore[untyped-decorator] # numba carries no types
    def push(times, kinds, count, time, kind):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - compiled
        where = count
        while where > 0:
            above = (where - 1) >> 1
            if times[above] <= time:
                break
            times[where], kinds[where] = times[above], kinds[above]
            where = above
        times[where], kinds[where] = time, kind
        return count + 1

    @njit  # type: ignore[untyped-decorator] # numba carries no types
    def pop(times, kinds, count):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - compiled
        count -= 1
        time, kind, where = times[count], kinds[count], 0
        while 2 * where + 1 < count:
            below = 2 * where + 1
            if below + 1 < count and times[below + 1] < times[below]:
                below += 1
            if times[below] >= time:
                break
            times[where], kinds[where] = times[below], kinds[below]
            where = below
        times[where], kinds[where] = time, kind
        return count

    @njit  # type: ignore[untyped-decorator] # numba carries no types
    def loop(seed, horizon):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - compiled
        state = np.array([seed], np.uint64)
        times, kinds = np.empty(64), np.empty(64, np.int64)
        came, mask = np.empty(1 << 16), (1 << 16) - 1
        first, last, busy, customers, waited = 0, 0, 0, 0, 0.0
        count = push(times, kinds, 0, exponential(state, BETWEEN_MIN), 0)
        while times[0] < horizon:
            now, kind = times[0], kinds[0]
            count = pop(times, kinds, count)
            if kind == 0:
                customers += 1
                came[last & mask] = now
                last += 1
                count = push(times, kinds, count, now + exponential(state, BETWEEN_MIN), 0)
            else:
                busy -= 1
            if busy < SERVERS and first < last:
                waited += now - came[first & mask]
                first += 1
                busy += 1
                count = push(times, kinds, count, now + exponential(state, SERVICE_MIN), 1)
        return customers, waited

    def run(seed: int, horizon_min: float) -> Served:
        customers, waited = loop(np.uint64(seed), horizon_min)
        return int(customers), float(waited)

    run(1, 1.0)
    return run


# --- the same in C ---


def c_loop() -> Callable[[int, float], Served] | None:
    """Return the loop in C, compiled with gcc -O2, or None where there is no gcc."""
    compiler = shutil.which("gcc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "queue_loop.so"
        command = [compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(C_SOURCE), "-lm"]
        subprocess.run(command, check=True)  # noqa: S603 - our own source
        loop = ctypes.CDLL(str(made)).run
    loop.argtypes = [ctypes.c_uint64, ctypes.c_double, ctypes.POINTER(ctypes.c_double)]
    loop.restype = ctypes.c_int64

    def run(seed: int, horizon_min: float) -> Served:
        waited = ctypes.c_double()
        customers = loop(seed, horizon_min, ctypes.byref(waited))
        return int(customers), waited.value

    return run
