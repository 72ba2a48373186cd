"""What changes nothing changes nothing, and what changes something changes only that."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sems_sim.engine import Run, Simulation, simulate
from sems_sim.errors import ZeroTimeCircleError
from sems_sim.events import ROOT, Kind, Record
from sems_sim.model import Model
from tests.made.choosing import Drawn, Seeded
from tests.made.scenario import Plain, made, model_of, scenarios
from tests.properties.changing import MONEY_CONSTANT, permuted, with_money_times

SOME = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
FEW = settings(SOME, max_examples=25)
MANY = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
ABOUT_ITEMS = frozenset(
    (Kind.SEEN, Kind.BELIEVED, Kind.REPORT_WITHHELD, Kind.REPORTED_IN_CONFIDENCE, Kind.LINK_MISSED)
)


def _run(scenario: Plain, seed: int = 1) -> Run | None:
    try:
        return simulate(model_of(scenario), seed=seed)
    except ZeroTimeCircleError:
        return None


@st.composite
def scenarios_twice(draw: st.DrawFn) -> tuple[Plain, Plain]:
    """A scenario, and the same in another order."""
    scenario = draw(scenarios())
    return scenario, permuted(scenario, Drawn(draw))


def _same_in_any_order(both: tuple[Plain, Plain]) -> None:
    one, other = map(_run, both)
    assume(one is not None)
    assert one is not None
    assert other is not None

    assert one.trace == other.trace
    assert one.fingerprint == other.fingerprint
    assert one.measures == other.measures


@SOME
@given(scenarios_twice())
def test_the_order_of_a_file_says_nothing(both: tuple[Plain, Plain]) -> None:
    """Sections, mappings and lists without meaning in another order give the same fingerprint and measures."""
    _same_in_any_order(both)


@pytest.mark.proof
@MANY
@given(scenarios_twice())
def test_the_order_of_a_file_never_says_anything(both: tuple[Plain, Plain]) -> None:
    """The same for a thousand scenarios."""
    _same_in_any_order(both)


def test_the_same_file_and_seed_give_the_same_run() -> None:
    """Read, compiled and run again, every record is as it was; another seed gives another run."""
    for number in range(12):
        one, other, third = _run(made(number)), _run(made(number)), _run(made(number), seed=2)
        if one is None or other is None:
            continue
        assert one.trace == other.trace
        assert one.fingerprint == other.fingerprint
        assert third is None or one.fingerprint != third.fingerprint or one.trace == third.trace


@FEW
@given(scenario=scenarios(), slices=st.lists(st.integers(0, 30_000_000), max_size=6))
def test_stepping_changes_nothing(scenario: Plain, slices: list[int]) -> None:
    """A run that is stopped at any moments and looked at comes to the same as one shot."""
    model = model_of(scenario)
    whole = _run(scenario)
    assume(whole is not None)
    assert whole is not None
    stepped = Simulation(model, seed=1)
    for moment in sorted(slices):
        stepped.run_until(min(moment, model.horizon_ms))
    stepped.run_until(model.horizon_ms)

    assert whole == stepped.finish(model.horizon_ms)


@FEW
@given(scenarios())
def test_a_smaller_unit_of_money_changes_only_amounts_of_money(scenario: Plain) -> None:
    """All money times four: the same history, and every amount of money exactly four times as much."""
    constant = next(row.value for row in model_of(scenario).maturity.constants if row.name == MONEY_CONSTANT)
    dear = with_money_times(scenario, 4)
    dear["organisation"].setdefault("constants", {})[MONEY_CONSTANT] = constant * 4
    one, other = _run(scenario), _run(dear)
    assume(one is not None)
    assert one is not None
    assert other is not None

    assert one.trace == other.trace
    assert {name: _times_four(name, value) for name, value in one.measures.items()} == other.measures


def _times_four(name: str, value: float | None) -> float | None:
    return value * 4 if value is not None and name.startswith("cost.") else value


def _histories(run: Run, but: str) -> list[tuple[object, ...]]:
    """The records in words, without those about one entity; causes by their place among the rest."""
    model, places, found = run.model, {ROOT: ROOT}, list[tuple[object, ...]]()
    for index, record in enumerate(run.trace):
        name = model.name_of(record.entity)
        if name == but:
            continue
        places[index] = len(found)
        cause = places[record.cause]
        found.append(
            (record.time_ms, record.phase, name, Kind(record.kind).name, _value(model, record), cause)
        )
    return found


def _value(model: Model, record: Record) -> object:
    if record.kind in ABOUT_ITEMS:
        return model.name_of(model.items[int(record.value)].entity)
    if record.kind == Kind.SUPPLIER_SWITCHED:
        return model.name_of(int(record.value))
    return record.value


ISLAND = {"fails": "exponential 1h", "repair": "exponential 30m", "units": 2}


@FEW
@given(scenario=scenarios(), name=st.sampled_from(["aaa_island", "zzz_island"]))
def test_an_asset_that_nothing_needs_changes_no_other_history(scenario: Plain, name: str) -> None:
    """Whatever its place among the names, all others do the same at the same moments for the same causes."""
    assume(scenario.get("teams") or scenario.get("people") == "off")
    one = _run(scenario)
    other = _run({**scenario, "assets": {**scenario["assets"], name: ISLAND}})
    assume(one is not None)
    assert one is not None
    assert other is not None

    assert _histories(one, name) == _histories(other, name)
    assert one.measures == {
        key: v for key, v in other.measures.items() if not key.startswith(f"asset.{name}.")
    }


def test_more_units_leave_the_others_their_luck() -> None:
    """The lives of units that were there already are the same when there are more of them."""
    plain = made(0) | {"people": "off"}
    few, many = ({**plain, "assets": {**plain["assets"], "island": {**ISLAND, "units": n}}} for n in (2, 5))
    one, other = _run(few), _run(many)
    assert one is not None
    assert other is not None

    def failures(run: Run) -> list[tuple[int, float]]:
        return [
            (record.time_ms, record.value)
            for record in run.trace
            if run.model.name_of(record.entity) == "island"
            and record.kind == Kind.UNIT_FAILED
            and record.value <= 2
        ]

    assert failures(one)
    assert failures(one) == failures(other)


def test_a_permutation_can_be_seen() -> None:
    """The test of order tests something: the made file does change."""
    plain = made(1)

    assert list(plain) != list(permuted(plain, Seeded(1)))
