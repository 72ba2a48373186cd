"""A paper as plain blocks: content laid out once, that Word and a page both can draw.

Text is a `str` or a tuple of `Run`s; line breaks in it are kept. Whoever draws a paper makes its text harmless.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sems_sim.telling import plain

LONGEST = 4_000
"""Characters of one piece of text that a paper shows; what is longer says that it was shortened."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with its look."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    """What was said before it was amended."""


Words = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, level 1 to 4; `new_page` begins a page with it."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: plain, `lead` (smaller, softer), `note` (set apart), or `definition`."""

    words: Words
    look: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, of points or of numbers."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row, which every page repeats; without `caption` it has no number."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    shares: tuple[int, ...] = ()
    """How wide columns are, in relation to each other; equal if empty."""
    small: bool = False
    blank_height_mm: int = 0
    """At least so high are its rows, for what is written by hand; 0 for as high as the text is."""
    keep: bool = False
    """Whether it stands on one page, whole."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names on the left, what there is to say of them on the right."""

    rows: tuple[tuple[str, Words], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in both forms, with its caption and with words for who cannot see it."""

    name: str
    svg: str
    png: bytes
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that is left blank on purpose, marked as such, and for whom."""

    label: str
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on pages lie on their side, or stand upright again."""

    landscape: bool


Block = Heading | Text | Bullets | Table | Facts | Figure | Blank | Turn


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper."""

    title: str
    kicker: str
    """What kind of paper it is."""
    marking: str
    """The handling marking: stands at the head and the foot of every page, after the word EXERCISE."""
    lines: tuple[str, ...]
    """What stands below the title: dates, sponsor."""
    blocks: tuple[Block, ...]
    made: str
    """When what it tells was recorded, ISO 8601: the date of the file, whenever it is written."""
    seal: str = ""
    """What proves what it was made from, for the foot of every page."""

    @property
    def banner(self) -> str:
        """The marking with the word that belongs on every page."""
        return banner_of(self.marking)


def banner_of(marking: str) -> str:
    """Return a marking with the word EXERCISE before it, unless it begins with that word."""
    words = plain(marking)
    if words.upper().startswith("EXERCISE "):
        return words
    return f"EXERCISE · {words}" if words else "EXERCISE"


def runs_of(words: Words) -> tuple[Run, ...]:
    """Return text as runs, harmless: no control characters, nothing endless; line breaks are kept."""
    runs = (Run(words),) if isinstance(words, str) else words
    return tuple(Run(harmless(run.text), run.bold, run.italic, run.struck) for run in runs)


def harmless(text: str) -> str:
    """Return text without what steers or hides, shortened if it is endless, and with its line breaks.

    A blank at either end is kept, because runs stand next to each other.
    """
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]} … [shortened here: {len(text):,} characters; the journal has it whole]"
    return "\n".join(_kept(line) for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text))


def _kept(line: str) -> str:
    words = plain(line)
    before = " " if line[:1] == " " and words else ""
    after = " " if line[-1:] == " " and words else ""
    return f"{before}{words}{after}" if words else (" " if line.isspace() and line else "")


def shown(words: Words) -> str:
    """Return the text alone."""
    return "".join(run.text for run in runs_of(words))


def joined(parts: Iterable[Words], between: str = "\n") -> Words:
    """Return several texts as one, those that are empty left out."""
    found: list[Run] = []
    for part in parts:
        runs = (Run(part),) if isinstance(part, str) else part
        if not any(run.text for run in runs):
            continue
        found += [Run(between), *runs] if found else runs
    return tuple(found)


def numbered(blocks: Sequence[Block]) -> Callable[[Block], str]:
    """Return what says the label of a captioned block: `Table 3`, counted in order; empty without a caption."""
    labels: dict[int, str] = {}
    counts = {"Table": 0, "Figure": 0}
    for block in blocks:
        if isinstance(block, Table | Facts | Figure) and block.caption:
            kind = "Figure" if isinstance(block, Figure) else "Table"
            counts[kind] += 1
            labels[id(block)] = f"{kind} {counts[kind]}"
    return lambda block: labels.get(id(block), "")
