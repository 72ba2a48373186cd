"""A run as reports see it, whichever simulator made it or file it was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sems_sim.events import Record
from sems_sim.model import Model


class RunResult(Protocol):
    """One simulated crisis: its model, its luck, its records, its measures."""

    @property
    def model(self) -> Model:
        """The compiled scenario."""

    @property
    def seed(self) -> int:
        """The luck."""

    @property
    def fingerprint(self) -> str:
        """The hash of the trace, in hexadecimal."""

    @property
    def events(self) -> int:
        """How many events were executed."""

    @property
    def end_ms(self) -> int:
        """When it ended, in milliseconds since the start."""

    @property
    def trace(self) -> Sequence[Record]:
        """All that happened, in order."""

    @property
    def measures(self) -> Mapping[str, float | None]:
        """What it is judged by; None for what did not happen."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A run with its records sorted by what they are about."""

    run: RunResult
    by_entity: Mapping[int, tuple[Record, ...]]

    @property
    def model(self) -> Model:
        """The compiled scenario."""
        return self.run.model

    @property
    def end_ms(self) -> int:
        """When it ended, in milliseconds since the start."""
        return self.run.end_ms

    @property
    def trace(self) -> Sequence[Record]:
        """All that happened, in order."""
        return self.run.trace

    @property
    def measures(self) -> Mapping[str, float | None]:
        """What it is judged by; None for what did not happen."""
        return self.run.measures

    def own(self, entity: int) -> tuple[Record, ...]:
        """The records about one entity, in order."""
        return self.by_entity.get(entity, ())


def ledger_of(run: RunResult) -> Ledger:
    """Sort the records of a run once, so that no reader goes through all of them for each entity."""
    found: dict[int, list[Record]] = {}
    for record in run.trace:
        found.setdefault(record.entity, []).append(record)
    return Ledger(run, {entity: tuple(records) for entity, records in found.items()})
