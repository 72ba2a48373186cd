"""Which column holds what: the header found, every column weighed, all assigned at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.assigning import assign
from sems_sim.reports.msel.evidence import WORTH, Look, Match, by_cells, by_heading, look_at, said_by_cells
from sems_sim.reports.msel.fields import BY_HEADING, BY_NAME, FIELDS, IGNORED, KEPT, Field, is_own
from sems_sim.reports.msel.grid import Grid, Value, is_blank, letter_of, text_of

HEADER_WITHIN = 20
"""The header row is one of the first so many rows."""
_LEAST = 50.0
_ALSO = 60.0
_ONLY_CELLS = 50.0
_MARGIN = 12.0
_OWN = 10_000.0
_STRONG = 90.0
_LONG = 35.0
_SPEAKS = 0.25
_TITLE, _TEXT = (next(i for i, one in enumerate(FIELDS) if one.name == name) for name in ("title", "text"))


@dataclass(frozen=True, slots=True)
class Taken:
    """What one column was taken for, and why; `field` is the name of a field, `kept` or `ignored`."""

    column: int
    heading: str
    field: str
    why: str
    is_sure: bool

    @property
    def letter(self) -> str:
        """The letters of the column in the sheet."""
        return letter_of(self.column)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table of a sheet stands and what its columns are; rows count from 0."""

    sheet: str
    header_row: int
    first_row: int
    taken: tuple[Taken, ...]
    is_own: bool
    weight: float

    def columns_of(self, name: str) -> tuple[int, ...]:
        """The columns that fill a field, from the left."""
        return tuple(taken.column for taken in self.taken if taken.field == name)


@dataclass(frozen=True, slots=True)
class Edits:
    """What a person says of a sheet: columns by heading, values by field, where the header is."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheet: str = ""
    header_row: int | None = None
    """As the sheet counts, from 1."""
    startex: str = ""


NO_EDITS = Edits()


def lay_out(grid: Grid, edits: Edits = NO_EDITS) -> Layout | None:
    """Find the header row of a sheet and assign its columns; None if the sheet holds no list of events.

    Raises ArgumentError where an edit names a heading or a field that there is not.
    """
    header = edits.header_row - 1 if edits.header_row is not None else _find_header(grid)
    if header is None or header >= len(grid.rows):
        if edits.header_row is not None:
            raise ArgumentError(
                f"header_row {edits.header_row}: the sheet has {len(grid.rows)} rows", "count from 1"
            )
        return None
    headings = headings_of(grid, header)
    first = _below(grid, header)
    if is_own(tuple(headings)):
        ours = [
            Taken(i, one, BY_HEADING[one].name, "as here", is_sure=True)
            for i, one in enumerate(headings)
            if one
        ]
        return _edited(Layout(grid.name, header, first, tuple(ours), is_own=True, weight=_OWN), edits)
    looks = [look_at([row[i] for row in grid.rows[first:]], headings[i]) for i in range(grid.width)]
    taken, weight = _assigned(headings, looks)
    return _edited(Layout(grid.name, header, first, taken, is_own=False, weight=weight), edits)


def headings_of(grid: Grid, header: int) -> list[str]:
    """The heading of each column: what the header row says, or what is merged into it; twins get a number."""
    found: list[str] = []
    filled = {
        (row, column): grid.rows[top][left]
        for top, left, bottom, right in grid.merged
        if bottom >= header >= top and top < len(grid.rows)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    seen: dict[str, int] = {}
    for column in range(grid.width):
        value = grid.rows[header][column]
        if is_blank(value):
            value = filled.get((header, column), value)
        if is_blank(value) and header and _is_heading(grid.rows[header - 1][column]):
            value = grid.rows[header - 1][column]
        text = " ".join(text_of(value).split())
        seen[text] = seen.get(text, 0) + 1
        found.append(f"{text} ({seen[text]})" if text and seen[text] > 1 else text)
    return found


def _is_heading(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 100


def _below(grid: Grid, header: int) -> int:
    """The first row below the header, and below what is merged into it."""
    depth = [bottom for top, _, bottom, _ in grid.merged if top <= header <= bottom]
    return max([header, *depth]) + 1


def _find_header(grid: Grid) -> int | None:
    best, weight = None, 0.0
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        if sum(1 for value in row if _is_heading(value)) < 2:
            continue
        headings = headings_of(grid, number)
        if is_own(tuple(headings)):
            return number
        found = _weight_of(headings)
        if found > weight + 1.0:
            best, weight = number, found
    return best


def _weight_of(headings: Sequence[str]) -> float:
    """How much a row looks like a header: the best fields of its cells, each field counted once."""
    best: dict[str, float] = {}
    for heading in headings:
        if not heading or len(heading) > 100:
            continue
        scores = [(by_heading(one, heading).score, one.name) for one in FIELDS]
        score, name = max(scores, key=lambda pair: pair[0])
        if score >= _LEAST:
            best[name] = max(best.get(name, 0.0), score)
    strong = sum(1 for score in best.values() if score >= 75)
    total = 0.0
    for name in sorted(best):
        total += best[name]
    return total if strong >= 2 else 0.0


def _assigned(headings: Sequence[str], looks: Sequence[Look]) -> tuple[tuple[Taken, ...], float]:
    named = [
        [by_heading(one, heading) if heading else Match(0.0, "") for heading in headings] for one in FIELDS
    ]
    scores = [
        [_total(one, named[i][j], looks[j]) for j in range(len(headings))] for i, one in enumerate(FIELDS)
    ]
    chosen = assign([[score if score >= _LEAST else 0.0 for score in row] for row in scores])
    owner = {column: index for index, column in enumerate(chosen) if column >= 0}
    _give_a_story(owner, named, looks)
    weight = 0.0
    for column in sorted(owner):
        weight += scores[owner[column]][column]
    taken = []
    for column, heading in enumerate(headings):
        if column in owner:
            weighed = _Weighed(scores, named, owner)
            taken.append(_explained(column, heading, weighed, looks[column]))
        elif heading or looks[column].count:
            taken.append(_left_over(column, heading, named, looks[column]))
    return tuple(taken), weight


def _give_a_story(owner: dict[int, int], named: Sequence[Sequence[Match]], looks: Sequence[Look]) -> None:
    """A list tells what happens: where no column is called so, it is the one with the longest cells.

    Where a sheet tells its story in one column (`Inject`, `Event`), that is the description and no title; where a
    column without a field has far longer cells, that is the description, and the other one the title.
    """
    told = next((column for column, index in owner.items() if index == _TEXT), None)
    title = next((column for column, index in owner.items() if index == _TITLE), None)
    free = [column for column in range(len(looks)) if column not in owner and looks[column].length >= _LONG]
    longest = max(free, key=lambda column: (looks[column].length, -column), default=None)
    if longest is not None and (told is None or _is_weak(told, named, looks, longest)):
        if told is not None and title is None:
            owner[told] = _TITLE
        owner[longest] = _TEXT
    elif (
        told is None
        and title is not None
        and named[_TITLE][title].score < _STRONG <= named[_TEXT][title].score + 40
    ):
        owner[title] = _TEXT


def _is_weak(told: int, named: Sequence[Sequence[Match]], looks: Sequence[Look], longest: int) -> bool:
    return named[_TEXT][told].score < _STRONG and looks[longest].length > 1.5 * looks[told].length


def _total(one: Field, match: Match, look: Look) -> float:
    """The score of a column for a field: the heading's, moved by the cells; or the cells alone, if they are clear."""
    fit = by_cells(one, look)
    if match.score < 0:
        return 0.0
    if match.score > 0:
        return match.score + WORTH * fit
    clear = one.shape in ("by", "kind", "status", "time") and one.name in ("by", "kind", "status", "time")
    return _ONLY_CELLS if clear and look.count >= 3 and fit >= 0.8 else 0.0


@dataclass(frozen=True, slots=True)
class _Weighed:
    """All scores by field and column, the matches behind them, and the field of each column that got one."""

    scores: Sequence[Sequence[float]]
    named: Sequence[Sequence[Match]]
    owner: Mapping[int, int]


def _explained(column: int, heading: str, weighed: _Weighed, look: Look) -> Taken:
    scores, named, owner = weighed.scores, weighed.named, weighed.owner
    index = owner[column]
    one, score = FIELDS[index], scores[index][column]
    if not named[index][column].score and index == _TEXT:
        why = f"no column is called so, and its cells are the longest ({look.length:.0f} characters)"
        return Taken(column, heading, one.name, why, is_sure=False)
    rivals = [scores[i][column] for i in range(len(FIELDS)) if i != index and i not in owner.values()]
    rivals += [scores[index][j] for j in range(len(scores[index])) if j != column and j not in owner]
    margin = score - max(rivals, default=0.0)
    match = named[index][column]
    clear = match.score >= _STRONG or (
        score >= _ALSO and match.score >= 55 and by_cells(one, look) >= _SPEAKS
    )
    sure = clear and (margin >= _MARGIN or match.score >= 98)
    cells = said_by_cells(one, look)
    why = match.why if match.score > 0 else "its heading says nothing"
    return Taken(column, heading, one.name, f"{why}; {cells}" if cells else why, sure)


def _left_over(column: int, heading: str, named: Sequence[Sequence[Match]], look: Look) -> Taken:
    """A column that got no field: joined to one that may hold several, or kept in the notes."""
    for index, one in enumerate(FIELDS):
        match = named[index][column]
        if one.many and match.score >= _ALSO and by_cells(one, look) > -0.9:
            return Taken(column, heading, one.name, f"{match.why}; joined to the others", is_sure=True)
    closest = max(range(len(FIELDS)), key=lambda index: named[index][column].score)
    near = named[closest][column].score >= _LEAST
    why = f"another column is {FIELDS[closest].heading!r} already" if near else "no field is called like this"
    return Taken(column, heading, KEPT, f"{why}; its cells go into the notes", not near)


def _edited(layout: Layout, edits: Edits) -> Layout:
    by_heading_ = {taken.heading: taken for taken in layout.taken}
    known = [*BY_NAME, KEPT, IGNORED]
    for heading, name in edits.columns.items():
        if heading not in by_heading_:
            near = get_close_matches(heading, list(by_heading_), 1, 0.4)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(by_heading_)[:300]}"
            raise ArgumentError(f"the sheet has no column {heading!r}", hint)
        if name not in known:
            near = get_close_matches(name, known, 1, 0.4)
            hint = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(known)}"
            raise ArgumentError(f"{heading}: there is no field {name!r}", hint)
    taken = tuple(
        replace(one, field=edits.columns[one.heading], why="as you said", is_sure=True)
        if one.heading in edits.columns
        else one
        for one in layout.taken
    )
    return replace(layout, taken=_without_twins(taken, edits))


def _without_twins(taken: tuple[Taken, ...], edits: Edits) -> tuple[Taken, ...]:
    """Where a person gave a field to a column, whichever was taken for it before is kept in the notes instead."""
    said = {name for name in edits.columns.values() if name in BY_NAME and not BY_NAME[name].many}
    return tuple(
        replace(
            one, field=KEPT, why=f"you gave {BY_NAME[one.field].heading!r} to another column", is_sure=True
        )
        if one.field in said and one.heading not in edits.columns
        else one
        for one in taken
    )
