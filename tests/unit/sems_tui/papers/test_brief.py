"""What is briefed, read from a scenario."""

from dataclasses import replace

import pytest

from sems_sim.exercise import commands
from sems_tui.papers import Brief, begin_of, brief_of
from tests.house.tree import ROOT


@pytest.fixture(scope="module")
def brief() -> Brief:
    """The briefing of the shipped exercise."""
    return brief_of(ROOT / "scenarios" / "north-hyde.yaml")


def test_everything_of_the_exercise_is_read(brief: Brief) -> None:
    """Marking, words of the trade, objectives with the injects that test them, teams and modules come from the file."""
    assert ("Exercise, official", "MEL") == (brief.marking, brief.style.events)
    assert ("I1",) == brief.objectives[0].injects
    assert ("cmc", "duty_manager") == tuple(sorted(team.name for team in brief.teams if team.is_played))
    assert 3 == len(brief.modules)
    assert "Fri 04:49 to Fri 07:49 (T+5:00 to T+8:00), 40m in the room" == brief.modules[1].times
    assert brief.assumptions


def test_played_teams_come_first(brief: Brief) -> None:
    """Whoever sits in the room stands at the head of the list."""
    assert all(team.is_played for team in brief.teams[:2])


def test_rules_of_play_are_there_where_a_scenario_says_none(brief: Brief) -> None:
    """Without rules in the file the usual ones are read out, in the words of the style."""
    assert any("NO DUFF" in rule for rule in brief.rules)
    assert any("EXCON" in rule for rule in brief.rules)


def test_changes_become_commands(brief: Brief) -> None:
    """What the briefing changed about teams is given as commands, and nothing else is."""
    team = replace(brief.teams[0], is_played=False, present=0)
    begun = begin_of(brief.with_team(team))

    assert (commands.SetPlayed(team.name, played=False), commands.SetRoster(team.name, 0)) == begun.commands
    assert () == begin_of(brief).commands


def test_a_scenario_without_an_exercise_can_be_played() -> None:
    """The practice run has no exercise of its own, and is briefed all the same."""
    practice = brief_of(ROOT / "scenarios" / "first-steps.yaml", seed=3)

    assert not practice.has_exercise
    assert 3 == practice.seed
    assert practice.teams


def test_those_who_lead_are_proposed_where_nobody_is_named() -> None:
    """Where a scenario says of nobody that people play it, whoever leads a level is proposed, and given as commands."""
    practice = brief_of(ROOT / "scenarios" / "first-steps.yaml")
    played = [team.name for team in practice.teams if team.is_played]

    assert played
    assert [commands.SetPlayed(name, played=True) for name in played] == list(begin_of(practice).commands)
