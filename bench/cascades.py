"""One random dependency network, as a scenario file and as a plain SimPy model of the same structure.

Each asset needs a majority of two to four earlier ones and has a buffer of its own; a fifth of them break at the start,
units fail by themselves, and one crew for twenty assets repairs them, first come, first served.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import simpy

from sems_sim.laws import log, uniform

HORIZON_H = 168.0
LIFE_H, REPAIR_H = 100.0, 4.0
A_FILE = 5_000
MEND = "{takes: exponential 4h, uses: {crews: 1}}"


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset: how many of which it needs, and for how long it gets on without."""

    k: int
    needs: tuple[int, ...]
    buffer_h: int
    is_hit: bool


def network(size: int) -> list[Asset]:
    """Return a random network, the same each time; the first ten assets need nothing."""
    return [_asset(number) for number in range(size)]


def _asset(number: int) -> Asset:
    draws = [uniform(1, 0, number, n) for n in range(8)]
    is_hit = draws[0] < 0.2
    if number < 10:
        return Asset(0, (), 0, is_hit)
    wanted = 2 + int(draws[1] * 3.0)
    needs = tuple(sorted({int(draw * number) for draw in draws[2 : 2 + wanted]}))
    return Asset((len(needs) + 1) // 2, needs, 1 + int(draws[6] * 8.0), is_hit)


def write_scenario(assets: list[Asset], folder: Path) -> Path:
    """Write the network as a scenario with its parts in files of their own, and return the scenario's path."""
    parts = []
    for first in range(0, len(assets), A_FILE):
        part = folder / f"part{first // A_FILE}.yaml"
        rows = [_row(first + place, asset) for place, asset in enumerate(assets[first : first + A_FILE])]
        part.write_text("assets:\n" + "".join(rows), encoding="utf-8")
        parts.append(part.name)
    hit = ", ".join(f"{{fail: a{number}}}" for number, asset in enumerate(assets) if asset.is_hit)
    scenario = folder / f"cascade{len(assets)}.yaml"
    scenario.write_text(
        f"""sems_sim: 1
id: cascade-{len(assets)}
title: A cascade through {len(assets)} assets
people: off
clock: {{start: 2025-01-01T00:00:00+00:00, runs: 168h}}
include: [{", ".join(parts)}]
resources: {{crews: {{amount: {max(1, len(assets) // 20)}}}}}
incidents: {{shock: {{opens: 0m, hurts: {{at: 0.1, do: [{hit}]}}}}}}
""",
        encoding="utf-8",
    )
    return scenario


def _row(number: int, asset: Asset) -> str:
    needs = ""
    mend = f"&mend {MEND}" if number % A_FILE == 0 else "*mend"
    if asset.needs:
        of = ", ".join(f"a{other}" for other in asset.needs)
        needs = f", needs: {{at_least: {asset.k}, of: [{of}], buffer: {asset.buffer_h}h}}"
    return f"  a{number}: {{fails: exponential 100h, repair: {mend}{needs}}}\n"


class PlainCascade:
    """The same network as idiomatic SimPy: a process for each unit's life, one for each buffer that runs."""

    def __init__(self, assets: list[Asset], seed: int) -> None:
        """Start every life, and break what the shock hits."""
        self.assets = assets
        self.seed = seed
        self.env = simpy.Environment()
        self.crews = simpy.Resource(self.env, max(1, len(assets) // 20))
        self.users: list[list[int]] = [[] for _ in assets]
        for number, asset in enumerate(assets):
            for other in asset.needs:
                self.users[other].append(number)
        self.is_broken = [False] * len(assets)
        self.is_starved = [False] * len(assets)
        self.is_up = [True] * len(assets)
        self.buffers: list[simpy.Process | None] = [None] * len(assets)
        self.draws = [0] * len(assets)
        self.changes = 0
        for number, asset in enumerate(assets):
            self.env.process(self._life(number, is_hit=asset.is_hit))

    def run(self) -> int:
        """Run to the horizon; return how often an asset went down or came up."""
        self.env.run(until=HORIZON_H)
        return self.changes

    def _exponential(self, number: int, mean: float) -> float:
        self.draws[number] += 1
        return -mean * log(uniform(self.seed, 0, number, self.draws[number]))

    def _life(self, number: int, *, is_hit: bool) -> Generator[simpy.Event, None, None]:
        while True:
            yield self.env.timeout(0.0 if is_hit else self._exponential(number, LIFE_H))
            is_hit = False
            self.is_broken[number] = True
            self._look(number)
            with self.crews.request() as crew:
                yield crew
                yield self.env.timeout(self._exponential(number, REPAIR_H))
            self.is_broken[number] = False
            self._look(number)

    def _look(self, number: int) -> None:
        """Set the asset up or down, and have a look at its users if that changed."""
        waiting = deque([number])
        while waiting:
            here = waiting.popleft()
            is_up = not self.is_broken[here] and not self.is_starved[here]
            if is_up is self.is_up[here]:
                continue
            self.is_up[here] = is_up
            self.changes += 1
            for user in self.users[here]:
                self._supply(user)
                waiting.append(user)

    def _supply(self, user: int) -> None:
        asset, buffer = self.assets[user], self.buffers[user]
        is_met = sum(self.is_up[other] for other in asset.needs) >= asset.k
        if is_met:
            self.is_starved[user] = False
            if buffer is not None:
                buffer.interrupt()
                self.buffers[user] = None
        elif buffer is None and not self.is_starved[user]:
            self.buffers[user] = self.env.process(self._drain(user))

    def _drain(self, user: int) -> Generator[simpy.Event, None, None]:
        try:
            yield self.env.timeout(float(self.assets[user].buffer_h))
        except simpy.Interrupt:
            return
        self.buffers[user] = None
        self.is_starved[user] = True
        self._look(user)
