"""The briefing as lines, section by section."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from sems_tui.drawing import Item, Line, line
from sems_tui.papers.brief import Brief, ModuleBrief, ObjectiveBrief, Readiness, TeamBrief

_WEIGHTS = {"problem": ("✗ PROBLEM", "bad"), "doubt": ("! doubt", "warn"), "note": ("· note", "dim")}
_MOST_TIMES = 60


SECTIONS = ("Ready", "Objectives", "Who plays", "Modules", "Rules", "Assumed")
"""In the order of their number keys."""
_NOTES = (
    "the exercise played on the model beforehand",
    "what it is to show",
    "space: people or the model · + − how many are there",
    "the clock stops at the end of each",
    "read them out",
    "what the scenario leaves open",
)


def items(brief: Brief, readiness: Readiness | None, state: str) -> tuple[Item, ...]:
    """Return the lines; the key of a team is `team <name>`, that of a section's head `section <name>`.

    `state` says how the check stands where there is no result.
    """
    parts = (
        tuple(_ready(brief, readiness, state)),
        tuple(map(_objective, brief.objectives))
        or (line.said("None are written; observations can be made."),),
        (*map(_team, brief.teams), *(_role(place, *role) for place, role in enumerate(brief.roles))),
        tuple(map(_module, brief.modules))
        or (line.said("None are written: the clock runs until you stop it."),),
        tuple(_text(f"rule {place}", f"{place}. {one}") for place, one in enumerate(brief.rules, 1)),
        tuple(_text(f"assumed {place}", f"· {one}", "dim") for place, one in enumerate(brief.assumptions)),
    )
    lines: list[Item] = [_text("summary", brief.summary)] if brief.summary else []
    lines.append(_text("starts", f"It begins on {brief.starts}."))
    for name, note, part in zip(SECTIONS, _NOTES, parts, strict=True):
        lines += [_head(name, note), *part]
    return tuple(lines)


def _head(name: str, note: str) -> Item:
    drawn: Line = ((name.upper(), "head"), (f"  {note}", "dim"))
    return Item(f"section {name}", name, lambda width: (line.cut(drawn, width),))


def _text(key: str, words: str, tone: str = "") -> Item:
    return _hung(key, (words, tone), "", tone, words, 2)


def _hung(key: str, first: line.Span, words: str, tone: str, stamp: Hashable, indent: int) -> Item:
    """Words that begin after a mark and go on below it, so many cells in."""

    def draw(width: int) -> tuple[Line, ...]:
        rows = line.wrapped(f"{first[0]}{words}", width - indent, tone)
        head = rows[0][0][0]
        mark = head[: len(first[0])]
        begun: Line = ((mark, first[1]), (head[len(mark) :], tone))
        return (begun, *(((" " * indent, ""), *row) for row in rows[1:]))

    return Item(key, stamp, draw)


def _ready(brief: Brief, readiness: Readiness | None, state: str) -> Iterable[Item]:
    luck = f"Luck: seed {brief.seed}" + (", as the scenario says." if brief.is_seed_written else ".")
    if readiness is None:
        yield _text("state", state, "warn" if state.startswith("!") else "dim")
        yield _text("seed", luck)
        return
    problems = sum(weight == "problem" for weight, _, _ in readiness.findings)
    if problems:
        yield _text(
            "state",
            f"✗ {problems} to mend before the day ({readiness.runs} runs, every team run by the model).",
            "bad",
        )
    else:
        yield _text(
            "state",
            f"✓ Nothing that would be seen in the room ({readiness.runs} runs, every team run by the model).",
            "good",
        )
    yield _text(
        "seed", luck if brief.seed == readiness.seed else f"{luck} g takes the proposed {readiness.seed}."
    )
    yield _text("why seed", readiness.why_seed, "dim")
    for place, (weight, sentence, remedy) in enumerate(readiness.findings):
        word, tone = _WEIGHTS[weight]
        said = f" {sentence}" + (f" {remedy[:1].upper()}{remedy[1:]}." if remedy else "")
        yield _hung(f"finding {place}", (word, tone), said, "", (weight, said), 4)
    for place, words in enumerate(readiness.timetable[:_MOST_TIMES]):
        yield _text(f"time {place}", f"· {words}", "dim")
    for place, words in enumerate(readiness.assumptions):
        yield _text(f"rehearsed {place}", f"· {words}", "dim")


def _objective(one: ObjectiveBrief) -> Item:
    tested = f"tested by {', '.join(one.injects)}" if one.injects else "! no inject tests it"
    target = f" · target {one.target}" if one.target else ""

    def draw(width: int) -> tuple[Line, ...]:
        rows = line.wrapped(f"{one.id} {one.text}", width)
        tone = "dim" if one.injects else "warn"
        return (*rows, line.cut(((f"   {tested}", tone), (target, "dim")), width))

    return Item(f"objective {one.id}", one, draw)


def _team(one: TeamBrief) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        sign = ("[people] ", "good") if one.is_played else ("[model]  ", "dim")
        level = "outside" if one.is_outside else one.level
        there = f"{one.present} of {one.people} there" if one.present != one.people else f"{one.people} there"
        short = "warn" if one.present != one.people else "dim"
        return (line.spread((sign, (one.title, "strong")), ((f"{level} · ", "dim"), (there, short)), width),)

    return Item(f"team {one.name}", one, draw)


def _role(place: int, role: str, team: str, note: str) -> Item:
    return _text(f"role {place}", f"· {role}: {team}" + (f". {note}" if note else ""), "dim")


def _module(one: ModuleBrief) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        head = line.cut(((f"{one.number} {one.title}", "strong"), (f"  {one.times}", "dim")), width)
        asked = [
            row for question in one.questions for row in line.wrapped(f"? {question}", width - 2, "accent")
        ]
        return (head, *(((" " * 2, ""), *row) for row in asked))

    return Item(f"module {one.number}", one, draw)
