"""The palette as a form."""

from sems_sim.exercise import commands
from sems_tui.forms import effect_form, palette_form
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, names, refused, said

PICTURE = pictures.rich()


def test_verb_thing_amount_and_duration_make_an_effect() -> None:
    """Four choices make an effect, shown in words and in the scenario language before it comes about."""
    form = effect_form(PICTURE)
    typed = {"verb": "capacity", "service": "departures", "amount_capacity": "x0.3", "lasts": "2h"}

    assert commands.ApplyEffects("{capacity: {departures: x0.3}, for: 2h}", "story") == accepted(
        form, **typed, why="story"
    )
    assert "Departures has a capacity of 0.3 times the usual, for 2h." in said(form, **typed)


def test_only_fields_that_fit_are_shown() -> None:
    """What does not last has no duration, and what has no amount asks for none."""
    assert ("verb", "asset", "why") == names(effect_form(PICTURE), verb="reconnect")
    assert ("verb", "amount_spend", "why") == names(effect_form(PICTURE), verb="spend")


def test_a_wrong_amount_is_refused_at_its_line() -> None:
    """An amount or a duration that the model would not take is refused with a remedy."""
    assert "no rate" in refused(effect_form(PICTURE), verb="capacity", amount_capacity="half")
    assert "no duration" in refused(effect_form(PICTURE), verb="fail", lasts="long")


def test_one_more_effect_joins_those_before() -> None:
    """Several effects that come about together are gathered one by one."""
    first = palette_form(PICTURE)
    assert first.another is not None
    second = first.another({"verb": "fail", "asset": "baggage"})

    assert "[{fail: baggage}, {end: substation_fire}]" == accepted(
        second, verb="end", incident="substation_fire"
    )
    assert "Together with: {fail: baggage}" in said(second)
