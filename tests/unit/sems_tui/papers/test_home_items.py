"""The first screen as lines."""

from sems_tui.drawing import plain
from sems_tui.papers import Found, home_items
from tests.unit.sems_tui.screens.test_home import FOUND


def told(found: Found | None, width: int = 60) -> list[str]:
    """Return all lines for a width."""
    return [plain(row) for item in home_items.items(found) for row in item.draw(width)]


def test_the_search_is_said_while_it_goes_on() -> None:
    """An empty screen is never shown without a reason."""
    assert "Looking" in told(None)[0]
    assert any("sems-sim new" in row for row in told(Found((), ())))


def test_no_line_is_wider_than_the_screen() -> None:
    """Long titles and paths are cut."""
    assert 24 >= max(len(row) for row in told(FOUND, 24))


def test_lines_lead_back_to_what_they_stand_for() -> None:
    """Each line's key names one scenario or one journal."""
    keys = [item.key for item in home_items.items(FOUND) if item.key]

    assert len(keys) == len(set(keys)) == len(FOUND.scenarios) + len(FOUND.journals)
    assert all(home_items.scenario(FOUND, key) or home_items.journal(FOUND, key) for key in keys)
