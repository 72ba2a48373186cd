"""Rules: found in one half of the runs, weighed on the other, silent about noise."""

import math

import numpy as np
import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress.discovery import Condition, Discovery, discover_boxes, discover_tree
from tests.unit.stress.draws import uniforms

NAMES = ("absence", "delay", "switching", "rain")


def _study(n: int = 3000) -> tuple[np.ndarray, np.ndarray]:
    """Nine in ten runs fail where absence is above 0.18 and switching above 1.2; elsewhere one in fifty."""
    x = uniforms(81, n, 4) * np.array([0.3, 10.0, 2.0, 1.0])
    worse = (x[:, 0] > 0.18) & (x[:, 2] > 1.2)
    return x, uniforms(82, n, 1)[:, 0] < np.where(worse, 0.9, 0.02)


@pytest.mark.parametrize("discover", [discover_boxes, discover_tree])
def test_the_planted_rule_is_found(discover: object) -> None:
    """Both ways name the two uncertainties and their limits, and the numbers hold the planted ones."""
    x, failed = _study()
    assert callable(discover)
    found: Discovery = discover(NAMES, x, failed)
    rule = found.rules[0]

    assert 1 == len(found.rules)
    assert ["absence", "switching"] == [one.name for one in rule.conditions]
    assert (0.18, 1.2) == pytest.approx((rule.conditions[0].low, rule.conditions[1].low), rel=0.05)
    assert rule.density.high > 0.85
    assert rule.coverage.low > 0.75
    assert (1500, False) == (rule.n, rule.is_noise)
    assert rule.quasi_p < 1e-6


def test_a_rule_reads_as_a_sentence() -> None:
    """Conditions, the share of failures, the share of these runs that fail, both with intervals, and n."""
    x, failed = _study()
    words = str(discover_boxes(NAMES, x, failed).rules[0])

    assert words.startswith("absence > 0.1")
    assert " and switching > 1." in words
    assert "of the failures, " in words
    assert "of these runs fail (n = 1,500; " in words


def test_conditions_are_written_with_their_ends() -> None:
    """One end, the other, or both."""
    conditions = [Condition("x", 0.5, math.inf), Condition("x", -math.inf, 2.0), Condition("x", 0.5, 2.0)]

    assert ["x > 0.5", "x < 2", "0.5 < x < 2"] == list(map(str, conditions))


def test_noise_yields_no_rule() -> None:
    """Failures that depend on nothing: five studies of each kind, and no rule."""
    found = []
    for seed in range(5):
        x, failed = uniforms(90 + seed, 1000, 4), uniforms(190 + seed, 1000, 1)[:, 0] < 0.2
        found += [*discover_boxes(NAMES, x, failed).rules, *discover_tree(NAMES, x, failed).rules]

    assert [] == found


@pytest.mark.parametrize(("rare", "often", "n"), [(0.3, 0.45, 4000), (0.02, 0.06, 8000)])
def test_a_weak_tendency_is_no_rule(rare: float, often: float, n: int) -> None:
    """Real but slight: most runs that meet the condition do not fail, nor twice as many as overall."""
    x = uniforms(85, n, 4)
    failed = uniforms(86, n, 1)[:, 0] < np.where(x[:, 0] > 0.5, often, rare)

    assert () == discover_boxes(NAMES, x, failed).rules


def test_two_regions_are_two_rules() -> None:
    """What the first box left is searched again."""
    x = uniforms(83, 4000, 4)
    failed = (x[:, 0] > 0.85) | ((x[:, 1] < 0.15) & (x[:, 3] < 0.5))
    found = discover_boxes(NAMES, x, failed)

    assert {("absence",), ("delay", "rain")} == {
        tuple(c.name for c in rule.conditions) for rule in found.rules
    }
    assert found.trajectory[0].coverage == 1.0


def test_rules_are_weighed_on_runs_that_did_not_find_them() -> None:
    """Only odd rows count: failures added to the even rows inside the box leave coverage and density alone."""
    x, failed = _study()
    rule = discover_boxes(NAMES, x, failed).rules[0]
    inside = np.ones(len(x), dtype=bool)
    for condition in rule.conditions:
        inside &= x[:, NAMES.index(condition.name)] >= condition.low
    odd = np.arange(len(x)) % 2 == 1

    assert (failed & inside & odd).sum() / (inside & odd).sum() == pytest.approx(rule.density.value)
    assert (failed & inside & odd).sum() / (failed & odd).sum() == pytest.approx(rule.coverage.value)


def test_too_little_to_learn_from_is_refused() -> None:
    """A handful of failures teaches no conditions, and the message says how many would."""
    x = uniforms(84, 500, 4)
    with pytest.raises(ArgumentError, match="5 failures in 500 runs") as caught:
        discover_boxes(NAMES, x, np.arange(500) < 5)
    with pytest.raises(ArgumentError, match="do not fit"):
        discover_tree(NAMES[:2], x, np.arange(500) < 50)

    assert "20 failures" in caught.value.remedy
