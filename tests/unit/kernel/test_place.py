"""A model's tables laid side by side, and how they begin."""

from pathlib import Path

import numpy as np
import pytest

from sems_sim.kernel.memory import SHAPES
from sems_sim.kernel.place import Tables
from sems_sim.kernel.state_world import RESERVE, RUNS
from sems_sim.kernel.units import UNITS, _switchboard
from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario


@pytest.fixture(scope="module")
def model() -> Model:
    """A shipped scenario."""
    return compile_model(read_scenario(Path("scenarios/north-hyde.yaml")))


@pytest.fixture(scope="module")
def tables(model: Model) -> Tables:
    """Its tables, with those of every unit."""
    for name in UNITS:
        _switchboard(name)
    return Tables(model)


def test_every_table_has_a_place(tables: Tables) -> None:
    """Each is static, a pool, kept, or part of the state, and none is two of these."""
    places = [*tables.static, *tables.pools, *tables.kept, *tables.offsets]

    assert sorted(SHAPES) == sorted(places)


def test_tables_of_the_state_do_not_overlap(tables: Tables) -> None:
    """Each begins where 64 divides, after the end of the one before."""
    end = 0
    for number, (start, count) in sorted(tables.offsets.items(), key=lambda one: one[1][0]):
        assert (0, True) == (start % 64, start >= end)
        end = start + count * SHAPES[number].dtype.itemsize
    assert end <= len(tables.beginning)


def test_a_table_begins_as_it_was_stated(model: Model, tables: Tables) -> None:
    """The block that is copied before each replication holds the rows that each table states."""
    for number, (start, count) in tables.offsets.items():
        shape = SHAPES[number]
        rows = tables.beginning[start : start + count * shape.dtype.itemsize].view(shape.dtype)
        stated = shape.build(model)
        for name in shape.dtype.names or ():
            assert np.array_equal(stated[name], rows[name]), (shape.name, name)


def test_a_pool_has_a_reserve_and_a_length_that_two_divides(tables: Tables) -> None:
    """The event under way can end when a pool is found too small; places by hash need a power of two."""
    for number, room in tables.pools.items():
        assert room > RESERVE, SHAPES[number].name
        assert 0 == room & (room - 1)
    assert RUNS in tables.pools
