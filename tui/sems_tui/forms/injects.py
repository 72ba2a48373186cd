"""The forms that give an inject out, put it off, leave it out or take it back in."""

from __future__ import annotations

from sems_sim.exercise import commands
from sems_sim.exercise import picture as views
from sems_tui.forms.field import (
    FieldError,
    Form,
    Line,
    Values,
    Words,
    text_of,
)
from sems_tui.forms.people import reached, title_of
from sems_tui.moments import Times


def times_of(picture: views.Picture) -> Times:
    """The scenario clock of a picture as a ruler."""
    return Times(picture.clock.at_ms, picture.clock.time)


def inject_of(picture: views.Picture, name: str) -> views.InjectView:
    """The inject of a number.

    Raises:
        FieldError: If there is none.
    """
    found = next((one for one in picture.injects if one.id == name), None)
    if found is None:
        raise FieldError("inject", f"there is no inject {name}", f"choose one of the {picture.style.events}")
    return found


def called(inject: views.InjectView) -> str:
    """What an inject is called: its number, and its title or the beginning of its text."""
    words = inject.title or inject.text
    return f"{inject.id} {words[:60].rstrip()}{'…' if len(words) > 60 else ''}"


def fire_form(picture: views.Picture, name: str) -> Form[commands.Command]:
    """The form that releases an inject now, and says whom it will reach."""
    inject = inject_of(picture, name)
    return Form(
        title=f"Fire now: {called(inject)}",
        build=lambda _: _fired(picture, inject),
        notes=(*_card(picture, inject), *reached(picture, inject.to), *_firing(picture, inject)),
        accept="fire now",
        marking=picture.marking,
    )


def _fired(picture: views.Picture, inject: views.InjectView) -> commands.Command:
    if inject.released_ms is not None:
        when = times_of(picture).both(inject.released_ms)
        raise FieldError("", f"it was released at {when}", "add a new inject to say it again")
    return commands.FireInject(inject.id)


def _card(picture: views.Picture, inject: views.InjectView) -> tuple[Line, ...]:
    by = f" by {inject.channel}" if inject.channel else ""
    lines = [Line(f"From {title_of(picture, inject.source) or 'nobody'}{by}:", "dim")]
    lines.append(Line(f"“{inject.text}”" if inject.text else "(no text)", "strong"))
    if not inject.truth:
        lines.append(Line("! What it says is not true.", "warn"))
    if inject.effects:
        lines.append(Line(f"In the model: {inject.effects}"))
    if inject.expect:
        lines.append(Line(f"Expected: {inject.expect}"))
    return tuple(lines)


def _firing(picture: views.Picture, inject: views.InjectView) -> tuple[Line, ...]:
    times, now_ms = times_of(picture), picture.clock.at_ms
    lines = []
    if inject.released_ms is not None:
        lines.append(Line(f"! It was released already, {times.away(inject.released_ms)}.", "warn"))
    elif inject.status == "skipped":
        lines.append(Line("It was skipped; firing takes it back in."))
    elif inject.due_ms is not None and inject.due_ms > now_ms:
        lines.append(Line(f"It was due {times.away(inject.due_ms)}, at {times.both(inject.due_ms)}."))
    elif inject.condition:
        lines.append(Line(f"It was waiting for: {inject.condition}."))
    return tuple(lines)


def delay_form(picture: views.Picture, name: str) -> Form[commands.Command]:
    """The form that lets an inject come at another time."""
    inject, times = inject_of(picture, name), times_of(picture)
    planned_ms = inject.due_ms if inject.due_ms is not None and inject.due_ms > times.at_ms else None
    was = f"planned for {times.both(planned_ms)}" if planned_ms is not None else _waits(inject)
    count = "later than planned" if planned_ms is not None else "from now"
    return Form(
        title=f"Delay: {called(inject)}",
        build=lambda values: commands.DelayInject(
            inject.id, _new_moment(picture, inject, values, planned_ms)
        ),
        fields=lambda _: (Words("at", "Comes", "10m", f"10m {count} · in 10m · 06:30 · T+2:15"),),
        says=lambda values: _delayed(picture, inject, values, planned_ms),
        notes=(Line(f"It is {was}."),),
        accept="set the time",
        marking=picture.marking,
    )


def _waits(inject: views.InjectView) -> str:
    if inject.released_ms is not None:
        return "released already"
    return f"waiting for: {inject.condition}" if inject.condition else "waiting for a word"


def _new_moment(
    picture: views.Picture, inject: views.InjectView, values: Values, planned_ms: int | None
) -> int:
    if inject.released_ms is not None:
        raise FieldError("at", "it was released already", "add a new inject to say it again")
    times = times_of(picture)
    at_ms = times.read(text_of(values, "at"), planned_ms=planned_ms)
    if at_ms <= times.at_ms:
        raise FieldError("at", f"{times.both(at_ms)} is over", "give a later time, or fire it now")
    return at_ms


def _delayed(
    picture: views.Picture, inject: views.InjectView, values: Values, planned_ms: int | None
) -> tuple[Line, ...]:
    times, at_ms = times_of(picture), _new_moment(picture, inject, values, planned_ms)
    lines = [Line(f"Comes at {times.both(at_ms)}, {times.away(at_ms)}.", "strong")]
    if inject.condition:
        lines.append(Line(f"It no longer waits for: {inject.condition}."))
    end_ms = picture.clock.stops_ms
    if at_ms > end_ms:
        lines.append(Line(f"! The clock stops before that, at {times.both(end_ms)}.", "warn"))
    return tuple(lines)


def skip_form(picture: views.Picture, name: str) -> Form[commands.Command]:
    """The form that leaves an inject out; for one that was left out, the form that takes it back in."""
    inject = inject_of(picture, name)
    if inject.status == "skipped":
        return Form(
            title=f"Take back in: {called(inject)}",
            build=lambda _: commands.RestoreInject(inject.id),
            notes=_card(picture, inject),
            accept="take it back in",
            marking=picture.marking,
        )
    alone = [one for one in inject.objective if _only_inject_of(picture, one) == inject.id]
    return Form(
        title=f"Leave out: {called(inject)}",
        build=lambda values: _skipped(inject, values),
        fields=lambda _: (Words("why", "Why", hint="for the log; may be empty"),),
        notes=(
            *_card(picture, inject),
            *(Line(f"! No other inject tests objective {one}.", "warn") for one in alone),
        ),
        accept="leave it out",
        marking=picture.marking,
    )


def _only_inject_of(picture: views.Picture, objective: str) -> str:
    left = [one.id for one in picture.injects if objective in one.objective and one.status != "skipped"]
    return left[0] if len(left) == 1 else ""


def _skipped(inject: views.InjectView, values: Values) -> commands.Command:
    if inject.released_ms is not None:
        raise FieldError("", "it was released already", "what was said cannot be unsaid; fork to before it")
    return commands.SkipInject(inject.id, text_of(values, "why"))
