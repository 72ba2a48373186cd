"""What a report asks of a run, whichever simulator made it or file it was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
