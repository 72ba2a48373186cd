"""Several crises over one organisation: a row for each, and two beyond the sum."""

import pytest

from sems_sim.engine import simulate
from sems_sim.errors import ArgumentError
from sems_sim.scenario import Scenario, compile_model, variant_of
from sems_sim.stress import Effort, Overlap, crisis_table, overlap, overlaps
from tests.unit.scenario.writing import scenario_of
from tests.unit.stress.small import effort

TOWN = """
people: off
assets: {{east: {{}}, west: {{}}, grid: {{needs: {{any: [east, west]}}}}}}
services: {{power: {{demand: 10/h, capacity: 20/h, needs: {needs}, patience: 1h, value: 1, people: 1}}}}
incidents: {{{name}: {{opens: 2h, hurts: [{{do: [{{fail: {asset}, for: 4h}}]}}]}}}}
study: {{targets: {{served: service.power.lost <= 5, {name}_soon: incident.{name}.first_h <= 3h}}}}
exercise: {{injects: [{{id: I_{name}, at: 1h, do: [{{spend: 7}}]}}]}}
"""


def _crisis(name: str, asset: str, needs: str = "grid") -> Scenario:
    scenario = scenario_of(TOWN.format(name=name, asset=asset, needs=needs))
    return variant_of(scenario, {"id": f"{name}-crisis"})


EAST, WEST = _crisis("storm", "east"), _crisis("flood", "west")


def _measure(found: Overlap, name: str) -> tuple[float, float, float, float, float]:
    one = next(one for one in found.interactions if one.measure == name)
    return one.pair.value, one.first.value, one.second.value, one.neither.value, one.excess.value


def test_every_crisis_has_its_row_and_its_own_targets() -> None:
    """Scenario × target: a crisis has no value for a target that it does not state."""
    table = crisis_table([EAST, WEST], effort(3))

    assert ["storm-crisis", "flood-crisis"] == [row.id for row in table.rows]
    assert (
        "targets.all",
        "targets.served",
        "targets.storm_soon",
        "cost.total",
        "targets.flood_soon",
    ) == table.measures
    assert "targets.flood_soon" not in table.rows[0].values
    assert (1.0, 3) == (table.rows[0].values["targets.served"].value, table.rows[0].n)


def test_two_crises_that_each_leave_a_way_out_are_worse_than_their_sum() -> None:
    """East or west alone is harmless; both at once cut the power for 4 h, less the hour that people wait."""
    found = overlap(EAST, WEST, effort(3))
    lost = _measure(found, "people.affected")

    assert (0.0, 0.0, 0.0) == lost[1:4]
    assert 30.0 == pytest.approx(lost[0])
    assert lost[0] == pytest.approx(lost[4])
    assert next(one for one in found.interactions if one.measure == "people.affected").is_superlinear
    assert 0.0 == found.targets["targets.served"].value


def test_crises_that_do_not_meet_add_up() -> None:
    """With a lag that keeps them apart nothing goes beyond the sum; what only happens once is counted once."""
    found = overlap(EAST, WEST, effort(2), lags_ms=[8 * 3_600_000])

    assert (0.0, 0.0) == (_measure(found, "people.affected")[0], _measure(found, "people.affected")[4])
    assert 1.0 == found.targets["targets.flood_soon"].value


def test_harm_that_both_do_is_not_counted_twice() -> None:
    """Two crises that stop the same thing do less together than the sum."""
    found = overlap(_crisis("storm", "east", "east"), _crisis("flood", "east", "east"), effort(2))
    pair, first, second, neither, excess = _measure(found, "people.affected")

    assert pair == pytest.approx(first) == pytest.approx(second)
    assert 0.0 == neither
    assert -pair == pytest.approx(excess)


def test_each_crisis_alone_is_what_it_is_by_itself() -> None:
    """The other's incidents do not open and its injects are not given, on the same clock and with the same luck."""
    found = overlap(
        EAST, WEST, effort(2), measures=["cost.total", "incident.storm.opened", "incident.flood.opened"]
    )
    alone = simulate(compile_model(EAST), seed=5).measures

    assert (1.0, 1.0, 0.0, 0.0) == _measure(found, "incident.storm.opened")[:4]
    assert (1.0, 0.0, 1.0, 0.0) == _measure(found, "incident.flood.opened")[:4]
    assert alone["cost.total"] == _measure(found, "cost.total")[1]
    assert 0.0 == _measure(found, "cost.total")[3]


def test_lags_share_the_replications() -> None:
    """A drawn offset is a choice of lags: each has its part of the runs, with numbers of its own."""
    together = overlap(EAST, WEST, effort(4), lags_ms=[0, 8 * 3_600_000])
    apart = overlap(EAST, WEST, effort(2))

    assert _measure(apart, "people.affected")[0] / 2.0 == pytest.approx(
        _measure(together, "people.affected")[0]
    )
    assert 4 == together.n


def test_every_two_crises_are_tried() -> None:
    """Three crises make three pairs."""
    third = _crisis("heat", "grid")
    found = overlaps([EAST, WEST, third], Effort(5, 1, "engine", effort().executor))

    assert [("storm", "flood"), ("storm", "heat"), ("flood", "heat")] == [
        (one.first.removesuffix("-crisis"), one.second.removesuffix("-crisis")) for one in found
    ]


def test_what_makes_no_table_is_refused() -> None:
    """No crisis, one twice, no lag."""
    for scenarios in ([], [EAST, EAST]):
        with pytest.raises(ArgumentError):
            crisis_table(scenarios, effort(1))
    with pytest.raises(ArgumentError):
        overlap(EAST, WEST, effort(1), lags_ms=[])
