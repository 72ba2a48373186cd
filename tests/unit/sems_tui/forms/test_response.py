"""Levels, plans, what is held, and who plays."""

from dataclasses import replace

from sems_sim.exercise import commands
from sems_tui.forms import hold_form, level_form, plan_form, team_form
from tests.unit.sems_tui import pictures
from tests.unit.sems_tui.forms.accepting import accepted, refused, said

PICTURE = pictures.rich()


def test_raising_is_one_key_and_the_room_may_have_gathered() -> None:
    """The next level up comes first; with the room gathered it is in place at once."""
    form = level_form(PICTURE)

    assert commands.RaiseLevel("crisis", "Crisis management centre") == accepted(form)
    assert commands.RaiseLevel("crisis", "Crisis management centre", gathered=True) == accepted(
        form, gathered="yes"
    )
    assert "in place at once" in said(form, gathered="yes")
    assert "being activated already" in said(form)


def test_standing_down_names_the_present_leader() -> None:
    """The present level can be stood down by whoever leads it."""
    assert commands.StandDown("Duty manager") == accepted(level_form(PICTURE), level="~down")


def test_a_plan_is_started_by_name() -> None:
    """A plan is chosen from those of the scenario."""
    made = accepted(plan_form(PICTURE), plan="welfare")

    assert isinstance(made, commands.StartPlan)
    assert "welfare" == made.plan


def test_without_plans_none_can_be_started() -> None:
    """Where the scenario has no plans, that is said."""
    assert "no plans" in refused(plan_form(replace(PICTURE, tasks=(), things=())))


def test_what_is_held_is_let_go_by_the_same_key() -> None:
    """What is held comes first and is released; anything else is held."""
    assert commands.Release("hv_south") == accepted(hold_form(PICTURE))
    assert commands.Hold("substation_fire", "story") == accepted(
        hold_form(PICTURE), what="substation_fire", why="story"
    )
    assert commands.Hold("baggage") == accepted(hold_form(PICTURE, "baggage"))
    assert "left out of pricing" in said(hold_form(PICTURE, "baggage"))


def test_one_dialog_says_who_plays_and_how_many_are_there() -> None:
    """Each change of a team becomes a command; no change is refused."""
    form = team_form(PICTURE, "cmc")

    assert (commands.SetPlayed("cmc", played=False), commands.SetRoster("cmc", 4)) == accepted(
        form, played="model", people="4"
    )
    assert "nothing is changed" in refused(form)
    assert "8 people" in refused(form, people="9")
    assert "no number" in refused(form, people="many")
