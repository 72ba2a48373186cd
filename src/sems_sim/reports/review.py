"""What a run has to say: the content of every report, once; formats only draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sems_sim.model import Model
from sems_sim.reports.review_answer import Figure, Findings, MeasureRow, answer_of, figures_of, measure_rows
from sems_sim.reports.review_assets import AssetView, IncidentView, assets_of, incidents_of
from sems_sim.reports.review_cascade import Branch, cascade_of
from sems_sim.reports.review_choices import (
    DecisionView,
    FailureKind,
    Surprise,
    TargetView,
    decisions_of,
    failures_of,
    surprises_of,
    targets_of,
)
from sems_sim.reports.review_levels import Escalation, escalation_of
from sems_sim.reports.review_picture import Pictures, pictures_of
from sems_sim.reports.review_services import ServiceView, critical_first, services_of
from sems_sim.reports.review_supply import ResourceView, Shortfall, resources_of, shortfalls_of
from sems_sim.reports.run_result import Ledger, RunResult, ledger_of
from sems_sim.telling import Line, LocalClock, Names, Wording, chain, plain, timeline_of

MEANING = (
    "These numbers hold in this model, under these assumptions and with this luck: one run of one seed. They are "
    "no forecast. Clocks of a service run from its disruption, the first loss of the ability to serve, to a "
    "sustained return; performance without demand is what could be served at that moment."
)


@dataclass(frozen=True, slots=True)
class Background:
    """What stands in the file and not in the model: who, which file, how to repeat the run."""

    organisation: str = ""
    summary: str = ""
    sources: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """What each service serves, in the singular, by the service's name."""
    purposes: Mapping[str, str] = field(default_factory=dict)
    """The objective in words behind each target, by the target's name."""
    file: str = ""
    command: str = ""
    """The command line that repeats the run."""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How much of the human model rests on judgement."""

    judged: int
    """Parameters and constants that no source gives."""
    all: int

    @property
    def label(self) -> str:
        """The label that every report carries."""
        return (
            f"{self.judged} of {self.all} parameters of the model of people and safeguards are judgement, not "
            "measurement; shares of failure kinds are what the model holds to account, not proof of blame."
        )


@dataclass(frozen=True, slots=True)
class Review:
    """All that a report may show of one run."""

    title: str
    id: str
    background: Background
    clock: LocalClock
    seed: int
    fingerprint: str
    digest: str
    events: int
    end_ms: int
    money: str
    labels: tuple[str, str, str]
    people_on: bool
    answer: str
    figures: tuple[Figure, ...]
    services: tuple[ServiceView, ...]
    escalation: Escalation
    resources: tuple[ResourceView, ...]
    shortfalls: tuple[Shortfall, ...]
    assets: tuple[AssetView, ...]
    incidents: tuple[IncidentView, ...]
    cascade: tuple[Branch, ...]
    pictures: Pictures
    lines: tuple[Line, ...]
    decisions: tuple[DecisionView, ...]
    targets: tuple[TargetView, ...]
    surprises: tuple[Surprise, ...]
    failures: tuple[FailureKind, ...]
    measures: tuple[MeasureRow, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    judgement: Judgement
    meaning: str = MEANING

    def measure(self, name: str) -> float:
        """A measure's value, 0 for what did not happen."""
        return next((row.number or 0.0 for row in self.measures if row.name == name), 0.0)

    def causes(self, index: int) -> tuple[Line, ...]:
        """A line and its causes, the line first and its root last."""
        return tuple(self.lines[cause] for cause in chain(self.lines, index))


def review(run: RunResult, background: Background | None = None) -> Review:
    """Read everything a report shows off a run."""
    about = background or Background()
    ledger, wording = ledger_of(run), Wording(run.model, run.trace)
    found = _findings(ledger, wording.names, about)
    return Review(
        **_head(run, about),
        answer=answer_of(found),
        figures=figures_of(found),
        services=found.services,
        escalation=found.escalation,
        resources=resources_of(ledger, wording.names),
        shortfalls=shortfalls_of(ledger, wording.names),
        assets=assets_of(ledger, wording.names),
        incidents=found.incidents,
        cascade=cascade_of(wording),
        pictures=pictures_of(ledger, wording.names, wording),
        lines=timeline_of(wording),
        decisions=decisions_of(ledger, wording.names),
        targets=found.targets,
        surprises=surprises_of(ledger, wording),
        failures=failures_of(ledger),
        measures=measure_rows(ledger, dict(about.units)),
        assumptions=tuple(plain(text) for text in run.model.assumptions),
        warnings=tuple(plain(text) for text in run.model.warnings),
        judgement=_judgement(run.model),
    )


def _findings(run: Ledger, names: Names, about: Background) -> Findings:
    return Findings(
        run=run,
        clock=LocalClock(run.model.start),
        incidents=incidents_of(run, names),
        services=critical_first(run.model, services_of(run, names, about.units)),
        escalation=escalation_of(run, names),
        targets=targets_of(run, about.purposes),
    )


def _head(run: RunResult, about: Background) -> dict[str, Any]:
    model = run.model
    return {
        "title": plain(model.title),
        "id": plain(model.id),
        "background": about,
        "clock": LocalClock(model.start),
        "seed": run.seed,
        "fingerprint": run.fingerprint,
        "digest": model.digest,
        "events": run.events,
        "end_ms": run.end_ms,
        "money": plain(model.money),
        "labels": model.labels,
        "people_on": model.people_on,
    }


def _judgement(model: Model) -> Judgement:
    judged = [row.judgement for row in model.maturity.parameters]
    judged += [row.judgement for row in model.maturity.constants]
    return Judgement(sum(judged), len(judged))
