"""Effects typed by hand."""

import pytest

from sems_tui.forms.effect_words import effects_of
from sems_tui.forms.field import FieldError


@pytest.mark.parametrize(
    "text", ["{fail: baggage, for: 2h}", "[{fail: a}, {spend: 100}]", "{raise: crisis}", ""]
)
def test_what_reads_like_effects_is_handed_on(text: str) -> None:
    """A mapping with a verb, a list of such, or nothing."""
    assert text == effects_of({"effects": text})


@pytest.mark.parametrize(
    "text", ["baggage fails for 2 hours", "{baggage: fails}", "{for: 2h}", "{fail: ", "- a"]
)
def test_what_does_not_is_refused_with_the_way_to_say_it(text: str) -> None:
    """A sentence in the wrong place costs no form: the field is named, and how to write it."""
    with pytest.raises(FieldError) as caught:
        effects_of({"effects": text})

    assert "effects" == caught.value.field
    assert caught.value.remedy
