"""Which step decides when a plan is finished: chains, branches, waits, shares."""

from collections.abc import Sequence

import pytest

from sems_sim.model import Model
from sems_sim.scenario import compile_model
from sems_sim.stress import CriticalPlan, Step, critical_paths
from tests.unit.scenario.writing import scenario_of
from tests.unit.stress.small import effort, mill_model

HEAD = "people: off\nincidents: {fire: {opens: 1h}}\nresources: {crew: {amount: 1}}\n"


def _model(tasks: str) -> Model:
    return compile_model(scenario_of(f"{HEAD}plans: {{mend: {{when: active(fire), tasks: {{{tasks}}}}}}}\n"))


def _shares(plan: CriticalPlan) -> dict[str, float]:
    return {step.task.partition(".")[2]: step.critical.value for step in plan.steps}


def _found(tasks: str, replications: int = 3) -> CriticalPlan:
    (plan,) = critical_paths(_model(tasks), effort(replications))
    return plan


def test_every_step_of_a_chain_is_critical() -> None:
    """One after the other, each decides; its work is how long it takes."""
    plan = _found("a: {takes: 1h}, b: {after: a, takes: 2h}, c: {after: b, takes: 30m}")

    assert {"a": 1.0, "b": 1.0, "c": 1.0} == _shares(plan)
    assert (3, 3) == (plan.runs, plan.finished)
    assert {1.0, 2.0, 0.5} == {step.work_h for step in plan.steps}


def test_only_the_longer_branch_is_critical() -> None:
    """What has time to spare does not decide; ties go to the first by name."""
    plan = _found(
        "a: {takes: 1h}, b: {after: a, takes: 3h}, c: {after: a, takes: 1h}, d: {after: [b, c], takes: 1h}"
    )

    assert {"a": 1.0, "b": 1.0, "c": 0.0, "d": 1.0} == _shares(plan)
    assert {"a": 1.0, "b": 0.0} == _shares(_found("a: {takes: 1h}, b: {takes: 1h}"))


def test_a_step_that_waits_for_hands_says_so() -> None:
    """Two tasks want the one crew: whoever is second decides, and its wait is told apart from its work."""
    plan = _found(
        "a: {takes: 1h, uses: {crew: 1}, priority: 1}, b: {takes: 1h, uses: {crew: 1}, priority: 2}"
    )
    last = plan.steps[0]

    assert ("mend.b", 1.0, 1.0) == (last.task, last.critical.value, last.waited.value)
    assert (1.0, 1.0) == (last.wait_h, last.work_h)


def test_a_share_has_an_interval_and_n() -> None:
    """Two branches of one law are critical in about half of the runs each, and together in all."""
    plan = _found("a: {takes: uniform 1h 3h}, b: {takes: uniform 1h 3h}", replications=60)
    shares = [step.critical for step in plan.steps]

    assert 60 == round(sum(one.value * one.n for one in shares))
    assert all(one.holds(0.5) and one.n == 60 for one in shares)


def test_a_plan_that_is_not_finished_says_nothing_of_its_steps() -> None:
    """No finished run, no share: the interval is everything."""
    plan = _found("a: {takes: 1h, chance: 0%, retries: 0}")

    assert (3, 0) == (plan.runs, plan.finished)
    assert (0.0, 1.0, 0) == (
        plan.steps[0].critical.low,
        plan.steps[0].critical.high,
        plan.steps[0].critical.n,
    )


def test_of_several_instances_of_a_run_the_first_counts() -> None:
    """Runs are independent, instances of one run are not: n counts runs."""
    text = "people: off\nincidents: {leak: {opens: {every: 6h, count: 3}}}\n"
    text += "plans: {fix: {per: leak, tasks: {go: {takes: 1h}}}}\n"
    (plan,) = critical_paths(compile_model(scenario_of(text)), effort(2))

    assert (2, 2) == (plan.finished, plan.steps[0].critical.n)


def test_whoever_looks_on_is_told_of_every_run() -> None:
    """The most often critical step comes first, also where branches vary."""
    steps: list[Step] = []
    (plan,) = critical_paths(mill_model(), effort(4, steps))
    values: Sequence[float] = [step.critical.value for step in plan.steps]

    assert [1, 2, 3, 4] == [step.done for step in steps]
    assert sorted(values, reverse=True) == pytest.approx(values)
    assert 1.0 == _shares(plan)["weld"]
