"""The forms for the response: levels, plans, what is held, who plays and who is present."""

from __future__ import annotations

from sems_sim.exercise import commands
from sems_sim.exercise import picture as views
from sems_tui.forms.field import (
    Choice,
    Field,
    FieldError,
    Form,
    Line,
    Pick,
    Values,
    Words,
    text_of,
)
from sems_tui.forms.injects import times_of
from sems_tui.forms.people import team_choices, team_of, title_of
from sems_tui.palette import things, verb_of

_DOWN = "~down"
_NO_YES = (
    Choice("", "no", "it is activated, which takes its time"),
    Choice("yes", "yes", "it is in place at once"),
)
RESPONSE = "response"


def level_form(picture: views.Picture) -> Form[commands.Command]:
    """The form that raises the response, or stands the present level down."""
    return Form(
        title="Level of response",
        build=lambda values: _level(picture, values),
        fields=lambda values: _level_fields(picture, values),
        says=lambda values: _level_says(picture, values),
        accept="do it",
        marking=picture.marking,
    )


def _current(picture: views.Picture) -> int:
    return next((place for place, level in enumerate(picture.levels) if level.is_current), 0)


def _level_choices(picture: views.Picture) -> tuple[Choice, ...]:
    now = _current(picture)
    up = tuple(
        Choice(one.name, f"Raise to {one.label}", f"led by {title_of(picture, one.led_by) or 'nobody'}")
        for one in picture.levels[now + 1 :]
    )
    if now == 0:
        return up
    below = picture.levels[now - 1].label
    return (*up, Choice(_DOWN, f"Stand {picture.levels[now].label} down", f"back to {below} or below"))


def _level_fields(picture: views.Picture, values: Values) -> tuple[Field, ...]:
    choices = _level_choices(picture)
    if not choices:
        return ()
    fields: list[Field] = [Pick("level", "What", choices, as_list=True)]
    name = text_of(values, "level") or choices[0].value
    level = next((one for one in picture.levels if one.name == name), None)
    if level is not None:
        fields.append(Pick("gathered", "Has the room gathered already", _NO_YES))
    leader = level.led_by if level is not None else picture.levels[_current(picture)].led_by
    return (*fields, Words(f"who_{name}", "Ordered by", title_of(picture, leader), "a role, not a name"))


def _level(picture: views.Picture, values: Values) -> commands.Command:
    if not _level_choices(picture):
        raise FieldError("", "there is only one level", "the scenario says which levels there are")
    name = text_of(values, "level")
    who = text_of(values, f"who_{name}")
    return (
        commands.StandDown(who)
        if name == _DOWN
        else commands.RaiseLevel(name, who, text_of(values, "gathered") == "yes")
    )


def _level_says(picture: views.Picture, values: Values) -> tuple[Line, ...]:
    held = next((one for one in picture.levels if one.is_held), None)
    lines = [Line("! The response is held; release it first.", "warn")] if held is not None else []
    level = next((one for one in picture.levels if one.name == text_of(values, "level")), None)
    return (*lines, *_activation(picture, level, values)) if level is not None else tuple(lines)


def _activation(picture: views.Picture, level: views.LevelView, values: Values) -> tuple[Line, ...]:
    if text_of(values, "gathered") == "yes":
        return (Line(f"{level.label} is in place at once.", "strong"),)
    if level.due_ms is not None:
        when = times_of(picture).both(level.due_ms)
        return (Line(f"It is being activated already, and in place at {when}.", "strong"),)
    return (Line(f"{level.label} is activated; how long that takes, the scenario says.", "strong"),)


def plan_form(picture: views.Picture, name: str = "") -> Form[commands.Command]:
    """The form that starts a plan."""
    plans = things(picture, verb_of("invoke"))
    choices = tuple(Choice(one.name, one.title, one.detail) for one in plans)
    played = next((team.title for team in picture.teams if team.is_played), "")
    return Form(
        title="Start a plan",
        build=lambda values: _plan(choices, values),
        fields=lambda _: (
            Pick("plan", "Plan", choices, name, as_list=True),
            Words("who", "Ordered by", played, "a role, not a name"),
        ),
        accept="start it",
        marking=picture.marking,
    )


def _plan(choices: tuple[Choice, ...], values: Values) -> commands.Command:
    if not choices:
        raise FieldError("", "the scenario has no plans", "change the model with x instead")
    return commands.StartPlan(text_of(values, "plan"), text_of(values, "who"))


def hold_form(picture: views.Picture, name: str = "") -> Form[commands.Command]:
    """The form that keeps something as it is; for what is held already, it lets it go."""
    choices = _holdable(picture)
    return Form(
        title="Hold or release",
        build=lambda values: _hold(picture, values),
        fields=lambda values: _hold_fields(picture, values, choices, name),
        says=lambda values: _hold_says(picture, values, choices),
        accept="do it",
        marking=picture.marking,
    )


def _holdable(picture: views.Picture) -> tuple[Choice, ...]:
    found = [Choice(RESPONSE, "The response", "no level is raised, entered or stood down")]
    found += [
        Choice(one.name, one.title, f"incident, severity {one.severity:.2f}") for one in picture.incidents
    ]
    found += [Choice(one.name, f"{one.plan}: {one.title}", f"task, {one.state}") for one in picture.tasks]
    found += [Choice(one.name, one.title, f"asset, {one.state}") for one in picture.assets]
    distinct: dict[str, Choice] = {}
    for one in found:
        distinct.setdefault(one.value, one)
    ordered = sorted(distinct.values(), key=lambda one: one.value not in picture.held)
    return tuple(
        Choice(one.value, f"◼ {one.label} (held)" if one.value in picture.held else one.label, one.detail)
        for one in ordered
    )


def _hold_fields(
    picture: views.Picture, values: Values, choices: tuple[Choice, ...], first: str
) -> tuple[Field, ...]:
    pick = Pick("what", "What", choices, first, as_list=True)
    chosen = text_of(values, "what") or first or choices[0].value
    return (
        (pick,) if chosen in picture.held else (pick, Words("why", "Why", hint="for the log; may be empty"))
    )


def _hold(picture: views.Picture, values: Values) -> commands.Command:
    what = text_of(values, "what")
    return commands.Release(what) if what in picture.held else commands.Hold(what, text_of(values, "why"))


def _hold_says(picture: views.Picture, values: Values, choices: tuple[Choice, ...]) -> tuple[Line, ...]:
    what = text_of(values, "what")
    label = next((one.label for one in choices if one.value == what), what)
    if what in picture.held:
        return (
            Line(f"{label.removeprefix('◼ ').removesuffix(' (held)')} goes its own way again.", "strong"),
        )
    return (
        Line(f"{label} stays as it is until you release it.", "strong"),
        Line("What is held is shown, kept in the journal, and left out of pricing.", "dim"),
    )


def team_form(picture: views.Picture, name: str = "") -> Form[tuple[commands.Command, ...]]:
    """The form that says who plays a team, and how many of it are present; it makes a command for each change."""
    return Form(
        title="Who plays, and how many are there?",
        build=lambda values: _team_changes(picture, values),
        fields=lambda values: _team_fields(picture, values, name),
        says=lambda values: _team_says(picture, values),
        accept="change it",
        first="played",
        marking=picture.marking,
    )


_PLAYERS = (Choice("people", "people in the room"), Choice("model", "the model"))


def _team_fields(picture: views.Picture, values: Values, first: str) -> tuple[Field, ...]:
    choices = team_choices(picture)
    if not choices:
        return ()
    name = text_of(values, "team") or first or choices[0].value
    team = team_of(picture, name)
    if team is None:
        return (Pick("team", "Team", choices, choices[0].value),)
    player = "people" if team.is_played else "model"
    return (
        Pick("team", "Team", choices, name),
        Pick("played", "Played by", _PLAYERS, player),
        Words("people", "Present", f"{team.present}", f"of {team.people}"),
    )


def _team_changes(picture: views.Picture, values: Values) -> tuple[commands.Command, ...]:
    team = team_of(picture, text_of(values, "team"))
    if team is None:
        raise FieldError("team", "there is no such team", "choose one of the list")
    people = text_of(values, "people")
    if not people.isdecimal():
        raise FieldError("people", f"{people!r} is no number of people", "write 0, 1, 2, …")
    if int(people) > team.people:
        raise FieldError("people", f"{team.title} has {team.people} people", f"write at most {team.people}")
    played, found = text_of(values, "played") == "people", list[commands.Command]()
    if played != team.is_played:
        found.append(commands.SetPlayed(team.name, played))
    if int(people) != team.present:
        found.append(commands.SetRoster(team.name, int(people)))
    if not found:
        raise FieldError("played", "nothing is changed", "change a line, or leave with escape")
    return tuple(found)


def _team_says(picture: views.Picture, values: Values) -> tuple[Line, ...]:
    team = team_of(picture, text_of(values, "team"))
    if team is None:
        return ()
    if text_of(values, "played") == "people":
        return (Line(f"People play {team.title}: the model only prompts you, and does nothing for it."),)
    return (Line(f"The model plays {team.title}: it detects, raises, decides and tells by itself."),)
