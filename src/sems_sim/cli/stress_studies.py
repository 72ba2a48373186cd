"""The studies of `sems-sim stress`: made one after the other, told as they come along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sems_sim.cli.crisis import Compiled, Order, read
from sems_sim.cli.progress import telling
from sems_sim.cli.stress_order import StressOrder, Studies
from sems_sim.errors import ArgumentError

if TYPE_CHECKING:
    from sems_sim.reports import Study
    from sems_sim.stress import Effort, Executor

_MOST_LOOKED_AT = 1_000
_CHANCE = 0.8
_BASE_POINTS = {"sobol": 64, "morris": 32, "delta": 512}
_EACH = {"sobol": 20, "morris": 20, "delta": 4}


@dataclass(frozen=True, slots=True)
class Bench:
    """What studies are made with."""

    order: StressOrder
    compiled: Compiled
    workers: Executor
    is_silent: bool

    @property
    def asked(self) -> Studies:
        """Which ones."""
        return self.order.studies

    @property
    def measure(self) -> str:
        """What they look at."""
        return self.asked.measure or "cost.total"


Found = tuple[str, "Study", Any]
"""A study's name, what it has to say, and its data."""


def studies_of(bench: Bench) -> tuple[tuple[Study, ...], dict[str, Any]]:
    """Every study that was asked for, and their data by name."""
    found = list(_all(bench))
    return tuple(study for _, study, _ in found), {name: data for name, _, data in found}


def _all(bench: Bench) -> Iterator[Found]:
    asked = bench.asked
    if asked.levers:
        yield _levers(bench)
    if asked.uncertain:
        yield _sensitivity(bench)
    for text in asked.breaks:
        yield _breaks(bench, text)
    if asked.discovers:
        yield _discovery(bench)
    if asked.weak_points or asked.weak_pairs:
        yield _weak(bench)
    if asked.critical_path:
        yield _critical(bench)
    if asked.judgement:
        yield _judgement(bench)


def _within(bench: Bench, what: str, work: Callable[[Effort], Any]) -> Any:  # noqa: ANN401 - each study has its own
    """Do a study, and show how far it has come."""
    from sems_sim.stress import Effort, Step

    order = bench.order
    count = order.replications or 1_000
    with telling(what, is_silent=bench.is_silent) as told:

        def tell(step: Step) -> None:
            told(step.done, step.total)

        engine: Any = order.order.engine
        return work(Effort(order.order.seed, count, engine, bench.workers, tell))


def _levers(bench: Bench) -> Found:
    from sems_sim.reports import lever_study
    from sems_sim.stress import vary

    how: Any = bench.asked.levers_how
    first = (bench.asked.measure,) if bench.asked.measure else ()
    found = _within(
        bench,
        "plans compared",
        lambda effort: vary(bench.compiled.scenario, bench.asked.levers, effort, how=how, measures=first),
    )
    return "levers", lever_study(found, bench.compiled.model), found


def _sensitivity(bench: Bench) -> Found:
    from sems_sim.reports import sensitivity_study
    from sems_sim.stress import sensitivity_of

    method = bench.asked.uncertain
    found = _within(
        bench,
        "points of the design",
        lambda effort: sensitivity_of(
            bench.compiled.scenario,
            effort,
            measure=bench.measure,
            method=method,
            points=_BASE_POINTS[method],
            each=_EACH[method],
        ),
    )
    return "uncertain", sensitivity_study(found, bench.measure, bench.compiled.model), found


def _breaks(bench: Bench, text: str) -> Found:
    from sems_sim.reports import break_study
    from sems_sim.stress import break_points

    target, level = read_break(text)
    found = _within(
        bench,
        "trials",
        lambda effort: break_points(bench.compiled.scenario, effort, target=target, chance=level),
    )
    return f"break {target}", break_study(found, level, bench.compiled.model), found


def read_break(text: str) -> tuple[str, float]:
    """`all=80%` as a measure and a chance; 80 % unless said. Raises ArgumentError."""
    name, _, level = text.partition("=")
    target = name.strip() if name.strip().startswith("targets.") else f"targets.{name.strip()}"
    if not level:
        return target, _CHANCE
    digits = level.strip()
    try:
        value = float(digits.removesuffix("%")) / (100.0 if digits.endswith("%") else 1.0)
    except ValueError:
        value = 0.0
    if not 0.0 < value < 1.0:
        raise ArgumentError(
            f"--break {text}: a chance lies between 0 and 100%", "for example --break all=80%"
        )
    return target, value


def _discovery(bench: Bench) -> Found:
    from sems_sim.reports import discovery_study
    from sems_sim.stress import discover

    found = _within(bench, "points of the design", lambda effort: discover(bench.compiled.scenario, effort))
    return "discover", discovery_study(found, bench.compiled.model), found


def _weak(bench: Bench) -> Found:
    from sems_sim.reports import weak_study
    from sems_sim.stress import weak_points

    pairs = 5 if bench.asked.weak_pairs else 0
    found = _within(
        bench,
        "weaknesses",
        lambda effort: weak_points(bench.compiled.model, effort, measure=bench.measure, pairs_of=pairs),
    )
    return "weak_points", weak_study(found, bench.compiled.model), found


def _critical(bench: Bench) -> Found:
    from sems_sim.reports import critical_study
    from sems_sim.stress import critical_paths

    count = min(bench.order.replications or _MOST_LOOKED_AT, _MOST_LOOKED_AT)
    found = _within(
        bench,
        "runs looked at",
        lambda effort: critical_paths(bench.compiled.model, replace(effort, replications=count)),
    )
    return "critical_path", critical_study(found, count), found


def _judgement(bench: Bench) -> Found:
    from sems_sim.reports import judgement_study
    from sems_sim.stress import judge

    found = _within(
        bench, "numbers changed", lambda effort: judge(bench.compiled.model, effort, measure=bench.measure)
    )
    return "judgement", judgement_study(found, bench.compiled.model), found


# --- several crises ---


@dataclass(frozen=True, slots=True)
class Crises:
    """What several crises came to."""

    answer: str
    studies: tuple[Study, ...]
    data: dict[str, Any]
    is_missed: bool
    """Whether a target was missed in any run."""


def crises_of(order: StressOrder, orders: Sequence[Order], workers: Executor, *, is_silent: bool) -> Crises:
    """The table of crises by targets, and every two at once where that was asked for."""
    from sems_sim.cli.stress_json import plain_data
    from sems_sim.reports import crises_answer, crises_study, overlap_studies
    from sems_sim.stress import crisis_table, overlaps

    compiled = [read(one) for one in orders]
    scenarios = [one.scenario for one in compiled]
    bench = Bench(order, compiled[0], workers, is_silent)
    table = _within(bench, "crises", lambda effort: crisis_table(scenarios, effort))
    models = {one.model.id: one.model for one in compiled}
    studies = [crises_study(table, models)]
    data = {"seed": order.order.seed, "engine": order.order.engine, "crises": plain_data(table)}
    if order.studies.pairs:
        found = _within(bench, "pairs of crises", lambda effort: overlaps(scenarios, effort))
        titles = {one.model.id: one.model.title for one in compiled}
        studies += overlap_studies(found, compiled[0].model, titles)
        data["pairs"] = plain_data(found)
    missed = any(row.values[_ALL].value < 1 for row in table.rows if _ALL in row.values)
    return Crises(crises_answer(table), tuple(studies), data, missed)


_ALL = "targets.all"


def ideas_of(order: StressOrder, compiled: Compiled) -> tuple[str, ...]:
    """What might be asked next of this scenario, as commands."""
    from sems_sim.telling import plain

    study, asked = compiled.scenario.sections.study, order.studies
    if study is None or asked != Studies():
        return ()
    head = f"sems-sim stress {order.order.path.as_posix()}"
    found = []
    if study.levers:
        levers = " ".join(f"--vary {plain(name)}" for name in list(study.levers)[:2])
        found.append(f"{head} {levers}   what the levers of the file are worth")
    if study.uncertainties:
        found.append(f"{head} --uncertain sobol   which uncertainties matter")
        if study.targets:
            found.append(f"{head} --break all=80%   at which value they break the plan")
    return (*found, f"{head} --weak-points   what costs most if it fails")
