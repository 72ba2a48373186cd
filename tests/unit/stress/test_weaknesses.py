"""What can go wrong with one thing: all is found, and does what its words say."""

from collections.abc import Sequence

import pytest

from sems_sim.engine import Run, simulate
from sems_sim.errors import ArgumentError
from sems_sim.events import Kind as Fact
from sems_sim.model import Order, Policy, Span
from sems_sim.scenario import compile_model
from sems_sim.stress.weak_points import _Weakening
from sems_sim.stress.weaknesses import Kind, weaknesses_of
from tests.unit.scenario.writing import scenario_of
from tests.unit.stress.small import mill_model

TOWN = compile_model(scenario_of(
    """
assets: {pump: {}, pipe: {}}
services: {water: {demand: 10/h, capacity: 12/h, needs: pump}}
resources: {crew: {amount: 3}, nobody: {amount: 0}}
stocks: {fuel: {amount: 50, reorder_below: 10, lot: 40, supplier: depot}}
suppliers: {depot: {delivers: [fuel], takes: 1h}}
teams:
  desk: {level: operational, watches: [pump], sees: 60/h, tells: [boss]}
  boss: {level: tactical, sees: 1/h, watches: [pump]}
  press: {outside: true}
links: [{between: [desk, boss], by: phone, takes: 1m}]
levels: {tactical: {led_by: boss, when: down(pump)}}
incidents: {burst: {opens: 1h, hurts: [{do: [{fail: pump}]}]}}
plans:
  mend:
    when: down(pump)
    of: desk
    tasks: {dig: {takes: 1h}, weld: {after: dig, takes: 1h, do: [{repair: pump}]}}
decisions: {shut: {of: boss, when: down(pump), options: {all: {policy: true}, some: {}}}}
"""
))  # fmt: skip


def _run(keys: Sequence[str], outage_h: float | None = None) -> Run:
    struck = [one for one in weaknesses_of(TOWN, outage_h=outage_h) if one.key in keys]
    assert len(keys) == len(struck)
    job = _Weakening(TOWN, struck).job(struck, 1)
    return simulate(job.model, seed=1, policy=job.policy)


def test_everything_that_can_fail_is_found() -> None:
    """Assets but hidden ones, pools with somebody in them, own teams, links both ways at once, written tasks."""
    found = [one.key for one in weaknesses_of(TOWN)]

    assert [
        "asset pipe", "asset pump", "resource crew", "team boss", "team desk", "link boss-desk:phone",
        "supplier depot", "task mend.dig", "task mend.weld", "stock fuel",
    ] == found  # fmt: skip


def test_without_people_no_team_can_be_missed() -> None:
    """With the human factors off, teams do nothing that could be missing."""
    assert {"asset", "resource", "task", "stock"} == {one.kind for one in weaknesses_of(mill_model())}


def test_an_asset_fails_at_the_start_for_as_long_as_is_said() -> None:
    """For good unless the model repairs it, or for so many hours."""
    assert 36.0 == _run(["asset pipe"]).measures["asset.pipe.down_h"]
    assert 2.5 == _run(["asset pipe"], outage_h=2.5).measures["asset.pipe.down_h"]


def test_a_pool_has_one_fewer_and_a_stock_is_empty() -> None:
    """From the first moment on."""
    run = _run(["resource crew", "stock fuel"])

    assert 0.0 == run.measures["stock.fuel.min"]
    assert 2.0 in [record.value for record in run.trace if record.kind == Fact.RESOURCE_PRESENT]


def test_a_supplier_that_is_down_delivers_nothing() -> None:
    """What is ordered does not come."""
    run = _run(["stock fuel", "supplier depot"])

    assert 36.0 == pytest.approx(run.measures["stock.fuel.out_h"], abs=1e-6)


def test_nothing_passes_a_blocked_link() -> None:
    """Neither way; what the desk saw reaches nobody."""
    reported = simulate(TOWN, seed=1).measures["team.boss.messages"]

    assert (1.0, 0.0) == (
        min(1.0, reported or 0.0),
        _run(["link boss-desk:phone"]).measures["team.boss.messages"],
    )


def test_an_absent_team_sees_and_starts_nothing() -> None:
    """The plan that its picture starts does not start; with the team there it does."""
    assert 1.0 == simulate(TOWN, seed=1).measures["plan.mend.starts"]
    assert 0.0 == _run(["team desk"]).measures["plan.mend.starts"]


def test_an_absent_leader_decides_nothing() -> None:
    """What the handover leaves on its desk lies there; with it, the question is answered."""
    assert simulate(TOWN, seed=1).measures["decision.shut.decided_h"] is not None
    assert _run(["team boss"]).measures["decision.shut.decided_h"] is None


def test_a_task_that_fails_stops_what_follows() -> None:
    """It is tried once, and what comes after it never begins."""
    run = _run(["task mend.dig"])

    assert (None, 0.0) == (
        run.measures["plan.mend.finished_h"],
        run.measures["task.mend.weld.started_h.count"],
    )
    assert (
        1.0 == run.measures["task.mend.dig.finished_h.count"] or run.measures["task.mend.dig.retries"] == 0.0
    )


def test_orders_are_carried_out_at_the_start() -> None:
    """All effects of the weaknesses that strike stand behind those of the model."""
    struck = weaknesses_of(TOWN, kinds=["asset", "team"])
    job = _Weakening(TOWN, struck).job(struck[1:3], 4)

    assert Policy(orders=(Order(0, Span(len(TOWN.effects) + 1, 1)),)) == job.policy
    assert "pump fails and boss is absent" == job.what.lower()


@pytest.mark.parametrize(
    ("kinds", "outage_h", "message"),
    [(["cloud"], None, "no kind"), (["team"], None, "nothing of"), (["asset"], 0.0, "is none")],
)
def test_what_cannot_be_asked_is_refused(kinds: list[Kind], outage_h: float | None, message: str) -> None:
    """An unknown kind, nothing to fail, an outage of no time."""
    with pytest.raises(ArgumentError, match=message):
        weaknesses_of(mill_model(), kinds=kinds, outage_h=outage_h)
