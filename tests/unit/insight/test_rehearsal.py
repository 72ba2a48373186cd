"""A rehearsal says what the list of injects does on the model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sems_sim.engine import simulate
from sems_sim.errors import ArgumentError
from sems_sim.insight import InjectForecast, rehearse
from tests.unit.insight.rehearsing import RUNS, rehearsed, the_try

MINUTE_MS = 60_000


def inject(name: str) -> InjectForecast:
    """What was found on one inject."""
    return next(one for one in rehearsed().injects if one.id == name)


def test_an_inject_at_a_time_comes_then_in_every_run() -> None:
    """All three quantiles are its time; nothing about it is uncertain."""
    one = inject("A1")

    assert (1.0, 10 * MINUTE_MS, 10 * MINUTE_MS, 10 * MINUTE_MS) == (
        one.share,
        one.p10_ms,
        one.p50_ms,
        one.p90_ms,
    )


def test_an_inject_on_a_condition_has_a_spread() -> None:
    """It comes when the pump has been down for ten minutes, which is another time in each run."""
    one = inject("G1")

    assert one.p10_ms is not None
    assert one.p50_ms is not None
    assert one.p90_ms is not None
    assert one.p10_ms < one.p50_ms < one.p90_ms


def test_injects_stand_in_the_order_in_which_they_come() -> None:
    """Those that never come stand at the end."""
    middles = [one.p50_ms for one in rehearsed().injects]
    known = [at_ms for at_ms in middles if at_ms is not None]

    assert [*sorted(known), *[None] * (len(middles) - len(known))] == middles


def test_what_comes_between_modules_is_counted() -> None:
    """At three hours no module is played."""
    assert (0.0, 1.0) == (inject("A1").outside_modules, inject("B1").outside_modules)


def test_a_team_that_has_not_met_is_named() -> None:
    """The board meets only when the pump is down; the first inject comes before anything has failed, mostly."""
    (absent,) = inject("A1").unconvened

    assert ("board", False) == (absent.team, absent.is_on_call)
    assert absent.share > 0.5
    assert () == inject("B1").unconvened


def test_three_at_once_clash_for_a_team_but_two_do_not_for_a_controller() -> None:
    """Ten, eleven and twelve past lie within two minutes of the room, at twice its pace."""
    (clash,) = rehearsed().clashes

    assert ("board", True, ("A1", "A2", "A3"), 1.0) == (clash.who, clash.is_team, clash.injects, clash.share)
    assert 10 * MINUTE_MS == clash.at_ms


def test_dead_time_is_found_where_nothing_comes() -> None:
    """In the second module nothing is planned; what the board learns there is all that can fill it."""
    modules = [one.module for one in rehearsed().dead_times]

    assert "Long wait" in modules
    assert all(one.room_ms >= 25 * MINUTE_MS for one in rehearsed().dead_times)


def test_an_objective_is_tested_by_an_inject_in_a_module() -> None:
    """Shares and targets are those of the runs."""
    by_id = {one.id: one for one in rehearsed().objectives}

    assert (1.0, 0.0, 0.0) == (by_id["O1"].tested, by_id["O3"].tested, by_id["O4"].tested)
    assert () == by_id["O3"].injects
    assert (1.0, None) == (by_id["O2"].met, by_id["O3"].met)
    assert "level.crisis.first_h <= 3h" == by_id["O1"].target


def test_questions_that_come_up_are_told_from_those_that_do_not() -> None:
    """One depends on the crisis level, the other on a flag that nothing sets."""
    shares = {one.name: one.share for one in rehearsed().decisions}

    assert 0.0 == shares["sell"]
    assert 0.5 < shares["close"]


def test_the_run_of_a_seed_is_that_of_the_command_line() -> None:
    """Whoever plays the proposed seed sees the run that was judged: replication 0 of that seed."""
    _, model = the_try()
    alone = rehearse(*the_try(), runs=1, seed=7, engine="engine")
    run = simulate(model, seed=7)
    met = run.measures["targets.O1"]

    assert 7 == alone.choice.seed
    assert [met] == [one.met for one in alone.objectives if one.id == "O1"]


def test_a_rehearsal_is_the_same_each_time() -> None:
    """The same seeds give the same findings; how many runs were done is told on the way."""
    told: list[tuple[int, int]] = []
    again = rehearse(
        *the_try(),
        runs=RUNS,
        seed=5,
        engine="engine",
        progress=lambda done, total: told.append((done, total)),
    )

    assert rehearsed() == again
    assert [(number + 1, RUNS) for number in range(RUNS)] == told


def test_it_is_said_that_the_model_runs_every_team() -> None:
    """A trainer must not take a rehearsal for a forecast of what people will do."""
    first, second, *_, last = rehearsed().assumptions

    assert "Every team is run by the model here, also those that people will play (board)." == first
    assert "seeds 5 to 16" in second
    assert "contingency inject" in last


def test_whom_control_must_play_is_listed() -> None:
    """Senders of their own words, and teams that nobody plays."""
    assert ("A caller", "desk") == rehearsed().control_speaks_for


def test_nothing_to_rehearse_is_refused() -> None:
    """Without an exercise, or without runs, there is nothing to say."""
    scenario, model = the_try()
    bare = replace(scenario, sections=scenario.sections.model_copy(update={"exercise": None}))

    with pytest.raises(ArgumentError, match="no exercise"):
        rehearse(bare, model)
    with pytest.raises(ArgumentError, match="0 runs"):
        rehearse(scenario, model, runs=0)
