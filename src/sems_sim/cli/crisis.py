"""From a file and a seed to a run: what `run`, `why` and `doctor` have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sems_sim.cli.version import version
from sems_sim.errors import ArgumentError, TrustError
from sems_sim.events import Record

if TYPE_CHECKING:
    from sems_sim.engine import Run
    from sems_sim.model import Model
    from sems_sim.reports import Background
    from sems_sim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run: the file, the luck, what is changed, how far."""

    path: Path
    seed: int = 7
    overrides: Mapping[str, str] = field(default_factory=dict)
    until_ms: int | None = None
    trusts_extensions: bool = False
    engine: str = "engine"
    replication: int = 0
    """Which of the runs of an ensemble."""

    def command(self) -> str:
        """The command line that repeats it."""
        import shlex

        parts = ["sems-sim", "run", self.path.as_posix(), "--seed", str(self.seed)]
        parts += ["--replication", str(self.replication)] if self.replication else []
        parts += ["--engine", self.engine] if self.engine != "engine" else []
        for path, value in self.overrides.items():
            parts += ["--set", f"{path}={value}"]
        if self.until_ms is not None:
            from sems_sim.units import format_duration

            parts += ["--until", format_duration(self.until_ms)]
        return shlex.join(parts)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A scenario that was read and compiled."""

    scenario: Scenario
    model: Model


def read(order: Order) -> Compiled:
    """Read and compile the file. Raises ScenarioError with every fault, TrustError for code not trusted."""
    from sems_sim.scenario import compile_model, read_scenario

    scenario = read_scenario(order.path, order.overrides)
    _refuse_extensions(scenario, order)
    return Compiled(scenario, compile_model(scenario))


def _refuse_extensions(scenario: Scenario, order: Order) -> None:
    if not scenario.sections.extensions:
        return
    if not order.trusts_extensions:
        raise TrustError(
            f"{order.path} brings Python code of its own; read it, and if you trust it add --trust-extensions"
        )
    raise ArgumentError(
        "extensions cannot be loaded yet", "run the scenario without its section `extensions`"
    )


@dataclass(frozen=True, slots=True)
class CompiledRun:
    """A run of the compiled simulator, with the face of one of the readable engine."""

    model: Model
    seed: int
    fingerprint: str
    events: int
    end_ms: int
    trace: tuple[Record, ...]
    measures: Mapping[str, float | None]


def simulated(order: Order, compiled: Compiled) -> Run | CompiledRun:
    """Run it, on the readable engine or on its compiled twin; both give the same."""
    if order.engine == "kernel":
        return _on_kernel(order, compiled)
    from sems_sim.engine import simulate

    return simulate(compiled.model, seed=order.seed, replication=order.replication, until_ms=order.until_ms)


def _on_kernel(order: Order, compiled: Compiled) -> CompiledRun:
    from sems_sim.kernel import simulate

    made = simulate(compiled.model, seed=order.seed, replication=order.replication, until_ms=order.until_ms)
    names = Record._fields
    columns = [made.trace[name].tolist() for name in names]
    return CompiledRun(
        model=made.model,
        seed=made.seed,
        fingerprint=made.fingerprint,
        events=made.events,
        end_ms=made.end_ms,
        trace=tuple(Record(*row) for row in zip(*columns, strict=True)),
        measures=made.measures,
    )


def background(order: Order, compiled: Compiled) -> Background:
    """What a report tells of the file."""
    from sems_sim.reports import Background
    from sems_sim.telling import plain

    sections: Any = compiled.scenario.sections
    return Background(
        organisation=plain(sections.organisation.name),
        summary=plain(sections.summary),
        sources=tuple(plain(source) for source in sections.sources),
        units={name: plain(service.unit) for name, service in sections.services.items()},
        purposes=_purposes(sections),
        file=order.path.as_posix(),
        command=order.command(),
        version=version(),
    )


def _purposes(sections: Any) -> dict[str, str]:  # noqa: ANN401 - sections are the scenario's own affair
    from sems_sim.telling import plain

    objectives = sections.exercise.objectives if sections.exercise is not None else {}
    return {name: plain(objective.text) for name, objective in objectives.items()}
