"""Plant faults in the interpreted kernel, and see whether a run of the engine shows them.

`python -m tests.parity.planting COUNT SCENES FILE…` with SEMS_SIM_KERNEL=interpreted plants COUNT faults in each file,
looks at so many SCENES (0 for all), and prints one line of JSON for each: its name, and where it was caught, or ""
where nobody noticed.
"""

from __future__ import annotations

import importlib
import json
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import numpy as np

from sems_sim.engine import simulate as on_engine
from sems_sim.engine import simulate_future as future_on_engine
from sems_sim.errors import SimulationError
from sems_sim.kernel import run_replications, simulate, simulate_future
from sems_sim.model import Model, Policy, Present
from sems_sim.scenario import compile_model, read_scenario
from tests.made.scenario import Plain, made, model_of
from tests.made.wider import wide
from tests.parity.exercising import exercise
from tests.parity.faults import FILES, Fault, code_of, sample
from tests.parity.interfering import commands
from tests.parity.sampling import sampled
from tests.parity.written import CAUTIOUS, QUESTIONS, SIGNS

PATIENCE_S = 30
"""A run that takes longer hangs; none takes a tenth of it without a fault."""
SHIPPED = ("first-steps", "checkin-ransomware", "insider-concern")
THEORY = (
    "ups_and_generator",
    "building_project",
    "cold_standby",
    "common_cause",
    "reorder_point",
    "networks",
)
MADE = tuple(number for number in range(26) if number not in (3, 13))
WIDE = tuple(number for number in range(60) if number not in (3, 29, 44, 55, 56, 59))
"""Of the first of the made scenarios those that do not take long."""


class Hung(BaseException):
    """A run with a fault in it that does not end."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One run to compare, and what the engine says of it."""

    name: str
    read: Callable[[], Model] = field(compare=False, repr=False)
    seed: int
    commanded: bool = False
    exercised: bool = False
    """Whether people play, and order whatever an exercise may order."""
    until_ms: int | None = None
    forked: bool = False
    """Whether it is a future, from a third of the run on."""


def scenes() -> list[Scene]:
    """Return all runs that may show a fault, short ones first."""
    found = [Scene(f"wide {number}", _maker(wide, number), number, number % 2 == 1) for number in WIDE]
    found += [
        Scene(f"theory {name}", _reader(f"tests/theory/{name}.yaml"), 1, until_ms=40 * 3_600_000)
        for name in THEORY
    ]
    found += [Scene(f"made {number}", _maker(made, number), number, number % 2 == 0) for number in MADE]
    found += [Scene(f"exercise {number}", _maker(made, number), number, exercised=True) for number in MADE]
    found += [
        Scene(f"wide exercise {number}", _maker(wide, number), number, exercised=True) for number in WIDE
    ]
    found += [Scene(f"future {number}", _maker(made, number), number, True, forked=True) for number in MADE]
    found += [Scene(f"wide future {number}", _maker(wide, number), number, forked=True) for number in WIDE]
    found += [Scene(f"signs {seed}", lambda: model_of(SIGNS), seed, forked=True) for seed in range(6)]
    found += [Scene("cautious", lambda: model_of(CAUTIOUS), seed) for seed in (1, 2)]
    found += [Scene("questions", lambda: model_of(QUESTIONS), 1)]
    found += [Scene(name, _reader(f"scenarios/{name}.yaml"), 1) for name in SHIPPED]
    return found


def _maker(make: Callable[[int], Plain], number: int) -> Callable[[], Model]:
    return lambda: model_of(make(number))


def _reader(path: str) -> Callable[[], Model]:
    return lambda: compile_model(read_scenario(Path(path)))


@cache
def _exercise(scene: Scene) -> tuple[Model, Policy]:
    return exercise(scene.read(), scene.seed)


@cache
def _model(scene: Scene) -> Model:
    return _exercise(scene)[0] if scene.exercised else scene.read()


def _policy(scene: Scene) -> Policy | None:
    if scene.exercised:
        return _exercise(scene)[1]
    return commands(_model(scene), scene.seed) if scene.commanded else None


def _present(scene: Scene) -> Present:
    model = _model(scene)
    return Present(model, scene.seed, model.horizon_ms // 3, policy=_policy(scene))


@cache
def expected(scene: Scene) -> tuple[Any, ...]:
    """Return what the engine says of a scene."""
    try:
        if scene.forked:
            run = future_on_engine(_present(scene), 1)
            return run.fingerprint, run.events, _plain(list(run.measures.values()))
        if scene.until_ms is not None:
            run = on_engine(_model(scene), seed=scene.seed, until_ms=scene.until_ms, policy=_policy(scene))
            return run.fingerprint, run.events, _plain(list(run.measures.values()))
        run, bands = sampled(_model(scene), scene.seed, policy=_policy(scene))
    except SimulationError as error:
        return type(error).__name__, getattr(error, "at_ms", 0)
    return run.fingerprint, run.events, _plain(list(run.measures.values())), bands.tobytes()


def given(scene: Scene) -> tuple[Any, ...]:
    """Return what the kernel says of a scene."""
    try:
        if scene.forked:
            run = simulate_future(_present(scene), 1)
            return run.fingerprint, run.events, _plain(list(run.measures.values()))
        if scene.until_ms is not None:
            run = simulate(_model(scene), seed=scene.seed, until_ms=scene.until_ms, policy=_policy(scene))
            return run.fingerprint, run.events, _plain(list(run.measures.values()))
        batch = run_replications(_model(scene), seed=scene.seed, first=0, count=1, policy=_policy(scene))
    except SimulationError as error:
        return type(error).__name__, getattr(error, "at_ms", 0)
    fingerprint = "".join(f"{int(lane):016x}" for lane in batch.fingerprints[0])
    return fingerprint, int(batch.events[0]), _plain(batch.measures[0]), batch.bands.tobytes()


def _plain(values: Any) -> bytes:
    """Return measures as bytes; what did not happen is not a number, and a zero has no sign."""
    found = np.array([np.nan if value is None else value for value in values], np.float64) + 0.0
    found[np.isnan(found)] = np.nan
    return found.tobytes()


# --- planting ---


@contextmanager
def planted(fault: Fault) -> Iterator[FunctionType]:
    """Let a rule be wrong for a while; whoever has imported it has the wrong one too."""
    module = importlib.import_module(f"sems_sim.kernel.{fault.file}")
    rule: FunctionType = getattr(module, fault.function)
    right = rule.__code__
    rule.__code__ = code_of(fault)
    try:
        yield rule
    finally:
        rule.__code__ = right


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def hang(_: int, __: FrameType | None) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, hang)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def shows(scene: Scene) -> str:
    """Return how a scene shows that something is wrong, or nothing."""
    wanted = expected(scene)
    try:
        with _at_most(PATIENCE_S):
            found = given(scene)
    except Hung:
        return f"{scene.name}: it hangs"
    except (
        IndexError,
        RecursionError,
        ArithmeticError,
        ValueError,
        TypeError,
        NameError,
        MemoryError,
    ) as error:
        return f"{scene.name}: {type(error).__name__}"
    return "" if found == wanted else scene.name


def caught(fault: Fault, reaching: list[Scene]) -> str:
    """Return where a fault was noticed, or nothing."""
    with planted(fault):
        return next((told for scene in reaching if (told := shows(scene))), "")


def reached(rules: list[CodeType], places: list[Scene]) -> dict[CodeType, list[Scene]]:
    """Return which scenes come to which rules, and check that without a fault all is well.

    Raises:
        AssertionError: If kernel and engine differ as they are.
    """
    wanted = set(rules)
    found: dict[CodeType, list[Scene]] = {rule: [] for rule in rules}
    for scene in places:
        entered: set[CodeType] = set()

        def look(frame: FrameType, _: str, __: Any, entered: set[CodeType] = entered) -> None:
            if frame.f_code in wanted:
                entered.add(frame.f_code)

        model, wish = expected(scene), sys.gettrace()
        sys.settrace(look)
        try:
            assert model == given(scene), scene.name
        finally:
            sys.settrace(wish)
        for rule in entered:
            found[rule].append(scene)
    return found


def plant_all(faults: list[Fault], places: list[Scene]) -> Iterator[tuple[Fault, str]]:
    """Yield each fault with where it was caught."""
    rules = {
        fault: getattr(importlib.import_module(f"sems_sim.kernel.{fault.file}"), fault.function).__code__
        for fault in faults
    }
    scenes_of = reached(list(rules.values()), places)
    for fault in faults:
        yield fault, caught(fault, scenes_of[rules[fault]])


def main(count: int, most: int, files: list[str]) -> None:
    """Plant faults in files, and print what became of each."""
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    faults = [fault for file in files or FILES for fault in sample(file, count)]
    for fault, where in plant_all(faults, scenes()[: most or None]):
        sys.stdout.write(json.dumps([fault.name, where]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
