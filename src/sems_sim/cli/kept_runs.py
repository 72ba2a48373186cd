"""Runs kept in a folder, so that they can be asked about later: run.json and trace.jsonl."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sems_sim.cli.crisis import Compiled, CompiledRun, Order, read
from sems_sim.cli.version import version
from sems_sim.cli.writing import as_json, write_whole
from sems_sim.errors import ArgumentError
from sems_sim.events import Kind, Record

if TYPE_CHECKING:
    from sems_sim.engine import Run
    from sems_sim.model import Model

_HEAD, _TRACE = "run.json", "trace.jsonl"


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run as it was read back: the same face as a run that was just made."""

    model: Model
    seed: int
    fingerprint: str
    events: int
    end_ms: int
    trace: tuple[Record, ...]
    measures: Mapping[str, float | None]


def trace_text(run: Run | CompiledRun) -> str:
    """The trace, one JSON object a line, with names for people and for programs without the model."""
    names = [entity.name for entity in run.model.entities]
    lines = []
    for index, record in enumerate(run.trace):
        row = {
            "event": index,
            "time_ms": record.time_ms,
            "phase": int(record.phase),
            "entity": names[record.entity],
            "kind": Kind(record.kind).name,
            "value": record.value,
            "cause": record.cause,
        }
        lines.append(json.dumps(row, ensure_ascii=False, allow_nan=False))
    return "\n".join(lines) + "\n"


def keep(run: Run | CompiledRun, order: Order, folder: Path) -> Path:
    """Keep a run under a folder of results; return the run's own folder. Raises ArgumentError."""
    number = f"-replication{order.replication}" if order.replication else ""
    place = folder / f"{run.model.id}-seed{run.seed}{number}"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(f"{place}: cannot be made", "give another folder with --out") from error
    write_whole(place / _TRACE, trace_text(run))
    write_whole(place / _HEAD, as_json(_head(run, order, place)))
    return place


def _head(run: Run | CompiledRun, order: Order, place: Path) -> dict[str, Any]:
    return {
        "sems_sim": version(),
        "scenario": run.model.id,
        "file": _relative(order.path, place),
        "digest": run.model.digest,
        "seed": run.seed,
        "set": dict(order.overrides),
        "until_ms": order.until_ms,
        "replication": order.replication,
        "engine": order.engine,
        "fingerprint": run.fingerprint,
        "events": run.events,
        "end_ms": run.end_ms,
        "measures": dict(run.measures),
    }


def _relative(path: Path, place: Path) -> str:
    """The path from the run's folder, so that a project can move; whole where there is no such way."""
    try:
        return Path(os.path.relpath(path.resolve(), place.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def is_kept(path: Path) -> bool:
    """Whether a path leads to a kept run: its folder, or its run.json."""
    return (path / _HEAD).is_file() or (path.name == _HEAD and path.is_file())


def read_back(path: Path) -> tuple[KeptRun, Order, Compiled]:
    """A kept run with its scenario. Raises ArgumentError if either is damaged or has changed since."""
    place = path.parent if path.name == _HEAD else path
    try:
        head = json.loads((place / _HEAD).read_text(encoding="utf-8"))
        file = (place / head["file"]).resolve()
        order = _order(head, _shown(file))
        lines = (place / _TRACE).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArgumentError(f"{path}: this run cannot be read", "run the scenario again") from error
    if not file.is_file():
        raise ArgumentError(f"{path}: its scenario {head['file']} is gone", "run the scenario again")
    compiled = read(order)
    if compiled.model.digest != head["digest"]:
        hint = f"run it again: {order.command()}"
        raise ArgumentError(f"{path}: the scenario has changed since this run", hint)
    run = _run(head, compiled.model, lines, path)
    return run, order, compiled


def _order(head: dict[str, Any], file: Path) -> Order:
    return Order(
        file,
        int(head["seed"]),
        dict(head["set"]),
        head["until_ms"],
        engine=str(head["engine"]),
        replication=int(head.get("replication", 0)),
    )


def _shown(file: Path) -> Path:
    """The path from here if it is below, as one would type it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file


def _run(head: dict[str, Any], model: Model, lines: list[str], path: Path) -> KeptRun:
    numbers = {entity.name: index for index, entity in enumerate(model.entities)}
    try:
        trace = tuple(_record(json.loads(line), numbers) for line in lines)
        return KeptRun(
            model=model,
            seed=int(head["seed"]),
            fingerprint=str(head["fingerprint"]),
            events=int(head["events"]),
            end_ms=int(head["end_ms"]),
            trace=trace,
            measures=dict(head["measures"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ArgumentError(f"{path}: its trace cannot be read", "run the scenario again") from error


def _record(row: dict[str, Any], numbers: Mapping[str, int]) -> Record:
    return Record(
        time_ms=int(row["time_ms"]),
        phase=int(row["phase"]),
        entity=numbers[row["entity"]],
        kind=int(Kind[row["kind"]]),
        value=float(row["value"]),
        cause=int(row["cause"]),
    )
