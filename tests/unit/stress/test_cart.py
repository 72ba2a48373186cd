"""The classification tree: exact splits, planted regions, and pruning of what is noise."""

import math

import numpy as np
import pytest

from sems_sim.stress.cart import grow, pruned
from tests.unit.stress.draws import uniforms


def test_the_first_split_lowers_impurity_most() -> None:
    """Six runs of two kinds are parted exactly in the middle between them."""
    x = np.array([[1.0, 9.0], [2.0, 1.0], [3.0, 8.0], [5.0, 2.0], [6.0, 7.0], [7.0, 3.0]])
    tree = grow(x, x[:, 0] > 4.0, least_leaf=1)

    assert (0, 4.0) == (tree.factor, tree.cut)
    assert [(3, 0), (3, 3)] == [(leaf.n, leaf.failed) for leaf in tree.leaves()]


def test_no_leaf_is_smaller_than_allowed() -> None:
    """Depth and size of leaves are bounds, and the leaves hold every run once."""
    x = uniforms(71, 500, 3)
    tree = grow(x, uniforms(72, 500, 1)[:, 0] < x[:, 1], depth=3, least_leaf=40)
    sizes = [leaf.n for leaf in tree.leaves()]

    assert min(sizes) >= 40
    assert len(sizes) <= 8
    assert 500 == sum(sizes)


def test_a_planted_corner_is_found() -> None:
    """Limits of the failing leaf are those of the planted region, each uncertainty named once."""
    x = uniforms(73, 1500, 4)
    failed = (x[:, 1] > 0.6) & (x[:, 3] < 0.3)
    found = [(limits, leaf) for limits, leaf in pruned(x, failed).paths() if leaf.share > 0.5]

    assert 1 == len(found)
    assert (1, 3) == tuple(limit.factor for limit in found[0][0])
    assert (0.6, 0.3) == pytest.approx((found[0][0][0].low, found[0][0][1].high), abs=0.01)
    assert math.inf == found[0][0][0].high
    assert failed.sum() == pytest.approx(found[0][1].failed, abs=3)


def test_noise_is_pruned_away() -> None:
    """Failures that depend on nothing leave no split, though the whole tree has many."""
    x = uniforms(74, 600, 4)
    failed = uniforms(75, 600, 1)[:, 0] < 0.3

    assert len(list(grow(x, failed).leaves())) > 4
    assert pruned(x, failed).is_leaf


def test_a_tree_tells_what_it_learned() -> None:
    """On new runs of the same kind it is right nearly always."""
    old, new = uniforms(76, 800, 3), uniforms(77, 800, 3)
    tree = pruned(old, old[:, 0] + 0.0 * old[:, 1] > 0.5)

    assert np.mean(tree.tells(new) == (new[:, 0] > 0.5)) > 0.98


def test_equal_runs_are_never_parted() -> None:
    """Where all values are the same there is nothing to split on."""
    assert grow(np.ones((50, 2)), np.arange(50) % 2 == 0, least_leaf=1).is_leaf


def test_agreement_needs_no_split() -> None:
    """If all runs fail the tree is one leaf."""
    tree = pruned(uniforms(78, 100, 2), np.ones(100, dtype=bool))

    assert (True, 1.0, 0) == (tree.is_leaf, tree.share, tree.mistakes)
