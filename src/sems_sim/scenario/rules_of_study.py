"""Rules of targets and studies: measures that exist, paths that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from sems_sim.errors import Fault
from sems_sim.scenario.rules_of_parts import Broken
from sems_sim.scenario.schema.exercise import Study
from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.target_text import Target
from sems_sim.scenario.tree import Node, Path, find, key_at
from sems_sim.scenario.wording import keys_of, kind_of

# Measures of named things: family, section of the scenario, what is measured.
OF_NAMED: dict[str, tuple[str, str]] = {
    "service": (
        "services",
        (
            "demanded served lost backlog_max loss_h below_mbco_h time_to_mbco_h time_to_rto_h resumed_h "
            "first_served_h over_mtpd_h min_performance"
        ),
    ),
    "asset": ("assets", "down_h first_down_h last_up_h failures"),
    "resource": ("resources", "short_h utilisation wait_h_mean wait_h_max requests"),
    "stock": ("stocks", "min out_h"),
    "incident": (
        "incidents",
        "opened first_h detected_h reported_h contained_h closed_h severity_max occurrences",
    ),
    "level": ("levels", "first_h hours"),
    "plan": ("plans", "started_h finished_h starts"),
    "task": ("plans", "started_h finished_h wait_h retries"),
    "decision": ("decisions", "opened_h decided_h option reversed"),
    "team": ("teams", "overload_h picture_age_h picture_error messages errors"),
}
OF_WHOLE = {
    "people": "affected harmed",
    "cost": "total response rework lost_service penalties over_reaction",
    "crisis": "beyond_routine_h unmet_h authority_gap_h right_level_share",
    "snowball": "depth spawned growth_max",
    "catastrophe": "happened first_h",
    "surprise": "type1 type2 index",
    "failure": "imagination policy capabilities management",
}
_LEVELS = ("operational", "tactical", "crisis")


def check(sections: ScenarioSections, root: Node) -> list[Fault]:
    """Every target and every lever that leads nowhere."""
    faults = []
    for path, target in _targets(sections):
        for below, message, remedy in _wrong_measure(target, sections):
            node = find(root, (*path, *below))
            faults.append(node.fault(message, remedy, 0, len(target.measure)))
    study = sections.study
    for path, written in _paths(study) if study is not None else ():
        for _, message, remedy in _wrong_path(written, sections):
            faults.append(find(root, path).fault(message, remedy))
    return faults + (_levers(study, root) if study is not None else [])


def _targets(sections: ScenarioSections) -> Iterator[tuple[Path, Target]]:
    if sections.exercise is not None:
        for name, objective in sections.exercise.objectives.items():
            if objective.target is not None:
                yield ("exercise", "objectives", name, "target"), objective.target
    if sections.study is not None:
        for name, target in sections.study.targets.items():
            yield ("study", "targets", name), target


def _wrong_measure(target: Target, sections: ScenarioSections) -> Iterator[Broken]:
    family, *rest = target.measure.split(".")
    families = [*OF_NAMED, *OF_WHOLE, "flag", "targets"]
    if family not in families:
        yield (), f"there is no measure {target.measure!r}", _near(family, families, "measures begin with")
    elif family in OF_WHOLE:
        yield from _wrong_last(target, rest, OF_WHOLE[family].split())
    elif family in OF_NAMED:
        if family == "task":
            rest = [".".join(rest[:2]), *rest[2:]]
        yield from _wrong_name(target, rest, _named(family, sections), OF_NAMED[family][1].split())
    elif family == "flag":
        yield from _wrong_last(target, rest[1:], ["first_h"])


def _named(family: str, sections: ScenarioSections) -> list[str]:
    if family == "level":
        return list(_LEVELS)
    if family == "task":
        return [f"{plan}.{task}" for plan, body in sections.plans.items() for task in body.tasks]
    return list(getattr(sections, OF_NAMED[family][0]))


def _wrong_name(target: Target, rest: list[str], names: list[str], measures: list[str]) -> Iterator[Broken]:
    family = target.measure.split(".")[0]
    if not rest or rest[0] not in names:
        named = rest[0] if rest else ""
        yield (), f"there is no {family} {named!r}", _near(named, names, "known:")
    else:
        yield from _wrong_last(target, rest[1:], measures)


def _wrong_last(target: Target, rest: list[str], measures: list[str]) -> Iterator[Broken]:
    last = rest[0] if rest else ""
    if last not in measures or (len(rest) > 1 and rest[1:] != ["count"]):
        yield (), f"there is no measure {target.measure!r}", _near(last, measures, "one of:")


def _near(name: str, known: list[str], otherwise: str) -> str:
    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"{otherwise} {', '.join(known[:15]) or 'none'}"


def _paths(study: Study) -> Iterator[tuple[Path, str]]:
    for name, lever in study.levers.items():
        for index, written in enumerate(lever.set):
            yield ("study", "levers", name, "set", index), written
    for name, uncertainty in study.uncertainties.items():
        for index, written in enumerate(uncertainty.set):
            yield ("study", "uncertainties", name, "set", index), written
        for index, written in enumerate(uncertainty.scale):
            yield ("study", "uncertainties", name, "scale", index), written


def _wrong_path(written: str, sections: ScenarioSections) -> Iterator[Broken]:
    value: Any = sections
    steps = written.split(".")
    for position, step in enumerate(steps):
        known = _keys(value)
        if known is None:
            return
        if step not in known:
            where = ".".join(steps[:position]) or "the scenario"
            what = kind_of(type(value)) if isinstance(value, BaseModel) else where
            yield (), f"{written!r} leads nowhere: {what} has no {step!r}", _near(step, known, f"{where} has")
            return
        value = _below(value, step)


def _keys(value: Any) -> list[str] | None:
    """What may follow in a path; None where nothing is known to follow."""
    if isinstance(value, BaseModel):
        return keys_of(type(value))
    if isinstance(value, dict):
        return list(value)
    return [str(index) for index in range(len(value))] if isinstance(value, tuple) else None


def _below(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value[step]
    if isinstance(value, tuple):
        return value[int(step)]
    for name, field in type(value).model_fields.items():
        if (field.alias or name) == step:
            return getattr(value, name)
    return None


def _levers(study: Study, root: Node) -> list[Fault]:
    faults = []
    for name, lever in study.levers.items():
        if not lever.to:
            faults.append(
                key_at(root, ("study", "levers", name, "to")).fault("a lever without values", "to: [0, 4, 8]")
            )
    for name, uncertainty in study.uncertainties.items():
        if bool(uncertainty.set) == bool(uncertainty.scale):
            node = key_at(root, ("study", "uncertainties", name))
            faults.append(node.fault("an uncertainty either sets or scales", "add set: path, or scale: path"))
    return faults
