"""The palette of effects."""

import pytest

from sems_sim.errors import QuantityError
from sems_sim.scenario import Scenario, compile_model, compile_orders, read_scenario
from sems_tui.palette import Thing, joined, make, offered, things, verb_of
from tests.house.tree import ROOT
from tests.unit.sems_tui import pictures

BAGGAGE = Thing("baggage", "Baggage")


@pytest.fixture(scope="module")
def north_hyde() -> Scenario:
    """The scenario whose picture the tests use."""
    return read_scenario(ROOT / "scenarios" / "north-hyde.yaml")


SAID = (
    ("fail", "", "", "{fail: baggage}", "Baggage fails, until it is repaired"),
    ("fail", "2", "2h", "{fail: {baggage: 2}, for: 2h}", "Baggage fails (2 of its units), for 2h"),
    ("repair", "", "", "{repair: baggage}", "Baggage is repaired"),
    (
        "capacity", "x0.5", "1h", "{capacity: {baggage: x0.5}, for: 1h}",
        "Baggage has a capacity of 0.5 times the usual, for 1h",
    ),
    ("cancel", "30%", "1h", "{cancel: {baggage: 30%}, for: 1h}", "30% of the demand for Baggage is called off, for 1h"),
    ("add", "4", "", "{add: {baggage: 4}}", "4 more of Baggage, until it is lifted"),
    (
        "isolate", "", "until up(hv_central)", '{isolate: baggage, until: "up(hv_central)"}',
        "Baggage is cut off, until up(hv_central)",
    ),
    ("start", "0.4", "", "{start: {baggage: 0.4}}", "Baggage begins at severity 0.4"),
)  # fmt: skip


@pytest.mark.parametrize(("verb", "amount", "lasts", "text", "words"), SAID)
def test_an_effect_is_said_in_both_languages(
    verb: str, amount: str, lasts: str, text: str, words: str
) -> None:
    """Each choice shows what the model will be told, and what that means."""
    made = make(verb_of(verb), BAGGAGE, amount, lasts)

    assert (text, words) == (made.text, made.words)


@pytest.mark.parametrize(
    ("verb", "amount", "lasts"),
    [("capacity", "half", ""), ("cancel", "130%", ""), ("fail", "0", ""), ("add", "-1", ""), ("repair", "", "2h"),
     ("contain", "", ""), ("fail", "", "a while"), ("start", "7", "")],
)  # fmt: skip
def test_a_wrong_amount_is_refused_with_a_remedy(verb: str, amount: str, lasts: str) -> None:
    """What the model would not take is refused before it is sent."""
    with pytest.raises(QuantityError) as caught:
        make(verb_of(verb), BAGGAGE, amount, lasts)

    assert caught.value.remedy


def test_effects_are_gathered_in_one_list() -> None:
    """One effect stands alone, several stand in a list, and more can be added to it."""
    one, two, three = "{fail: a}", "{fail: b}", "{fail: c}"

    assert one == joined("", one)
    assert "[{fail: a}, {fail: b}]" == joined(one, two)
    assert "[{fail: a}, {fail: b}, {fail: c}]" == joined(joined(one, two), three)
    assert "" == joined("", "")


def test_every_verb_is_understood_by_the_scenario_language(north_hyde: Scenario) -> None:
    """Whatever the palette writes about this crisis, the compiler of orders accepts."""
    model, picture = compile_model(north_hyde), pictures.rich()
    texts = [
        make(verb, thing, verb.default, "2h" if verb.lasts else "").text
        for verb in offered(picture)
        for thing in things(picture, verb)[:1] or (None,)
    ]

    assert 12 <= len(texts)
    for text in texts:
        assert compile_orders(north_hyde, model, text).effects, text


def test_only_what_there_is_can_be_chosen() -> None:
    """A verb that has nothing to act on in this exercise is not offered."""
    names = {verb.name for verb in offered(pictures.ready())}

    assert "fail" in names
    assert "set" not in names
