"""Effects: one verb each, with what it acts on in the type of its field."""

from __future__ import annotations

from typing import Any

import pytest

from sems_sim.scenario.quantities import Amount, Change, Rate
from sems_sim.scenario.schema.effects import HELD_VERBS, VERBS, Effect


@pytest.mark.parametrize(
    ("written", "verb", "value"),
    [
        ({"fail": "a"}, "fail", {"a": None}),
        ({"fail": ["a", "b"]}, "fail", {"a": None, "b": None}),
        ({"fail": {"a": 2}}, "fail", {"a": 2}),
        ({"start": {"i": 0.5}}, "start", {"i": 0.5}),
        ({"contain": {"i": "1.5/h"}}, "contain", {"i": Rate(1.5)}),
        (
            {"capacity": {"s": "x0.3", "t": 0}},
            "capacity",
            {"s": Change("factor", 0.3), "t": Change("absolute", 0.0)},
        ),
        ({"use": {"x": "5 L"}}, "use", {"x": Amount(5.0, "L")}),
        ({"raise": "strategic"}, "raise", "crisis"),
        ({"set": "f"}, "set", ("f",)),
        ({"spend": 5}, "spend", 5.0),
        ({"release": ["I1"]}, "release", ("I1",)),
    ],
)
def test_an_effect_knows_its_verb_and_its_value(written: dict[str, Any], verb: str, value: object) -> None:
    """Whatever the verb, `verb` and `value` say what is done to what."""
    effect = Effect.model_validate(written)

    assert (verb, value) == (effect.verb, effect.value)


def test_an_effect_is_held_when_it_carries_for_until_or_while() -> None:
    """Without any of them it stays for good."""
    lasting = Effect.model_validate({"isolate": "a", "for": "2h"})

    assert (True, 7_200_000) == (lasting.is_held, lasting.for_)
    assert not Effect.model_validate({"isolate": "a"}).is_held


def test_every_verb_is_a_field() -> None:
    """The list of verbs and the schema say the same."""
    keys = {field.alias or name for name, field in Effect.model_fields.items()}

    assert {*VERBS, "for", "until", "while"} == keys
    assert set(VERBS) >= HELD_VERBS
