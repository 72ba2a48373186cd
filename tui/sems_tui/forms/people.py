"""Teams as choices, and what becomes of a word that is sent to them."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_tui.forms.field import Choice, Line


def team_choices(picture: views.Picture) -> tuple[Choice, ...]:
    """Every team; those that people play come first."""
    ordered = sorted(picture.teams, key=lambda team: not team.is_played)
    return tuple(Choice(team.name, team.title, standing(team)) for team in ordered)


def standing(team: views.TeamView) -> str:
    """How a team stands, in a few words: `people, not convened yet`."""
    who = "people" if team.is_played else "model"
    return who if team.is_convened else f"{who}, not convened yet"


def team_of(picture: views.Picture, name: str) -> views.TeamView | None:
    """The team of a name, or None."""
    return next((team for team in picture.teams if team.name == name), None)


def title_of(picture: views.Picture, name: str) -> str:
    """What people call a team; the words themselves for somebody who is none."""
    team = team_of(picture, name)
    return name if team is None else team.title


def titles_of(picture: views.Picture, names: tuple[str, ...]) -> str:
    """The same for several, separated by commas."""
    return ", ".join(title_of(picture, name) for name in names)


def reached(picture: views.Picture, to: tuple[str, ...]) -> tuple[Line, ...]:
    """Say for each recipient whether a word will reach it now, and who hands it over."""
    if not to:
        return (Line("! It goes to nobody.", "warn"),)
    return tuple(_reached(picture, name) for name in to)


def _reached(picture: views.Picture, name: str) -> Line:
    team = team_of(picture, name)
    if team is None:
        return Line(f"→ {name}: no team of the scenario; {picture.style.control} plays it")
    if not team.is_convened:
        return Line(f"! {team.title}: not convened yet; it waits there until they gather", "warn")
    if team.present == 0:
        return Line(f"! {team.title}: nobody is present, so it waits", "warn")
    how = "you hand it over in the room" if team.is_played else "the model hears it"
    return Line(f"→ {team.title}: {how}")
