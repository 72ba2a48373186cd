"""PRIM: a planted box is found, and the peeling trajectory keeps its laws."""

import math
from itertools import pairwise

import numpy as np
import pytest

from sems_sim.stress.prim import Box, Limit, peel, with_quasi_p, without
from tests.unit.stress.draws import uniforms


def _planted(n: int = 2000) -> tuple[np.ndarray, np.ndarray]:
    """Five uncertainties, and failure for certain where the first is above 0.7 and the third below 0.4."""
    x = uniforms(61, n, 5)
    return x, (x[:, 0] > 0.7) & (x[:, 2] < 0.4)


def test_a_planted_box_is_found() -> None:
    """The same two uncertainties, limits within a peel, nearly all failures and few others."""
    x, failed = _planted()
    best = max(peel(x, failed), key=lambda box: min(box.coverage, box.density))

    assert (0, 2) == best.factors
    assert 0.7 == pytest.approx(best.limits[0].low, abs=0.02)
    assert 0.4 == pytest.approx(best.limits[1].high, abs=0.02)
    assert math.inf == best.limits[0].high
    assert min(best.coverage, best.density) > 0.93


def test_the_trajectory_starts_with_everything() -> None:
    """The first box has no limit, covers all failures, and is as dense as all runs together."""
    x, failed = _planted()
    first = peel(x, failed)[0]

    assert ((), 1.0, 1.0) == (first.limits, first.coverage, first.mass)
    assert failed.mean() == first.density


def test_each_peel_takes_the_stated_share() -> None:
    """Mass falls by a factor 1 − share each time, boxes lie in one another, and density never falls."""
    x, failed = _planted()
    boxes = peel(x, failed, share=0.1, paste=1e-9)[:12]
    for outer, inner in pairwise(boxes):
        assert 0.9 == pytest.approx(inner.mass / outer.mass, abs=0.006)
        assert inner.density > outer.density
        assert not (inner.holds(x) & ~outer.holds(x)).any()


def test_a_box_counts_what_it_holds() -> None:
    """Coverage, density and mass are the shares of the very runs inside its limits."""
    x, failed = _planted()
    for box in peel(x, failed)[::7]:
        inside = box.holds(x)
        assert (inside.sum(), (failed & inside).sum()) == (box.n, box.failed)
        assert box.coverage == pytest.approx((failed & inside).sum() / failed.sum())
        assert box.mass == pytest.approx(inside.mean())


def test_peeling_stops_at_the_least_mass() -> None:
    """No box of the peeling holds fewer runs than asked for."""
    x = uniforms(62, 1000, 3)
    boxes = peel(x, x[:, 1] > 0.98, least_mass=0.2)

    assert 0.2 <= min(box.mass for box in boxes) < 0.22


def test_pasting_gives_back_what_was_peeled_too_far() -> None:
    """Coarse peels cut into the region of failure; the limits move out again, and the box is larger and denser."""
    x = uniforms(63, 800, 3)
    failed = (x[:, 0] > 0.6) & (x[:, 1] < 0.7) & (uniforms(64, 800, 1)[:, 0] < 0.8)
    *_, peeled, pasted = peel(x, failed, share=0.15)

    assert pasted.n > peeled.n
    assert pasted.density > peeled.density
    assert pasted.factors == peeled.factors


def test_ties_stay_together() -> None:
    """An uncertainty with a few values is cut between two of them, so that equal runs share their fate."""
    x = np.column_stack((np.repeat([1.0, 2.0, 3.0, 4.0], 100), uniforms(65, 400, 1)[:, 0]))
    box = next(box for box in peel(x, x[:, 0] >= 3.0) if 1.0 == box.density)

    assert (0,) == box.factors
    assert (1.0, 2.5) == (box.coverage, box.limits[0].low)

    mirrored = next(box for box in peel(x, x[:, 0] <= 2.0) if 1.0 == box.density)
    assert (1.0, 2.5) == (mirrored.coverage, mirrored.limits[0].high)


def test_a_quasi_p_says_what_a_limit_gains() -> None:
    """A limit that matters has a tiny quasi-p, one that gains nothing a large one."""
    x, failed = _planted()
    limits = (Limit(0, 0.7, math.inf), Limit(2, -math.inf, 0.4), Limit(4, 0.1, math.inf))
    inside = Box(limits, 0.0, 0.0, 0.0, 0, 0).holds(x)
    n, hits = int(inside.sum()), int((failed & inside).sum())
    found = with_quasi_p(Box(limits, hits / failed.sum(), hits / n, n / len(x), n, hits), x, failed)

    assert found.limits[0].quasi_p < 1e-10
    assert found.limits[1].quasi_p < 1e-10
    assert found.limits[2].quasi_p > 0.5


def test_the_quasi_p_is_a_binomial_tail() -> None:
    """Ten runs in the box of which eight fail; without the limit half of forty do: P(X ≥ 8), X ~ B(10, ½)."""
    x = np.arange(40.0).reshape(-1, 1)
    failed = np.zeros(40, dtype=bool)
    failed[30:38] = failed[:12] = True
    found = with_quasi_p(Box((Limit(0, 29.5, math.inf),), 0.4, 0.8, 0.25, 10, 8), x, failed)

    assert sum(math.comb(10, k) for k in (8, 9, 10)) / 2**10 == pytest.approx(found.limits[0].quasi_p)


def test_a_limit_can_be_dropped() -> None:
    """Without one of its limits a box is larger and counts again."""
    x, failed = _planted()
    box = next(box for box in peel(x, failed) if (0, 2) == box.factors)
    wider = without(box, 0, x, failed)

    assert (2,) == wider.factors
    assert wider.n > box.n
    assert wider.coverage >= box.coverage


def test_nothing_to_find_gives_the_whole() -> None:
    """Where all runs fail, or none, there is no peel that gains anything."""
    x = uniforms(66, 300, 2)

    assert 1 == len(peel(x, np.ones(300, dtype=bool)))
    assert 1 == len(peel(x, np.zeros(300, dtype=bool)))
