"""The answer first: one paragraph in plain words, and the numbers that a reader asks for."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.model import measures_of
from sems_sim.reports.review_assets import IncidentView
from sems_sim.reports.review_choices import TargetView
from sems_sim.reports.review_levels import Escalation
from sems_sim.reports.review_services import ServiceView
from sems_sim.reports.run_result import Ledger
from sems_sim.telling import LocalClock, amounts, capital


@dataclass(frozen=True, slots=True)
class Figure:
    """One key number."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure with its value in words, its unit and meaning."""

    name: str
    value: str
    unit: str
    meaning: str
    number: float | None


@dataclass(frozen=True, slots=True)
class Findings:
    """What the answer is drawn from."""

    run: Ledger
    clock: LocalClock
    incidents: tuple[IncidentView, ...]
    services: tuple[ServiceView, ...]
    escalation: Escalation
    targets: tuple[TargetView, ...]


def answer_of(found: Findings) -> str:
    """What happened, in a few sentences."""
    parts = [_began(found)]
    suffered = [view for view in found.services if view.suffered]
    parts += [_service(found, view) for view in suffered[:3]]
    if found.services and not suffered:
        parts.append("No service ever fell below full performance.")
    parts += [_command(found), _harm(found), _targets(found)]
    return " ".join(capital(part) for part in parts if part)


def _began(found: Findings) -> str:
    if not found.incidents:
        return "No incident opened in this run."
    names = [view.title for view in found.incidents]
    first_ms = found.incidents[0].open[0].from_ms
    when = f"{found.clock.time(first_ms)} on {found.clock.date(first_ms)}"
    text = f"{names[0]} began at {when}"
    if len(names) == 1:
        return f"{text}."
    return f"{text}; {listed(names[1:])} followed."


def _service(found: Findings, view: ServiceView) -> str:
    clock = found.clock
    below = view.measures.get("below_mbco_h") or 0.0
    lost = view.measures.get("lost") or 0.0
    lowest = min(value for _, value in view.performance)
    text = f"{view.title} fell to {amounts.share(lowest)}"
    if below > 0:
        text += f", spent {amounts.hours(below)} below the minimum objective of {amounts.share(view.mbco)}"
        resumed = view.measures.get("resumed_h")
        end = "did not return to it for good within the run"
        if resumed is not None:
            end = f"returned to it for good on {clock.day_time(round(resumed * 3_600_000))}"
        text += f", and {end}"
    return f"{text}; {amounts.count(lost, view.unit)} lost." if lost > 0 else f"{text}."


def _command(found: Findings) -> str:
    levels = found.escalation.levels
    reached = max((index for index, level in enumerate(levels) if level.held), default=0)
    if reached == 0:
        return ""
    first_ms = levels[reached].held[0].from_ms
    text = f"{levels[reached].label} level took over after {amounts.duration(first_ms)}"
    unmet = found.run.measures.get("crisis.unmet_h") or 0.0
    if unmet > 0:
        text += f"; {amounts.hours(unmet)} passed beyond routine and below crisis level"
    return f"{text}."


def _harm(found: Findings) -> str:
    measures = found.run.measures
    affected, harmed = measures.get("people.affected") or 0.0, measures.get("people.harmed") or 0.0
    parts = []
    if affected > 0:
        parts.append(f"{amounts.people(affected)} went without what they came for")
    if harmed > 0:
        parts.append(f"{amounts.people(harmed)} came to harm")
    cost = measures.get("cost.total") or 0.0
    if cost > 0:
        parts.append(f"the cost came to {amounts.money(cost, found.run.model.money)}")
    return f"{listed(parts)}." if parts else ""


def _targets(found: Findings) -> str:
    if not found.targets:
        return ""
    met = sum(target.is_met for target in found.targets)
    if met == len(found.targets):
        return "Every stated target was met." if met > 1 else "The stated target was met."
    if met == 0:
        many = len(found.targets) > 1
        return (
            f"None of the {len(found.targets)} stated targets was met."
            if many
            else "The stated target was missed."
        )
    return f"{met} of {len(found.targets)} stated targets {'was' if met == 1 else 'were'} met."


def listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def figures_of(found: Findings) -> tuple[Figure, ...]:
    """The key numbers of the run, those of the worst-hit service first."""
    measures, model = found.run.measures, found.run.model
    figures = []
    worst = max(found.services, key=lambda view: view.measures.get("loss_h") or 0.0, default=None)
    if worst is not None and worst.suffered:
        figures += _of_service(worst)
    figures.append(Figure("Cost", amounts.money(measures.get("cost.total") or 0.0, model.money)))
    people = (("people.affected", "People affected"), ("people.harmed", "People harmed"))
    figures += [
        Figure(label, amounts.people(measures.get(name) or 0.0).split(" p")[0]) for name, label in people
    ]
    crisis_h = (
        measures.get(f"level.{model.name_of(model.levels[-1].entity)}.first_h") if model.levels else None
    )
    label = f"{found.escalation.levels[-1].label} level after" if model.levels else ""
    figures.append(Figure(label, amounts.measured(crisis_h, "h")))
    unmet = amounts.hours(measures.get("crisis.unmet_h") or 0.0)
    figures.append(Figure("Unmet crisis", unmet, "beyond routine, below crisis level"))
    if measures.get("catastrophe.happened"):
        figures.append(Figure("Catastrophe", "yes", "a stated limit was passed"))
    return tuple(figure for figure in figures if figure.label)


def _of_service(view: ServiceView) -> list[Figure]:
    lost = amounts.number(view.measures.get("lost") or 0.0)
    back = amounts.measured(view.measures.get("time_to_mbco_h"), "h")
    below = amounts.hours(view.measures.get("below_mbco_h") or 0.0)
    return [
        Figure(f"{view.title} lost", lost, amounts.plural_of(view.unit)),
        Figure(f"{view.title} back", back, "disruption to sustained minimum"),
        Figure(f"{view.title} below minimum", below),
    ]


def measure_rows(run: Ledger, units: dict[str, str]) -> tuple[MeasureRow, ...]:
    """Every measure of the model with its value in words."""
    rows = []
    for measure in measures_of(run.model):
        value = run.measures.get(measure.name)
        parts = measure.name.split(".")
        word = units.get(parts[1], "") if parts[0] == "service" else ""
        words = amounts.measured(value, measure.unit, run.model.money, word)
        rows.append(MeasureRow(measure.name, words, measure.unit, measure.meaning, value))
    return tuple(rows)
