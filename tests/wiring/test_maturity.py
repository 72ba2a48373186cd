"""Each component of maturity moves its own measures, and nothing else is claimed of it.

This is a test of the wiring, not of the world: that the numbers of the table reach the engine, in the direction that
the table says. How large the effects are is published in `results/published/maturity-effects.md`. Durations that may
not come are censored at the horizon, so that no mean is taken over the lucky runs. `improve`, and four parameters of
other components, act over months: the programme will carry them, and here they must change nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import sems_sim.engine
from sems_sim.model import COMPONENTS, Parameter
from sems_sim.scenario import compile_model, read_scenario
from tests.wiring.paired import (
    HERE,
    NOMINAL,
    component_of,
    fingerprints,
    showcase,
    sigmas,
    with_all,
    with_level,
    with_only,
)
from tests.wiring.showcases import MOVES, OVER_MONTHS

PAIRS = 60
WITHIN_ONE_INCIDENT = [name for name in COMPONENTS if name != "improve"]
ENOUGH = 5.0


@pytest.mark.parametrize("component", WITHIN_ONE_INCIDENT)
def test_a_component_moves_its_own_measures(component: str) -> None:
    """From absent to effective, each measure of the component's own moves as the table says, by 5 sigma or more."""
    model = showcase(component)
    moves = [move for parameter, move in MOVES.items() if component_of(parameter) == component]
    found = sigmas(
        with_level(model, component, 0),
        with_level(model, component, 4),
        [wanted for _, wanted in moves],
        PAIRS,
    )
    weak = {
        wanted: sigma for (sign, wanted), sigma in zip(moves, found, strict=True) if sign * sigma < ENOUGH
    }

    assert {} == weak


@pytest.mark.proof
@pytest.mark.parametrize("parameter", MOVES, ids=lambda parameter: parameter.name.lower())
def test_a_parameter_alone_moves_its_own_measure(parameter: Parameter) -> None:
    """With the rest of its component held at operating, each parameter moves its own measure by 5 sigma or more."""
    model = showcase(component_of(parameter))
    sign, wanted = MOVES[parameter]
    (sigma,) = sigmas(with_only(model, parameter, 0), with_only(model, parameter, 4), [wanted], PAIRS)

    assert ENOUGH <= sign * sigma


@pytest.mark.parametrize("parameter", MOVES, ids=lambda parameter: parameter.name.lower())
def test_a_parameter_alone_changes_history(parameter: Parameter) -> None:
    """With the rest of its component held at operating, each parameter changes what happens in some run of twelve."""
    model = showcase(component_of(parameter))

    assert fingerprints(with_only(model, parameter, 0), 12) != fingerprints(
        with_only(model, parameter, 4), 12
    )


@pytest.mark.parametrize("component", WITHIN_ONE_INCIDENT)
def test_what_acts_over_months_changes_nothing_in_one_incident(component: str) -> None:
    """No parameter of the programme is read within a run: turned round, each leaves the same fingerprint."""
    model = showcase(component)
    rows = tuple(
        replace(row, worst=row.best, best=row.worst) if number in OVER_MONTHS else row
        for number, row in enumerate(model.maturity.parameters)
    )
    turned = with_level(replace(model, maturity=replace(model.maturity, parameters=rows)), "improve", 0)

    assert list(fingerprints(model, 2)) == list(fingerprints(turned, 2))


def test_every_parameter_is_read_or_has_its_reason() -> None:
    """The engine names every parameter that a showcase moves, and none of those that act over months."""
    folder = Path(str(sems_sim.engine.__file__)).parent
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    read = {Parameter[name] for name in re.findall(r"\bParameter\.([A-Z_]+)", text)}

    assert read == set(MOVES)
    assert set(Parameter) == set(MOVES) | set(OVER_MONTHS)
    assert set() == set(MOVES) & set(OVER_MONTHS)


def test_at_operating_the_numbers_of_the_file_hold_exactly() -> None:
    """At level 3 every factor is exactly 1, and every stated probability stays as it is, bit for bit."""
    maturity = with_all(showcase("just"), NOMINAL).maturity
    chances = (0.0, 1e-9, 0.1, 1.0 / 3.0, 0.7, 1.0)

    assert [1.0] * len(Parameter) == [maturity.ratio(parameter) for parameter in Parameter]
    assert [chances] * len(Parameter) == [
        tuple(maturity.shifted(parameter, chance) for chance in chances) for parameter in Parameter
    ]


@pytest.mark.parametrize("component", ["education", "perf", "supply"])
def test_without_people_maturity_means_nothing(component: str) -> None:
    """With `people: off` an organisation without any SeMS has the very history of an effective one."""
    model = compile_model(read_scenario(HERE / f"{component}.yaml", overrides={"people": "off"}))

    assert list(fingerprints(with_all(model, 0), 3)) == list(fingerprints(with_all(model, 4), 3))
