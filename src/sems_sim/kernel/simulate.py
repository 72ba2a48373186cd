"""Run replications on the compiled rules: one with its trace, or many as plain arrays."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.errors import EndlessRunError, SimulationError, ZeroTimeCircleError
from sems_sim.events import Kind
from sems_sim.kernel import doors
from sems_sim.kernel.header import STRAYS
from sems_sim.kernel.place import Stage, Tables
from sems_sim.kernel.state_effects import INJECTS
from sems_sim.kernel.state_people import TEAMS
from sems_sim.kernel.state_run import BANDS, BINS, STEPS, bands_of
from sems_sim.kernel.state_world import CIRCLE, ENDLESS, FINE, FULL_POOL, NO_NUMBER, STRAYED
from sems_sim.kernel.units import load
from sems_sim.model import NONE, Model, Order, Policy, event_key, measures_of, name_of_key

_WORLD, _TRACE, _PLACES, _RUNS, _OUTCOME, _FORCED = 0, 2, 4, 5, 9, 247
_LARGEST_POOL = 1 << 26
_COMMAND = 1
_OPENED = int(Kind.INCIDENT_OPENED)


@dataclass(frozen=True, slots=True)
class KernelRun:
    """One replication: what happened, and what it comes to."""

    model: Model
    seed: int
    replication: int
    fingerprint: str
    events: int
    end_ms: int
    trace: NDArray[np.void]
    """Shape (records,); fields time_ms, phase, entity, kind, value, cause as in `Record`."""
    measures: dict[str, float | None]


@dataclass(frozen=True, slots=True, eq=False)
class KernelBatch:
    """Many replications, in order."""

    measures: NDArray[np.float64]
    """Shape (replications, measures); NaN for what did not happen."""
    events: NDArray[np.int64]
    fingerprints: NDArray[np.uint64]
    """Shape (replications, 2)."""
    bands: NDArray[np.int64]
    """Shape (bands, 121, 101): how many replications had a value in a bin at a moment."""


def simulate(
    model: Model,
    *,
    seed: int,
    replication: int = 0,
    until_ms: int | None = None,
    policy: Policy | None = None,
) -> KernelRun:
    """Run a crisis to its horizon, or until an earlier time, and return what happened.

    Raises:
        ZeroTimeCircleError: If events chase each other without time passing.
        EndlessRunError: If it would go on for ever.
    """
    end_ms = model.horizon_ms if until_ms is None else min(until_ms, model.horizon_ms)
    stage = stage_for(model)
    _replicate(stage, _Wish(seed, replication, end_ms, policy, samples=0))
    return as_run(stage, model, seed, replication, end_ms)


def as_run(stage: Stage, model: Model, seed: int, replication: int, end_ms: int) -> KernelRun:
    """Return what a stage says at the end of a replication."""
    world = stage.rows[_WORLD][0]
    values = stage.rows[_OUTCOME]["value"]
    measures = {
        measure.name: None if np.isnan(value) else float(value)
        for measure, value in zip(measures_of(model), values, strict=True)
    }
    return KernelRun(
        model=model,
        seed=seed,
        replication=replication,
        fingerprint=fingerprint_of(world),
        events=int(world["events"]),
        end_ms=end_ms,
        trace=stage.rows[_TRACE][: int(world["records"])].copy(),
        measures=measures,
    )


def run_replications(
    model: Model, *, seed: int, first: int, count: int, policy: Policy | None = None
) -> KernelBatch:
    """Run replications `first` to `first + count - 1` to the horizon, and return what they come to.

    Raises:
        ZeroTimeCircleError: If events of one of them chase each other without time passing.
        EndlessRunError: If one would go on for ever.
    """
    stage = stage_for(model)
    stage.rows[BANDS]["count"] = 0
    world, values = stage.rows[_WORLD], stage.rows[_OUTCOME]["value"]
    measures = np.empty((count, len(values)))
    events = np.empty(count, np.int64)
    fingerprints = np.empty((count, 2), np.uint64)
    for place in range(count):
        wish = _Wish(seed, first + place, model.horizon_ms, policy, samples=STEPS + 1)
        _replicate(stage, wish)
        measures[place] = values
        events[place] = world["events"][0]
        fingerprints[place] = world["low"].view(np.uint64)[0], world["high"].view(np.uint64)[0]
    bands = stage.rows[BANDS]["count"].reshape(bands_of(model), STEPS + 1, BINS).copy()
    return KernelBatch(measures, events, fingerprints, bands)


def fingerprint_of(world: Any) -> str:  # noqa: ANN401 - one record of the world
    """Return the fingerprint so far, as 32 hexadecimal digits."""
    return "".join(f"{int(world[lane]) & 0xFFFFFFFFFFFFFFFF:016x}" for lane in ("low", "high"))


# --- one replication ---


@dataclass(frozen=True, slots=True)
class _Wish:
    seed: int
    replication: int
    end_ms: int
    policy: Policy | None
    samples: int


def _replicate(stage: Stage, wish: _Wish) -> None:
    """Run one replication to its end, with more room as often as a pool has proved too small."""
    world = stage.rows[_WORLD]
    while True:
        prepare(stage, wish.seed, wish.replication, wish.policy)
        world["end_ms"], world["samples"] = wish.end_ms, wish.samples
        stage.ask(doors.BEGIN)
        arrange(stage, wish.policy.orders if wish.policy is not None else ())
        status = stage.ask(doors.RUN, wish.end_ms)
        if status == FINE:
            stage.ask(doors.FINISH, wish.end_ms)
            status = STRAYED if stage.header[STRAYS] else int(world["status"][0])
        if status == FINE:
            return
        recover(stage, status)


def prepare(stage: Stage, seed: int, replication: int, policy: Policy | None) -> None:
    """Put a stage at the beginning of a replication."""
    world = stage.rows[_WORLD]
    latest = int(world["instant"][0])
    stage.reset()
    world["instant"] = latest + 1
    world["seed"] = seed if seed < 1 << 63 else seed - (1 << 64)
    world["replication"] = world["origin"] = replication
    if policy is not None:
        _hand_to_players(stage, policy)
    if policy is not None and policy.options:
        world["has_forced"] = True
        stated: dict[int, int] = {}
        for decision, option in policy.options:
            stated.setdefault(decision, option)
        for decision, option in stated.items():
            stage.rows[_FORCED]["option"][decision] = option


def _hand_to_players(stage: Stage, policy: Policy) -> None:
    """Let people play teams, and withhold injects, from the start."""
    for team in policy.played:
        stage.rows[TEAMS]["is_played"][team] = True
    for inject in policy.prompted:
        stage.rows[INJECTS]["is_withheld"][inject] = True


def arrange(stage: Stage, orders: Sequence[Order], first: int = 0) -> None:
    """Arrange for orders, numbered from `first`, to be carried out first of all that happens at their moments."""
    organisation = int(stage.rows[_WORLD]["organisation"][0])
    for number, order in enumerate(orders, first):
        key = event_key(0, organisation, _COMMAND, number)
        effects = order.effects
        packed = number << 32 | effects.count
        stage.ask(doors.AT, order.at_ms, key, doors.CARRY_OUT, effects.first, packed, NONE)


def recover(stage: Stage, status: int) -> None:
    """Make room where there was too little, or say what is wrong.

    Raises:
        SimulationError: If the replication cannot be run.
    """
    world = stage.rows[_WORLD][0]
    if status == FULL_POOL:
        number = int(world["full_table"])
        if len(stage.rows[number]) >= _LARGEST_POOL:
            raise EndlessRunError(int(world["now_ms"]), int(world["events"]), _most_pending(stage))
        stage.enlarge(number)
        return
    if status == CIRCLE:
        raise ZeroTimeCircleError(int(world["now_ms"]), _opened_within(stage) or _most_often(stage))
    if status == ENDLESS:
        raise EndlessRunError(int(world["now_ms"]), int(world["events"]), _most_pending(stage))
    if status == NO_NUMBER:
        message = "a record has a value that is not a number"
        raise SimulationError(message)
    message = f"a rule read {int(stage.header[STRAYS])} rows that are not there"
    raise SimulationError(message)


def _opened_within(stage: Stage) -> list[str]:
    """Return what opened within each other; nothing if events chase each other instead."""
    from sems_sim.kernel.rules_agenda import LONGEST_CHAIN, MOST_IN_ONE_INSTANT
    from sems_sim.kernel.rules_incidents import DEEPEST_OPENING

    world, runs = stage.rows[_WORLD][0], stage.rows[_RUNS]
    here = runs["runs"][runs["instant"] == world["instant"]]
    if world["chain"] > LONGEST_CHAIN or here.max(initial=0) > MOST_IN_ONE_INSTANT:
        return []
    told = stage.rows[_TRACE][: int(world["records"])]
    opened = told[(told["time_ms"] == world["now_ms"]) & (told["kind"] == _OPENED)]
    names = [stage.tables.model.name_of(int(record["entity"])) for record in opened[-DEEPEST_OPENING:]]
    return [f"{name} (open)" for name in dict.fromkeys(names)]


def _most_often(stage: Stage) -> list[str]:
    """Return in words what ran most in this instant, over all numbers."""
    rows, instant = stage.rows[_RUNS], int(stage.rows[_WORLD]["instant"][0])
    often: dict[str, int] = {}
    for row in rows[rows["instant"] == instant]:
        name = name_of_key(stage.tables.model, int(row["key"]))
        often[name] = often.get(name, 0) + int(row["runs"])
    most = max(often.values(), default=0)
    return sorted(name for name, times in often.items() if 2 * times > most)


def _most_pending(stage: Stage) -> list[str]:
    """Return in words what is arranged most often at the end of a run that goes on for ever."""
    count = int(stage.rows[_WORLD]["pending"][0])
    often: dict[str, int] = {}
    for row in stage.rows[_PLACES][:count]:
        name = name_of_key(stage.tables.model, int(row["key"]))
        often[name] = often.get(name, 0) + 1
    return sorted(often, key=lambda one: (-often[one], one))[:3]


# --- stages: one for each thread and model ---

_LOCAL = threading.local()
_TABLES: list[tuple[Model, Tables]] = []
_LOCK = threading.Lock()
_MODELS = 4


def _tables_for(model: Model) -> Tables:
    with _LOCK:
        for known, tables in _TABLES:
            if known is model:
                return tables
        made = Tables(model)
        _TABLES.append((model, made))
        del _TABLES[:-_MODELS]
        return made


def stage_for(model: Model) -> Stage:
    """Return this thread's stage for a model."""
    stages: list[tuple[Model, Stage]] = getattr(_LOCAL, "stages", [])
    for known, stage in stages:
        if known is model:
            return stage
    entrances = load()  # which brings every table along
    made = Stage(_tables_for(model), entrances)
    _LOCAL.stages = [*stages, (model, made)][-_MODELS:]
    return made
