"""Warnings about the exercise: injects, objectives, modules and players that do not meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from sems_sim.scenario.lint_facts import Facts, Warned
from sems_sim.scenario.schema.exercise import Inject, Module
from sems_sim.scenario.tree import Path
from sems_sim.units import format_duration

_STYLES = ("", "uk", "hseep", "us")


def injects_without_objective(facts: Facts) -> Iterator[Warned]:
    """An inject that serves no objective, or that nobody gets."""
    exercise = facts.sections.exercise
    for index, inject in enumerate(exercise.injects if exercise else ()):
        path = ("exercise", "injects", index, "id")
        if not inject.objective and inject.kind != "administrative":
            yield Warned(
                path, f"the inject {inject.id!r} serves no objective", "add objective: O1", "warning", False
            )
        if not inject.to and not inject.do:
            yield Warned(path, f"the inject {inject.id!r} reaches nobody", "add to: [team]", "warning", False)
        released = inject.id in facts.targets("release")
        if inject.at is None and inject.when is None and not released and inject.kind == "contextual":
            message = f"the inject {inject.id!r} has no time: only the facilitator can release it"
            yield Warned(path, message, "add at: 30m, or when: a condition", "note", False)
        if inject.at is not None and inject.at > facts.sections.clock.runs:
            yield Warned(
                path,
                f"the inject {inject.id!r} comes after the end",
                "move it, or lengthen the run",
                "warning",
                False,
            )


def objectives_without_inject(facts: Facts) -> Iterator[Warned]:
    """An objective that no inject serves."""
    exercise = facts.sections.exercise
    if exercise is None:
        return
    served = {name for inject in exercise.injects for name in inject.objective}
    for name in exercise.objectives:
        if name not in served:
            path = ("exercise", "objectives", name)
            yield Warned(
                path, f"no inject serves the objective {name!r}", f"add objective: {name} to an inject"
            )


def injects_without_expectation(facts: Facts) -> Iterator[Warned]:
    """An inject after which nobody knows what to look for."""
    for path, inject in _injects(facts):
        if inject.to and not inject.expect and inject.kind in ("contextual", "contingency"):
            message = f"the inject {inject.id!r} expects nothing: nobody can say whether it was answered"
            yield Warned(path, message, "add expect: what the players should do", "warning", False)


def contingencies_without_condition(facts: Facts) -> Iterator[Warned]:
    """An inject for the case that something was not done, which does not say what."""
    for path, inject in _injects(facts):
        if inject.kind == "contingency" and inject.unless is None:
            message = f"the contingency inject {inject.id!r} does not say what makes it needless"
            yield Warned(
                path, message, "add unless: what the players should have done by then", "note", False
            )


def injects_between_modules(facts: Facts) -> Iterator[Warned]:
    """An inject at a time that no module covers."""
    exercise = facts.sections.exercise
    modules = exercise.modules if exercise is not None else ()
    for path, inject in _injects(facts) if modules else ():
        if inject.at is not None and not any(one.from_ <= inject.at <= one.to for one in modules):
            message = f"the inject {inject.id!r} falls in no module: it comes while the clock is moved on"
            yield Warned(path, message, "move it into a module, or lengthen one", "note", False)


def modules_that_collide(facts: Facts) -> Iterator[Warned]:
    """Modules that overlap, stand in another order than their times, or lie outside the run."""
    exercise, runs = facts.sections.exercise, facts.sections.clock.runs
    modules = tuple(enumerate(exercise.modules)) if exercise is not None else ()
    for (_, before), (number, module) in pairwise(modules):
        if module.from_ < before.to:
            yield _of_module(number, "from", *_collision(before, module))
    for number, module in modules:
        if module.to > runs:
            end = "begins" if module.from_ >= runs else "ends"
            message = f"the module {module.title!r} {end} after the run, which lasts {format_duration(runs)}"
            yield _of_module(number, "to", message, "shorten the module, or lengthen the run")


def _collision(before: Module, module: Module) -> tuple[str, str]:
    if module.to <= before.from_:
        message = f"the module {module.title!r} stands after {before.title!r} and comes before it"
        return message, "write the modules in the order of their times"
    message = f"the module {module.title!r} begins before {before.title!r} ends"
    return (
        message,
        f"begin it at {format_duration(before.to)}, or end the other at {format_duration(module.from_)}",
    )


def _of_module(number: int, key: str, message: str, remedy: str) -> Warned:
    return Warned(("exercise", "modules", number, key), message, remedy, "warning", False)


def players_without_a_part(facts: Facts) -> Iterator[Warned]:
    """A team that people play although it is outside the organisation, or a role of a team that nobody plays."""
    exercise = facts.sections.exercise
    if exercise is None:
        return
    for number, name in enumerate(exercise.played):
        if facts.sections.teams[name].outside:
            path: Path = ("exercise", "played", number)
            message = f"{name!r} is outside the organisation: control speaks for such a team"
            yield Warned(
                path, message, f"take {name} out of played, or take outside: true away", "note", False
            )
    for name, role in exercise.roles.items():
        if exercise.played and role.team not in exercise.played:
            message = f"the role {name!r} belongs to {role.team!r}, which nobody plays"
            yield Warned(("exercise", "roles", name), message, f"add {role.team} to played", "note")


def unknown_styles(facts: Facts) -> Iterator[Warned]:
    """A style of words that is not known."""
    exercise = facts.sections.exercise
    if exercise is not None and exercise.style.lower() not in _STYLES:
        message = f"{exercise.style!r} is no style of words: uk is taken instead"
        yield Warned(("exercise", "style"), message, "write uk or hseep", "warning", False)


def _injects(facts: Facts) -> Iterator[tuple[Path, Inject]]:
    exercise = facts.sections.exercise
    for index, inject in enumerate(exercise.injects if exercise is not None else ()):
        yield ("exercise", "injects", index, "id"), inject


RULES: tuple[Callable[[Facts], Iterator[Warned]], ...] = (
    injects_without_objective,
    injects_without_expectation,
    contingencies_without_condition,
    injects_between_modules,
    objectives_without_inject,
    modules_that_collide,
    players_without_a_part,
    unknown_styles,
)
