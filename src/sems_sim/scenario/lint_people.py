"""Warnings about teams nobody tells, and injects and objectives that do not meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sems_sim.scenario.lint_facts import Facts, Warned
from sems_sim.scenario.schema.effects import Tell


def teams_in_the_dark(facts: Facts) -> Iterator[Warned]:
    """A team that nobody tells and that watches nothing."""
    told = _told(facts)
    for name, team in facts.sections.teams.items():
        if name not in told and not team.watches:
            message = f"the team {name!r} will never know anything: nobody tells it and it watches nothing"
            yield Warned(("teams", name), message, f"add watches: […], or tells: [{name}] to another team")


def _told(facts: Facts) -> set[str]:
    told = {other for team in facts.sections.teams.values() for other in team.tells}
    told |= {name for indicator in facts.sections.indicators.values() for name in indicator.tell}
    for _, effect in facts.effects:
        if isinstance(effect.tell, Tell):
            told |= set(effect.tell.to)
    for team in facts.sections.teams.values():
        told |= set(team.members)
    if facts.sections.exercise is not None:
        told |= {name for inject in facts.sections.exercise.injects for name in inject.to}
    return told


def indicators_nobody_reads(facts: Facts) -> Iterator[Warned]:
    """An indicator that tells nobody and that no condition asks for."""
    asked = {
        atom.subject
        for _, condition in facts.conditions
        for atom in condition.atoms()
        if atom.function == "alert"
    }
    for name, indicator in facts.sections.indicators.items():
        if not indicator.tell and name not in asked:
            yield Warned(("indicators", name), f"nobody reads the indicator {name!r}", "add tell: [team]")


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


RULES: tuple[Callable[[Facts], Iterator[Warned]], ...] = (
    teams_in_the_dark,
    indicators_nobody_reads,
    injects_without_objective,
    objectives_without_inject,
)
