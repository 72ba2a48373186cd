"""Laws that live in the flat table: smooth tables, steps, and points joined by lines.

* TABLE: n shares, n values, n slopes of a standard law (see quantile_tables); the value is a + b·x. c is 1 where the
  standard law ends at 1 (beta), 0 where it has no end (gamma).
* STEPS: n cumulated shares, the last of them 1, then n values, rising: a list of possible values.
* POINTS: n shares from 0 to 1, rising, then n values, never falling: quantiles as people state them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.laws.elementary import exp, log, power

TABLE = 8
STEPS = 9
POINTS = 10

Row = tuple[int, float, float, float, int, int]


def listed_quantile(row: Row, table: Sequence[float], u: float) -> float:
    """The quantile of a law of one of these three kinds."""
    kind, a, b, _, start, size = row
    if kind == TABLE:
        return a + b * _smooth_quantile(row, table, u)
    if kind == STEPS:
        return table[_first_at_least(table, start, size, u) + size]
    i = _cell(table, start, size, u)
    share = (u - table[i]) / (table[i + 1] - table[i])
    return table[i + size] + (table[i + size + 1] - table[i + size]) * share


def listed_cdf(row: Row, table: Sequence[float], x: float) -> float:
    """The probability of a value at or below x, for a law of one of these three kinds."""
    kind, a, b, _, start, size = row
    if kind == TABLE:
        return _smooth_cdf(row, table, (x - a) / b)
    if x < table[start + size]:
        return 0.0
    if x >= table[start + 2 * size - 1]:
        return 1.0
    i = _cell(table, start + size, size, x) - size
    if kind == STEPS:
        return table[i]
    share = (x - table[i + size]) / (table[i + size + 1] - table[i + size])
    return table[i] + (table[i + 1] - table[i]) * share


def _cell(table: Sequence[float], first: int, size: int, value: float) -> int:
    """The last index of `size` rising numbers from `first` that is not above value, and not the very last."""
    low = first
    high = first + size - 1
    while high - low > 1:
        middle = (low + high) >> 1
        if table[middle] <= value:
            low = middle
        else:
            high = middle
    return low


def _first_at_least(table: Sequence[float], first: int, size: int, value: float) -> int:
    """The first index whose number is at least value; the last where none is."""
    low = first
    high = first + size - 1
    while low < high:
        middle = (low + high) >> 1
        if table[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


def _smooth_quantile(row: Row, table: Sequence[float], u: float) -> float:
    _, _, _, bounded, start, size = row
    if u <= table[start]:
        return _below_first(table, start, size, u)
    last = start + size - 1
    if u >= table[last]:
        return _above_last(table, last, size, bounded, u)
    i = _cell(table, start, size, u)
    return _cubic(table, i, size, (u - table[i]) / (table[i + 1] - table[i]))


def _cubic(table: Sequence[float], i: int, size: int, s: float) -> float:
    """Hermite's cubic in cell i, at the share s of its width."""
    width = table[i + 1] - table[i]
    rise = table[i + size + 1] - table[i + size]
    bend = table[i + 2 * size] * (1.0 - s) - table[i + 2 * size + 1] * s
    return table[i + size] + rise * s * s * (3.0 - 2.0 * s) + width * s * (1.0 - s) * bend


def _below_first(table: Sequence[float], start: int, size: int, u: float) -> float:
    """A power of u that meets the first node's value and slope."""
    value = table[start + size]
    return value * power(u / table[start], table[start] * table[start + 2 * size] / value)


def _above_last(table: Sequence[float], last: int, size: int, bounded: float, u: float) -> float:
    """A power of 1 − u towards the end, or a logarithm where there is none, meeting the last node's slope."""
    over = 1.0 - table[last]
    value = table[last + size]
    reach = over * table[last + 2 * size]
    if bounded > 0.0:
        gap = 1.0 - value
        return 1.0 - gap * power((1.0 - u) / over, reach / gap)
    return value + reach * log(over / (1.0 - u))


def _smooth_cdf(row: Row, table: Sequence[float], x: float) -> float:
    _, _, _, bounded, start, size = row
    if x <= 0.0:
        return 0.0
    first = table[start + size]
    if x <= first:
        return table[start] * power(x / first, first / (table[start] * table[start + 2 * size]))
    last = start + size - 1
    if x >= table[last + size]:
        return 1.0 - _share_above(table, last, size, bounded, x)
    return _cubic_inverse(table, _cell(table, start + size, size, x) - size, size, x)


def _share_above(table: Sequence[float], last: int, size: int, bounded: float, x: float) -> float:
    """The inverse of `_above_last`, as a share from above."""
    over = 1.0 - table[last]
    value = table[last + size]
    reach = over * table[last + 2 * size]
    if bounded > 0.0:
        gap = 1.0 - value
        return over * power((1.0 - x) / gap, gap / reach) if x < 1.0 else 0.0
    return over * exp((value - x) / reach)


def _cubic_inverse(table: Sequence[float], i: int, size: int, x: float) -> float:
    """The share at which the cubic of cell i reaches x: halving, since a forecast asks seldom."""
    low = 0.0
    high = 1.0
    for _ in range(52):
        middle = 0.5 * (low + high)
        if _cubic(table, i, size, middle) <= x:
            low = middle
        else:
            high = middle
    return table[i] + (table[i + 1] - table[i]) * low
