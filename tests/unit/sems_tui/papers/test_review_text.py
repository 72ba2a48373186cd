"""The review as a page."""

from dataclasses import replace
from pathlib import Path

from sems_tui.papers import review_of, written
from tests.unit.sems_tui import pictures


def test_words_of_players_cannot_become_markup() -> None:
    """Whatever was typed stands in the page as text on one line."""
    line = replace(pictures.FEED[0], words="<script>\n# x | `y`")
    picture = replace(pictures.rich(), feed=(line,))
    page = written(review_of(picture, (), "", Path("a.journal")))

    assert "<script" not in page
    assert "&lt;script> # x | 'y'" in page


def test_the_page_says_that_it_is_an_exercise() -> None:
    """The word EXERCISE and the marking stand at its head."""
    page = written(review_of(pictures.rich(), (), "ab", Path("a.journal")))

    assert page.startswith("# EXERCISE: ")
    assert "Exercise, official" in page.splitlines()[2]
