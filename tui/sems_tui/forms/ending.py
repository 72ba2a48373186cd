"""The forms that leave: the end of the exercise, and undo by a fork to before a slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from sems_tui.forms.field import Choice, FieldError, Form, Line, Pick, Values, Words, text_of
from sems_tui.forms.injects import times_of


@dataclass(frozen=True, slots=True)
class ForkAt:
    """A new journal is wanted that holds everything up to and with an entry."""

    entry: int


def undo_form(picture: views.Picture, record: Sequence[entries.Entry], slip: int = 0) -> Form[ForkAt]:
    """The form that goes back to before a slip by a fork.

    `record` has all entries of the exercise so far, in order; `slip` is the number of one that is meant, or 0.
    """
    slips = _slips(picture, record)
    lines = {line.entry: line for line in picture.feed}
    command = next((one.command for one in record if one.number == slip), 0)
    first = next((f"{one.number}" for one in slips if command and one.command == command), "")
    choices = tuple(Choice(f"{one.number}", _slip_words(lines, one), _when(picture, one)) for one in slips)
    return Form(
        title="Undo: go back to before…",
        build=lambda values: ForkAt(_before(record, _slip(values))),
        fields=lambda _: (Pick("slip", "Before", choices, first, as_list=True),) if choices else (),
        says=lambda values: _lost(record, lines, _slip(values)),
        notes=(
            Line(
                "This journal stays as it is. A new one is written beside it, and the exercise goes on there."
            ),
        ),
        accept="fork and go on",
        marking=picture.marking,
        danger=True,
    )


def _slips(picture: views.Picture, record: Sequence[entries.Entry]) -> tuple[entries.Entry, ...]:
    told = {line.entry for line in picture.feed}
    first: dict[int, entries.Entry] = {}
    for entry in record:
        if entry.command:
            first.setdefault(entry.command, entry)
    return tuple(one for one in reversed(first.values()) if one.number > 1 and one.number in told)[:40]


def _slip_words(lines: dict[int, views.FeedLine], entry: entries.Entry) -> str:
    line = lines.get(entry.number)
    return line.words if line is not None else type(entry.fact).__name__


def _when(picture: views.Picture, entry: entries.Entry) -> str:
    return times_of(picture).both(entry.at_ms)


def _slip(values: Values) -> int:
    text = text_of(values, "slip")
    if not text:
        raise FieldError("", "nothing was commanded yet that could be undone", "leave with escape")
    return int(text)


def _before(record: Sequence[entries.Entry], slip: int) -> int:
    """The last entry that stood before the command of the slip."""
    command = next(one.command for one in record if one.number == slip)
    before = [one.number for one in record if one.number < slip and one.command < command]
    return max(before)


def _lost(record: Sequence[entries.Entry], lines: dict[int, views.FeedLine], slip: int) -> tuple[Line, ...]:
    gone = [one for one in record if one.number >= slip]
    by_hand = [one for one in gone if one.command and one.number in lines]
    head = Line(f"The new journal will lack {len(gone)} entries, among them:", "strong")
    return (head, *(Line(f"· {lines[one.number].words}", "struck") for one in by_hand[:8]))


def end_form(picture: views.Picture, head_hash: str = "") -> Form[commands.Command]:
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
        notes.append(
            Line("The last one, by which it can be proved unchanged, is shown after the end.", "dim")
        )
    return Form(
        title=f"{word}: end the exercise?",
        build=lambda values: commands.EndExercise(text_of(values, "why")),
        fields=lambda _: (Words("why", "Why", hint="may be empty"),),
        notes=tuple(notes),
        accept="end it",
        marking=picture.marking,
        danger=True,
    )
