"""Words that stand in the papers of every exercise."""

import pytest

from sems_sim.exercise.style import HSEEP, UK, Style
from sems_sim.reports.before.rules import glossary, no_duff_steps, usual_rules


@pytest.mark.parametrize("style", [UK, HSEEP], ids=lambda style: style.name)
def test_they_speak_as_the_style_does(style: Style) -> None:
    """Names of start, end, debrief, control and of a real event; and none of the other style."""
    other = HSEEP if style is UK else UK
    text = "\n".join((*usual_rules(style), *no_duff_steps(style), *(f"{a}: {b}" for a, b in glossary(style))))

    assert all(words in text for words in (style.no_duff, style.start, style.end, style.control))
    assert not any(words in text for words in (other.no_duff, other.start, other.end, other.control))


@pytest.mark.parametrize("style", [UK, HSEEP], ids=lambda style: style.name)
def test_the_glossary_is_in_order(style: Style) -> None:
    """A reader finds a word where the alphabet has it."""
    words = [word.casefold() for word, _ in glossary(style)]

    assert sorted(words) == words
