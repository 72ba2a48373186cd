"""What thousands of runs have to say: the content once; formats only draw it.

Every number comes with its interval and the number of runs behind it. The first sentence is always the share of runs
in which every target is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sems_sim.model import Model
from sems_sim.reports.ensemble_measures import MeasureView, SummaryRow, key_measures, summary_rows
from sems_sim.reports.ensemble_time import Fan, LevelShares, fans_of, level_shares
from sems_sim.reports.estimates import chance_words
from sems_sim.reports.review import Background, Judgement
from sems_sim.reports.studies import Study
from sems_sim.telling import LocalClock, plain

if TYPE_CHECKING:
    from sems_sim.stress import Ensemble, Estimate

HEADLINE = "targets.all"
MEANING = (
    "These numbers hold in this model, under these assumptions; they are no forecast. Each run has the same plan and "
    "other luck. An interval covers the model's own true value in 95% of such ensembles; it says how far chance may "
    "have misled, not how far the model is from the world."
)


@dataclass(frozen=True, slots=True)
class TargetShare:
    """One stated target, and the share of runs in which it is met."""

    name: str
    text: str
    purpose: str
    met: Estimate
    absent: Estimate
    """The share of runs in which what it asks for did not happen; those do not meet it."""


@dataclass(frozen=True, slots=True)
class RunToSee:
    """One run of the ensemble worth looking at, and the command that shows it."""

    why: str
    replication: int
    value: str
    command: str


@dataclass(frozen=True, slots=True)
class Making:
    """How an ensemble was made, so that it can be made again."""

    engine: str
    seed: int
    command: str
    run_command: str
    """The command that shows one run, but for `--replication`."""
    folder: str = ""
    fingerprint: str = ""
    """A hash of the fingerprints of all runs."""
    events: int = 0
    is_partial: bool = False
    goals: tuple[str, ...] = ()
    """What was to be known how well, and whether it is."""


@dataclass(frozen=True, slots=True)
class StressReview:
    """All that a report may show of an ensemble and of the studies made with it."""

    title: str
    id: str
    background: Background
    clock: LocalClock
    end_ms: int
    money: str
    labels: tuple[str, ...]
    people_on: bool
    digest: str
    making: Making
    n: int
    answer: str
    all_met: Estimate | None
    """The share of runs in which every target is met; None where none is stated."""
    targets: tuple[TargetShare, ...]
    measures: tuple[MeasureView, ...]
    """The key ones."""
    rows: tuple[SummaryRow, ...]
    """All of them."""
    fans: tuple[Fan, ...]
    levels: LevelShares
    runs: tuple[RunToSee, ...]
    studies: tuple[Study, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    judgement: Judgement
    ideas: tuple[str, ...] = ()
    """What might be asked next."""
    meaning: str = MEANING


def stress_review(
    ensemble: Ensemble,
    model: Model,
    making: Making,
    background: Background,
    studies: tuple[Study, ...] = (),
) -> StressReview:
    """Read everything a report shows off an ensemble."""
    met, targets = _targets(ensemble, model, background.purposes)
    rows = summary_rows(ensemble, model)
    return StressReview(
        **_head(model, background, making),
        n=ensemble.n,
        answer=answer_of(met, targets, ensemble.n),
        all_met=met,
        targets=targets,
        measures=key_measures(ensemble, model, rows, background.units),
        rows=rows,
        fans=fans_of(ensemble, model),
        levels=level_shares(ensemble, model),
        runs=_runs_to_see(ensemble, model, making),
        studies=studies,
        assumptions=tuple(plain(text) for text in model.assumptions),
        warnings=tuple(plain(text) for text in model.warnings),
        judgement=_judgement(model),
    )


def answer_of(met: Estimate | None, targets: tuple[TargetShare, ...], n: int) -> str:
    """The first sentence: in what share of runs every target is met."""
    if met is None:
        return (
            f"No target is stated, so there is none to meet or miss in these {n:,} runs: "
            "state what the plan must achieve under study.targets."
        )
    words = "The stated target is met in" if len(targets) == 1 else f"All {len(targets)} targets are met in"
    return f"{words} {chance_words(met)} of runs, in this model, under these assumptions."


def _targets(
    ensemble: Ensemble, model: Model, purposes: Mapping[str, str]
) -> tuple[Estimate | None, tuple[TargetShare, ...]]:
    import numpy as np

    from sems_sim.stress import share

    found = tuple(
        TargetShare(
            plain(row.name.replace("_", " ")),
            plain(row.text),
            purposes.get(row.name, ""),
            share(ensemble[f"targets.{row.name}"]),
            share(np.isnan(ensemble[row.measure])),
        )
        for row in model.targets
    )
    return (share(ensemble[HEADLINE]) if found else None), found


def _head(model: Model, background: Background, making: Making) -> dict[str, Any]:
    return {
        "title": plain(model.title),
        "id": plain(model.id),
        "background": background,
        "clock": LocalClock(model.start),
        "end_ms": model.horizon_ms,
        "money": plain(model.money),
        "labels": tuple(plain(label) for label in model.labels),
        "people_on": model.people_on,
        "digest": model.digest,
        "making": making,
    }


def _judgement(model: Model) -> Judgement:
    judged = [row.judgement for row in model.maturity.parameters]
    judged += [row.judgement for row in model.maturity.constants]
    return Judgement(sum(judged), len(judged))


def _runs_to_see(ensemble: Ensemble, model: Model, making: Making) -> tuple[RunToSee, ...]:
    """The runs that cost most, and one in the middle."""
    import numpy as np

    from sems_sim.stress import worst_runs
    from sems_sim.telling import amounts

    costs = ensemble["cost.total"]
    if not bool(np.ptp(costs)):
        return ()
    order = np.lexsort((np.arange(costs.size), costs))
    picked = [("the worst", k) for k in worst_runs(costs, min(3, costs.size))]
    picked.append(("in the middle", int(order[(costs.size - 1) // 2])))
    return tuple(
        RunToSee(
            why,
            replication,
            amounts.money(float(costs[replication]), plain(model.money)),
            f"{making.run_command} --replication {replication}",
        )
        for why, replication in picked
    )
