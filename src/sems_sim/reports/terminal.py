"""A review in the terminal: the answer, the timeline, pictures on one time axis, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sems_sim.reports.review import Review
from sems_sim.reports.terminal_rows import Glyphs
from sems_sim.reports.terminal_time import heading, pictures
from sems_sim.telling import Line, Weight, amounts, capital, elapsed, most_telling, shortened

_WIDE = 108
_MOST_LINES = 60
_MOST_ROWS = 12
_LONGEST_BECAUSE = 96


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide the terminal is, what it can draw, and whether the reader wants everything."""

    width: int
    glyphs: Glyphs
    is_verbose: bool = False
    is_mixed: bool = True
    """Whether lines of several weights stand together, so that the heavier ones are set off."""

    @property
    def is_wide(self) -> bool:
        """Whether there is room for causes beside what they caused."""
        return self.width >= _WIDE


def draw(review: Review, screen: Screen) -> Group:
    """Everything that a reader in a terminal is shown."""
    return Group(*_sections(review, screen))


def _sections(review: Review, screen: Screen) -> Iterator[RenderableType]:
    yield from _head(review, screen)
    yield from _timeline(review, screen)
    yield from pictures(review, screen.width, screen.glyphs)
    yield from _shortfalls(review, screen)
    yield from _beliefs(review, screen)
    yield from _decisions(review, screen)
    yield from _targets(review, screen)
    yield from _services(review, screen)
    yield from _organisation(review, screen)
    yield from _surprises(review, screen)
    yield from _assumptions(review, screen)


def _title(screen: Screen, text: str) -> Text:
    return heading(text, screen.width, screen.glyphs)


def _head(review: Review, screen: Screen) -> Iterator[RenderableType]:
    clock, dot = review.clock, f" {screen.glyphs.dot} "
    begins = f"{clock.day(0)} {clock.date(0)} {clock.time(0)} {clock.offset()}"
    yield Text(review.title, style="bold")
    if review.background.organisation:
        yield Text(review.background.organisation)
    facts = [f"{begins}, {amounts.duration(review.end_ms)}", f"seed {review.seed}"]
    yield Text(dot.join([*facts, f"{amounts.number(review.events)} events"]), style="dim")
    yield Text(f"fingerprint {review.fingerprint}", style="dim")
    yield Text(f"\n{review.answer}")


def _timeline(review: Review, screen: Screen) -> Iterator[RenderableType]:
    told = [line for line in review.lines if line.weight > Weight.ROUTINE]
    shown = review.lines if screen.is_verbose else most_telling(review.lines, _MOST_LINES)
    yield _title(screen, "What happened")
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    table.add_column("event", justify="right", style="dim", no_wrap=True)
    table.add_column("clock", no_wrap=True)
    table.add_column("T+", justify="right", style="dim", no_wrap=True)
    table.add_column("level", no_wrap=True)
    table.add_column(f"what happened ({screen.glyphs.led_to} from the line above)", ratio=3)
    if screen.is_wide:
        table.add_column("because", ratio=2, style="dim")
    is_mixed = any(line.weight < Weight.TURNING_POINT for line in shown)
    before: Line | None = None
    for line in shown:
        _add_line(table, review, replace(screen, is_mixed=is_mixed), (before, line))
        before = line
    yield table
    left = len(told) - len(shown)
    if left > 0:
        yield Text(f"{screen.glyphs.more} {left} more, --verbose shows all", style="dim")


_STYLES = {Weight.ROUTINE: "dim", Weight.DETAIL: "", Weight.NOTABLE: "", Weight.TURNING_POINT: "bold"}


def _add_line(table: Table, review: Review, screen: Screen, pair: tuple[Line | None, Line]) -> None:
    """Add the second line, with its day where that is another than the first line's."""
    before, line = pair
    clock = review.clock
    day = f"{clock.day(line.time_ms)} {clock.date(line.time_ms)}"
    if clock.spans_days(review.end_ms) and (
        before is None or clock.date(before.time_ms) != clock.date(line.time_ms)
    ):
        table.add_row("", "", "", "", Text(day, style="dim italic"))
    moment = clock.seconds(line.time_ms) if screen.is_verbose else clock.time(line.time_ms)
    label = capital(review.labels[line.level].split()[0])
    cells = [str(line.index), moment, elapsed(line.time_ms)[2:], label if screen.is_wide else label[:4]]
    table.add_row(
        *cells, *_told(line, screen, is_next=before is not None and before.index == line.because_index)
    )


def _told(line: Line, screen: Screen, *, is_next: bool) -> list[Text]:
    """What happened and because of what: beside it, under it, or a mark where that is the line above."""
    words = Text(line.words, style=_STYLES[line.weight] if screen.is_mixed else "")
    because = "" if is_next else shortened(capital(line.because), _LONGEST_BECAUSE)
    if is_next:
        words = Text.assemble((f"{screen.glyphs.led_to} ", "dim"), words)
    if screen.is_wide:
        return [words, Text(because)]
    if because:
        words.append(f"\n{screen.glyphs.because} {because}", style="dim not bold")
    return [words]


def table_of(columns: Iterable[tuple[str, bool]], rows: Iterable[Iterable[RenderableType]]) -> Table:
    """A plain table; each column is its heading and whether it holds numbers."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    for title, is_number in columns:
        table.add_column(title, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    return table


def _limited(rows: list[list[RenderableType]], screen: Screen) -> tuple[list[list[RenderableType]], int]:
    if screen.is_verbose or len(rows) <= _MOST_ROWS:
        return rows, 0
    return rows[:_MOST_ROWS], len(rows) - _MOST_ROWS


def _rest(left: int, screen: Screen) -> Iterator[RenderableType]:
    if left:
        yield Text(f"{screen.glyphs.more} {left} more, --verbose shows all", style="dim")


def _shortfalls(review: Review, screen: Screen) -> Iterator[RenderableType]:
    if not review.shortfalls:
        return
    yield _title(screen, "What ran short")
    rows: list[list[RenderableType]] = [
        [
            row.title,
            amounts.number(row.missing) if row.missing else "out",
            review.clock.day_time(row.stretch.from_ms),
            review.clock.day_time(row.stretch.to_ms) if row.is_over else "not over",
            amounts.duration(row.stretch.length_ms),
            ", ".join(row.waited),
        ]
        for row in review.shortfalls
    ]
    shown, left = _limited(rows, screen)
    columns = [("what", False), ("missing", True), ("from", False), ("to", False), ("for", True)]
    yield table_of([*columns, ("who waited", False)], shown)
    yield from _rest(left, screen)


def _beliefs(review: Review, screen: Screen) -> Iterator[RenderableType]:
    found = [row for row in review.pictures.realisations if row.gap_ms > 0]
    if not found:
        return
    yield _title(screen, "What was true, and when those in charge knew")
    rows: list[list[RenderableType]] = [
        [
            row.leader,
            f"{row.item} {row.change}",
            review.clock.day_time(row.true_ms),
            review.clock.day_time(row.known_ms) if row.known_ms >= 0 else "never",
            amounts.duration(row.gap_ms),
        ]
        for row in found
    ]
    shown, left = _limited(rows, screen)
    columns = [
        ("who leads", False),
        ("truth", False),
        ("true from", False),
        ("known", False),
        ("wrong for", True),
    ]
    yield table_of(columns, shown)
    yield from _rest(left, screen)


def _decisions(review: Review, screen: Screen) -> Iterator[RenderableType]:
    if not review.decisions:
        return
    yield _title(screen, "What was decided")
    rows: list[list[RenderableType]] = []
    for view in review.decisions:
        after = amounts.duration(view.decided_ms - view.opened_ms) if view.decided_ms >= 0 else "not decided"
        remarks = ["late"] * view.is_late + ["wrong level"] * view.is_at_wrong_level
        remarks += [f"changed {amounts.count(view.reversals, 'time')}"] * bool(view.reversals)
        answer = f"{view.answer} ({', '.join(remarks)})" if remarks else view.answer
        rows.append([view.question, answer, view.who, after])
    yield table_of([("question", False), ("answer", False), ("by", False), ("after", True)], rows)


def _targets(review: Review, screen: Screen) -> Iterator[RenderableType]:
    if not review.targets:
        return
    met = sum(target.is_met for target in review.targets)
    yield _title(screen, f"Targets: {met} of {len(review.targets)} met")
    rows: list[list[RenderableType]] = [
        [
            Text(f"{screen.glyphs.yes} met", "green")
            if view.is_met
            else Text(f"{screen.glyphs.no} missed", "red"),
            view.name,
            view.text,
            view.value,
        ]
        for view in review.targets
    ]
    yield table_of([("", False), ("target", False), ("asks for", False), ("came to", False)], rows)


def _services(review: Review, screen: Screen) -> Iterator[RenderableType]:
    if not review.services:
        return
    yield _title(screen, "Services in numbers")
    rows: list[list[RenderableType]] = [
        [
            view.title,
            amounts.count(view.measures.get("lost") or 0.0, view.unit),
            amounts.share(view.measures.get("min_performance") or 0.0),
            amounts.hours(view.measures.get("below_mbco_h") or 0.0),
            amounts.measured(view.measures.get("time_to_mbco_h"), "h") if view.disrupted else "not disrupted",
            amounts.hours(view.measures.get("over_mtpd_h") or 0.0),
        ]
        for view in review.services
    ]
    columns = [("service", False), ("lost", True), ("lowest", True), ("below min.", True)]
    yield table_of([*columns, ("back after", True), ("over MTPD", True)], rows)


_MEASURES = (
    ("people.affected", "People affected"),
    ("people.harmed", "People harmed"),
    ("cost.total", "Cost in all"),
    ("cost.response", "  of the response"),
    ("cost.lost_service", "  of service and assets lost"),
    ("crisis.beyond_routine_h", "Beyond routine"),
    ("crisis.unmet_h", "Unmet crisis"),
    ("crisis.authority_gap_h", "Without authority to decide"),
    ("crisis.right_level_share", "Decided at the right level"),
    ("snowball.spawned", "Incidents brought on by others"),
    ("snowball.depth", "Longest chain of them"),
    ("catastrophe.happened", "Catastrophe"),
    ("surprise.index", "Loss under surprise"),
)


def _organisation(review: Review, screen: Screen) -> Iterator[RenderableType]:
    yield _title(screen, "The organisation in numbers")
    known = {row.name: row for row in review.measures}
    rows: list[list[RenderableType]] = [
        [words, known[name].value, Text(name, style="dim")] for name, words in _MEASURES if name in known
    ]
    yield table_of([("", False), ("", True), ("measure", False)], rows)


def _surprises(review: Review, screen: Screen) -> Iterator[RenderableType]:
    if review.surprises:
        yield _title(screen, "What surprised")
        for surprise in review.surprises:
            yield Text(f"{review.clock.day_time(surprise.time_ms)}  {surprise.words}")
    failures = [view for view in review.failures if view.share > 0]
    if not failures:
        return
    yield _title(screen, "Kinds of failure: what loss time was held up by")
    for view in failures:
        bar = screen.glyphs.full * max(1, round(view.share * 20))
        meaning = view.meaning if screen.is_wide else ""
        yield Text(f"{view.title:<13} {amounts.share(view.share):>5}  {bar:<20}  {meaning}".rstrip())


def _assumptions(review: Review, screen: Screen) -> Iterator[RenderableType]:
    if review.assumptions:
        yield _title(screen, "What the model assumed, because the file does not say")
        for text in review.assumptions:
            yield Padding(Text(f"{screen.glyphs.dot} {text}"), (0, 0, 0, 1))
    yield _title(screen, "What these numbers mean")
    yield Text(review.meaning)
    yield Text(review.judgement.label, style="dim")
