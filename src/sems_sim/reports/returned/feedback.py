"""Feedback forms that come back: kept beside the journal, and summed up for the report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sems_sim.errors import ArgumentError
from sems_sim.reports.before import SCALE, STATEMENTS, WISHES
from sems_sim.reports.returned.tables import Filled, folded
from sems_sim.telling import plain

MOST_BYTES = 16 * 1024 * 1024
IGNORED = ("handling", "no", "number", "timestamp")
_ROLE = ("your role", "role", "role (not name)", "who")
_PART = ("you were", "part", "position", "type")
_NUMBERS = {folded(words): number for number, words in SCALE}


@dataclass(frozen=True, slots=True)
class Form:
    """One filled form."""

    sheet: str
    row: int
    role: str
    part: str
    """player, control, evaluator or observer; empty if nothing was said."""
    answers: tuple[tuple[str, int], ...]
    """(statement or objective, 1 to 5), in the order of the form."""
    words: tuple[tuple[str, str], ...]
    """(question, answer), in the order of the form."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far participants agree with one statement."""

    name: str
    statement: str
    counts: tuple[int, int, int, int, int]
    """How many answered 1, 2, 3, 4 and 5."""

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def middle(self) -> int | None:
        """The answer in the middle, the lower of two; None if nobody answered."""
        place, passed = (self.answered + 1) // 2, 0
        for number, count in enumerate(self.counts, 1):
            passed += count
            if count and passed >= place:
                return number
        return None


@dataclass(frozen=True, slots=True)
class Remarks:
    """What participants wrote to one question."""

    name: str
    question: str
    answers: tuple[tuple[str, str], ...]
    """(role, words)."""


@dataclass(frozen=True, slots=True)
class FeedbackSummary:
    """All forms together: for the report, by role."""

    forms: int
    parts: tuple[tuple[str, int], ...]
    statements: tuple[Agreement, ...]
    objectives: tuple[Agreement, ...]
    remarks: tuple[Remarks, ...]


def names(objectives: Mapping[str, str]) -> dict[str, str]:
    """Return every heading that is understood, with our column; objectives by number and by words."""
    found = dict.fromkeys(_ROLE, "role") | dict.fromkeys(_PART, "part")
    for name, words in (*STATEMENTS, *WISHES):
        found |= {folded(name): name, folded(words): name, folded(name.replace("_", " ")): name}
    for name, words in objectives.items():
        found |= {folded(name): name, folded(words): name, folded(f"{name}: {words}"): name}
    return found


def forms_of(
    sheets: Iterable[Filled], objectives: Mapping[str, str], author: str = ""
) -> tuple[tuple[Form, ...], tuple[str, ...]]:
    """Return every form of some sheets, and what could not be taken over of them."""
    found: list[Form] = []
    remarks: list[str] = []
    for sheet in sheets:
        remarks += sheet.remarks
        for number, row in sheet.rows:
            form, said = _form(sheet.name, number, row, objectives, author)
            remarks += said
            if form is not None:
                found.append(form)
    return tuple(found), tuple(remarks)


def _form(
    sheet: str, number: int, row: Mapping[str, str], objectives: Mapping[str, str], author: str
) -> tuple[Form | None, list[str]]:
    said: list[str] = []
    answers: list[tuple[str, int]] = []
    for name in (*(name for name, _ in STATEMENTS), *objectives):
        text = row.get(name, "")
        answer = _answer(text)
        if answer is not None:
            answers.append((name, answer))
        elif text:
            said.append(f"{sheet}, row {number}, {name}: {plain(text)!r} is no answer from 1 to 5; left open")
    words = tuple((name, row[name]) for name, _ in WISHES if row.get(name))
    if not answers and not words:
        return None, [*said, f"{sheet}, row {number}: not taken over: nothing is answered in it"]
    role = plain(row.get("role", "")) or author or "a participant"
    return Form(sheet, number, role, plain(row.get("part", "")).casefold(), tuple(answers), words), said


def _answer(text: str) -> int | None:
    small = folded(text)
    if small in _NUMBERS:
        return _NUMBERS[small]
    first = small.split(" ")[0].removesuffix(".0")
    return int(first) if first in {"1", "2", "3", "4", "5"} else None


# --- beside the journal ---


def feedback_file(journal: Path) -> Path:
    """Return the file beside a journal that keeps its feedback."""
    return journal.with_name(f"{journal.name}.feedback.jsonl")


def keep(journal: Path, forms: Iterable[Form]) -> tuple[int, int]:
    """Add forms to what is kept beside a journal; return how many are new, and how many were there already.

    Raises:
        ArgumentError: If the file cannot be read or written.
    """
    path, kept = feedback_file(journal), kept_forms(journal)
    there, fresh, twice = set(kept), [], 0
    for form in forms:
        twice += form in there
        if form not in there:
            fresh.append(form)
            there.add(form)
    if fresh:
        try:
            with path.open("a", encoding="ascii", newline="\n") as file:
                file.writelines(json.dumps(_data(form), sort_keys=True) + "\n" for form in fresh)
        except OSError as error:
            raise ArgumentError(
                f"{path}: cannot be written", "is the folder yours, and is there room?"
            ) from error
    return len(fresh), twice


def kept_forms(journal: Path) -> tuple[Form, ...]:
    """Return the forms that are kept beside a journal. Raises ArgumentError if the file is damaged."""
    path = feedback_file(journal)
    if not path.exists():
        return ()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ArgumentError(f"{path}: too large to be ours", "move it away and import the sheets again")
        lines = path.read_text(encoding="ascii").splitlines()
        return tuple(_read(json.loads(line)) for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArgumentError(f"{path}: damaged", "move it away and import the sheets again") from error


def _data(form: Form) -> dict[str, object]:
    return {
        "sheet": form.sheet,
        "row": form.row,
        "role": form.role,
        "part": form.part,
        "answers": dict(form.answers),
        "words": dict(form.words),
    }


def _read(data: dict[str, object]) -> Form:
    """Raises KeyError, TypeError, ValueError."""
    answers, words = data["answers"], data["words"]
    if not isinstance(answers, dict) or not isinstance(words, dict):
        raise TypeError
    return Form(
        str(data["sheet"]),
        int(str(data["row"])),
        str(data["role"]),
        str(data["part"]),
        tuple((str(name), int(str(answer))) for name, answer in _ordered(answers)),
        tuple((str(name), str(answer)) for name, answer in _ordered(words)),
    )


def _ordered(data: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """In the order of the form, objectives after statements as they stand."""
    places = {name: place for place, (name, _) in enumerate((*STATEMENTS, *WISHES))}
    yield from sorted(data.items(), key=lambda one: (places.get(one[0], len(places)), one[0]))


# --- together ---


def summary_of(forms: Iterable[Form], objectives: Mapping[str, str]) -> FeedbackSummary:
    """Return what all forms say together."""
    every = tuple(forms)
    parts: dict[str, int] = {}
    for form in every:
        parts[form.part or "not said"] = parts.get(form.part or "not said", 0) + 1
    return FeedbackSummary(
        forms=len(every),
        parts=tuple(sorted(parts.items())),
        statements=tuple(_agreement(every, name, words) for name, words in STATEMENTS),
        objectives=tuple(_agreement(every, name, words) for name, words in objectives.items()),
        remarks=tuple(
            Remarks(
                name,
                words,
                tuple((form.role, said) for form in every for key, said in form.words if key == name),
            )
            for name, words in WISHES
        ),
    )


def _agreement(forms: tuple[Form, ...], name: str, statement: str) -> Agreement:
    given = [answer for form in forms for key, answer in form.answers if key == name]
    one, two, three, four, five = (given.count(number) for number in range(1, 6))
    return Agreement(name, statement, (one, two, three, four, five))


def feedback_summary(journal: Path, objectives: Mapping[str, str]) -> FeedbackSummary | None:
    """Return what participants said of an exercise; None if no form was brought in. Raises ArgumentError."""
    forms = kept_forms(journal)
    return summary_of(forms, objectives) if forms else None
