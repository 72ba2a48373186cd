"""The maturity table with its judgements made weaker or stronger, for one component at one end of its scale."""

from __future__ import annotations

from dataclasses import replace

from sems_sim.laws import LINEAR, LOG, log, maturity_value
from sems_sim.laws import exp as e_to
from sems_sim.model import COMPONENTS, Maturity, Model, ParameterRow

WORST, BEST, NOMINAL = 0, 4, 3
ALMOST = 1e-6
SHARE_OF_BEST = 0.75
"""How far operating is on the way from worst to best; a test of the laws holds it there."""


def at_level(model: Model, component: str, level: int, strength: float = 1.0) -> Model:
    """Return the model with the rest at operating and one component at its worst or best level.

    The component's rows that are judgement are `strength` times as far from their value at operating: on the scale of
    logarithms for factors, on that of log odds for probabilities.
    """
    number = COMPONENTS.index(component)
    rows = tuple(
        _stretched(row, level, strength) if row.component == number and row.judgement else row
        for row in model.maturity.parameters
    )
    maturity = replace(model.maturity, levels=(NOMINAL,) * len(COMPONENTS), parameters=rows)
    return replace(model, maturity=maturity.with_level(number, level))


def has_judgement(maturity: Maturity, component: str) -> bool:
    """Return whether any row of a component is judgement."""
    number = COMPONENTS.index(component)
    return any(row.judgement for row in maturity.parameters if row.component == number)


def _stretched(row: ParameterRow, level: int, strength: float) -> ParameterRow:
    """Move the end that is looked at; the other end gives way so that the value at operating stays."""
    if strength == 1.0:
        return row
    nominal = maturity_value(row.kind, row.worst, row.best, NOMINAL)
    end = _further(row.worst if level == WORST else row.best, nominal, strength, odds=_is_chance(row))
    other = _other_end(row.kind, end, nominal, SHARE_OF_BEST if level == BEST else 1.0 - SHARE_OF_BEST)
    return replace(row, worst=end, best=other) if level == WORST else replace(row, worst=other, best=end)


def _is_chance(row: ParameterRow) -> bool:
    return row.kind == LINEAR and 0.0 < row.worst < 1.0 and 0.0 < row.best < 1.0


def _further(end: float, nominal: float, strength: float, *, odds: bool) -> float:
    if not odds:
        return nominal * e_to(strength * log(end / nominal))
    stretched = _odds(nominal) * e_to(strength * log(_odds(end) / _odds(nominal)))
    return min(1.0 - ALMOST, max(ALMOST, stretched / (1.0 + stretched)))


def _odds(chance: float) -> float:
    return chance / (1.0 - chance)


def _other_end(kind: int, end: float, nominal: float, share: float) -> float:
    """Return the end that, with this one weighing `share`, leaves the value at operating where it was."""
    rest = 1.0 - share
    if kind == LOG:
        return e_to((log(nominal) - share * log(end)) / rest)
    return (nominal - share * end) / rest
