"""What stands around the entities: maturity, limits, labels, targets."""

from __future__ import annotations

import pytest

from sems_sim.errors import ScenarioError
from sems_sim.model import COMPONENTS, Parameter
from sems_sim.scenario.compile_frame import maturity_table
from tests.unit.scenario.compiling import model_of


def test_the_maturity_table_has_the_order_of_its_parameters() -> None:
    """Each row of maturity.yaml stands where the enumeration says."""
    parameters, _ = maturity_table()

    assert [parameter.name.lower() for parameter in Parameter] == [row.name for row in parameters]


def test_every_row_of_the_maturity_table_is_sound() -> None:
    """Numbers are numbers, logarithmic rows are above 0, each has a basis, constants stand once."""
    parameters, constants = maturity_table()

    assert all(row.worst > 0 and row.best > 0 for row in parameters)
    assert all(row.basis for row in parameters)
    assert all(row.basis for row in constants)
    assert len(constants) == len({row.name for row in constants})
    assert set(range(len(COMPONENTS))) >= {row.component for row in parameters}


def test_maturity_is_a_preset_and_what_differs_from_it() -> None:
    """Components that the file does not name are at the preset's level."""
    model = model_of("organisation: {maturity: {preset: suitable, comms: 4}}\n")

    levels = dict(zip(COMPONENTS, model.maturity.levels, strict=True))
    assert (4, 2) == (levels["comms"], levels["policy"])


def test_a_constant_can_be_replaced() -> None:
    """The scenario's own value holds, and is no judgement of ours."""
    model = model_of("organisation: {constants: {snowball: 1.5}}\n")

    assert 1.5 == model.maturity.constant("snowball")
    assert not next(row for row in model.maturity.constants if row.name == "snowball").judgement


def test_an_unknown_constant_is_refused_with_the_nearest() -> None:
    """The fault stands at the constant and says what was meant."""
    with pytest.raises(ScenarioError, match="did you mean 'snowball'") as caught:
        model_of("organisation: {constants: {snowbal: 1.5}}\n")

    assert "organisation.constants.snowbal" == caught.value.faults[0].file


def test_limits_have_defaults() -> None:
    """Where the file sets no limit there is none, but routine ends somewhere."""
    plain = model_of("assets: {a: {}}\n").limits
    stated = model_of(
        "organisation: {catastrophe: {harmed: 25}, routine_incidents: 2, routine_h: 2h, sustained: 30m, penalties: 9}\n"
    ).limits

    assert (-1, -1.0, 3, 3_600_000, 3_600_000) == (
        plain.services,
        plain.harmed,
        plain.routine_incidents,
        plain.routine_ms,
        plain.sustained_ms,
    )
    assert (25.0, 2, 7_200_000, 1_800_000, 9.0) == (
        stated.harmed,
        stated.routine_incidents,
        stated.routine_ms,
        stated.sustained_ms,
        stated.penalties_per_h,
    )


def test_targets_come_from_the_study_and_the_objectives() -> None:
    """Durations are hours, shares are shares, words are numbers."""
    model = model_of(
        "people: off\nservices: {s: {demand: 1/h}}\nincidents: {fire: {}}\ndecisions: {d: {options: {b: {}, a: {}}}}\n"
        "exercise: {objectives: {O1: {text: See, target: level.crisis.first_h <= 60m}, O2: {text: Think}}}\n"
        "study: {targets: {kept: service.s.min_performance >= 50%, calm: incident.fire.opened == no, "
        "wise: decision.d.option == b}}\n"
    )

    assert [("O1", "<=", 1.0), ("calm", "==", 0.0), ("kept", ">=", 0.5), ("wise", "==", 2.0)] == [
        (target.name, target.comparison, target.bound) for target in model.targets
    ]


def test_an_unknown_measure_is_refused_with_the_nearest() -> None:
    """The fault stands at the target and says what was meant."""
    with pytest.raises(ScenarioError, match=r"did you mean 'service\.s\.lost'") as caught:
        model_of("services: {s: {demand: 1/h}}\nstudy: {targets: {t: service.s.losst <= 5}}\n")

    assert "study.targets.t" == caught.value.faults[0].file


def test_labels_are_titles_before_packs() -> None:
    """A level's own title is what people read, else the pack's word, else its name."""
    assert ("operational", "tactical", "crisis") == model_of("assets: {a: {}}\n").labels
    assert ("operational (Bronze)", "Silver suite", "strategic (Gold)") == model_of(
        "organisation: {labels: uk}\nlevels: {tactical: {title: Silver suite}}\n"
    ).labels
