"""Every number that is judgement, halved and doubled: which of them carry the answer?

What the model multiplies by is halved and doubled as it acts on this organisation: the value at its level of maturity
moves, the value at `operating`, at which the numbers of the file hold, stays. Chances move by their odds, so that they
remain chances.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import exp, log

from sems_sim.errors import ArgumentError
from sems_sim.laws import LOG, maturity_value, odds_shift
from sems_sim.model import COMPONENTS, NOMINAL, ConstantRow, Maturity, Model, ParameterRow, Verb
from sems_sim.stress.campaign import COST, Effort, Job, columns_of, counted, estimated, outcome_of
from sems_sim.stress.sensitivity import Halving, halved_and_doubled
from sems_sim.stress.statistics import Estimate

_CHANCES = frozenset(("probability", "share"))
_BENEFIT_NOMINAL = 0.75
_BENEFITS = (0.0, 0.10, 0.30, 0.75, 1.0)
_TOO_MUCH = 0.5


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One number that is judgement: what it is, where it comes from, and what half and double of it do.

    `moves` is the larger change as a part of the stated outcome, None where that is 0; a row is flagged where it is
    more than a half and clear of chance.
    """

    name: str
    group: str
    """The component of maturity it belongs to, or `human model`."""
    basis: str
    unit: str
    half: float
    stated: float
    double: float
    halving: Halving
    moves: float | None
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """The table of all numbers that are judgement, the one that matters most first."""

    measure: str
    stated: Estimate
    rows: tuple[JudgementRow, ...]
    n: int

    @property
    def flagged(self) -> tuple[JudgementRow, ...]:
        """Those that move the outcome by more than a half of it."""
        return tuple(row for row in self.rows if row.is_flagged)


@dataclass(frozen=True, slots=True)
class _Case:
    """One number with its half and its double, each as a maturity table of its own."""

    name: str
    group: str
    basis: str
    unit: str
    values: tuple[float, float, float]
    half: Maturity
    double: Maturity


def judge(model: Model, effort: Effort, *, measure: str = COST) -> Judgement:
    """Halve and double every number that is judgement, one at a time, in the same crises.

    Raises:
        ArgumentError: no such measure, or nothing in the table is judgement.
    """
    outcome = outcome_of(model, measure)
    cases = tuple(_cases(model))
    if not cases:
        raise ArgumentError("no number of the maturity table is judgement")

    def jobs() -> Iterator[Job]:
        yield Job(model, 0, effort.replications, what="as stated")
        for case in cases:
            for maturity, word in ((case.half, "half"), (case.double, "double")):
                changed = replace(model, maturity=maturity)
                yield Job(changed, 0, effort.replications, what=f"{word} of {case.name}")

    tables = columns_of(jobs(), (outcome,), effort, 1 + 2 * len(cases))
    columns = [counted(outcome, table[measure]) for table in tables]
    stated = estimated(outcome, columns[0])
    pairs = {case.name: (columns[1 + 2 * k], columns[2 + 2 * k]) for k, case in enumerate(cases)}
    by_name = {case.name: case for case in cases}
    found = halved_and_doubled(columns[0], pairs)
    rows = tuple(_row(by_name[one.name], one, stated.value) for one in found)
    return Judgement(measure, stated, rows, effort.replications)


def _row(case: _Case, halving: Halving, stated: float) -> JudgementRow:
    moves = halving.swing / abs(stated) if stated != 0.0 else None
    flagged = halving.matters and (moves is None or moves > _TOO_MUCH)
    half, now, double = case.values
    return JudgementRow(
        case.name, case.group, case.basis, case.unit, half, now, double, halving, moves, flagged
    )


def _cases(model: Model) -> Iterator[_Case]:
    maturity = model.maturity
    for place, row in enumerate(maturity.parameters):
        if row.judgement:
            half, double = (_moved(model, row, factor) for factor in (0.5, 2.0))
            tables = [_with_parameter(maturity, place, one) for one in (half, double)]
            now, low, high = (_at_level(maturity, one) for one in (row, half, double))
            group = COMPONENTS[row.component]
            yield _Case(row.name, group, row.basis, row.unit, (low, now, high), tables[0], tables[1])
    for place, constant in enumerate(maturity.constants):
        if constant.judgement:
            values = [_scaled(constant.value, constant.unit, factor) for factor in (0.5, 2.0)]
            tables = [_with_constant(maturity, place, replace(constant, value=value)) for value in values]
            three = (values[0], constant.value, values[1])
            yield _Case(
                constant.name, "human model", constant.basis, constant.unit, three, tables[0], tables[1]
            )


def _with_parameter(maturity: Maturity, place: int, row: ParameterRow) -> Maturity:
    rows = (*maturity.parameters[:place], row, *maturity.parameters[place + 1 :])
    return replace(maturity, parameters=rows)


def _with_constant(maturity: Maturity, place: int, row: ConstantRow) -> Maturity:
    rows = (*maturity.constants[:place], row, *maturity.constants[place + 1 :])
    return replace(maturity, constants=rows)


def _at_level(maturity: Maturity, row: ParameterRow) -> float:
    return maturity_value(row.kind, row.worst, row.best, maturity.levels[row.component])


def _scaled(value: float, unit: str, factor: float) -> float:
    """The value times a factor; of a chance the odds."""
    is_chance = unit in _CHANCES and 0.0 < value < 1.0
    return odds_shift(value, factor) if is_chance else value * factor


def _moved(model: Model, row: ParameterRow, factor: float) -> ParameterRow:
    """The row whose value at the organisation's level is moved, and at `operating` is not, unless that is its level.

    A row of which a run may use other levels too is moved as a whole.
    """
    level = model.maturity.levels[row.component]
    if level == NOMINAL or _changes_in_a_run(model, row.component):
        return replace(
            row, worst=_scaled(row.worst, row.unit, factor), best=_scaled(row.best, row.unit, factor)
        )
    nominal = maturity_value(row.kind, row.worst, row.best, NOMINAL)
    wanted = _scaled(maturity_value(row.kind, row.worst, row.best, level), row.unit, factor)
    share = _BENEFITS[level] - _BENEFIT_NOMINAL
    if row.kind == LOG:
        slope = log(wanted / nominal) / share
        return replace(
            row,
            worst=nominal * exp(-_BENEFIT_NOMINAL * slope),
            best=nominal * exp((1.0 - _BENEFIT_NOMINAL) * slope),
        )
    rise = (wanted - nominal) / share
    return replace(
        row, worst=nominal - _BENEFIT_NOMINAL * rise, best=nominal + (1.0 - _BENEFIT_NOMINAL) * rise
    )


def _changes_in_a_run(model: Model, component: int) -> bool:
    return any(effect.verb is Verb.MATURITY and effect.target == component for effect in model.effects)
