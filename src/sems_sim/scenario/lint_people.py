"""Warnings about teams nobody tells, and indicators nobody reads."""

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


RULES: tuple[Callable[[Facts], Iterator[Warned]], ...] = (
    teams_in_the_dark,
    indicators_nobody_reads,
)
