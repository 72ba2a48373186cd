"""Injects fire at their time, on an edge, or when released; indicators warn."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import HEAD, inject, play

PUMP = "assets: {pump: {}}\n"
QUEUE = "services: {arrivals: {demand: {+0h: 10/h, +2h: 40/h, +4h: 0}, capacity: 20/h}}\n"


def test_an_inject_fires_at_its_time_and_once() -> None:
    """Released again it does not fire again."""
    told = play(PUMP + inject("at: 1h, do: [{fail: pump}]", "at: 2h, do: [{release: I1}]"))

    assert [("I1", 1.0), ("I2", 2.0)] == list(
        zip(told.names(Kind.INJECT_FIRED), told.hours(Kind.INJECT_FIRED), strict=True)
    )


def test_injects_of_one_time_fire_by_their_ids() -> None:
    """Whatever the order of the list."""
    first, second = "{id: B, text: x, at: 1h, do: [{clear: f}]}", "{id: A, text: x, at: 1h, do: [{set: f}]}"
    text = f"exercise: {{injects: [{first}, {second}]}}\n"
    told = play(PUMP + text)

    assert ["A", "B"] == told.names(Kind.INJECT_FIRED)
    assert 1 == len(told.told(Kind.FLAG_CLEARED))


def test_unless_is_looked_at_when_it_would_fire() -> None:
    """At 2 h the pump is down, so the first is not given; the second is."""
    told = play(
        PUMP + inject("at: 1h, do: [{fail: pump}]", "at: 2h, unless: down(pump)", "at: 2h, unless: up(pump)")
    )

    assert ["I1", "I3"] == told.names(Kind.INJECT_FIRED)


def test_an_inject_on_a_condition_fires_on_the_first_edge_only() -> None:
    """Down at 1 h and again at 4 h: once, and caused by the fall."""
    told = play(
        PUMP + inject("at: 1h, do: [{fail: pump, for: 1h}]", "at: 4h, do: [{fail: pump}]", "when: down(pump)")
    )

    assert [1.0] == told.hours(Kind.INJECT_FIRED, "I3")
    assert "UNIT_FAILED pump" in told.roots(told.told(Kind.INJECT_FIRED, "I3")[0])


def test_an_inject_that_waits_to_be_released_waits() -> None:
    """Without `at` and `when` only a release fires it."""
    told = play(PUMP + inject("at: 3h, do: [{release: I2}]", "do: [{fail: pump}]"))

    assert [3.0] == told.hours(Kind.INJECT_FIRED, "I2")
    assert [3.0] == told.hours(Kind.UNIT_FAILED)


def test_an_indicator_is_read_at_intervals_and_alarms_when_it_passes_its_bound() -> None:
    """A queue of 20 an hour from 2 h on: above 15 at the reading of 3 h, below again after it has been worked off."""
    told = play(QUEUE + "indicators: {sign: {of: backlog(arrivals), above: 15, every: 1h}}\n")

    assert ([3.0], [20.0]) == (told.hours(Kind.INDICATOR_ALERT), told.values(Kind.INDICATOR_ALERT))
    assert ([6.0], [0.0]) == (told.hours(Kind.INDICATOR_CLEAR), told.values(Kind.INDICATOR_CLEAR))


def test_an_alarm_can_be_a_condition() -> None:
    """`alert(sign)` is true between alarm and all-clear."""
    text = QUEUE + "indicators: {sign: {of: backlog(arrivals), above: 15, every: 30m}}\n"
    told = play(text + inject("when: alert(sign)", "when: not alert(sign)"))

    assert [3.0] == told.hours(Kind.INJECT_FIRED, "I1")
    assert [5.5] == told.hours(Kind.INJECT_FIRED, "I2")


@pytest.mark.parametrize(
    ("of", "bound", "hour"),
    [
        ("level(pump)", "below: 0.9", 3.0),
        ("performance(arrivals)", "below: 0.7", 2.0),
        ("severity(fire)", "above: 0.45", 7.0),
        ("free(crew)", "below: 2", 5.0),
        ("stock(foam)", "below: 5", 8.0),
        ("lost(arrivals)", "above: 1000", None),
    ],
)
def test_what_can_be_measured(of: str, bound: str, hour: float | None) -> None:
    """Each kind of quantity, read as it is at the reading."""
    text = (
        QUEUE
        + "assets: {pump: {units: 4}}\nresources: {crew: {amount: 4}}\nstocks: {foam: {amount: 50}}\n"
        + "incidents: {fire: {opens: 6h30m, severity: 0.5}}\n"
        + f"indicators: {{sign: {{of: {of}, {bound}, every: 1h}}}}\n"
        + inject(
            "at: 2h30m, do: [{fail: {pump: 1}}]",
            "at: 4h10m, do: [{remove: {crew: 3}}]",
            "at: 7h30m, do: [{use: {foam: 49}}]",
        )
    )
    told = play(text)

    assert ([] if hour is None else [hour]) == told.hours(Kind.INDICATOR_ALERT)


def test_noise_makes_readings_differ() -> None:
    """A steady quantity with a large noise alarms and clears many times; without noise never."""
    text = (
        QUEUE.replace("40/h", "10/h")
        + "indicators: {sign: {of: backlog(arrivals), above: 1NOISE, every: 30m}}\n"
    )

    assert [] == play(text.replace("NOISE", "")).told(Kind.INDICATOR_ALERT)
    assert len(play(text.replace("NOISE", ", noise: 3")).told(Kind.INDICATOR_ALERT)) > 4


def test_an_alarm_that_is_acted_on_tells_the_teams() -> None:
    """With good foresight the warning reaches those whom it names, after its lead."""
    text = (
        QUEUE
        + "organisation: {maturity: {foresight: 4}}\nteams: {desk: {handles: 0m, competence: 1000}}\n"
        + "indicators: {sign: {of: backlog(arrivals), above: 15, every: 1h, tell: [desk], lead: 30m}}\n"
    )
    plays = [play(text, head=HEAD, replication=n) for n in range(12)]
    acted = [told for told in plays if told.told(Kind.WARNING_ACTED_ON)]

    assert 0 < len(acted)
    assert all(told.hours(Kind.BELIEVED, "desk")[:1] == [3.5] for told in acted)
    assert all(not told.told(Kind.BELIEVED) for told in plays if told not in acted)
