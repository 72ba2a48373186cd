"""Seeing is noticing a difference: hazards build up, and are dropped when it vanishes."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from sems_sim.laws import exp
from tests.unit.engine.staging import HEAD, inject, play

DESK = "teams: {{desk: {{watches: [{}], sees: {}/h, handles: 0m}}}}\n"


def waits(text: str, replications: int, kind: Kind = Kind.SEEN) -> list[float]:
    """Hours from 1 h until somebody sees it, over replications; a day if nobody does."""
    found = []
    for number in range(replications):
        seen = play(text, head=HEAD, replication=number).hours(kind)
        found.append(seen[0] - 1.0 if seen else 23.0)
    return found


def test_a_fall_is_noticed_at_a_rate_proportional_to_it() -> None:
    """Of four units one fails: the difference is a quarter, so at 4/h it is noticed after an hour on average."""
    text = "assets: {pump: {units: 4}}\n" + DESK.format("pump", 4) + inject("at: 1h, do: [{fail: {pump: 1}}]")
    found = waits(text, 250)

    assert 1.0 == pytest.approx(sum(found) / 250, abs=4 / 250**0.5)


def test_returns_are_noticed_too() -> None:
    """What comes back is a difference from what was believed."""
    text = "assets: {pump: {}}\n" + DESK.format("pump", 50) + inject("at: 1h, do: [{fail: pump, for: 5h}]")

    assert [0.0, 1.0] == play(text, head=HEAD).values(Kind.BELIEF)


def test_a_difference_that_vanishes_first_is_never_noticed() -> None:
    """A blip of a second is seen at 1/h in none of 40 runs."""
    text = "assets: {pump: {}}\n" + DESK.format("pump", 1) + inject("at: 1h, do: [{fail: pump, for: 1s}]")

    assert 40 * [23.0] == waits(text, 40)


def test_a_change_of_rate_goes_on_without_a_new_draw() -> None:
    """One unit fails at 1 h and the other at 2 h: the hazard doubles, and its threshold stays."""
    two = "assets: {pump: {units: 2}}\n" + DESK.format("pump", 1)
    slow = play(two + inject("at: 1h, do: [{fail: {pump: 1}}]"), head=HEAD, replication=3)
    both = play(
        two + inject("at: 1h, do: [{fail: {pump: 1}}]", "at: 2h, do: [{fail: {pump: 1}}]"),
        head=HEAD,
        replication=3,
    )
    wait = slow.hours(Kind.SEEN)[0] - 1.0

    assert wait > 1.0
    assert both.hours(Kind.SEEN)[0] == pytest.approx(2.0 + (wait - 1.0) / 2.0, abs=2e-4)


def test_an_unknown_incident_is_noticed_in_proportion_to_severity_and_visibility() -> None:
    """At a constant severity of 0.5 and visibility 0.4, 5/h notice once an hour: 1 - 1/e within the first."""
    text = (
        "incidents: {fire: {opens: 1h, severity: 0.5, visibility: 0.4}}\n"
        "plans: {p: {tasks: {t: {do: [{end: fire}]}}}}\n" + DESK.format("fire", 5)
    )
    found = waits(text, 250)
    within = len([wait for wait in found if wait <= 1.0]) / 250

    assert 1.0 - exp(-1.0) == pytest.approx(within, abs=4 * 0.5 / 250**0.5)


def test_a_known_incident_is_followed_from_tenth_to_tenth_and_to_its_end() -> None:
    """The picture keeps up with severity, and learns that it is over."""
    text = (
        "incidents: {fire: {opens: 1h, severity: 0.3, growth: 0.3/h}}\nplans: {p: {when: time >= 23h, tasks: {t: {do: "
        "[{end: fire}]}}}}\n" + DESK.format("fire", 60) + inject("at: 12h, do: [{end: fire}]")
    )
    beliefs = play(text, head=HEAD).values(Kind.BELIEF, "desk")

    assert beliefs[:-1] == sorted(beliefs[:-1])
    assert len(beliefs) > 4
    assert 0.0 == beliefs[-1]


def test_detection_is_measured_from_the_opening() -> None:
    """`detected_h` is the wait of the first who saw it."""
    text = "incidents: {fire: {opens: 1h, severity: 0.5}}\n" + DESK.format("fire", 20)
    told = play(text, head=HEAD)
    seen = next(record for record in told.told(Kind.SEEN))

    assert told.measure("incident.fire.detected_h") == pytest.approx(seen.time_ms / 3_600_000 - 1.0)
    assert ["INCIDENT_OPENED fire"] == told.roots(seen)[-1:]


def test_a_precursor_may_be_noticed_and_acted_on() -> None:
    """A sign seen in time, with foresight: what is prepared for it is done before the incident opens."""
    text = (
        "organisation: {maturity: {foresight: 4}}\n"
        "incidents: {fire: {opens: 20h, severity: 0.9, precursor: {lead: 19h, do: [{end: fire}]}}}\n"
        + DESK.format("fire", 60)
    )
    plays = [play(text, head=HEAD, replication=n) for n in range(12)]
    acted = [told for told in plays if told.told(Kind.WARNING_ACTED_ON)]

    assert acted
    assert all(told.told(Kind.INCIDENT_PREVENTED) and not told.told(Kind.INCIDENT_OPENED) for told in acted)
    assert all(told.told(Kind.INCIDENT_OPENED) for told in plays if told not in acted)
