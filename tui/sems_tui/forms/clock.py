"""The forms for the clock: jump, speed, undo by a fork, and the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sems_sim.errors import QuantityError
from sems_sim.exercise.commands import BeginModule, Command, EndExercise, JumpTo, SetSpeed
from sems_sim.exercise.entries import ClockJumped, Entry
from sems_sim.exercise.picture import FeedLine, Picture
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


def jump_form(picture: Picture, foresee: Foresee | None = None) -> Form[Command]:
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


def _jump_choices(picture: Picture) -> tuple[Choice, ...]:
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


def _jump_fields(picture: Picture, values: Values) -> tuple[Field, ...]:
    choices = _jump_choices(picture)
    pick = Pick("to", "To", choices, as_list=True)
    if (text_of(values, "to") or choices[0].value) != _OTHER:
        return (pick,)
    return (pick, Words("at", "When", "1h", "1h · 06:30 · T+2:15"))


def _target(picture: Picture, values: Values) -> int:
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


def _jump(picture: Picture, values: Values) -> Command:
    to = text_of(values, "to")
    at_ms = _target(picture, values)
    return BeginModule(int(to.removeprefix(_MODULE))) if to.startswith(_MODULE) else JumpTo(at_ms)


def _gap(picture: Picture, to_ms: int) -> tuple[Line, ...]:
    times, now_ms = times_of(picture), picture.clock.at_ms
    coming: list[tuple[int, str]] = []
    for one in picture.injects:
        if one.status == "pending" and one.due_ms is not None and now_ms < one.due_ms <= to_ms:
            coming.append((one.due_ms, f"inject {called(one)}{_missing(picture, one.to)}"))
    for decision in picture.decisions:
        if decision.deadline_ms is not None and now_ms < decision.deadline_ms <= to_ms:
            if decision.state in ("open", "overdue"):
                coming.append((decision.deadline_ms, f"deadline: {decision.question}"))
    for level in picture.levels:
        if level.due_ms is not None and now_ms < level.due_ms <= to_ms:
            coming.append((level.due_ms, f"{level.label} is in place"))
    lines = [Line(f"{times.day_time(at_ms)}  {words}") for at_ms, words in sorted(coming)]
    waiting = [one.id for one in picture.injects if one.status == "pending" and one.condition]
    head = Line(f"{span(to_ms - now_ms)} pass, to {times.both(to_ms)}. Planned in between:", "strong")
    tail = f"If their moment comes, also: {', '.join(waiting)}." if waiting else ""
    lines = lines or [Line("nothing", "dim")]
    return (head, *lines, *((Line(tail, "dim"),) if tail else ()))


def _missing(picture: Picture, to: tuple[str, ...]) -> str:
    away = [team.title for one in to if (team := team_of(picture, one)) is not None and not team.is_convened]
    return f"  ! not convened today: {', '.join(away)}" if away else ""


def _foreseen(picture: Picture, values: Values, foresee: Foresee) -> tuple[Line, ...]:
    found = foresee(_target(picture, values))
    if not found:
        return (Line("The model brings nothing worth telling in between.", "dim"),)
    return (Line("What the model brings, if nobody acts:", "strong"), *(Line(one) for one in found))


def digest_form(picture: Picture, jumped: ClockJumped) -> Form[None]:
    """What to read aloud after a jump; accepting closes it."""
    times = times_of(picture)
    lines = tuple(Line(f"· {one}") for one in jumped.digest) or (Line("Nothing worth telling happened.", "dim"),)
    return Form(
        title=f"Read aloud: {times.day_time(jumped.from_ms)} to {times.day_time(jumped.to_ms)}",
        build=lambda _: None,
        notes=lines,
        accept="go on",
        marking=picture.marking,
    )


def speed_form(picture: Picture) -> Form[Command]:
    """The form that sets how fast the scenario clock runs."""
    words = {1: "real time"}
    choices = tuple(Choice(f"{one}", f"×{one}", words.get(one, f"a minute is {_minutes(one)}")) for one in SPEEDS)
    return Form(
        title="Speed",
        build=lambda values: SetSpeed(int(text_of(values, "speed"))),
        fields=lambda _: (Pick("speed", "Speed", choices, f"{picture.clock.speed}", as_list=True),),
        accept="set it",
        marking=picture.marking,
    )


def _minutes(speed: int) -> str:
    return span(speed * 60_000)


@dataclass(frozen=True, slots=True)
class ForkAt:
    """A new journal is wanted that holds everything up to and with an entry."""

    entry: int


def undo_form(picture: Picture, entries: Sequence[Entry], slip: int = 0) -> Form[ForkAt]:
    """The form that goes back to before a slip by a fork.

    `entries` are all of the exercise so far, in order; `slip` is the number of one that is meant, or 0 for the last.
    """
    slips = _slips(picture, entries)
    lines = {line.entry: line for line in picture.feed}
    command = next((one.command for one in entries if one.number == slip), 0)
    first = next((f"{one.number}" for one in slips if command and one.command == command), "")
    choices = tuple(Choice(f"{one.number}", _slip_words(lines, one), _when(picture, one)) for one in slips)
    return Form(
        title="Undo: go back to before…",
        build=lambda values: ForkAt(_before(entries, _slip(values))),
        fields=lambda _: (Pick("slip", "Before", choices, first, as_list=True),) if choices else (),
        says=lambda values: _lost(entries, lines, _slip(values)),
        notes=(
            Line("This journal stays as it is. A new one is written beside it, and the exercise goes on there."),
        ),
        accept="fork and go on",
        marking=picture.marking,
        danger=True,
    )


def _slips(picture: Picture, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    told = {line.entry for line in picture.feed}
    first: dict[int, Entry] = {}
    for entry in entries:
        if entry.command:
            first.setdefault(entry.command, entry)
    return tuple(one for one in reversed(first.values()) if one.number > 1 and one.number in told)[:40]


def _slip_words(lines: dict[int, FeedLine], entry: Entry) -> str:
    line = lines.get(entry.number)
    return line.words if line is not None else type(entry.fact).__name__


def _when(picture: Picture, entry: Entry) -> str:
    return times_of(picture).both(entry.at_ms)


def _slip(values: Values) -> int:
    text = text_of(values, "slip")
    if not text:
        raise FieldError("", "nothing was commanded yet that could be undone", "leave with escape")
    return int(text)


def _before(entries: Sequence[Entry], slip: int) -> int:
    """The last entry that stood before the command of the slip."""
    command = next(one.command for one in entries if one.number == slip)
    before = [one.number for one in entries if one.number < slip and one.command < command]
    return max(before)


def _lost(entries: Sequence[Entry], lines: dict[int, FeedLine], slip: int) -> tuple[Line, ...]:
    gone = [one for one in entries if one.number >= slip]
    by_hand = [one for one in gone if one.command and one.number in lines]
    head = Line(f"The new journal will lack {len(gone)} entries, among them:", "strong")
    return (head, *(Line(f"· {lines[one.number].words}", "struck") for one in by_hand[:8]))


def end_form(picture: Picture, head_hash: str = "") -> Form[Command]:
    """The form that ends the exercise."""
    word = picture.style.end
    open_ones = [one.question for one in picture.decisions if one.state in ("open", "overdue")]
    unrated = [one.id for one in picture.objectives if not one.rating]
    notes = [Line("The clock stops for good. The log, the ratings and the debrief stay open to amendment.")]
    if unrated:
        notes.append(Line(f"! Not rated yet: {', '.join(unrated)}", "warn"))
    if open_ones:
        notes.append(Line(f"! Still open: {'; '.join(open_ones)}", "warn"))
    if head_hash:
        notes.append(Line(f"Head of the journal now: {head_hash}", "dim"))
        notes.append(Line("The last one, by which it can be proved unchanged, is shown after the end.", "dim"))
    return Form(
        title=f"{word}: end the exercise?",
        build=lambda values: EndExercise(text_of(values, "why")),
        fields=lambda _: (Words("why", "Why", hint="may be empty"),),
        notes=tuple(notes),
        accept="end it",
        marking=picture.marking,
        danger=True,
    )


def confirm_form(title: str, made: Made, *words: str, accept: str = "yes", marking: str = "") -> Form[Made]:
    """A question: accepting makes what is given."""
    return Form(
        title=title,
        build=lambda _: made,
        notes=tuple(Line(one) for one in words),
        accept=accept,
        marking=marking,
    )
