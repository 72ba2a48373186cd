"""Many ensembles under one roof: in order, with the numbers asked for, read rightly."""

from dataclasses import replace

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress import Chunk, Step, Threads, outcome_of, run_chunk, usual_measures
from sems_sim.stress.campaign import Job, columns_of, estimated, moved, ranked, run_jobs
from sems_sim.stress.statistics import Estimate
from tests.unit.stress.small import effort, mill_model


def test_each_job_gives_its_replications_in_order() -> None:
    """Whoever does the chunks, a job's rows are those of its own replication numbers."""
    jobs = [Job(mill_model(), 0, 3), Job(mill_model(), 7, 2), Job(mill_model(), 1, 4)]
    expected = [
        run_chunk(Chunk(mill_model(), 5, job.first, job.count, None, "engine")).measures for job in jobs
    ]
    with Threads(2) as threads:
        for one in (effort(), replace(effort(), executor=threads)):
            found = list(run_jobs(iter(jobs), one, 3))
            assert all(np.array_equal(*pair, equal_nan=True) for pair in zip(expected, found, strict=True))


def test_whoever_looks_on_is_told_of_every_job() -> None:
    """What was done, how many jobs of how many, and how many runs so far."""
    steps: list[Step] = []
    list(
        run_jobs(
            [Job(mill_model(), 0, 3, what="a"), Job(mill_model(), 0, 2, what="b")], effort(steps=steps), 2
        )
    )

    assert [Step("a", 1, 2, 3), Step("b", 2, 2, 5)] == steps


@pytest.mark.parametrize(
    ("name", "less", "horizon"),
    [
        ("cost.total", True, None),
        ("targets.all", False, None),
        ("service.flour.served", False, None),
        ("service.flour.time_to_rto_h", True, 36.0),
        ("resource.crew.wait_h_mean", True, None),
        ("stock.bags.min", False, None),
    ],
)
def test_a_measure_knows_which_way_is_better_and_what_its_horizon_is(
    name: str, less: bool, horizon: float | None
) -> None:
    """Durations that did not end count as the horizon; a wait that nobody had is left out."""
    outcome = outcome_of(mill_model(), name)

    assert (less, horizon) == (outcome.less_is_better, outcome.horizon_h)


def test_an_unknown_measure_is_refused_with_the_nearest() -> None:
    """The remedy names measures that exist."""
    with pytest.raises(ArgumentError, match=r"cost\.totals") as caught:
        outcome_of(mill_model(), "cost.totals")
    assert "cost.total" in caught.value.remedy


def test_a_study_reads_the_targets_and_the_cost() -> None:
    """All targets together first, then each, then the money."""
    assert ("targets.all", "targets.quick", "cost.total") == usual_measures(mill_model())


def test_a_mean_counts_what_never_ended_as_the_horizon() -> None:
    """The mean of a duration is restricted to the horizon; of a yes or no it is a chance."""
    timed, mark = (outcome_of(mill_model(), name) for name in ("service.flour.time_to_rto_h", "targets.all"))

    assert 20.0 == estimated(timed, np.array([4.0, np.nan])).value
    assert (0.5, 2) == (estimated(mark, np.array([1.0, 0.0])).value, estimated(mark, np.array([1.0, 0.0])).n)


def test_a_plan_without_a_pair_is_not_ranked() -> None:
    """Where a measure has no value in any pair there is nothing to compare, and nothing fails."""
    wait = outcome_of(mill_model(), "resource.crew.wait_h_mean")
    plans = {"a": np.array([1.0, np.nan]), "b": np.array([np.nan, np.nan])}

    assert ["a"] == [one.name for one in ranked(wait, plans, np.array([2.0, 1.0]))]


def test_an_estimate_moves_with_its_interval() -> None:
    """A known factor, also a negative one, and a known shift act on value and ends alike."""
    one = Estimate(2.0, 1.0, 4.0, 9, "m")

    assert (-3.0, -7.0, -1.0) == (
        moved(one, -2.0, 1.0).value,
        moved(one, -2.0, 1.0).low,
        moved(one, -2.0, 1.0).high,
    )


def test_columns_hold_only_what_is_asked_for() -> None:
    """Of each job the columns of the outcomes, by name."""
    cost = outcome_of(mill_model(), "cost.total")
    (found,) = columns_of([Job(mill_model(), 0, 3)], [cost], effort(), 1)

    assert ["cost.total"] == list(found)
    assert 3 == found["cost.total"].size
