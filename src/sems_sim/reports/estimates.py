"""Numbers with their interval and n, in words: no number of an ensemble stands alone."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sems_sim.telling import amounts

if TYPE_CHECKING:
    from sems_sim.stress import Estimate

UNKNOWN = "not known"
_SIZE = re.compile(r" (?:thousand|million|billion|trillion)$")


def percent(value: float) -> str:
    """A share of runs: `34.2%`, and never `0%` or `100%` for what is not quite none or all."""
    if math.isnan(value):
        return UNKNOWN
    hundredths = 100.0 * value
    if value in (0.0, 1.0):
        return f"{hundredths:.0f}%"
    if 0.0 < hundredths < 0.05:
        return "under 0.1%"
    if 99.95 <= hundredths < 100.0:
        return "over 99.9%"
    words = f"{hundredths:.1f}%"
    return words if hundredths >= 0 else f"−{words[1:]}"


def chance_words(found: Estimate, *, with_n: bool = True) -> str:
    """A chance: `34.2% (31.3% to 37.2%, n = 1,000)`."""
    return f"{percent(found.value)} {span(found, percent, with_n=with_n)}"


def points_words(found: Estimate, *, with_n: bool = False) -> str:
    """A difference of chances in percentage points: `+12.3 points (9.1 to 15.0)`."""
    return f"{_points(found.value)} points {span(found, _points, with_n=with_n)}"


def _points(value: float) -> str:
    if math.isnan(value):
        return UNKNOWN
    return "0" if value == 0 else f"{100.0 * value:+.1f}".replace("-", "−")


def span(found: Estimate, words: Callable[[float], str], *, with_n: bool = True) -> str:
    """The interval in brackets: `(19 h to 21 h, n = 1,000)`."""
    n = f", n = {found.n:,}" if with_n else ""
    if found.low == found.high == found.value:
        return f"(no spread{n})"
    suffix = _SIZE.search(words(found.value))
    low, high = (_end(value, words) for value in (found.low, found.high))
    if suffix is not None and low.endswith(suffix[0]) and high.endswith(suffix[0]):
        low, high = low.removesuffix(suffix[0]), high.removesuffix(suffix[0])
    return f"({low} to {high}{n})"


def _end(value: float, words: Callable[[float], str]) -> str:
    return "no bound" if math.isinf(value) or math.isnan(value) else words(value)


def in_unit(unit: str, currency: str = "", unit_word: str = "") -> Callable[[float], str]:
    """Say values of a measure in words, by the unit that the model states for it."""

    def words(value: float) -> str:
        if math.isnan(value):
            return UNKNOWN
        if math.isinf(value):
            return amounts.NEVER if unit == "h" else "no bound"
        if unit == "share":
            return percent(value)
        if unit == "yes/no":
            return percent(value)
        sign = "−" if value < 0 else ""
        return sign + amounts.measured(abs(value), unit, currency, unit_word)

    return words


def signed(words: Callable[[float], str]) -> Callable[[float], str]:
    """The same words for a difference, with a plus in front of what is more."""

    def told(value: float) -> str:
        return f"+{words(value)}" if value > 0 and math.isfinite(value) else words(value)

    return told


def estimate_words(found: Estimate, words: Callable[[float], str], *, with_n: bool = True) -> str:
    """A value with its interval: `20 h 05 min (19 h 50 min to 20 h 20 min, n = 1,000)`."""
    return f"{words(found.value)} {span(found, words, with_n=with_n)}"


def not_seen(found: Estimate) -> str:
    """How often something did not happen, in words; empty if it always did."""
    if found.value == 0.0 or found.n == 0:
        return ""
    if found.value == 1.0:
        return f"did not happen in any of {found.n:,} runs"
    return f"did not happen in {chance_words(found)} of runs"
