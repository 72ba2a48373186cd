"""The forms for the clock: jump, speed, undo by a fork, and the end."""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.errors import QuantityError
from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from sems_tui.forms.field import (
    Choice,
    Field,
    FieldError,
    Form,
    Line,
    Made,
    Pick,
    Values,
    Words,
    text_of,
)
from sems_tui.forms.injects import called, times_of
from sems_tui.forms.people import team_of
from sems_tui.moments import span

SPEEDS = (1, 2, 5, 10, 30, 60, 120, 300, 600)
_OTHER = "~other"
_MODULE = "module:"
Foresee = Callable[[int], tuple[str, ...]]
"""What the model would bring up to a moment, one line each; slow, called off the screen's loop."""


def jump_form(picture: views.Picture, foresee: Foresee | None = None) -> Form[commands.Command]:
    """The form that plays everything up to a moment at once, and shows before what would happen in the gap."""
    return Form(
        title="Jump",
        build=lambda values: _jump(picture, values),
        fields=lambda values: _jump_fields(picture, values),
        says=lambda values: _gap(picture, _target(picture, values)),
        accept="jump",
        marking=picture.marking,
        slow=None if foresee is None else lambda values: _foreseen(picture, values, foresee),
    )


def _jump_choices(picture: views.Picture) -> tuple[Choice, ...]:
    times, now_ms = times_of(picture), picture.clock.at_ms
    found = [
        Choice(f"{_MODULE}{one.number}", f"Module {one.number}: {one.title}", times.both(one.from_ms))
        for one in picture.modules
        if one.from_ms > now_ms
    ]
    module = picture.clock.module
    if module is not None and module.to_ms > now_ms:
        found.append(Choice(f"{module.to_ms}", f"The end of {module.title}", times.both(module.to_ms)))
    ahead = [one for one in picture.injects if one.status == "pending" and (one.due_ms or -1) > now_ms]
    if ahead:
        first = min(ahead, key=lambda one: one.due_ms or 0)
        found.append(Choice(f"{first.due_ms}", f"Inject {called(first)}", times.both(first.due_ms or 0)))
    return (*found, Choice(_OTHER, "Another moment"))


def _jump_fields(picture: views.Picture, values: Values) -> tuple[Field, ...]:
    choices = _jump_choices(picture)
    pick = Pick("to", "To", choices, as_list=True)
    if (text_of(values, "to") or choices[0].value) != _OTHER:
        return (pick,)
    return (pick, Words("at", "When", "1h", "1h · 06:30 · T+2:15"))


def _target(picture: views.Picture, values: Values) -> int:
    to = text_of(values, "to")
    if to.startswith(_MODULE):
        number = int(to.removeprefix(_MODULE))
        return next(one.from_ms for one in picture.modules if one.number == number)
    if to != _OTHER:
        return int(to)
    times = times_of(picture)
    try:
        at_ms = times.read(text_of(values, "at"))
    except QuantityError as error:
        raise FieldError("at", error.message, error.remedy) from None
    if at_ms <= times.at_ms:
        raise FieldError("at", f"{times.both(at_ms)} is over", "the clock never goes back; fork to go before")
    return at_ms


def _jump(picture: views.Picture, values: Values) -> commands.Command:
    to = text_of(values, "to")
    at_ms = _target(picture, values)
    return (
        commands.BeginModule(int(to.removeprefix(_MODULE)))
        if to.startswith(_MODULE)
        else commands.JumpTo(at_ms)
    )


def _gap(picture: views.Picture, to_ms: int) -> tuple[Line, ...]:
    times, now_ms = times_of(picture), picture.clock.at_ms
    coming = sorted(one for one in _planned(picture) if now_ms < one[0] <= to_ms)
    lines = [Line(f"{times.day_time(at_ms)}  {words}") for at_ms, words in coming]
    waiting = [one.id for one in picture.injects if one.status == "pending" and one.condition]
    head = Line(f"{span(to_ms - now_ms)} pass, to {times.both(to_ms)}. Planned in between:", "strong")
    tail = f"If their moment comes, also: {', '.join(waiting)}." if waiting else ""
    lines = lines or [Line("nothing", "dim")]
    return (head, *lines, *((Line(tail, "dim"),) if tail else ()))


def _planned(picture: views.Picture) -> list[tuple[int, str]]:
    """All that has a time: injects, deadlines of open questions, levels that are being activated."""
    injects = [
        (one.due_ms, f"inject {called(one)}{_missing(picture, one.to)}")
        for one in picture.injects
        if one.status == "pending" and one.due_ms is not None
    ]
    deadlines = [
        (one.deadline_ms, f"deadline: {one.question}")
        for one in picture.decisions
        if one.deadline_ms is not None and one.state in ("open", "overdue")
    ]
    levels = [(one.due_ms, f"{one.label} is in place") for one in picture.levels if one.due_ms is not None]
    return [*injects, *deadlines, *levels]


def _missing(picture: views.Picture, to: tuple[str, ...]) -> str:
    away = [team.title for one in to if (team := team_of(picture, one)) is not None and not team.is_convened]
    return f"  ! not convened today: {', '.join(away)}" if away else ""


def _foreseen(picture: views.Picture, values: Values, foresee: Foresee) -> tuple[Line, ...]:
    found = foresee(_target(picture, values))
    if not found:
        return (Line("The model brings nothing worth telling in between.", "dim"),)
    return (Line("What the model brings, if nobody acts:", "strong"), *(Line(one) for one in found))


def digest_form(picture: views.Picture, jumped: entries.ClockJumped) -> Form[None]:
    """What to read aloud after a jump; accepting closes it."""
    times = times_of(picture)
    lines = tuple(Line(f"· {one}") for one in jumped.digest) or (
        Line("Nothing worth telling happened.", "dim"),
    )
    return Form(
        title=f"Read aloud: {times.day_time(jumped.from_ms)} to {times.day_time(jumped.to_ms)}",
        build=lambda _: None,
        notes=lines,
        accept="go on",
        marking=picture.marking,
    )


def speed_form(picture: views.Picture) -> Form[commands.Command]:
    """The form that sets how fast the scenario clock runs."""
    words = {1: "real time"}
    choices = tuple(
        Choice(f"{one}", f"×{one}", words.get(one, f"a minute is {_minutes(one)}")) for one in SPEEDS
    )
    return Form(
        title="Speed",
        build=lambda values: commands.SetSpeed(int(text_of(values, "speed"))),
        fields=lambda _: (Pick("speed", "Speed", choices, f"{picture.clock.speed}", as_list=True),),
        accept="set it",
        marking=picture.marking,
    )


def _minutes(speed: int) -> str:
    return span(speed * 60_000)


def confirm_form(title: str, made: Made, *words: str, accept: str = "yes", marking: str = "") -> Form[Made]:
    """A question: accepting makes what is given."""
    return Form(
        title=title,
        build=lambda _: made,
        notes=tuple(Line(one) for one in words),
        accept=accept,
        marking=marking,
    )
