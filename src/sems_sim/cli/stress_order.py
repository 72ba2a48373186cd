"""What `sems-sim stress` is asked for: how many runs, by whom, and which studies."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sems_sim.cli.crisis import Order
from sems_sim.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sems_sim.stress import Executor, Goal

DEFAULT_RUNS = 1_000
MOST_RUNS = 100_000_000
METHODS = ("sobol", "morris", "delta")
WAYS = ("all", "each", "sampled")


@dataclass(frozen=True, slots=True)
class Studies:
    """Which studies are made beside the ensemble."""

    levers: tuple[str, ...] = ()
    levers_how: str = "all"
    uncertain: str = ""
    """A method of sensitivity; empty for none."""
    discovers: bool = False
    breaks: tuple[str, ...] = ()
    """TARGET or TARGET=CHANCE."""
    weak_points: bool = False
    weak_pairs: bool = False
    critical_path: bool = False
    judgement: bool = False
    pairs: bool = False
    measure: str = ""
    """What studies look at; empty for the cost."""

    @classmethod
    def asked_for(cls, given: Mapping[str, Any]) -> Studies:
        """Those of the options by the names of the fields; what was given twice counts once."""
        once = {name: tuple(dict.fromkeys(v)) for name, v in given.items() if isinstance(v, tuple)}
        kept: dict[str, Any] = {**given, **once}
        return cls(**kept)

    def options(self) -> list[str]:
        """The options that ask for them."""
        found = [part for lever in self.levers for part in ("--vary", lever)]
        found += ["--vary-how", self.levers_how] if self.levers and self.levers_how != "all" else []
        found += ["--uncertain", self.uncertain] if self.uncertain else []
        found += [part for text in self.breaks for part in ("--break", text)]
        flags = {
            "--discover": self.discovers,
            "--weak-points": self.weak_points,
            "--weak-pairs": self.weak_pairs,
            "--critical-path": self.critical_path,
            "--judgement": self.judgement,
            "--pairs": self.pairs,
        }
        found += [flag for flag, is_set in flags.items() if is_set]
        return [*found, *(["--measure", self.measure] if self.measure else [])]


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work; no result depends on it."""

    count: int | None = None
    cluster: str = ""

    def open(self, engine: Any) -> Executor:  # noqa: ANN401 - either name of an engine
        """Whoever it is, to be closed afterwards."""
        from sems_sim.stress import Dask, executor_for

        return Dask(self.cluster) if self.cluster else executor_for(engine, self.count)


@dataclass(frozen=True, slots=True)
class StressOrder:
    """What is to be made."""

    order: Order
    replications: int | None
    precision: tuple[str, ...] = ()
    workers: Workers = field(default_factory=Workers)
    studies: Studies = field(default_factory=Studies)

    @property
    def most(self) -> int:
        """How many runs, or with a precision how many at most."""
        from sems_sim.stress import CAP

        return self.replications or (CAP if self.precision else DEFAULT_RUNS)

    def goals(self) -> list[Goal]:
        """What is to be known how well. Raises QuantityError."""
        from sems_sim.stress import parse_precision

        return [parse_precision(text) for text in self.precision]

    def parts(self, files: Sequence[Path]) -> list[str]:
        """The command line without what changes no result."""
        found = ["sems-sim", "stress", *(path.as_posix() for path in files)]
        if self.replications or not self.precision:
            found += ["-n", str(self.most)]
        found += [part for text in self.precision for part in ("--precision", text)]
        found += ["--seed", str(self.order.seed), "--engine", self.order.engine]
        found += [
            part for path, value in self.order.overrides.items() for part in ("--set", f"{path}={value}")
        ]
        return [*found, *self.studies.options()]

    def command(self, files: Sequence[Path]) -> str:
        """The same as one line."""
        return shlex.join(self.parts(files))


def read_runs(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    """A number of runs: `1000`, `10_000`. Raises ArgumentError."""
    if text is None:
        return None
    digits = text.replace("_", "").replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 12 and 1 <= int(digits) <= MOST_RUNS):
        raise ArgumentError(
            f"-n {text}: a number of runs is a whole number from 1 up", "for example -n 10000"
        )
    return int(digits)


def read_workers(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    """A number of workers. Raises ArgumentError."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1024):
        raise ArgumentError(f"--workers {text}: a whole number from 1 to 1024", "leave it out for one a core")
    return int(text)


def one_of(option: str, known: tuple[str, ...]) -> Any:  # noqa: ANN401 - click's callback
    """A reader of words that must be one of a few."""
    from sems_sim.cli.voice import meant

    def read(_: click.Context, __: click.Parameter, text: str | None) -> str:
        if text is None or text in known:
            return text or ""
        hint = meant(text, known) or f"known: {', '.join(known)}"
        raise ArgumentError(f"{option} {text}: there is no such thing", hint)

    return read
