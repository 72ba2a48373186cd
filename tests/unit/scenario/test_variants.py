"""Variants of a scenario: as if the file had said so, and the scenario itself untouched."""

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError, ScenarioError
from sems_sim.laws import quantile
from sems_sim.scenario import compile_model, law_of, read_scenario, variant_of, written_at
from sems_sim.scenario.quantities import parse_law
from tests.unit.scenario.writing import scenario_of

FIRST_STEPS = Path(__file__).resolve().parents[3] / "scenarios" / "first-steps.yaml"


def test_a_variant_is_what_reading_with_overrides_gives() -> None:
    """Setting a value in a scenario that was read gives the model that --set gives, and leaves the scenario alone."""
    scenario = read_scenario(FIRST_STEPS)
    before = compile_model(scenario)
    varied = compile_model(variant_of(scenario, {"resources.crew.absence": "0.3", "assets.pump.units": "2"}))

    assert (
        compile_model(read_scenario(FIRST_STEPS, {"resources.crew.absence": "0.3", "assets.pump.units": "2"}))
        == varied
    )
    assert before == compile_model(scenario) != varied


def test_values_are_multiplied_after_others_are_set() -> None:
    """Factors act on what is set in the same variant."""
    varied = variant_of(
        read_scenario(FIRST_STEPS),
        {"plans.carts.tasks.send.takes": "2h"},
        {"plans.carts.tasks.send.takes": 1.5},
    )

    assert (3.0,) == varied.sections.plans["carts"].tasks["send"].takes.parameters


def test_a_variant_that_is_no_scenario_is_refused() -> None:
    """A share above 1 is a fault like one in a file; a path that leads nowhere is one of the argument."""
    scenario = read_scenario(FIRST_STEPS)
    with pytest.raises(ScenarioError, match=r"resources\.crew\.absence=1\.5"):
        variant_of(scenario, {"resources.crew.absence": "1.5"})
    with pytest.raises(ArgumentError, match="no 'crews'"):
        variant_of(scenario, {"resources.crews.absence": "0.1"})
    with pytest.raises(ArgumentError, match="says nothing there"):
        variant_of(scenario, {}, {"resources.crew.quality": 2.0})


def test_what_a_file_says_at_a_path_is_given_as_written() -> None:
    """Plain data at a path, None where the file is silent."""
    scenario = scenario_of(
        "incidents: {fire: {opens: 30m, hurts: [{at: 0.3, do: [{spend: 5}]}]}}\nmoney: GBP\n"
    )

    assert ("30m", 0.3, "GBP", None) == tuple(
        written_at(scenario, path)
        for path in ("incidents.fire.opens", "incidents.fire.hurts.0.at", "money", "incidents.flood.opens")
    )


@pytest.mark.parametrize(("text", "u", "expected"), [("uniform 2 4", 0.5, 3.0), ("choice 1 25% 5 75%", 0.3, 5.0),
                                                     ("erlang 6 1", 0.5, 4.158883)])  # fmt: skip
def test_a_law_as_written_gives_its_quantiles(text: str, u: float, expected: float) -> None:
    """A law of numbers compiles outside a model too, with the table it reads."""
    law, table = law_of(parse_law(text, "number"))

    assert expected == pytest.approx(quantile(law.row, table, u), rel=1e-4)
