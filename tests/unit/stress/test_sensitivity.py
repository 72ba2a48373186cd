"""Sensitivity against indices known exactly, and the floor of a factor that does nothing."""

import math

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress.sensitivity import (
    Design,
    Sensitivity,
    delta,
    halved_and_doubled,
    idle,
    morris,
    morris_design,
    sobol,
    sobol_design,
)
from tests.unit.stress.draws import normals, uniforms

NAMES = ("a", "b", "c")


def _ishigami(x: Design) -> Design:
    """Ishigami's function on the unit cube, whose Sobol indices are known in closed form."""
    a, b, c = (math.pi * (2.0 * x[:, k] - 1.0) for k in range(3))
    return np.sin(a) + 7.0 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


def _whole(found: Sensitivity) -> dict[str, float]:
    return {one.name: one.whole.value for one in found.influences}


def test_sobol_indices_are_those_of_the_closed_form() -> None:
    """Ishigami: first order 0.314, 0.442, 0; total 0.558, 0.442, 0.244 (Saltelli and others, 2000)."""
    found = sobol(NAMES, _ishigami(sobol_design(NAMES, 1024)))
    main = {one.name: one.main.value for one in found.influences}

    assert {"a": 0.314, "b": 0.442, "c": 0.0} == pytest.approx(main, abs=0.02)
    assert {"a": 0.558, "b": 0.442, "c": 0.244} == pytest.approx(_whole(found), abs=0.02)
    assert 0.0 == pytest.approx(found.floor.value, abs=1e-12)
    assert ["a", "b", "c"] == [one.name for one in found.influences]


def test_noise_raises_the_floor_and_hides_what_is_below() -> None:
    """With much noise an input that does nothing is not told from noise, and the floor says how high that is."""
    names = ("much", "none")
    x = sobol_design(names, 256)
    found = sobol(names, 10.0 * x[:, 0] + 1.5 * normals(51, 1, len(x))[0])
    clear = {one.name: one.is_clear for one in found.influences}

    assert {"much": True, "none": False} == clear
    assert found.floor_height > 0.1


def test_a_design_is_the_same_each_time() -> None:
    """No hidden randomness: the same names and size give the same rows and the same intervals."""
    x = sobol_design(NAMES, 64)

    assert (64 * 6, 4) == x.shape
    assert (x == sobol_design(NAMES, 64)).all()
    assert sobol(NAMES, _ishigami(x)) == sobol(NAMES, _ishigami(x))
    assert (morris_design(NAMES, 9) == morris_design(NAMES, 9)).all()


def test_morris_finds_linear_effects_exactly() -> None:
    """For 3a − 2b the elementary effects are 3 and −2 everywhere, and the others nothing."""
    x = morris_design(NAMES, 8)
    found = morris(NAMES, x, 3.0 * x[:, 0] - 2.0 * x[:, 1])
    signed = {one.name: one.main.value for one in found.influences}

    assert (40, 4) == x.shape
    assert {"a": 3.0, "b": -2.0, "c": 0.0} == pytest.approx(signed)
    assert {"a": 3.0, "b": 2.0, "c": 0.0} == pytest.approx(_whole(found))
    assert [True, True, False] == [one.is_clear for one in found.influences]


def test_delta_reads_runs_there_are_already() -> None:
    """From plain runs: what matters is clear of the floor, what does nothing is not."""
    x = uniforms(52, 400, 3)
    found = delta(NAMES, x, 4.0 * x[:, 0] + 0.3 * normals(53, 1, 400)[0])
    clear = {one.name: one.is_clear for one in found.influences}

    assert {"a": True, "b": False, "c": False} == clear
    assert "a" == found.influences[0].name
    assert 400 == found.runs


def test_an_outcome_that_never_varies_has_no_drivers() -> None:
    """Nothing explains what does not vary, and nothing crashes."""
    found = sobol(NAMES, np.full(64 * 6, 2.5))

    assert {"a": 0.0, "b": 0.0, "c": 0.0} == _whole(found)
    assert not any(one.is_clear for one in found.influences)
    assert 0.0 == delta(NAMES, uniforms(54, 50, 3), np.ones(50)).floor.value


def test_what_does_not_fit_is_refused() -> None:
    """Sizes that no design has, missing outcomes, no uncertainty at all."""
    with pytest.raises(ArgumentError, match="no power of 2"):
        sobol_design(NAMES, 100)
    with pytest.raises(ArgumentError, match="do not fit the design"):
        sobol(NAMES, np.zeros(7))
    with pytest.raises(ArgumentError, match="no outcome"):
        morris(NAMES, np.zeros((5, 4)), [math.nan] * 5)
    with pytest.raises(ArgumentError, match="do not fit"):
        morris(NAMES, np.zeros((4, 4)), np.zeros(5))
    with pytest.raises(ArgumentError, match="do not fit"):
        delta(NAMES, np.zeros((5, 2)), np.zeros(5))
    with pytest.raises(ArgumentError, match="needs an uncertainty"):
        sobol_design((), 8)


def test_the_idle_column_is_spread_evenly() -> None:
    """Addressed draws between 0 and 1, the same each time, longer ones beginning alike."""
    found = idle(2000)

    assert 0.5 == pytest.approx(found.mean(), abs=0.03)
    assert (idle(10) == found[:10]).all()


def test_multipliers_are_halved_and_doubled_in_pairs() -> None:
    """The one that matters most comes first, with what halving and doubling do to the same runs."""
    base = 10.0 + normals(55, 1, 300)[0]
    quiet = (base + 0.01 * normals(56, 1, 300)[0], base + 0.01 * normals(57, 1, 300)[0])
    found = halved_and_doubled(base, {"quiet": quiet, "loud": (base * 0.8, base * 1.4)})

    assert ["loud", "quiet"] == [row.name for row in found]
    assert [True, False] == [row.matters for row in found]
    assert 4.0 == pytest.approx(found[0].swing, abs=0.1)
    assert -2.0 == pytest.approx(found[0].at_half.difference.value, abs=0.05)
    assert 300 == found[0].outcome.n
