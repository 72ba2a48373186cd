"""The queue M/M/5 as others would write it: with SimPy, and as a loop in C.

They count customers and sum what each waited; they keep no trace, no causes, no plans and no books.
"""

from __future__ import annotations

import ctypes
import random  # noqa: TID251 - the rival draws as its users do
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import simpy

from bench.queue_loop import BETWEEN_MIN, SERVERS, SERVICE_MIN, Served

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


# --- C ---


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
