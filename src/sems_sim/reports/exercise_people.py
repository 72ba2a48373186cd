"""Who took part, by role and never by name: players, teams, control, evaluators."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.reports.exercise_minutes import PRICED_BY, Minutes
from sems_sim.telling import plain


@dataclass(frozen=True, slots=True)
class Participant:
    """One role or team."""

    part: str
    """players, run by the model, control, evaluation."""
    role: str
    team: str
    level: str
    people: str
    """How many, where that is known."""


def participants_of(minutes: Minutes) -> tuple[Participant, ...]:
    """Return all who are on record, by part."""
    return (*_players(minutes), *_teams(minutes), *_control(minutes), *_evaluators(minutes))


def _players(minutes: Minutes) -> list[Participant]:
    levels = {team.name: team.level for team in minutes.picture.teams}
    played = {team.name for team in minutes.picture.teams if team.is_played}
    return [
        Participant(
            "players" if role.team in played else "roles of teams that the model ran",
            plain(role.title) or plain(name).replace("_", " "),
            minutes.team(role.team),
            plain(levels.get(role.team, "")),
            "",
        )
        for name, role in minutes.section.roles.items()
    ]


def _teams(minutes: Minutes) -> list[Participant]:
    return [
        Participant(
            "players" if team.is_played else "run by the model",
            "team",
            plain(team.title),
            plain(team.level),
            f"{team.present} of {team.people}" if team.is_played else "",
        )
        for team in sorted(minutes.picture.teams, key=lambda team: not team.is_played)
    ]


def _control(minutes: Minutes) -> list[Participant]:
    desks = dict.fromkeys(plain(entry.by) for entry in minutes.counting if entry.by)
    owners = dict.fromkeys(plain(view.owner) for view in minutes.picture.injects if view.owner)
    found = [name for name in {**desks, **owners} if name and name != "resume"]
    return [Participant("control", name, minutes.picture.style.control, "", "") for name in found]


def _evaluators(minutes: Minutes) -> list[Participant]:
    from sems_sim.exercise import entries as is_

    said = [
        one.fact.who for one in minutes.counting if isinstance(one.fact, is_.Observed | is_.ResponseRated)
    ]
    found = dict.fromkeys(plain(who) for who in said if who and who != PRICED_BY)
    return [Participant("evaluation", name, minutes.picture.style.evaluator, "", "") for name in found]
