"""Who will be reached."""

from sems_tui.forms.people import reached, team_choices, titles_of
from tests.unit.sems_tui import pictures

PICTURE = pictures.rich()


def test_each_recipient_is_said_to_be_reached_or_not() -> None:
    """For a played, an absent, an outside and a modelled team it is said what becomes of a word to them."""
    words = [line.words for line in reached(PICTURE, ("duty_manager", "cmc", "hv_desk", "Mayor"))]

    assert "you hand it over" in words[0]
    assert words[1].startswith("!")
    assert "the model hears it" in words[2]
    assert "EXCON plays it" in words[3]
    assert reached(PICTURE, ())[0].words.startswith("!")


def test_played_teams_come_first() -> None:
    """Whoever sits in the room is chosen most often."""
    assert ("duty_manager", "cmc") == tuple(one.value for one in team_choices(PICTURE)[:2])
    assert "Duty manager, Mayor" == titles_of(PICTURE, ("duty_manager", "Mayor"))
