"""Every number that is judgement, halved and doubled: as it acts, one at a time."""

from dataclasses import replace
from functools import lru_cache

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.laws import maturity_value, odds_shift
from sems_sim.model import COMPONENTS, NOMINAL, Model, Parameter
from sems_sim.scenario import compile_model
from sems_sim.stress import Judgement, judge
from sems_sim.stress.judgement import _cases, _moved
from tests.unit.scenario.writing import scenario_of
from tests.unit.stress.small import effort

CRISIS = """
money: GBP
organisation: {{maturity: {{preset: operating, handshake: {0}, comms: {0}}}}}
assets: {{pump: {{value: 100}}}}
incidents: {{fire: {{opens: 1h, severity: 0.5, hurts: [{{do: [{{fail: pump}}]}}]}}}}
plans: {{mend: {{when: down(pump), level: tactical, tasks: {{weld: {{takes: 2h, do: [{{repair: pump}}]}}}}}}}}
levels: {{tactical: {{when: down(pump)}}}}
"""


@lru_cache(maxsize=3)
def crisis(level: int = 1) -> Model:
    """A pump that burns, and people of this maturity who mend it."""
    return compile_model(scenario_of(CRISIS.format(level)))


@lru_cache(maxsize=1)
def found() -> Judgement:
    """The table of a crisis, from a few runs."""
    return judge(crisis(), effort(2))


def test_every_number_that_is_judgement_has_its_row() -> None:
    """Parameters by their component, constants of the human model, and nothing that has a source."""
    maturity = crisis().maturity
    marked = [row.name for row in maturity.parameters if row.judgement]
    constants = [row.name for row in maturity.constants if row.judgement]

    assert sorted(marked + constants) == sorted(row.name for row in found().rows)
    assert {"human model"} == {row.group for row in found().rows if row.name in constants}
    assert {row.group for row in found().rows} <= {*COMPONENTS, "human model"}


def test_a_multiplier_is_doubled_where_it_acts_and_holds_at_operating() -> None:
    """Its value at the organisation's level doubles; at operating, where the file's numbers hold, it stays."""
    model = crisis()
    row = model.maturity.parameters[Parameter.HANDSHAKE_RELUCTANCE]
    doubled = _moved(model, row, 2.0)
    values = [
        [maturity_value(one.kind, one.worst, one.best, level) for level in (1, NOMINAL)]
        for one in (row, doubled)
    ]

    assert 2.0 * values[0][0] == pytest.approx(values[1][0])
    assert values[0][1] == pytest.approx(values[1][1])


def test_a_chance_moves_by_its_odds() -> None:
    """So that it remains a chance, at the level that acts."""
    model = crisis()
    row = model.maturity.parameters[Parameter.MESSAGE_LOSS]
    before, after = (
        maturity_value(one.kind, one.worst, one.best, 1) for one in (row, _moved(model, row, 0.5))
    )

    assert odds_shift(before, 0.5) == pytest.approx(after)


def test_at_operating_the_whole_row_is_moved() -> None:
    """There a multiplier does nothing, and what the model takes as it stands is halved and doubled."""
    model = crisis(NOMINAL)
    row = model.maturity.parameters[Parameter.AUTHORITY_GAP_MIN]
    doubled = _moved(model, row, 2.0)

    assert (2.0 * row.worst, 2.0 * row.best) == (doubled.worst, doubled.best)


def test_one_number_is_changed_at_a_time() -> None:
    """Each case differs from the stated table in one row."""
    stated = crisis().maturity
    for case in _cases(crisis()):
        for changed in (case.half, case.double):
            rows = [*zip(stated.parameters, changed.parameters, strict=True)]
            differ = [a.name for a, b in rows if a != b]
            differ += [a.name for a, b in zip(stated.constants, changed.constants, strict=True) if a != b]
            assert differ in ([case.name], [])


def test_the_table_is_led_by_what_moves_the_outcome_most() -> None:
    """Sorted by the larger of the two changes; `moves` is that as a part of the outcome."""
    rows = found().rows
    swings = [row.halving.swing for row in rows]

    assert sorted(swings, reverse=True) == swings
    assert found().stated.value > 0.0
    assert rows[0].moves == pytest.approx(swings[0] / found().stated.value)


def test_what_moves_the_outcome_by_more_than_half_is_flagged() -> None:
    """A row whose every pair trebles the outcome is flagged; one that changes nothing is not."""
    assert not [row for row in found().rows if row.halving.swing == 0.0 and row.is_flagged]
    assert set(found().flagged) == {row for row in found().rows if row.is_flagged}
    assert all(row.moves is not None and row.moves > 0.5 for row in found().flagged)


def test_without_judgement_there_is_nothing_to_halve() -> None:
    """A table in which everything has a source makes a fault, and so does an unknown measure."""
    maturity = crisis().maturity
    sure = replace(
        maturity,
        parameters=tuple(replace(row, judgement=False) for row in maturity.parameters),
        constants=tuple(replace(row, judgement=False) for row in maturity.constants),
    )
    with pytest.raises(ArgumentError, match="is judgement"):
        judge(replace(crisis(), maturity=sure), effort(1))
    with pytest.raises(ArgumentError, match="no measure"):
        judge(crisis(), effort(1), measure="cost.nothing")
