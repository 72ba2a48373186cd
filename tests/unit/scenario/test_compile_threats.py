"""Incidents, risks and indicators as rows."""

from __future__ import annotations

import pytest

from sems_sim.errors import ScenarioError
from sems_sim.model import FOREVER_MS, NONE, EntityKind, IncidentRow, Model, Opening, QuantityKind
from tests.unit.scenario.compiling import model_of, row


def incident(model: Model, name: str) -> IncidentRow:
    """The row of an incident."""
    return model.incidents[row(model, EntityKind.INCIDENT, name)]


def test_an_incident_opens_in_one_of_four_ways() -> None:
    """Once, on a condition, again and again, or only when something brings it about."""
    model = model_of(
        "assets: {pump: {}}\nincidents:\n  a: {opens: 30m}\n  b: {opens: {when: down(pump), after: 30m}}\n"
        "  c: {opens: {every: exponential 6h, first: 1h, until: 12h, count: 3}}\n  d: {}\n"
    )

    a, b, c, d = (incident(model, name) for name in "abcd")
    assert [Opening.AT, Opening.WHEN, Opening.EVERY, Opening.NEVER] == [
        found.opening for found in (a, b, c, d)
    ]
    assert (0.5, 0.5, 6.0, 1.0) == tuple(
        model.laws[law].mean for law in (a.opens_law, b.opens_law, c.opens_law, c.first_law)
    )
    assert (43_200_000, 3, FOREVER_MS, -1) == (c.until_ms, c.count_limit, a.until_ms, a.count_limit)
    assert (NONE, NONE) == (d.opens_law, a.opens_condition)


def test_hurts_stand_by_severity() -> None:
    """The order in which a file lists hurts has no meaning."""
    one = "{at: 0.3, do: {set: low}}"
    two = "{at: 0.7, do: {set: high}}"
    same = "{at: 0.3, do: {clear: low}}"

    models = [
        model_of(f"incidents: {{a: {{hurts: [{', '.join(hurts)}]}}}}\n")
        for hurts in ([one, same, two], [two, same, one])
    ]
    assert models[0] == models[1]
    assert [0.3, 0.3, 0.7] == [hurt.at for hurt in models[0].incidents[0].hurts]


def test_a_spread_has_luck_of_its_own() -> None:
    """A spread is named by the incident it comes from and the one it leads to."""
    model = model_of(
        "incidents: {a: {spreads: [{to: c, chance: 0.5}, {to: b, at: 0.2, after: 1h}]}, b: {}, c: {}}\n"
    )

    first, second = incident(model, "a").spreads
    assert (1, 2) == (first.to, second.to)
    assert (1.0, NONE) == (model.laws[first.after_law].mean, second.after_law)
    assert first.chance_stream != second.chance_stream


def test_two_spreads_to_one_incident_are_refused() -> None:
    """They would have one name, and so one luck."""
    with pytest.raises(ScenarioError, match="spreads to one incident twice"):
        model_of("incidents: {a: {spreads: [{to: b, at: 0.1}, {to: b, at: 0.9}]}, b: {}}\n")


def test_an_incident_without_a_precursor_shows_nothing() -> None:
    """A precursor without a lead still is one."""
    model = model_of("incidents: {a: {}, b: {precursor: {shows: 60%, do: {set: seen}}}}\n")

    a, b = incident(model, "a"), incident(model, "b")
    assert (0.0, NONE, 0) == (a.shows, a.lead_law, a.precursor_effects.count)
    assert (0.6, 0.0, 1) == (b.shows, model.laws[b.lead_law].mean, b.precursor_effects.count)


def test_a_risk_is_counted_by_the_year() -> None:
    """Likelihood is kept per year; a chance of being on the register that nobody states is -1."""
    model = model_of("risks: {a: {likelihood: 0.02/year, impact: 500}, b: {registered: 40%}}\n")

    first, second = model.risks
    assert pytest.approx(0.02) == first.likelihood_per_year
    assert (500.0, -1.0, 0.4) == (first.impact, first.registered, second.registered)


def test_an_indicator_reads_one_quantity() -> None:
    """It keeps what it reads, on which side it alarms, and the item it is about."""
    model = model_of(
        "services: {s: {demand: 1/h}}\nresources: {crew: {amount: 2}}\n"
        "indicators: {a: {of: backlog(s), above: 20, every: 10m}, b: {of: free(crew), below: 1}}\n"
    )

    first, second = model.indicators
    assert (QuantityKind.BACKLOG, True, 20.0, 600_000) == (
        model.quantities[first.quantity].kind,
        first.above,
        first.threshold,
        first.every_ms,
    )
    assert (QuantityKind.FREE, False, NONE) == (
        model.quantities[second.quantity].kind,
        second.above,
        second.item,
    )
    assert row(model, EntityKind.SERVICE, "s") == model.items[first.item].index
