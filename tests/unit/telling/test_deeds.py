"""Effects in words, for those who approve an order before it is given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sems_sim.model import Effect, EntityKind, Verb
from sems_sim.scenario import compile_model, compile_orders, read_scenario
from sems_sim.telling import describe_effects
from sems_sim.telling.deeds import _DEEDS

SCENARIO = read_scenario("scenarios/north-hyde.yaml")
MODEL = compile_model(SCENARIO)


def said(text: str) -> str:
    """What these effects are in words."""
    found = compile_orders(SCENARIO, MODEL, text)
    return describe_effects(MODEL, found.effects, found.conditions)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{fail: baggage, for: 2h}", "baggage is made to fail for 2 h"),
        ("{fail: {baggage: 2}}", "2 units of baggage are made to fail"),
        ("{fail: {baggage: 1}}", "1 unit of baggage is made to fail"),
        ("{remove: {ground_crews: 4}}", "ground crews: 4 taken away"),
        ("{capacity: {arrivals: x0.3}}", "the capacity of arrivals goes to ×0.3"),
        ("{demand: {arrivals: 20/h}}", "demand for arrivals becomes 20 an hour"),
        ("{cancel: {departures: 40%}, until: flag(cleared)}",
         "40% of planned departures are cancelled until flag(cleared)"),
        ("{start: {stranded_passengers: 0.3}}", "stranded passengers begins at severity 30%"),
        ("{start: stranded_passengers}", "stranded passengers begins"),
        ("{spend: 2_000_000}", "GBP 2 million is spent"),
        ("{raise: crisis}", "crisis level is called for"),
        ("{tell: {to: cmc, about: baggage}}", "Crisis management centre is told how it stands with baggage"),
        ("{tell: {to: [cmc, media], text: Wait}}", "Crisis management centre and media are told: “Wait”"),
        ("{block: fuel_co}", "the supply from fuel co is cut"),
        ("{maturity: {comms: 4}}", "maturity of comms becomes 4"),
        ("[{set: cleared}, {invoke: restart}]",
         "“cleared” becomes true; the plan “Restart and check, then reposition aircraft and crews” is started"),
    ],
)  # fmt: skip
def test_an_effect_is_said_in_words(text: str, words: str) -> None:
    """Amounts, lengths of time and conditions are all there, in the titles that people read."""
    assert words == said(text)


def test_a_condition_written_live_is_said_before_it_is_part_of_the_model() -> None:
    """The palette shows an order before anybody gives it; afterwards the model holds the condition itself."""
    found = compile_orders(SCENARIO, MODEL, "{isolate: baggage, until: clock >= 06:00}")
    longer = replace(MODEL, conditions=MODEL.conditions + found.conditions)

    assert "baggage is isolated until clock >= 06:00" == describe_effects(longer, found.effects)
    assert describe_effects(MODEL, found.effects, found.conditions) == describe_effects(longer, found.effects)


def test_there_are_words_for_every_verb() -> None:
    """Also for those of an exercise alone, which end up in the feed."""
    assert set(Verb) == set(_DEEDS)
    for verb in Verb:
        effect = Effect(verb, 0, EntityKind.TEAM, value=1.0, audience=(0,))
        assert "{" not in describe_effects(MODEL, [effect])
