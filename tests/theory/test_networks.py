"""Networks of tasks: joins, the bridge of five arcs, stages, a building project."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml

from sems_sim.events import Kind
from tests.theory import formulas as exact
from tests.theory.sampling import Estimate, mean_of, meet, share_of, variance_of
from tests.theory.theatre import HERE, MINUTE_MS, Run, by_instance, play


def _lengths(run: Run, plan: str) -> list[float]:
    """How long each finished instance of a plan took, in minutes."""
    started, finished = by_instance(run, plan, Kind.PLAN_STARTED), by_instance(run, plan, Kind.PLAN_FINISHED)
    return [(finished[number] - started[number]) / MINUTE_MS for number in sorted(finished)]


@cache
def _networks() -> Run:
    return play("networks", {"clock.runs": "50000m"})


def test_a_join_waits_for_the_longest() -> None:
    """The first 2, 3, 5 and all of ten parallel tasks take H_n on average: an error of an eighth would show."""
    run = _networks()
    started = by_instance(run, "join", Kind.PLAN_STARTED)
    done = [by_instance(run, f"join.j{task}", Kind.TASK_DONE) for task in range(10)]
    for n in (2, 3, 5, 10):
        longest = [
            (max(ends[number] for ends in done[:n]) - start) / MINUTE_MS
            for number, start in started.items()
            if all(number in ends for ends in done)
        ]
        mean, variance = exact.joined(n)
        meet(mean, mean_of(longest), within=0.12)
        meet(variance, variance_of(longest), within=0.4)
    assert pytest.approx(_lengths(run, "join")) == longest


def test_the_bridge_takes_83_24ths() -> None:
    """The network of five arcs that is no series and no parallel: an error of 8 % in mean 3.458 would show."""
    lengths = _lengths(_networks(), "bridge")
    first, second = exact.bridge()
    meet(first, mean_of(lengths), within=0.08)
    meet(second - first * first, variance_of(lengths), within=0.35)


def test_stages_add_up() -> None:
    """Three exponential tasks in a row, and one Erlang task of five stages: an error of a tenth would show."""
    for plan, stages, rate in (("stages", 3, 1.0), ("five_stages", 5, 2.0)):
        lengths = _lengths(_networks(), plan)
        mean = stages / rate
        meet(mean, mean_of(lengths), within=0.1)
        meet(exact.erlang_up_to(stages, rate, mean), share_of(one <= mean for one in lengths), within=0.14)


def _block() -> Any:
    return yaml.safe_load((HERE / "exact.yaml").read_text(encoding="utf-8"))["pert_reliable"]


def _project(law: str, times: int) -> list[float]:
    """Lengths of the project in weeks; activities of one value stay as they are."""
    overrides = {"clock.runs": f"{100 * times}m"}
    for name, row in _block()["activities"].items():
        if row["a"] != row["b"]:
            takes = f"{law} {row['a']}m {row['m']}m {row['b']}m"
            overrides[f"plans.build.tasks.{name.lower()}.takes"] = takes
    return _lengths(play("building_project", overrides), "build")


def test_a_project_of_means_takes_its_critical_path() -> None:
    """With each activity at its three-point mean the project takes 44 weeks exactly: an error of 1 ms would show."""
    te = _block()["te"]
    overrides = {f"plans.build.tasks.{name.lower()}.takes": f"{te[name]}m" for name in te}
    assert [44.0] == _lengths(play("building_project", {**overrides, "clock.runs": "100m"}), "build")


def _meet_project(law: str, key: str, times: int, within: float) -> None:
    """Compare with the published simulation of millions of projects, whose own error is small."""
    lengths, published = _project(law, times), _block()["monte_carlo"][key]
    own = mean_of(lengths)
    joint = Estimate(own.mean, (own.error**2 + published["se_mean"] ** 2) ** 0.5)
    meet(published["mean"], joint, within=within / 5.0)
    meet(published["sd"] ** 2, variance_of(lengths), within=2.5 * within)
    for weeks in (44, 47):
        meet(
            published[f"p_le_{weeks}"],
            share_of(one <= weeks for one in lengths),
            within=within * (48 - weeks) ** 0.5,
        )


@pytest.mark.parametrize(("law", "key"), [("triangular", "tri"), ("pert", "pert")])
def test_a_building_project_takes_as_long_as_published(law: str, key: str) -> None:
    """Fourteen activities by two laws: an error of 2 % in the mean or a sixth in P(T <= 47) would show."""
    _meet_project(law, key, 700, 0.16)


@pytest.mark.proof
@pytest.mark.parametrize(("law", "key"), [("triangular", "tri"), ("pert", "pert")])
def test_many_building_projects_take_as_long_as_published(law: str, key: str) -> None:
    """The same over 6,000 projects: an error of 1 % in the mean or 6 % in P(T <= 47) would show."""
    _meet_project(law, key, 6_000, 0.06)
