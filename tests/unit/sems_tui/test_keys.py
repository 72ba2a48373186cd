"""The table of keys: no key twice, none that a screen does not know, speeds in steps."""

from sems_tui import keys
from sems_tui.screens import ControlScreen


def test_no_key_has_two_meanings() -> None:
    """On the control screen each key does one thing."""
    names = [name for key in keys.CONTROL for name in key.keys.split(",")]
    names += [str(place) for place in range(len(keys.PANES) + 1)] + ["z", "question_mark", "f1"]

    assert sorted(set(names)) == sorted(names)


def test_every_key_has_an_action() -> None:
    """Whatever the table promises, the control screen does."""
    actions = {key.action.partition("(")[0] for key in keys.CONTROL}

    assert set() == {name for name in actions if not hasattr(ControlScreen, f"action_{name}")}


def test_the_footer_of_the_smallest_screen_tells_how_to_stop() -> None:
    """At 80 columns the line that always stands holds pause, speed, step, jump, no duff and the players' screen."""
    shown = [key.shown for key in keys.of_pane(keys.ALWAYS)][:6]

    assert ["space", "+ −", "s", "j", "!", "^o"] == shown


def test_speed_goes_in_steps_and_ends_at_600() -> None:
    """Plus and minus go from one speed to the next and stay at either end."""
    assert 2 == keys.next_speed(1, 1)
    assert 600 == keys.next_speed(600, 1)
    assert 300 == keys.next_speed(600, -1)
    assert 1 == keys.next_speed(1, -1)
    assert 60 == keys.next_speed(45, 1)
