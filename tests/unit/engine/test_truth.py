"""What somebody would see who looked now."""

from __future__ import annotations

from sems_sim.engine.picture import Snapshot
from sems_sim.model import EntityKind
from tests.unit.engine.staging import HEAD, Play, inject, play

TEXT = (
    "assets: {pump: {units: 4}}\n"
    "services: {arrivals: {demand: 10/h, capacity: 20/h, needs: [{all: [pump], graceful: true}], mbco: 80%}}\n"
    "incidents: {fire: {severity: 0.4}}\n"
    "teams: {desk: {watches: [pump, arrivals, fire], sees: 1/h}}\n"
)


def snapshot(told: Play, kind: EntityKind) -> Snapshot:
    """What is so at the end of the watched thing of a kind."""
    items = told.run.model.items
    entities = told.run.model.entities
    item = next(n for n, row in enumerate(items) if entities[row.entity].kind is kind)
    return told.simulation.parts.people.truth.snapshot(item)


def test_an_asset_is_seen_by_its_level() -> None:
    """One of four units has failed."""
    told = play(TEXT + inject("at: 1h, do: [{fail: {pump: 1}}]"), head=HEAD)

    assert Snapshot(0.75) == snapshot(told, EntityKind.ASSET)


def test_a_service_is_seen_by_what_it_delivers() -> None:
    """With one unit of four left it serves 5 of 10 an hour, and the rest waits."""
    told = play(TEXT + inject("at: 20h, do: [{fail: {pump: 3}}]"), head=HEAD)
    seen = snapshot(told, EntityKind.SERVICE)

    assert (0.5, True, False) == (round(seen.value, 6), seen.is_below_mbco, seen.is_over_rto)
    assert (20.0, 0.0) == (round(seen.backlog, 3), seen.lost)


def test_an_incident_is_seen_by_its_worst_occurrence() -> None:
    """Open, its severity, and contained only if all that is open is."""
    nothing = play(TEXT, head=HEAD)
    one = play(
        TEXT + inject("at: 23h, do: [{start: fire}]", "at: 23h30m, do: [{start: {fire: 0.7}}]"), head=HEAD
    )

    assert Snapshot(0.0) == snapshot(nothing, EntityKind.INCIDENT)
    seen = snapshot(one, EntityKind.INCIDENT)
    assert (True, False) == (seen.is_open, seen.is_contained)
    assert 0.7 == seen.value
