"""How well a column fits a field: by its heading, and by what its cells say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

from sems_sim.reports.msel.fields import BY_NAME, CONTEXT, ONLY_FIRST, Field, forms, plain_words
from sems_sim.reports.msel.grid import Value, text_of
from sems_sim.reports.msel.moments import read_moment, style_of
from sems_sim.reports.msel.values import is_status, is_trigger, kind_of, means_in, said_cells, share, truth_of

MOST_CELLS = 400
"""So many cells of a column are looked at."""
WORTH = 22.0
"""What the cells can add to, or take from, the score of a heading."""


@dataclass(frozen=True, slots=True)
class Match:
    """A score from 0 to 100 and the reason for it."""

    score: float
    why: str


NO_MATCH = Match(0.0, "")
BARRED = Match(-1.0, "")
"""The heading says that it is something else, whatever its cells look like."""


def by_heading(field: Field, heading: str) -> Match:
    """How well a heading names a field: exactly, as whole words within it, or as a part of a word."""
    if heading.strip() == field.heading:
        return Match(102.0, f"it is called {heading!r}, as here")
    if any(word in plain_words(heading) for word in field.never):
        return BARRED
    best = NO_MATCH
    for position, form in enumerate(_forms(heading)):
        cost = (0.0, 1.0, 3.0, 12.0)[min(position, 3)]
        for words, name, weight in _names(field.name):
            found = _against(form, words, name, weight)
            if found.score - cost > best.score:
                best = Match(found.score - cost, found.why)
    return best


@lru_cache(maxsize=2048)
def _forms(heading: str) -> tuple[tuple[str, ...], ...]:
    return forms(heading)


@cache
def _names(field: str) -> tuple[tuple[tuple[str, ...], str, float], ...]:
    """The names of a field as words, with their weights."""
    one = BY_NAME[field]
    strong = tuple((plain_words(name), name, 1.0) for name in one.strong)
    return strong + tuple((plain_words(name), name, 0.82) for name in one.weak)


def _against(form: tuple[str, ...], words: tuple[str, ...], name: str, weight: float) -> Match:
    if form == words:
        return Match(100.0 * weight, f"it is called {name!r}")
    if _singular(form) == _singular(words):
        return Match(98.0 * weight, f"it is called {name!r}")
    if all(word in CONTEXT for word in words):  # "inject" within "inject author" says nothing
        return NO_MATCH
    if len(words) > len(form) or not any(word in form for word in words):
        return _within("".join(form), "".join(words), name, weight)
    covered = len(words) / len(form)
    for start in range(len(form) - len(words) + 1):
        if start and len(words) == 1 and words[0] in ONLY_FIRST:
            return NO_MATCH
        if form[start : start + len(words)] == words:
            edge = 6.0 if start == 0 or start + len(words) == len(form) else 0.0
            return Match((30.0 + 45.0 * covered + edge) * weight, f"its name has {name!r} in it")
    if len(words) > 1 and _in_order(form, words):
        return Match((34.0 + 40.0 * covered) * weight, f"its name has {name!r} in it, with words between")
    return _within("".join(form), "".join(words), name, weight)


def _in_order(form: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether all words stand in a heading in their order, the first of them at its beginning."""
    rest = iter(form)
    return form[0] == words[0] and all(word in rest for word in words)


def _within(joined: str, sought: str, name: str, weight: float) -> Match:
    """A name as a part of the heading's letters."""
    if len(sought) >= 4 and sought in joined:
        return Match((20.0 + 20.0 * len(sought) / len(joined)) * weight, f"its name holds {name!r}")
    return NO_MATCH


@lru_cache(maxsize=4096)
def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.removesuffix("s") if len(word) > 3 else word for word in words)


@dataclass(frozen=True, slots=True)
class Look:
    """What the cells of a column look like; shares lie between 0 and 1."""

    count: int
    length: float
    """Mean number of characters."""
    distinct: float
    numbers: float
    """Cells that look like the number of an inject."""
    times: float
    dates: float
    stamps: float
    """Cells that the spreadsheet itself holds as date or time."""
    means: float
    kinds: float
    statuses: float
    triggers: float
    truths: float


_NUMBER = re.compile(
    r"#?\s*(?:[A-Za-z]{0,8}[-_. #]{0,2})?\d{1,6}(?:[-_.]?\w{1,4})?(?:\s*\(.{1,20}\))?|[A-Za-z]{1,4}[-_]\w{1,4}"
)


def look_at(cells: Sequence[Value], heading: str = "") -> Look:
    """What the first cells of a column look like, read as its heading says."""
    said = said_cells(cells)[:MOST_CELLS]
    texts = [text_of(cell) for cell in said]
    style = style_of(heading, said)
    moments = [read_moment(cell, style) for cell in said]
    length = 0
    for text in texts:
        length += len(text)
    return Look(
        len(said),
        length / len(said) if said else 0.0,
        len(set(texts)) / len(said) if said else 0.0,
        share(_NUMBER.fullmatch(text) is not None for text in texts),
        share(
            moment.clock_ms is not None or moment.offset_ms is not None or moment.is_word
            for moment in moments
        ),
        share(moment.day is not None or moment.day_number is not None for moment in moments),
        share(isinstance(cell, datetime | date | time | timedelta) for cell in said),
        share(bool(means_in(cell)[0]) and not means_in(cell)[1] for cell in said),
        share(kind_of(cell) is not None for cell in said),
        share(is_status(cell) for cell in said),
        share(is_trigger(cell) for cell in said),
        share(truth_of(cell) is not None for cell in said),
    )


def by_cells(field: Field, look: Look) -> float:
    """How well the cells of a column fit a field, from -1 (they speak against it) to 1; 0 where they say nothing."""
    if not look.count:
        return 0.0
    known = {
        "time": look.times, "date": look.dates, "clock": look.times, "by": look.means, "kind": look.kinds,
        "status": look.statuses, "trigger": look.triggers, "truth": look.truths,
    }  # fmt: skip
    if field.shape in known:
        least = -1.0 if field.shape in ("time", "clock", "date") else -0.5
        return max(least, 2.0 * known[field.shape] - 1.0)
    if look.stamps > 0.8 and field.shape in ("number", "title", "text", "who", "prose", "short"):
        return -1.0
    return _by_length(field.shape, look)


def _by_length(shape: str, look: Look) -> float:
    if shape == "number":
        if look.numbers < 0.5:
            return -1.0
        return 0.6 if look.distinct > 0.9 and look.length <= 12 else 0.0
    if shape == "title":
        if look.length < 3 or look.numbers > 0.8:
            return -0.5
        return 0.5 if look.length <= 45 else max(-1.0, 0.5 - (look.length - 45) / 35)
    if shape == "text":
        return max(-0.8, min(0.8, (look.length - 30) / 25))
    if shape == "who":
        return 0.3 if look.length <= 40 else (-1.0 if look.length > 60 else 0.0)
    if shape == "prose":
        return 0.2 if look.length > 10 else 0.0
    return (0.1 if look.length <= 60 else -0.5) if shape == "short" else 0.0


def said_by_cells(field: Field, look: Look) -> str:
    """What speaks for a field in the cells of a column, in words; empty where it is no reason."""
    words = {
        "time": ("times", look.times), "date": ("dates", look.dates), "by": ("means of delivery", look.means),
        "kind": ("kinds of inject", look.kinds), "status": ("statuses", look.statuses),
        "trigger": ("triggers", look.triggers),
    }  # fmt: skip
    if field.shape in words and words[field.shape][1] >= 0.5:
        return f"{words[field.shape][1]:.0%} of its cells are {words[field.shape][0]}"
    if field.shape == "text" and look.length >= 45:
        return f"its cells are long ({look.length:.0f} characters)"
    if field.shape == "title" and 3 <= look.length <= 45:
        return f"its cells are short ({look.length:.0f} characters)"
    return ""
