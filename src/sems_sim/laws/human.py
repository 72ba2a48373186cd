"""People under load: error probabilities, odds, dependence, and what maturity is worth."""

from __future__ import annotations

from sems_sim.laws.elementary import log, power

# How much one error says about the next (THERP).
ZERO = 0
LOW = 1
MODERATE = 2
HIGH = 3
COMPLETE = 4

# How a parameter runs between its worst and its best value.
LOG = 0
LINEAR = 1

_BENEFITS = (0.0, 0.10, 0.30, 0.75, 1.0)


def bounded_error(nominal: float, product: float) -> float:
    """The probability of error for a nominal one and a product of factors; it cannot pass 1.

    n·P/(n·(P − 1) + 1), the bound of SPAR-H (NUREG/CR-6883), here used always.
    """
    if product <= 0.0:
        return 0.0
    return nominal * product / (nominal * product + (1.0 - nominal))


def stress_factor(load: float) -> float:
    """The factor on error for a load (open items per slot): THERP's steps, too little load counting too."""
    if load < 0.15:
        return 2.0
    if load <= 1.0:
        return 1.0
    return 2.0 if load <= 2.0 else 5.0


def time_factor(load: float) -> float:
    """The factor on the time to think: 1 up to a full load, then rising with it, 5 at most."""
    if load <= 1.0:
        return 1.0
    return load if load < 5.0 else 5.0


def dependent_error(p: float, dependence: int) -> float:
    """The probability of a further error given one, for a basic probability p (THERP, NUREG/CR-1278)."""
    if dependence == ZERO:
        return p
    if dependence == LOW:
        return (1.0 + 19.0 * p) / 20.0
    if dependence == MODERATE:
        return (1.0 + 6.0 * p) / 7.0
    if dependence == HIGH:
        return (1.0 + p) / 2.0
    return 1.0


def odds_shift(p: float, ratio: float) -> float:
    """The probability whose odds are those of p times ratio, ratio ≥ 0; impossible and certain stay so."""
    if p <= 0.0 or p >= 1.0:
        return p
    return p * ratio / (1.0 - p + p * ratio)


def benefit(level: int) -> float:
    """The share of the way from worst to best that a maturity level from 0 to 4 has gone."""
    return _BENEFITS[level]


def maturity_value(kind: int, worst: float, best: float, level: int) -> float:
    """A parameter's value at a maturity level from 0 to 4: exactly worst at 0 and best at 4.

    LOG: worst^(1 − b)·best^b, both above 0, for factors. LINEAR: worst + (best − worst)·b, for probabilities.
    """
    b = _BENEFITS[level]
    if b == 0.0:
        return worst
    if b == 1.0:
        return best
    if kind == LOG:
        return worst * power(best / worst, b)
    return worst + (best - worst) * b


def hazard_threshold(u: float) -> float:
    """The accumulated hazard at which what was drawn as u happens: −ln u."""
    return -log(u)
