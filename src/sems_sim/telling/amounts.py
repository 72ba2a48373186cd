"""Numbers as people read them: three digits that count, hours and minutes, shares, money."""

from __future__ import annotations

from sems_sim.units import MS_PER_HOUR

_MINUTE_MS = 60_000
_WORDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
NEVER = "not within the run"


def number(value: float, digits: int = 3) -> str:
    """A number with the digits that count: `812`, `0.0123`, `61.2 million`; whole ones in full to 99,999."""
    if value < 0:
        return f"−{number(-value, digits)}"
    for size, word in _WORDS:
        if value >= 0.9995 * size:
            return f"{_digits(value / size, digits)} {word}"
    return _digits(value, digits)


def _digits(value: float, digits: int) -> str:
    if value == round(value) and value < 100_000:
        return f"{round(value):,}"
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:,.0f}" if rounded >= 10 ** (digits - 1) else f"{rounded:.{digits}g}"


def people(value: float) -> str:
    """A number of people, who come whole, though the model counts them as a flow."""
    if 0 < value < 1:
        return "less than one person"
    whole = value if value >= 1000 else float(round(value))
    return "nobody" if whole == 0 else count(whole, "person", "people")


def share(value: float) -> str:
    """A share as a percentage: `45%`, `0.4%`, and never `100%` for what is not quite all."""
    percent = value * 100
    if 0 < percent < 1:
        return f"{percent:.2g}%"
    if 99.5 <= percent < 100:
        return f"{int(percent * 10) / 10:g}%"
    return f"{percent:.0f}%"


def duration(time_ms: int) -> str:
    """A length of time: `35 s`, `12 min`, `1 h 05 min`, `2 d 03 h`."""
    if time_ms < 0:
        return f"−{duration(-time_ms)}"
    if time_ms < 1000:
        return "0 h" if time_ms == 0 else f"{time_ms} ms"
    if time_ms < 2 * _MINUTE_MS:
        return f"{round(time_ms / 1000)} s"
    minutes = round(time_ms / _MINUTE_MS)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02d} min" if minutes else f"{hours} h"
    days, hours = divmod(round(time_ms / MS_PER_HOUR), 24)
    return f"{days} d {hours:02d} h" if hours else f"{days} d"


def hours(value_h: float) -> str:
    """A number of hours as a length of time."""
    return duration(round(value_h * MS_PER_HOUR))


def money(value: float, currency: str) -> str:
    """An amount of money with the name of its currency: `GBP 61.2 million`."""
    return f"{currency} {number(value)}".strip()


def count(value: float, singular: str, plural: str = "") -> str:
    """How many of something: `1 flight`, `812 flights`."""
    return f"{number(value)} {singular if value == 1 else plural or plural_of(singular)}"


def plural_of(singular: str) -> str:
    """The plural of an English word, for the ordinary cases."""
    if singular.endswith("y") and singular[-2:-1] not in "aeiou":
        return f"{singular[:-1]}ies"
    return f"{singular}es" if singular.endswith(("s", "x", "ch", "sh")) else f"{singular}s"


def measured(value: float | None, unit: str, currency: str = "", unit_word: str = "") -> str:
    """The value of a measure in words, by the unit that the model states for it."""
    if value is None:
        return NEVER if unit == "h" else "none"
    if unit == "h":
        return hours(value)
    if unit == "share":
        return share(value)
    if unit == "yes/no":
        return "yes" if value else "no"
    if unit == "money":
        return money(value, currency)
    word = {"units": unit_word, "people": "person", "unit-hours": "unit-hour"}.get(unit, "")
    if word == "person":
        return f"{number(value)} people"
    return f"×{number(value)}" if unit == "factor" else count(value, word) if word else number(value)
