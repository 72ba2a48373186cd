"""Effects back as text: short, and read again as what they were."""

from __future__ import annotations

import pytest

from sems_sim.model import Model
from sems_sim.scenario import Scenario, compile_model, compile_orders, effects_text, read_scenario
from sems_sim.scenario.references import walk_parts
from sems_sim.scenario.schema.effects import Effect
from sems_sim.scenario.source import read_tree
from sems_sim.scenario.tree import plain


def again(text: str) -> str:
    """The text of what was read from a text."""
    data = plain(read_tree(text, "effects"))
    return effects_text(Effect.model_validate(one) for one in (data if isinstance(data, list) else [data]))


@pytest.mark.parametrize(
    "text",
    [
        "{fail: pump, for: 2h}",
        "{fail: [pump, valve]}",
        "{fail: {pump: 2}, for: 1h30m}",
        "{capacity: {water: x0.3, gas: 20/h, air: 0}, until: flag(mended)}",
        "{contain: {fire: 1.5/h}}",
        "{cancel: {water: 40%}}",
        "{use: {oil: 500 L}}",
        "{maturity: {comms: 4}}",
        "{raise: crisis}",
        "{block: [\"a-b:by car\", shop]}",
        "{tell: {to: [desk, boss], about: pump, text: Come at once, truth: false}}",
        "{tell: {to: desk, text: \"No: it is {odd}, and true\"}}",
        '{isolate: pump, until: "clock >= 06:00"}',
        "{isolate: pump, while: running}",
        "[{fail: pump}, {spend: 500}]",
    ],
)  # fmt: skip
def test_text_stays_as_it_was_written(text: str) -> None:
    """Somebody who edits an inject finds what they, or the file, wrote."""
    assert text == again(text)


def test_nothing_is_no_text() -> None:
    """An inject without effects has an empty field."""
    assert "" == effects_text(())


def _read(name: str) -> tuple[Scenario, Model]:
    scenario = read_scenario(f"scenarios/{name}.yaml")
    return scenario, compile_model(scenario)


@pytest.mark.parametrize(
    "name", ["north-hyde", "checkin-ransomware", "insider-concern", "screening-shortfall"]
)
def test_the_rows_of_an_inject_come_back_from_its_text(name: str) -> None:
    """What every inject and option of the catalogue does is the same after it went through the text."""
    scenario, model = _read(name)
    seen = 0
    for path, part in walk_parts(scenario.sections):
        if isinstance(part, Effect) and path[0] in ("exercise", "decisions"):
            text = effects_text([part])
            rows = compile_orders(scenario, model, text).effects
            assert text == again(text)
            assert [part.verb.upper()] * len(rows) == [row.verb.name for row in rows]
            seen += 1
    assert seen
