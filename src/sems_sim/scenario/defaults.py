"""What is supplied where a scenario says nothing: teams, levels, improvised responses.

Defaults are written in the scenario's own language and compiled like the rest, so that nothing below knows of
them; each comes with a plain sentence for the list of assumptions. With `people: off` nothing is supplied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sems_sim.scenario.compile_answers import answers_of
from sems_sim.scenario.compile_tables import mean_of
from sems_sim.scenario.compile_walk import effects_of
from sems_sim.scenario.conditions_text import And, Atom, ConditionText, Held, Node, Or
from sems_sim.scenario.quantities import LawText, parse_law
from sems_sim.scenario.schema.crisis import Incident, Plan
from sems_sim.scenario.schema.people import Level, Team
from sems_sim.scenario.schema.scenario import ScenarioSections

SLOWED_BY = 0.4
"""Share of its growth that people without a plan hold back until they are done."""
_HOUR_MS = 3_600_000

DECIDES = {"operational": "lognormal 30s 0.8", "tactical": "lognormal 5m 0.8", "crisis": "lognormal 20m 0.8"}
"""How long a team of each level takes to decide, where the file says nothing."""
HANDLES = "lognormal 1m 0.6"
TELLS, LOSES = "lognormal 5m 0.8", 0.05
SEES_PER_H, REPORTS = 6.0, 0.95


def default_law(text: str) -> LawText:
    """One of the laws above, in hours."""
    return parse_law(text, "h")


@dataclass(frozen=True, slots=True)
class Completed:
    """A scenario with what was left out, and what had to be assumed for that."""

    sections: ScenarioSections
    improvised: frozenset[str]
    """Plans that nobody wrote."""
    assumptions: tuple[str, ...]


def with_defaults(sections: ScenarioSections) -> Completed:
    """Supply teams, levels and improvised responses where the scenario has none."""
    if not sections.people:
        return Completed(sections, frozenset(), ())
    assumptions: list[str] = []
    if not sections.teams:
        sections = sections.model_copy(update={"teams": _teams(sections)})
        assumptions.append(
            "The file names no teams: a watch desk that watches everything, a duty manager and a crisis team "
            "are assumed."
        )
    if not sections.levels:
        sections = sections.model_copy(update={"levels": _levels(sections)})
        assumptions.append(
            "The file has no levels: tactical is raised at a severity above 0.3 or a key service below its minimum, "
            "crisis above 0.7 or after an hour below it."
        )
    plans, said = _improvised(sections)
    if plans:
        sections = sections.model_copy(update={"plans": {**sections.plans, **plans}})
    return Completed(sections, frozenset(plans), (*assumptions, *said))


def _teams(sections: ScenarioSections) -> dict[str, Team]:
    everything = [*sections.assets, *sections.services, *sections.incidents]
    return {
        "watch_desk": Team.model_validate(
            {"title": "Watch desk", "level": "operational", "people": 2, "watches": everything, "sees": "12/h",
             "tells": "duty_manager"}
        ),
        "duty_manager": Team.model_validate({"title": "Duty manager", "level": "tactical", "tells": "crisis_team"}),
        "crisis_team": Team.model_validate({"title": "Crisis team", "level": "crisis", "people": 6, "quorum": 3}),
    }  # fmt: skip


def _levels(sections: ScenarioSections) -> dict[str, Level]:
    key = [name for name, service in sections.services.items() if service.critical] or list(sections.services)
    below = [(f"below_mbco({name})", Atom("below_mbco", name)) for name in sorted(key)]
    held = [(f"({text} for 1h)", Held(atom, _HOUR_MS)) for text, atom in below]
    tactical = _any_of([*_worse_than(sections, 0.3), *below])
    worst = _any_of([*_worse_than(sections, 0.7), *held])
    crisis = None
    if worst is not None:
        response = Atom("response", "", "", ">=", "tactical", "level")
        crisis = ConditionText(f"response >= tactical and ({worst.text})", And((response, worst.root)))
    return {
        "operational": Level(),
        "tactical": _level(tactical, "lognormal 10m 1.4"),
        "crisis": _level(crisis, "lognormal 30m 0.8"),
    }


def _level(when: ConditionText | None, activation: str) -> Level:
    return Level().model_copy(update={"when": when, "activation": default_law(activation)})


def _worse_than(sections: ScenarioSections, severity: float) -> list[tuple[str, Node]]:
    return [
        (f"severity({name}) > {severity}", Atom("severity", name, "", ">", severity, "number"))
        for name in sorted(sections.incidents)
    ]


def _any_of(parts: list[tuple[str, Node]]) -> ConditionText | None:
    if not parts:
        return None
    text = " or ".join(text for text, _ in parts)
    return ConditionText(text, parts[0][1] if len(parts) == 1 else Or(tuple(node for _, node in parts)))


def _improvised(sections: ScenarioSections) -> tuple[dict[str, Plan], list[str]]:
    answered = {incident for incidents in answers_of(sections).values() for incident in incidents}
    mended = _mended_somewhere(sections)
    plans, said = {}, []
    for name in sorted(set(sections.incidents) - answered):
        incident = sections.incidents[name]
        repairs = sorted({asset for asset in _hurt_assets(incident) if asset not in mended})
        plans[f"improvise_{name}"] = _improvised_plan(name, incident, repairs)
        said.append(
            f"No plan answers {name}: an improvised response is assumed; it slows it and ends it in about 5 hours."
        )
    return plans, said


def _improvised_plan(name: str, incident: Incident, repairs: Iterable[str]) -> Plan:
    rate = max(0.0, mean_of(incident.growth)) * SLOWED_BY
    do: list[dict[str, object]] = [{"end": name}]
    if rate > 0.0:
        do.insert(0, {"contain": {name: f"{rate!r}/h"}, "while": "running"})
    do += [{"repair": asset} for asset in repairs]
    return Plan.model_validate(
        {
            "title": f"Improvised response to {incident.title or name}",
            "when": f"active({name})",
            "tasks": {"respond": {"title": "Respond without a plan", "takes": "lognormal 3h 0.6", "do": do}},
        }
    )


def _mended_somewhere(sections: ScenarioSections) -> set[str]:
    """Assets that repair themselves, or that some effect repairs or switches."""
    found = {name for name, asset in sections.assets.items() if asset.repair is not None}
    for effect in effects_of(sections):
        if effect.verb in ("repair", "switch_on", "switch_off"):
            found.update(effect.value)
    return found


def _hurt_assets(incident: Incident) -> Iterable[str]:
    return (
        asset
        for hurt in incident.hurts
        for effect in hurt.do
        if effect.verb == "fail" and effect.for_ is None
        for asset in effect.value
    )
