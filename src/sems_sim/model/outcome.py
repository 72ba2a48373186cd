"""What is measured: every measure's name, unit and meaning, in a stable order.

Names are flat and dotted (`service.departures.lost`). A measure that did not happen is None in a run; clocks of
services run from the disruption, the first loss of ability to serve, to a sustained return.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sems_sim.model.tables import Model
from sems_sim.model.words import EntityKind


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that a run is judged by."""

    name: str
    unit: str
    """h, units, share, people, money, items, count, yes/no or index."""
    meaning: str
    censored: bool
    """True for a moment or duration that may not come before the horizon; then it is None."""


SERVICE = (
    ("demanded", "units", "Units that were asked for.", False),
    ("served", "units", "Units that were served.", False),
    ("lost", "units", "Units lost: waited too long, or called off.", False),
    ("backlog_max", "units", "Longest queue.", False),
    ("loss_h", "h", "Resilience loss: integral of 1 - performance while there was demand or backlog.", False),
    ("below_mbco_h", "h", "Time with performance below the minimum objective.", False),
    (
        "time_to_mbco_h",
        "h",
        "From the disruption to a sustained return of performance to the minimum objective.",
        True,
    ),
    (
        "time_to_rto_h",
        "h",
        "From the disruption to a sustained return of the ability to serve at the minimum.",
        True,
    ),
    (
        "resumed_h",
        "h",
        "Time since the start at which performance returned for good to the minimum objective.",
        True,
    ),
    ("first_served_h", "h", "Time since the start of the first unit served after the first full stop.", True),
    ("over_mtpd_h", "h", "Time disrupted beyond the maximum tolerable period.", False),
    ("min_performance", "share", "Lowest performance (robustness).", False),
)
ASSET = (
    ("down_h", "h", "Time down.", False),
    ("first_down_h", "h", "Time since the start at which it was first down.", True),
    ("last_up_h", "h", "Time since the start at which it last came back.", True),
    ("failures", "count", "Unit failures.", False),
)
RESOURCE = (
    (
        "short_h",
        "unit-hours",
        "Need that could not be met: missing units times hours, over tasks and services.",
        False,
    ),
    ("utilisation", "share", "Share of the present time that was in use by tasks.", False),
    ("wait_h_mean", "h", "Mean wait of tasks that needed it, started ones only.", True),
    ("wait_h_max", "h", "Longest wait of a task that needed it.", True),
    ("requests", "count", "Tasks that asked for it.", False),
)
STOCK = (
    ("min", "units", "Lowest amount on hand.", False),
    ("out_h", "h", "Time with nothing on hand.", False),
)
INCIDENT = (
    ("opened", "yes/no", "Whether it opened.", False),
    ("first_h", "h", "Time since the start of its first opening.", True),
    ("detected_h", "h", "From its first opening until a team saw it.", True),
    ("reported_h", "h", "From its first opening until a second team was told.", True),
    ("contained_h", "h", "From its first opening until it was contained or closed.", True),
    ("closed_h", "h", "From its first opening until that occurrence was closed.", True),
    ("severity_max", "share", "Highest severity.", False),
    ("occurrences", "count", "How often it opened.", False),
)
LEVEL = (
    ("first_h", "h", "Time since the start at which the level was first entered.", True),
    ("hours", "h", "Time with this as the level of response.", False),
)
PLAN = (
    ("started_h", "h", "Time since the start at which it was started (mean over instances).", True),
    ("started_h.count", "count", "Instances behind that mean.", False),
    ("finished_h", "h", "Time since the start at which it was finished (mean over instances).", True),
    ("finished_h.count", "count", "Instances behind that mean.", False),
    ("starts", "count", "How often it was started.", False),
)
TASK = (
    ("started_h", "h", "Time since the start at which work began (mean over instances).", True),
    ("started_h.count", "count", "Instances behind that mean.", False),
    ("finished_h", "h", "Time since the start at which it was done (mean over instances).", True),
    ("finished_h.count", "count", "Instances behind that mean.", False),
    ("wait_h", "h", "Wait for people, kit, stock and assets (mean over started instances).", True),
    ("wait_h.count", "count", "Instances behind that mean.", False),
    ("retries", "count", "Repeated attempts.", False),
)
DECISION = (
    ("opened_h", "h", "Time since the start at which the question first came up.", True),
    ("decided_h", "h", "Time since the start at which it was first decided.", True),
    ("option", "index", "The option in force at the end: 1 for the first by name, and so on.", True),
    ("reversed", "count", "How often the choice was changed.", False),
)
TEAM = (
    ("overload_h", "h", "Time with more to handle than it has attention for.", False),
    ("picture_age_h", "h", "Mean age of what it believes, over known items and time.", False),
    ("picture_error", "share", "Mean gap between belief and truth, over known items and time.", False),
    ("messages", "count", "Messages it received.", False),
    ("errors", "count", "Messages it misread and decisions it got wrong.", False),
)
ORGANISATION = (
    ("people.affected", "people", "People whose demand was not served.", False),
    ("people.harmed", "people", "People hurt or taken ill.", False),
    ("cost.total", "money", "All costs below.", False),
    ("cost.response", "money", "Crews, tasks, options and other spending.", False),
    ("cost.rework", "money", "What repeated and failed attempts cost.", False),
    ("cost.lost_service", "money", "Value of units lost and of assets down.", False),
    ("cost.penalties", "money", "Penalties for time over the maximum tolerable period.", False),
    ("cost.over_reaction", "money", "Value lost while a restriction was kept longer than needed.", False),
    ("crisis.beyond_routine_h", "h", "Time in which no routine answer would do, judged on the truth.", False),
    ("crisis.unmet_h", "h", "Time beyond routine and below crisis level: unmet crisis.", False),
    ("crisis.authority_gap_h", "h", "Time in which a new level could not yet decide.", False),
    ("crisis.right_level_share", "share", "Share of decisions taken at the level they belong to.", True),
    ("snowball.depth", "count", "Longest chain of incidents that brought each other about.", False),
    ("snowball.spawned", "count", "Incidents brought about by other incidents.", False),
    ("snowball.growth_max", "factor", "Highest factor by which consequences quickened growth.", False),
    ("catastrophe.happened", "yes/no", "Whether a stated limit of catastrophe was passed.", False),
    ("catastrophe.first_h", "h", "Time since the start at which it was.", True),
    ("surprise.type1", "count", "Incidents that were on no register.", False),
    ("surprise.type2", "count", "Incidents far worse than the register said.", False),
    ("surprise.index", "share", "Share of loss in time with either kind of surprise open.", False),
    ("failure.imagination", "share", "Share of loss time bound by what nobody had imagined.", False),
    (
        "failure.policy",
        "share",
        "Share of loss time bound by word that did not cross silos, or wrong priorities.",
        False,
    ),
    ("failure.capabilities", "share", "Share of loss time bound by people, kit, plans or skill.", False),
    ("failure.management", "share", "Share of loss time bound by late or wrong command.", False),
)

_BY_KIND = (
    ("service", EntityKind.SERVICE, SERVICE),
    ("asset", EntityKind.ASSET, ASSET),
    ("resource", EntityKind.RESOURCE, RESOURCE),
    ("stock", EntityKind.STOCK, STOCK),
    ("incident", EntityKind.INCIDENT, INCIDENT),
    ("level", EntityKind.LEVEL, LEVEL),
    ("plan", EntityKind.PLAN, PLAN),
    ("task", EntityKind.TASK, TASK),
    ("decision", EntityKind.DECISION, DECISION),
    ("team", EntityKind.TEAM, TEAM),
)


def measure_names(kind: EntityKind) -> tuple[str, ...]:
    """Return the names of the measures of one entity of a kind, or of the organisation, in order."""
    rows = next((rows for _, known, rows in _BY_KIND if known is kind), ORGANISATION)
    return tuple(name for name, _, _, _ in rows)


def measures_of(model: Model) -> Iterator[Measure]:
    """Yield every measure of a scenario, in a stable order."""
    for prefix, kind, rows in _BY_KIND:
        for entity in model.entities:
            if entity.kind is kind and not (kind is EntityKind.ASSET and model.assets[entity.index].hidden):
                for name, unit, meaning, censored in rows:
                    yield Measure(f"{prefix}.{entity.name}.{name}", unit, meaning, censored)
    for name, unit, meaning, censored in ORGANISATION:
        yield Measure(name, unit, meaning, censored)
    for flag in model.flags:
        name = model.name_of(flag.entity)
        yield Measure(
            f"flag.{name}.first_h", "h", "Time since the start of its first setting.", censored=True
        )
    for target in model.targets:
        yield Measure(f"targets.{target.name}", "yes/no", f"Whether {target.text} held.", censored=False)
    yield Measure("targets.all", "yes/no", "Whether every target was met.", censored=False)
