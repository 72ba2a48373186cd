"""Which plan answers which incident: by case, occurrence, risk, or what its tasks do."""

from __future__ import annotations

from sems_sim.scenario.compile_walk import mentioned
from sems_sim.scenario.schema.crisis import Plan
from sems_sim.scenario.schema.scenario import ScenarioSections


def answers_of(sections: ScenarioSections) -> dict[str, set[str]]:
    """For each plan, the incidents to which it is an answer."""
    by_risk: dict[str, set[str]] = {}
    for name, incident in sections.incidents.items():
        if incident.risk is not None:
            by_risk.setdefault(incident.risk, set()).add(name)
    covered = _covered(sections)
    return {
        name: _own(plan).union(*(by_risk.get(risk, set()) for risk in covered[name]))
        for name, plan in sections.plans.items()
    }


def _covered(sections: ScenarioSections) -> dict[str, set[str]]:
    """For each plan, the risks it covers, said by the plan or by the register."""
    covered = {name: set(plan.covers) for name, plan in sections.plans.items()}
    for name, risk in sections.risks.items():
        if risk.plan is not None:
            covered[risk.plan].add(name)
    return covered


def _own(plan: Plan) -> set[str]:
    found = mentioned(plan.when, "incident")
    if plan.per is not None:
        found.add(plan.per)
    for task in plan.tasks.values():
        for effect in task.do:
            if effect.verb in ("contain", "end"):
                found.update(effect.value)
    return found
