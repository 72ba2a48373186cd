"""Fire, delay, skip."""

from dataclasses import replace

from sems_sim.exercise import commands
from sems_tui.forms import delay_form, fire_form, skip_form
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, refused, said

PICTURE = pictures.rich()
HOUR, MINUTE = pictures.HOUR, pictures.MINUTE


def test_firing_says_whom_it_will_not_reach() -> None:
    """Before an inject is fired, its sender, words and recipients are shown, and who has not been convened."""
    form = fire_form(PICTURE, "I6")

    assert commands.FireInject("I6") == accepted(form)
    assert "The minister waits." in said(form)
    assert "not convened yet" in said(form)


def test_firing_to_nobody_is_said() -> None:
    """An inject that goes to nobody is not fired in silence."""
    nobody = replace(PICTURE, injects=(replace(PICTURE.injects[5], to=()),))

    assert "It goes to nobody" in said(fire_form(nobody, "I6"))


def test_what_was_released_is_not_fired_again() -> None:
    """Whoever fires an inject twice is told when it was released."""
    assert "released" in refused(fire_form(PICTURE, "I2"))


def test_a_delay_counts_from_the_plan_and_shows_the_new_time() -> None:
    """`10m` puts an inject off by ten minutes; the new time is shown on both scales before it is accepted."""
    form = delay_form(PICTURE, "I6")

    assert commands.DelayInject("I6", 6 * HOUR + 10 * MINUTE) == accepted(form)
    assert commands.DelayInject("I6", 7 * HOUR + 15 * MINUTE) == accepted(form, at="T+7:15")
    assert "Fri 06:30 (T+6:41)" in said(form, at="06:30")


def test_a_delay_into_the_past_is_refused() -> None:
    """The clock never goes back."""
    assert "is over" in refused(delay_form(PICTURE, "I6"), at="T+1:00")
    assert "no duration" in refused(delay_form(PICTURE, "I6"), at="later")


def test_a_delay_beyond_the_module_is_said() -> None:
    """Whoever puts an inject off until after the clock stops is warned."""
    assert "The clock stops before that" in said(delay_form(PICTURE, "I6"), at="T+9:00")


def test_skipping_and_taking_back_in_are_one_key() -> None:
    """The same key leaves an inject out, and takes back in one that was left out."""
    assert commands.SkipInject("I6", "no time") == accepted(skip_form(PICTURE, "I6"), why="no time")
    assert commands.RestoreInject("I7") == accepted(skip_form(PICTURE, "I7"))


def test_skipping_the_only_test_of_an_objective_is_said() -> None:
    """Whoever leaves out the last inject that tests an objective is warned."""
    assert "No other inject tests objective O3" in said(skip_form(PICTURE, "I4"))
