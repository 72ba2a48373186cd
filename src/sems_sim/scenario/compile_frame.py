"""What stands around the entities: the clock, maturity, limits, labels, targets."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from sems_sim.laws import LINEAR, LOG
from sems_sim.model import COMPONENTS, ConstantRow, Limits, Maturity, Model, ParameterRow, Target, measures_of
from sems_sim.scenario.compile_bench import Bench
from sems_sim.scenario.schema.scenario import Organisation
from sems_sim.scenario.source import read_tree
from sems_sim.scenario.target_text import Target as WrittenTarget
from sems_sim.scenario.tree import plain

Labels = tuple[str, str, str]

_LABELS: dict[str, Labels] = {
    "uk": ("operational (Bronze)", "tactical (Silver)", "strategic (Gold)"),
    "ics": ("Type 5 to 4", "Type 3", "Type 2 to 1"),
    "us": ("Type 5 to 4", "Type 3", "Type 2 to 1"),
    "iso": ("incident response", "incident management", "strategic crisis management"),
}
_PLAIN: Labels = ("operational", "tactical", "crisis")
_KINDS = {"log": LOG, "linear": LINEAR}


@cache
def maturity_table() -> tuple[tuple[ParameterRow, ...], tuple[ConstantRow, ...]]:
    """The parameters that the components move, and the constants that none moves, from `maturity.yaml`."""
    text = files("sems_sim.model").joinpath("maturity.yaml").read_text(encoding="utf-8")
    data = plain(read_tree(text, "maturity.yaml"))
    return tuple(_parameter(row) for row in data["parameters"]), tuple(
        _constant(row) for row in data["constants"]
    )


def _parameter(row: dict[str, Any]) -> ParameterRow:
    return ParameterRow(
        name=row["name"],
        component=COMPONENTS.index(row["component"]),
        kind=_KINDS[row["kind"]],
        worst=float(row["worst"]),
        best=float(row["best"]),
        unit=row["unit"],
        basis=row["basis"],
        judgement=row["judgement"],
    )


def _constant(row: dict[str, Any]) -> ConstantRow:
    return ConstantRow(row["name"], float(row["value"]), row["unit"], row["basis"], row["judgement"])


def compile_maturity(bench: Bench) -> Maturity:
    """The organisation's levels, and the table with the constants that the scenario replaces."""
    organisation = bench.sections.organisation
    parameters, constants = maturity_table()
    levels = organisation.maturity.levels()
    for name, level in levels.items():
        if level != int(level):
            path = ("organisation", "maturity", name)
            bench.fail(path, f"{level:g} is between two levels of maturity", "write 0, 1, 2, 3 or 4")
    own = organisation.constants
    known = [row.name for row in constants]
    for name in own:
        if name not in known:
            bench.fail(
                ("organisation", "constants", name), f"there is no constant {name!r}", _nearest(name, known)
            )
    return Maturity(
        tuple(int(levels[name]) for name in COMPONENTS),
        parameters,
        tuple(_replaced(row, own.get(row.name)) for row in constants),
    )


def _replaced(row: ConstantRow, value: float | None) -> ConstantRow:
    if value is None:
        return row
    return ConstantRow(row.name, value, row.unit, "Stated by the scenario.", judgement=False)


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"


def compile_limits(organisation: Organisation) -> Limits:
    """Where routine ends, where catastrophe begins, and what counts as a lasting return."""
    limits = Limits()
    catastrophe = organisation.catastrophe
    return Limits(
        services=_or(catastrophe and catastrophe.services, limits.services),
        harmed=_or(catastrophe and catastrophe.harmed, limits.harmed),
        severity=_or(catastrophe and catastrophe.severity, limits.severity),
        cost=_or(catastrophe and catastrophe.cost, limits.cost),
        routine_incidents=_or(organisation.routine_incidents, limits.routine_incidents),
        routine_ms=_or(organisation.routine_h, limits.routine_ms),
        sustained_ms=organisation.sustained,
        penalties_per_h=organisation.penalties,
    )


def _or(value: Any, default: Any) -> Any:
    return default if value is None else value


def start_of_day_ms(start: datetime) -> int:
    """The local time of day at the start, in milliseconds after midnight."""
    return ((start.hour * 60 + start.minute) * 60 + start.second) * 1000 + start.microsecond // 1000


def labels_of(bench: Bench) -> Labels:
    """What the levels are called: their titles in the file, else the label pack, else their names."""
    sections = bench.sections
    pack = _LABELS.get(sections.organisation.labels.lower(), _PLAIN)
    titles = {name: level.title for name, level in sections.levels.items() if level.title}
    first, second, third = (titles.get(name, label) for name, label in zip(_PLAIN, pack, strict=True))
    return first, second, third


def compile_targets(bench: Bench, model: Model) -> tuple[Target, ...]:
    """The targets of the study and of the objectives, by name."""
    found: dict[str, tuple[tuple[str, ...], WrittenTarget]] = {}
    if bench.sections.exercise is not None:
        for name, objective in bench.sections.exercise.objectives.items():
            if objective.target is not None:
                found[name] = (("exercise", "objectives", name, "target"), objective.target)
    if bench.sections.study is not None:
        for name, target in bench.sections.study.targets.items():
            found[name] = (("study", "targets", name), target)
    units = {measure.name: measure.unit for measure in measures_of(model)} if found else {}
    return tuple(_target(bench, name, *found[name], units) for name in sorted(found))


def _target(
    bench: Bench, name: str, path: tuple[str, ...], written: WrittenTarget, units: dict[str, str]
) -> Target:
    if written.measure not in units:
        bench.fail(path, f"there is no measure {written.measure!r}", _nearest(written.measure, list(units)))
    bound = written.value if isinstance(written.value, float) else _word(bench, path, written)
    return Target(name, written.measure, written.comparison, float(bound), written.text)


def _word(bench: Bench, path: tuple[str, ...], written: WrittenTarget) -> float:
    """The number of a word: yes and no, or the option of a decision (1 for the first by name)."""
    word = str(written.value)
    if word in ("yes", "no", "true", "false"):
        return 1.0 if word in ("yes", "true") else 0.0
    kind, _, rest = written.measure.partition(".")
    decision = bench.sections.decisions.get(rest.removesuffix(".option")) if kind == "decision" else None
    options = sorted(decision.options) if decision is not None else []
    if word not in options:
        bench.fail(path, f"{word!r} is no number", _nearest(word, [*options, "yes", "no"]))
    return float(options.index(word) + 1)
