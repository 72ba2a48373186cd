"""Incidents open, hurt, spread, are contained and close; the snowball quickens them."""

from __future__ import annotations

import pytest

from sems_sim.errors import ZeroTimeCircleError
from sems_sim.events import Kind
from sems_sim.laws import exp, log
from tests.unit.engine.staging import H, inject, play

ASSETS = "assets: {pump: {}, valve: {}}\n"


def fire(rest: str) -> str:
    """A fire with these keys."""
    return ASSETS + f"incidents: {{fire: {{{rest}}}}}\n"


def test_it_opens_once_at_its_time() -> None:
    """`opens: 2h` is one opening, at its severity."""
    told = play(fire("opens: 2h, severity: 0.3"))

    assert [(2.0, 0.3)] == list(
        zip(told.hours(Kind.INCIDENT_OPENED), told.values(Kind.INCIDENT_OPENED), strict=True)
    )
    assert 1.0 == told.measure("incident.fire.opened")


def test_it_opens_again_and_again_from_opening_to_opening() -> None:
    """`every` counts from one opening to the next, and occurrences may overlap."""
    told = play(fire("opens: {every: 5h, first: 1h}"))
    bounded = play(fire("opens: {every: 5h, count: 2}"))
    ended = play(fire("opens: {every: 5h, until: 16h}"))

    assert [1.0, 6.0, 11.0, 16.0, 21.0] == told.hours(Kind.INCIDENT_OPENED)
    assert 5 == told.simulation.parts.incidents.open_count
    assert [5.0, 10.0] == bounded.hours(Kind.INCIDENT_OPENED)
    assert [5.0, 10.0, 15.0] == ended.hours(Kind.INCIDENT_OPENED)


def test_it_opens_each_time_its_condition_becomes_true() -> None:
    """After its delay, though the condition may have lapsed."""
    text = fire("opens: {when: down(pump), after: 1h}") + inject(
        "at: 2h, do: [{fail: pump, for: 30m}]", "at: 6h, do: [{fail: pump}]"
    )

    assert [3.0, 7.0] == play(text).hours(Kind.INCIDENT_OPENED)


def test_severity_thresholds_hurt_at_their_moment_and_once() -> None:
    """At 0.4 the pump fails; what falls below and rises above again hurts once more only with `once: false`."""
    hurts = "hurts: [{at: 0.4, do: [{set: once}]}, {at: 0.4, once: false, do: [{set: again}]}]"
    text = fire(f"opens: 0m, severity: 0.3, growth: 0.5/h, {hurts}") + inject(
        "at: 2h, do: [{contain: {fire: 2/h}, for: 1h}]"
    )
    told = play(text)
    first = log(0.4 * 0.7 / (0.3 * 0.6)) / 0.5

    assert pytest.approx(first, abs=1e-3) == told.hours(Kind.INCIDENT_HURT)[0]
    assert [1.0, 2.0] == sorted(told.values(Kind.INCIDENT_HURT)[:2])
    assert ["again", "once"] == sorted(told.names(Kind.FLAG_SET))
    assert 3 == len(told.hours(Kind.INCIDENT_HURT))


def test_what_opens_above_a_threshold_hurts_on_opening() -> None:
    """First reaching it, or opening at or above it."""
    told = play(fire("opens: 2h, severity: 0.5, hurts: [{at: 0.5, do: [{fail: pump}]}]"))

    assert [2.0] == told.hours(Kind.UNIT_FAILED, "pump")
    assert ["INCIDENT_HURT fire", "INCIDENT_OPENED fire"] == told.roots(told.told(Kind.UNIT_FAILED)[0])


def test_containment_beyond_growth_closes_it_at_the_closing_severity() -> None:
    """At severity 0.5 without growth, 2/h of containment reach 0.01 after ln(50) / 2 hours."""
    told = play(fire("opens: 0m, severity: 0.5") + inject("at: 1h, do: [{contain: {fire: 2/h}}]"))

    assert [1.0] == told.hours(Kind.INCIDENT_CONTAINED)
    assert [pytest.approx(1.0 + log(50.0) / 2.0, abs=1e-3)] == told.hours(Kind.INCIDENT_CLOSED)
    assert told.measure("incident.fire.closed_h") == pytest.approx(1.0 + log(50.0) / 2.0, abs=1e-6)
    assert 1.0 == told.measure("incident.fire.contained_h")


def test_contained_means_more_containment_than_growth() -> None:
    """Equal is not contained; when it is taken away the incident is loose again."""
    told = play(
        fire("opens: 0m, severity: 0.2, growth: 0.5/h")
        + inject("at: 1h, do: [{contain: {fire: 0.5/h}}]", "at: 2h, do: [{contain: {fire: 0.1/h}, for: 1h}]")
    )

    assert [2.0] == told.hours(Kind.INCIDENT_CONTAINED)
    assert [3.0] == told.hours(Kind.INCIDENT_LOOSE)


def test_end_closes_it_at_once_or_prevents_it() -> None:
    """An incident that has been ended before it opened never opens."""
    ended = play(fire("opens: 1h, growth: 0.5/h") + inject("at: 2h, do: [{end: fire}]"))
    prevented = play(fire("opens: 3h") + inject("at: 2h, do: [{end: fire}]"))

    assert [2.0] == ended.hours(Kind.INCIDENT_CLOSED)
    assert ([2.0], []) == (prevented.hours(Kind.INCIDENT_PREVENTED), prevented.told(Kind.INCIDENT_OPENED))


def test_it_spreads_after_a_lag_by_chance() -> None:
    """Once for each edge and occurrence; what it brought about counts as spawned."""
    text = (
        "incidents: {{fire: {{opens: 1h, severity: 0.3, spreads: [{{to: panic, at: 0.2, chance: {}, after: 2h}}]}}, "
        "panic: {{}}}}\n"
    )
    sure, never = play(text.format("100%")), play(text.format("0%"))

    assert [3.0] == sure.hours(Kind.INCIDENT_OPENED, "panic")
    assert (1.0, 1.0) == (sure.measure("snowball.spawned"), sure.measure("snowball.depth"))
    assert ["INCIDENT_SPREAD fire", "INCIDENT_OPENED fire"] == sure.roots(
        sure.told(Kind.INCIDENT_OPENED, "panic")[0]
    )
    assert [] == never.told(Kind.INCIDENT_OPENED, "panic")


def test_incidents_that_start_each_other_at_once_are_a_circle() -> None:
    """It ends with an error that names them, not with the machine's patience."""
    text = (
        "incidents: {fire: {opens: 1h, hurts: [{at: 0, do: [{start: panic}]}]}, "
        "panic: {hurts: [{at: 0, do: [{start: fire}]}]}}\n"
    )
    with pytest.raises(ZeroTimeCircleError, match=r"fire.*panic"):
        play(text)


def test_harm_and_cost_follow_the_integral_of_severity() -> None:
    """At a constant 0.5 for 4 h, 2/h of harm are 4 people, 300 an hour cost 600."""
    told = play(fire("opens: 1h, severity: 0.5, harms: 2/h, cost: 300") + inject("at: 5h, do: [{end: fire}]"))

    assert 4.0 == pytest.approx(told.measure("people.harmed"))
    assert 600.0 == pytest.approx(told.measure("cost.response"))


def test_open_incidents_beyond_the_first_quicken_growth() -> None:
    """U = weight × (open - 1): with two open, r' = r (1 + chi U), and severity follows it exactly."""
    text = (
        "organisation: {constants: {snowball: 0.5, snowball_open: 0.4}}\n"
        "incidents: {fire: {opens: 0m, severity: 0.1, growth: 0.5/h}, leak: {opens: 2h, severity: 0.2}}\n"
    )
    told = play(text)
    exponent = 0.5 * 2.0 + 0.5 * (1.0 + 0.5 * 0.4) * 22.0
    expected = 0.1 * exp(exponent) / (1.0 + 0.1 * (exp(exponent) - 1.0))
    fire_open = told.simulation.parts.incidents.all[0].open_ones()[0]

    assert expected == pytest.approx(fire_open.severity_now(), rel=1e-9)
    assert 1.2 == pytest.approx(told.measure("snowball.growth_max"))


def test_conditions_outside_mean_any_and_the_worst() -> None:
    """active = any open, severity = the highest, contained = all that are open."""
    text = fire("opens: {every: 4h, count: 2}, severity: 0.3") + inject(
        "when: active(fire)", "when: severity(fire) >= 0.5", "when: not active(fire)", "at: 9h, do: [{end: fire}]",
        "at: 6h, do: [{worsen: {fire: 1/h}, for: 2h}]", "when: opened >= 2",
    )  # fmt: skip
    told = play(text)

    assert [4.0] == told.hours(Kind.INJECT_FIRED, "I1")
    assert 6.0 < told.hours(Kind.INJECT_FIRED, "I2")[0] < 8.0
    assert [9.0] == told.hours(Kind.INJECT_FIRED, "I3")
    assert [8.0] == told.hours(Kind.INJECT_FIRED, "I6")


def test_a_precursor_shows_before_the_opening() -> None:
    """Two hours ahead; never before the start."""
    told = play(fire("opens: 5h, precursor: {lead: 2h}"))
    late = play(fire("opens: 1h, precursor: {lead: 2h}"))

    assert ([3.0], [2.0]) == (told.hours(Kind.PRECURSOR_SHOWN), told.values(Kind.PRECURSOR_SHOWN))
    assert [0.0] == late.hours(Kind.PRECURSOR_SHOWN)


def test_tenths_of_severity_are_told_up_and_down() -> None:
    """Teams notice a known incident from tenth to tenth."""
    told = play(
        fire("opens: 0m, severity: 0.15, growth: 1/h") + inject("at: 1h, do: [{contain: {fire: 3/h}}]")
    )
    tenths = told.values(Kind.INCIDENT_CROSSED)

    assert [0.2, 0.3] == tenths[:2]
    assert tenths[2:] == sorted(tenths[2:], reverse=True)
    assert all(record.time_ms < 24 * H for record in told.told(Kind.INCIDENT_CROSSED))
