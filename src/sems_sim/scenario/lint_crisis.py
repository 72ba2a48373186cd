"""Warnings about conditions, plans, decisions and levels that cannot do their work."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sems_sim.scenario.conditions_text import LEVELS
from sems_sim.scenario.lint_facts import Facts, Warned
from sems_sim.scenario.lint_truth import truth_of


def constant_conditions(facts: Facts) -> Iterator[Warned]:
    """A condition that is always true or always false."""
    truth = truth_of(facts)
    for path, condition in facts.conditions:
        verdict = truth.of(condition.root)
        if verdict.value is None:
            continue
        offset, width = (verdict.atom.offset, verdict.atom.width) if verdict.atom else (0, 0)
        word = "true" if verdict.value else "false"
        remedy = "take the condition away, or correct it"
        yield Warned(
            path, f"this is always {word}: {verdict.reason}", remedy, "warning", False, offset, width
        )


def plans_that_never_start(facts: Facts) -> Iterator[Warned]:
    """A plan whose case cannot come, that nobody invokes, or whose level is never reached."""
    truth = truth_of(facts)
    invoked = facts.targets("invoke")
    for name, plan in facts.sections.plans.items():
        path = ("plans", name)
        if plan.when is None and name not in invoked:
            yield Warned(
                path,
                f"the plan {name!r} never starts: it has no 'when' and nothing invokes it",
                "add when: …",
            )
        elif plan.when is not None and name not in invoked and truth.of(plan.when.root).value is False:
            reason = truth.of(plan.when.root).reason
            yield Warned(
                path, f"the plan {name!r} never starts: {reason}", "correct its 'when', or invoke it"
            )
        if _above(plan.level, truth.levels):
            remedy = f"describe how {plan.level} is raised under levels, or lower the plan's level"
            yield Warned(
                (*path, "level"), f"the plan {name!r} never starts: {plan.level} is never reached", remedy
            )
        if not plan.tasks:
            yield Warned(path, f"the plan {name!r} has no tasks", "add tasks: {check: {takes: 1h}}")


def _above(level: str, reachable: frozenset[str]) -> bool:
    return max(LEVELS.index(name) for name in reachable) < LEVELS.index(level)


def decisions_nobody_takes(facts: Facts) -> Iterator[Warned]:
    """A decision that is never put, or whose doctrine is silent."""
    asked = facts.targets("ask")
    reachable = facts.reachable_levels()
    for name, decision in facts.sections.decisions.items():
        path = ("decisions", name)
        if decision.when is None and name not in asked:
            yield Warned(
                path,
                f"the decision {name!r} is never put: it has no 'when' and nothing asks it",
                "add when: …",
            )
        if decision.level is not None and _above(decision.level, reachable):
            yield Warned(
                (*path, "level"), f"{decision.level} is never reached", "lower the level, or describe it"
            )
        if not any(option.policy for option in decision.options.values()):
            message = f"no option of {name!r} is marked as policy: an automatic run takes the first"
            yield Warned(path, message, "mark what doctrine says: policy: true", "note")
        if len(decision.options) == 1:
            yield Warned(
                path, f"the decision {name!r} has one option only", "add another, or make it an effect"
            )


def incidents_that_never_open(facts: Facts) -> Iterator[Warned]:
    """An incident nothing opens, and thresholds above its limit."""
    for name, incident in facts.sections.incidents.items():
        if not facts.can_open(name):
            remedy = "add opens: 30m, or start it by an effect"
            yield Warned(("incidents", name), f"nothing opens {name!r}", remedy)
        for index, hurt in enumerate(incident.hurts):
            if hurt.at > incident.limit:
                message = f"never reached: the limit of {name!r} is {incident.limit:g}"
                yield Warned(("incidents", name, "hurts", index, "at"), message, "lower it", "warning", False)
        for index, spread in enumerate(incident.spreads):
            if spread.at > incident.limit:
                message = f"never reached: the limit of {name!r} is {incident.limit:g}"
                yield Warned(
                    ("incidents", name, "spreads", index, "at"), message, "lower it", "warning", False
                )


def levels_never_reached(facts: Facts) -> Iterator[Warned]:
    """A level that nothing raises, or that nobody leads."""
    reachable = facts.reachable_levels()
    for name, level in facts.sections.levels.items():
        if name not in reachable:
            yield Warned(("levels", name), f"nothing raises {name}", "add when: the condition that raises it")
        if name != "operational" and level.led_by is None and facts.sections.people:
            yield Warned(("levels", name), f"nobody leads {name}", "add led_by: a team", "note")


def risks_without_owner(facts: Facts) -> Iterator[Warned]:
    """A risk that nobody answers for, or that no plan answers."""
    covered = {risk for plan in facts.sections.plans.values() for risk in plan.covers}
    for name, risk in facts.sections.risks.items():
        if risk.owner is None:
            yield Warned(
                ("risks", name), f"the risk {name!r} has no owner", "add owner: the team that answers for it"
            )
        if risk.plan is None and name not in covered:
            yield Warned(
                ("risks", name),
                f"no plan covers the risk {name!r}",
                "add plan: …, or covers: in a plan",
                "note",
            )


RULES: tuple[Callable[[Facts], Iterator[Warned]], ...] = (
    constant_conditions,
    plans_that_never_start,
    decisions_nobody_takes,
    incidents_that_never_open,
    levels_never_reached,
    risks_without_owner,
)
