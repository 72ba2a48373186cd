"""The fingerprint: every field of every record counts, and so does their order."""

from __future__ import annotations

import pytest

from sems_sim.engine.fingerprint import Fingerprint, words_of
from sems_sim.events import Record

ONE = Record(time_ms=3_600_000, phase=3, entity=17, kind=42, value=0.5, cause=2)
MASK = (1 << 64) - 1


def of(*records: Record) -> str:
    """The fingerprint of some records."""
    fingerprint = Fingerprint()
    for record in records:
        fingerprint.add(record)
    return fingerprint.text


def test_the_words_are_those_of_the_fine_print() -> None:
    """Time; phase, entity and kind packed; the bits of the value as a double; the cause as 64 bits."""
    assert (3_600_000, (3 << 48) | (17 << 16) | 42, 0x3FE0000000000000, 2) == words_of(ONE)
    assert MASK == words_of(ONE._replace(cause=-1))[3]


def test_two_lanes_are_mixed_by_splitmix() -> None:
    """One record, mixed by hand with the published splitmix64 finaliser."""

    def mix(word: int) -> int:
        word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 & MASK
        word = (word ^ word >> 27) * 0x94D049BB133111EB & MASK
        return word ^ word >> 31

    low, high = 0x9E3779B97F4A7C15, 0xD1B54A32D192ED03
    for word in words_of(ONE):
        low, high = mix((low + word) & MASK), mix(((high ^ word) + 0x9E3779B97F4A7C15) & MASK)

    assert f"{low:016x}{high:016x}" == of(ONE)


@pytest.mark.parametrize(
    "other",
    [
        ONE._replace(time_ms=3_600_001),
        ONE._replace(phase=4),
        ONE._replace(entity=18),
        ONE._replace(kind=43),
        ONE._replace(value=0.5000001),
        ONE._replace(cause=-1),
    ],
)
def test_a_change_of_any_field_shows(other: Record) -> None:
    """No field can differ without the fingerprint differing."""
    assert of(ONE) != of(other)


def test_order_and_number_count() -> None:
    """The same records in another order, or one more, are another run."""
    other = ONE._replace(entity=3)

    assert of(ONE, other) != of(other, ONE)
    assert of(ONE, other) != of(ONE)
    assert of() != of(ONE)


def test_minus_nothing_is_nothing() -> None:
    """-0 and 0 are the same value."""
    assert of(ONE._replace(value=0.0)) == of(ONE._replace(value=-0.0))


def test_what_is_no_number_is_refused() -> None:
    """NaN equals nothing, so it may not be in a record."""
    with pytest.raises(ValueError, match="not a number"):
        of(ONE._replace(value=float("nan")))
