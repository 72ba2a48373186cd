"""Lessons for the next scenario: a change, how to try it, and what it did in the model.

Both plans are played by the model alone, all teams included, from the beginning and with the same luck: a lesson is
about the plan, and not about how people played that day.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sems_sim.errors import ArgumentError
from sems_sim.model import Model, measures_of
from sems_sim.reports.exercise_minutes import Minutes
from sems_sim.reports.paper_kind import Source
from sems_sim.stress import EngineName
from sems_sim.telling import amounts, plain

RUNS = 200
"""Pairs of runs by which a lesson is tried."""
ENGINE: EngineName = "kernel"
"""Which of the two simulators plays them; both give the same."""
_MOST_MEASURES = 8


@dataclass(frozen=True, slots=True)
class Lesson:
    """One change that can be tried."""

    title: str
    change: str
    """`PATH=VALUE`; empty for a lever of the scenario's own."""
    command: str
    """The command line that tries it."""
    found: tuple[str, ...] = ()
    """What it did in the model, measure by measure; empty where nobody asked yet."""


def lessons_of(minutes: Minutes) -> tuple[Lesson, ...]:
    """Return the changes that were asked to be tried, with what they did, and the levers that the scenario has.

    Raises:
        ArgumentError: If a change is no `PATH=VALUE`, or cannot be made in an exercise without its journal.
        ScenarioError: If the scenario does not take it, with every fault.
    """
    study = minutes.scenario.sections.study
    levers = {} if study is None else study.levers
    source = minutes.source
    asked = [_tried(minutes, change) for change in source.lessons]
    offered = [
        Lesson(plain(lever.title) or name.replace("_", " "), "", f"sems-sim stress FILE --vary {name}")
        for name, lever in levers.items()
    ]
    again = Lesson("Any other change", "", f"sems-sim report {source.file} --lesson PATH=VALUE --to aar.docx")
    return (*asked, *offered, again)


def _tried(minutes: Minutes, change: str) -> Lesson:
    path, equals, value = (part.strip() for part in change.partition("="))
    if not equals or not path or not value:
        raise ArgumentError(
            f"--lesson {change}: a lesson is PATH=VALUE", "for example resources.fitters.amount=4"
        )
    changed = _changed(minutes.source, path, value)
    command = f"sems-sim run FILE --set {path}={value}"
    return Lesson(f"Lesson: {plain(path)} set to {plain(value)}", "", command, _compared(minutes, changed))


def _changed(source: Source, path: str, value: str) -> Model:
    from sems_sim.scenario import compile_model, read_scenario_texts

    if source.head is None:
        raise ArgumentError(
            "a lesson is tried on the scenario of a journal", "give the journal of the exercise"
        )
    settings = {**dict(source.head.overrides), path: value}
    return compile_model(read_scenario_texts(source.head.scenario_files, settings))


def _compared(minutes: Minutes, changed: Model) -> tuple[str, ...]:
    from sems_sim.scenario import compile_model
    from sems_sim.stress import mean_interval, run_ensemble

    model, seed = compile_model(minutes.scenario), minutes.standing.seed
    as_it_is = run_ensemble(model, replications=RUNS, seed=seed, engine=ENGINE)
    otherwise = run_ensemble(changed, replications=RUNS, seed=seed, engine=ENGINE)
    units = {one.name: one.unit for one in measures_of(model)}
    both = [name for name in _headlines(model) if name in {one.name for one in measures_of(changed)}]
    found = []
    for name in both[:_MOST_MEASURES]:
        first, second = as_it_is[name], otherwise[name]
        apart = mean_interval(second - first)
        if any(math.isnan(value) for value in (apart.value, float(first.mean()), float(second.mean()))):
            continue
        before, after = (
            _said(float(first.mean()), units[name], model),
            _said(float(second.mean()), units[name], model),
        )
        low, high = _said(apart.low, units[name], model), _said(apart.high, units[name], model)
        found.append(f"{name}: {before} → {after} (difference {low} to {high}, 95 % interval)")
    said = f"{RUNS} pairs of runs with the same luck, all teams played by the model"
    return (*found, f"{said}; in this model, under its assumptions")


def _headlines(model: Model) -> tuple[str, ...]:
    """What a lesson is judged by: all targets together, each of them, cost, harm, what services lose."""
    targets = [f"targets.{one.name}" for one in model.targets]
    lost = [f"service.{model.name_of(row.entity)}.loss_h" for row in model.services]
    return (*(["targets.all"] if targets else []), *targets, "cost.total", "people.harmed", *lost)


def _said(value: float, unit: str, model: Model) -> str:
    if unit == "yes/no":
        return f"{'−' if value < 0 else ''}{amounts.share(abs(value))}"
    return amounts.measured(value, unit, model.money)
