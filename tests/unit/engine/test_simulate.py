"""A run as a whole: its end, its measures, its targets, its steps."""

from __future__ import annotations

import pytest

from sems_sim.engine import Simulation, simulate
from sems_sim.events import ROOT, Kind, Record
from sems_sim.model import measures_of
from tests.unit.engine.staging import CALM, H, inject, model_of, play

TEXT = (
    "assets: {pump: {fails: exponential 3h, repair: exponential 1h}}\n"
    "services: {arrivals: {demand: 10/h, capacity: 20/h, needs: pump, patience: 1h}}\n"
    "study: {targets: {few: service.arrivals.lost <= 1000, many: service.arrivals.lost >= 1000, "
    "early: flag.sealed.first_h <= 2h, late: flag.other.first_h <= 2h, never: flag.other.first_h >= 2h}}\n"
    + inject("at: 1h, do: [{set: sealed}]", "when: flag(other)", "do: [{set: other}]")
)


def test_a_run_ends_at_its_horizon_with_a_last_word() -> None:
    """ENDED is the last record, at the horizon, with its hours."""
    run = simulate(model_of(CALM + TEXT), seed=7)

    assert 24 * H == run.end_ms
    assert (24 * H, Kind.ENDED, 24.0, ROOT) == (
        run.trace[-1].time_ms,
        run.trace[-1].kind,
        run.trace[-1].value,
        run.trace[-1].cause,
    )


def test_a_run_can_be_ended_earlier_and_never_later() -> None:
    """What happened until then is the same."""
    model = model_of(CALM + TEXT)
    whole, half, long = (simulate(model, seed=7, until_ms=end) for end in (None, 12 * H, 99 * H))

    assert half.trace[:-1] == tuple(record for record in whole.trace if record.time_ms < 12 * H)
    assert (12 * H, whole) == (half.end_ms, long)


def test_the_same_seed_gives_the_same_run_and_others_others() -> None:
    """Seed and replication both tell runs apart."""
    model = model_of(CALM + TEXT)
    prints = [
        simulate(model, seed=s, replication=r).fingerprint
        for s, r in ((1, 0), (1, 0), (2, 0), (1, 1), (2, 1))
    ]

    assert prints[0] == prints[1]
    assert 4 == len(set(prints))


def test_every_measure_is_there_in_its_order() -> None:
    """A report can rely on the list."""
    run = simulate(model_of(CALM + TEXT), seed=7)

    assert [measure.name for measure in measures_of(run.model)] == list(run.measures)


def test_targets_are_met_or_not_and_what_did_not_happen_meets_only_at_least() -> None:
    """A flag that was never set was not set within two hours, but later than in two, so to speak."""
    told = play(TEXT)

    assert 1.0 == told.measure("targets.few")
    assert 0.0 == told.measure("targets.many")
    assert 1.0 == told.measure("targets.early")
    assert 0.0 == told.measure("targets.late")
    assert 1.0 == told.measure("targets.never")
    assert 0.0 == told.measure("targets.all")


def test_somebody_can_listen_to_every_record() -> None:
    """In order, with its index."""
    model = model_of(CALM + TEXT)
    simulation, heard = Simulation(model, seed=7), list[tuple[int, Record]]()
    simulation.on_record(lambda index, record: heard.append((index, record)))
    simulation.run_until(model.horizon_ms)
    run = simulation.finish(model.horizon_ms)

    assert list(enumerate(run.trace)) == heard


def test_a_simulation_can_be_stepped_to_a_moment() -> None:
    """Everything before it has happened, and nothing at it."""
    simulation = Simulation(model_of(CALM + TEXT), seed=7)
    simulation.run_until(H)
    assert [] == [record for record in simulation.world.trace if record.time_ms >= H]

    simulation.run_until(H + 1)
    assert any(record.kind == Kind.INJECT_FIRED for record in simulation.world.trace)


def test_demand_is_served_lost_or_waiting() -> None:
    """The example adds up."""
    told = play(TEXT)
    served, lost = (told.measure(f"service.arrivals.{what}") or 0.0 for what in ("served", "lost"))

    assert 240.0 == pytest.approx(served + lost + told.simulation.parts.services.backlog(0))
    assert lost > 0.0
