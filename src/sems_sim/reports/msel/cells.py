"""The cells of one row as values of an inject, with every doubt about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sems_sim.errors import ScenarioError
from sems_sim.reports.msel.drafts import INJECT_KEYS, Doubt
from sems_sim.reports.msel.fields import BY_NAME, KEPT
from sems_sim.reports.msel.grid import Value, is_blank, text_of
from sems_sim.reports.msel.mapping import Edits, Layout
from sems_sim.reports.msel.objectives import Objectives
from sems_sim.reports.msel.rows import Row
from sems_sim.reports.msel.values import (
    DROPPED,
    is_everybody,
    kind_of,
    means_in,
    names_in,
    slug_of,
    small,
    truth_of,
)
from sems_sim.scenario import faults_of_inject, is_word_of_the_language, read_piece

EVERYBODY = "*"
"""Stands for all recipients until all are known."""
_TEXTS = (
    "from",
    "expect",
    "capability",
    "task",
    "controller",
    "phase",
    "storyline",
    "location",
    "priority",
    "status",
)
_TIMES = ("time", "date", "day", "dtg", "scenario_time")


@dataclass(slots=True)
class Gathered:
    """What is gathered while the rows of a workbook are read."""

    objectives: Objectives
    teams: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    words: dict[tuple[str, str], int] = field(default_factory=dict)
    """How often a word was taken for another, by field and sentence: told once, not row by row."""


@dataclass(slots=True)
class RowReader:
    """Reads one row of a foreign sheet."""

    layout: Layout
    row: Row
    edits: Edits
    gathered: Gathered
    values: dict[str, object] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    means: tuple[str, ...] = ()

    def read(self) -> dict[str, object]:
        """The values of the inject, but for its id and its time."""
        for name, reader in self._readers().items():
            columns = self.layout.columns_of(name)
            if columns:
                reader(name, columns)
        if self.row.phase and "phase" not in self.values:
            self.values["phase"] = self.row.phase
        self._keep_the_rest()
        self._check_conditions()
        if self.notes:
            self.values["notes"] = "\n".join(self.notes)
        return {key: self.values[key] for key in INJECT_KEYS if key in self.values}

    def _readers(self) -> Mapping[str, Callable[[str, tuple[int, ...]], None]]:
        return {
            **dict.fromkeys(("title", "text", *_TEXTS, "note", "source"), self._text),
            "notes": self._notes, "kind": self._kind, "to": self._to, "by": self._by, "truth": self._truth,
            "objective": self._objective, "when": self._text, "unless": self._text, "do": self._effects,
        }  # fmt: skip

    def doubt(self, column: str, message: str, remedy: str = "") -> None:
        """Say something about this row."""
        self.gathered.doubts.append(Doubt(self.layout.sheet, self.row.number, column, message, remedy))

    def cell(self, column: int, name: str) -> Value:
        """A cell, as a person said it is to be read if anything was said."""
        value = self.row.cells[column]
        said = self.edits.values.get(name, {})
        return said.get(" ".join(text_of(value).split()), value)

    def _said(self, name: str, columns: tuple[int, ...]) -> list[Value]:
        cells = [self.cell(column, name) for column in columns]
        return [cell for cell in cells if not is_blank(cell)]

    def _text(self, name: str, columns: tuple[int, ...]) -> None:
        said = self._said(name, columns)
        if said:
            self.values[name] = _tidy(text_of(said[0]))
        if name == "status" and said and small(said[0]) in DROPPED:
            self.word(
                name, f"{text_of(said[0])!r} rows were read all the same; leave them out with --leave-out"
            )

    def word(self, name: str, sentence: str) -> None:
        """Count a sentence that holds for many rows."""
        key = (BY_NAME[name].heading, sentence)
        self.gathered.words[key] = self.gathered.words.get(key, 0) + 1

    def _notes(self, name: str, columns: tuple[int, ...]) -> None:
        self.notes += [_tidy(text_of(cell)) for cell in self._said(name, columns)]

    def _kind(self, name: str, columns: tuple[int, ...]) -> None:
        for value in self._said(name, columns):
            found = kind_of(value)
            heading = BY_NAME[name].heading
            if found is None:
                self.word(
                    name,
                    f"{text_of(value)!r} is no kind known here: contextual was taken, the word kept in the notes",
                )
                self.notes.append(f"{heading}: {text_of(value)}")
                continue
            kind, exact = found
            if not exact:
                self.word(name, f"{text_of(value)!r} was taken for {kind}, the word kept in the notes")
                self.notes.append(f"{heading}: {text_of(value)}")
            elif small(value) != kind:
                self.word(name, f"{text_of(value)!r} was taken for {kind}")
            if kind != "contextual":
                self.values["kind"] = kind

    def _to(self, name: str, columns: tuple[int, ...]) -> None:
        names: list[str] = []
        for value in self._said(name, columns):
            for title in names_in(value):
                title = self.edits.values.get(name, {}).get(title, title)  # noqa: PLW2901 - as a person said
                if is_everybody(title):
                    names.append(EVERYBODY)
                    self.word(name, f"{title!r} stands for every recipient that the sheet names")
                    continue
                slug = team_slug(title)
                known = self.gathered.teams.setdefault(slug, title)
                if known.lower() != title.lower():
                    self.doubt(BY_NAME[name].heading, f"{title!r} and {known!r} were taken for one team")
                names.append(slug)
        if names:
            self.values["to"] = list(dict.fromkeys(names))

    def _by(self, name: str, columns: tuple[int, ...]) -> None:
        said = self._said(name, columns)
        if not said:
            return
        known, unknown = means_in(said[0])
        self.means = known
        whole = _tidy(text_of(said[0]))
        self.values["by"] = ", ".join(known) if known and not unknown else whole
        if not unknown and whole.lower() != self.values["by"]:
            self.word(name, f"{whole!r} was read as {self.values['by']}")
        if unknown:
            self.word(name, f"{whole!r} was kept as it stands: {', '.join(unknown)} is no means known here")

    def _truth(self, name: str, columns: tuple[int, ...]) -> None:
        for value in self._said(name, columns):
            truth = truth_of(value)
            if truth is None:
                self.doubt(BY_NAME[name].heading, f"{text_of(value)!r} is neither yes nor no: taken for yes")
            elif not truth:
                self.values["truth"] = False

    def _objective(self, name: str, columns: tuple[int, ...]) -> None:
        found: list[str] = []
        for value in self._said(name, columns):
            found += self.gathered.objectives.ids_in(value)
        if found:
            self.values["objective"] = list(dict.fromkeys(found))

    def _effects(self, name: str, columns: tuple[int, ...]) -> None:
        for value in self._said(name, columns):
            text = text_of(value)
            effects = effects_of(text)
            if effects is None:
                self.doubt(BY_NAME[name].heading, "no effects of a scenario: the text was kept in the notes")
                self.notes.append(f"{BY_NAME[name].heading}: {text}")
            else:
                self.values["do"] = effects

    def _keep_the_rest(self) -> None:
        """Nothing is dropped: cells of columns without a field, and remarks pinned to cells, go into the notes."""
        for taken in self.layout.taken:
            value = self.row.cells[taken.column]
            if taken.field in (KEPT, "scenario_time", "trigger") and not is_blank(value):
                name = taken.heading or f"Column {taken.letter}"
                self.notes.append(f"{name}: {_tidy(text_of(value))}")
            elif taken.field == "day" and self.layout.columns_of("scenario_time") and not is_blank(value):
                self.notes.append(f"{taken.heading}: {text_of(value)}")
        for name, text in self.row.comments:
            self.notes.append(f"Comment on {name}: {_tidy(text)}")

    def _check_conditions(self) -> None:
        """A condition that the model cannot read is kept in the notes, and waits for a word."""
        for key in ("when", "unless"):
            if key in self.values:
                faults = [
                    message
                    for at, message in faults_of_inject({"id": "I", key: self.values[key]})
                    if at == key
                ]
                if faults:
                    text = str(self.values.pop(key))
                    self.doubt(
                        BY_NAME[key].heading,
                        f"{text[:60]!r} is no condition of a scenario: kept in the notes",
                    )
                    self.notes.append(f"{BY_NAME[key].heading}: {text}")


def effects_of(text: str) -> list[object] | None:
    """The effects that a cell writes in the language of scenarios; None where it does not."""
    try:
        read = read_piece(text, "Model Action")
    except ScenarioError:
        return None
    effects = read if isinstance(read, list) else [read]
    if not effects or not all(isinstance(effect, dict) for effect in effects):
        return None
    return effects if not faults_of_inject({"id": "I", "do": effects}) else None


def team_slug(title: str) -> str:
    """The name of a team in a scenario; never a word of its language."""
    slug = slug_of(title)
    return f"{slug}_team" if is_word_of_the_language(slug) else slug


def _tidy(text: str) -> str:
    """Plain line ends, no spaces at the ends of lines, no blank lines around."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()
