"""The key that orders events, and the words of the tables."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sems_sim.model import (
    FOREVER_MS,
    FULL,
    LAPSE,
    MAX_ENTITIES,
    MAX_KINDS,
    MAX_NUMBERS,
    NONE,
    OFF_LIST,
    EntityKind,
    Verb,
    event_key,
)
from sems_sim.scenario.schema.effects import VERBS

PARTS = st.tuples(
    st.integers(0, 10),
    st.integers(0, MAX_ENTITIES - 1),
    st.integers(0, MAX_KINDS - 1),
    st.integers(0, MAX_NUMBERS - 1),
)


@given(PARTS, PARTS)
def test_keys_order_as_their_parts_do(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int]
) -> None:
    """Phase before entity before kind before number."""
    assert (one < other) is (event_key(*one) < event_key(*other))


def test_keys_fit_between_what_simpy_keeps_and_a_signed_word() -> None:
    """At least 2, at most 2^63 - 1."""
    assert 2 == event_key(0, 0, 0, 0)
    assert event_key(10, MAX_ENTITIES - 1, MAX_KINDS - 1, MAX_NUMBERS - 1) < 1 << 63


def test_the_language_and_the_tables_have_the_same_verbs() -> None:
    """Every verb of the scenario language has its number; those left over, from `take` up, are an exercise's."""
    assert sorted(VERBS) == sorted(verb.name.lower() for verb in Verb if verb < Verb.TAKE)


def test_what_is_decided_off_the_list_is_no_number_of_an_option() -> None:
    """Nor is what lapses, and neither is the word for none."""
    assert 3 == len({NONE, OFF_LIST, LAPSE})
    assert max(NONE, OFF_LIST, LAPSE) < 0


def test_small_words() -> None:
    """There is none; later than any horizon; wholly working; numbers that are nobody else's."""
    assert (-1, 1_000_000) == (NONE, FULL)
    assert FOREVER_MS > 1000 * 365 * 86_400_000
    assert len(EntityKind) == len(set(map(int, EntityKind)))
