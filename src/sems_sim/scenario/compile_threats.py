"""Incidents, risks and indicators become rows."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.model import (
    FOREVER_MS,
    NONE,
    EntityKind,
    Hurt,
    IncidentRow,
    IndicatorRow,
    Opening,
    RiskRow,
    Span,
    Spread,
)
from sems_sim.scenario.compile_bench import Bench
from sems_sim.scenario.compile_effects import place_effects
from sems_sim.scenario.conditions_text import FUNCTIONS
from sems_sim.scenario.schema.crisis import Hurt as WrittenHurt
from sems_sim.scenario.schema.crisis import Incident, Opens
from sems_sim.scenario.schema.people import Indicator, Risk

_NO_LIMIT = -1
_YEAR_H = 8760.0


def compile_incidents(bench: Bench) -> tuple[IncidentRow, ...]:
    """A row for each incident."""
    written = bench.sections.incidents
    return tuple(_incident(bench, name, written[name]) for name in bench.names.keys(EntityKind.INCIDENT))


def _incident(bench: Bench, name: str, incident: Incident) -> IncidentRow:
    path = f"incidents.{name}"
    opens = _opening(bench, incident.opens)
    precursor = incident.precursor
    return IncidentRow(
        entity=bench.entity(EntityKind.INCIDENT, name),
        opening=opens.kind,
        opens_law=opens.law,
        first_law=opens.first_law,
        until_ms=opens.until_ms,
        count_limit=opens.count_limit,
        opens_condition=opens.condition,
        severity_law=bench.laws.place(incident.severity),
        growth_law=bench.laws.place(incident.growth),
        limit=incident.limit,
        visibility=incident.visibility,
        harms_per_h=0.0 if incident.harms is None else incident.harms.per_h,
        cost_per_h=incident.cost,
        domain=bench.domain(incident.domain),
        risk=bench.names.row(EntityKind.RISK, incident.risk),
        hurts=_hurts(bench, incident),
        spreads=_spreads(bench, name, incident),
        shows=0.0 if precursor is None else precursor.shows,
        lead_law=NONE if precursor is None else bench.laws.place(precursor.lead),
        precursor_effects=Span() if precursor is None else place_effects(bench, precursor.do),
        **bench.streams_of(path, IncidentRow),
    )


@dataclass(frozen=True, slots=True)
class _Opens:
    """How an incident opens, in the terms of its row."""

    kind: Opening = Opening.NEVER
    law: int = NONE
    first_law: int = NONE
    until_ms: int = FOREVER_MS
    count_limit: int = _NO_LIMIT
    condition: int = NONE


def _opening(bench: Bench, opens: Opens | None) -> _Opens:
    if opens is None:
        return _Opens()
    until_ms = FOREVER_MS if opens.until is None else opens.until
    count = _NO_LIMIT if opens.count is None else opens.count
    place = bench.laws.place
    if opens.when is not None:
        condition = bench.conditions.place(opens.when)
        return _Opens(Opening.WHEN, place(opens.after), NONE, until_ms, count, condition)
    if opens.every is not None:
        return _Opens(Opening.EVERY, place(opens.every), place(opens.first), until_ms, count)
    return _Opens(Opening.AT, place(opens.at), NONE, until_ms, count)


def _hurts(bench: Bench, incident: Incident) -> tuple[Hurt, ...]:
    """By severity, then by what they do (fine print 21): order has meaning only inside a `do`."""
    several = len(incident.hurts) > 1
    in_order = sorted(incident.hurts, key=lambda hurt: (hurt.at, _text_of(hurt) if several else ""))
    return tuple(Hurt(hurt.at, place_effects(bench, hurt.do), hurt.once) for hurt in in_order)


def _text_of(hurt: WrittenHurt) -> str:
    return repr([effect.model_dump(exclude_none=True, warnings=False) for effect in hurt.do])


def _spreads(bench: Bench, name: str, incident: Incident) -> tuple[Spread, ...]:
    targets = [spread.to for spread in incident.spreads]
    if len(set(targets)) < len(targets):
        bench.fail(
            ("incidents", name, "spreads"),
            f"{name} spreads to one incident twice",
            "write one spread for each incident that may follow",
        )
    return tuple(
        Spread(
            to=bench.names.row(EntityKind.INCIDENT, spread.to),
            at=spread.at,
            chance=spread.chance,
            after_law=bench.laws.unless_at_once(spread.after),
            **bench.streams_of(f"incidents.{name}.spreads.{spread.to}", Spread),
        )
        for spread in sorted(incident.spreads, key=lambda spread: spread.to)
    )


def compile_risks(bench: Bench) -> tuple[RiskRow, ...]:
    """A row for each line of the register."""
    written = bench.sections.risks
    return tuple(_risk(bench, name, written[name]) for name in bench.names.keys(EntityKind.RISK))


def _risk(bench: Bench, name: str, risk: Risk) -> RiskRow:
    return RiskRow(
        entity=bench.entity(EntityKind.RISK, name),
        likelihood_per_year=0.0 if risk.likelihood is None else risk.likelihood.per_h * _YEAR_H,
        impact=risk.impact or 0.0,
        owner=bench.names.row(EntityKind.TEAM, risk.owner),
        plan=bench.names.row(EntityKind.PLAN, risk.plan),
        registered=-1.0 if risk.registered is None else risk.registered,
        **bench.streams_of(f"risks.{name}", RiskRow),
    )


def compile_indicators(bench: Bench) -> tuple[IndicatorRow, ...]:
    """A row for each indicator."""
    written = bench.sections.indicators
    return tuple(_indicator(bench, name, written[name]) for name in bench.names.keys(EntityKind.INDICATOR))


def _indicator(bench: Bench, name: str, indicator: Indicator) -> IndicatorRow:
    threshold = indicator.below if indicator.above is None else indicator.above
    return IndicatorRow(
        entity=bench.entity(EntityKind.INDICATOR, name),
        quantity=bench.conditions.quantity(indicator.of),
        above=indicator.above is not None,
        threshold=threshold or 0.0,
        every_ms=indicator.every,
        noise=indicator.noise,
        teams=bench.names.rows(EntityKind.TEAM, indicator.tell),
        item=_item_of(bench, indicator),
        lead_law=NONE if indicator.lead is None else bench.laws.unless_at_once(indicator.lead),
        **bench.streams_of(f"indicators.{name}", IndicatorRow),
    )


def _item_of(bench: Bench, indicator: Indicator) -> int:
    kind = FUNCTIONS[indicator.of.function].kind
    if kind not in ("asset", "service", "incident"):
        return NONE
    return bench.names.item_named(indicator.of.subject)
