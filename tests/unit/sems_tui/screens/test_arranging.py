"""Where panes stand at each size."""

import pytest

from sems_tui.keys import EVENTS, FEED, OBJECTIVES, OUTLOOK, PANES, SITUATION
from sems_tui.screens import arranging


def _at(columns: int, rows: int, present: str = EVENTS, **more: bool) -> arranging.Arrangement:
    return arranging.arranged(columns, rows, arranging.at_first(), present, **more)


def test_a_small_screen_shows_one_pane_and_tabs() -> None:
    """At 80 by 24 only the pane that is looked at is seen."""
    found = _at(80, 17, FEED)

    assert ("narrow", (FEED,), True) == (found.width, found.shown, found.has_tabs)


def test_a_middling_screen_shows_two_columns() -> None:
    """At 120 by 36 injects, situation and feed are seen at once."""
    found = _at(120, 29)

    assert {EVENTS, SITUATION, FEED} <= set(found.shown)
    assert "medium" == found.width
    assert found.has_tabs


def test_a_large_screen_shows_everything_without_tabs() -> None:
    """At 250 by 70 every pane is seen."""
    found = _at(250, 63)

    assert set(PANES) == set(found.shown)
    assert not found.has_tabs


def test_one_pane_can_have_any_screen_to_itself() -> None:
    """Z gives one pane everything, also on a large screen."""
    assert (OUTLOOK,) == _at(250, 63, OUTLOOK, is_alone=True).shown


@pytest.mark.parametrize("columns", range(60, 260, 20))
@pytest.mark.parametrize("rows", range(10, 70, 10))
def test_every_column_shows_something(columns: int, rows: int) -> None:
    """Whatever the size, no column stands empty."""
    found = _at(columns, rows, OBJECTIVES)
    seen = {arranging.column_of(pane) for pane in found.shown}

    assert (1 if found.width == "narrow" else 3) == len(seen)
