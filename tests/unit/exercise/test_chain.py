"""The chain of hashes, worked out by hand."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from sems_sim.exercise import commands as ask
from sems_sim.exercise import entries as told
from sems_sim.exercise.chain import (
    NewRow,
    Position,
    Row,
    canonical,
    chained,
    command_of,
    command_row,
    entry_of,
    entry_row,
)  # fmt: skip
from sems_sim.exercise.entries import Entry


def test_a_hash_is_that_of_seven_lines() -> None:
    """Anybody can work it out with a tool for SHA-256: what the documentation says is what is done."""
    row = NewRow("entry", 5, 10, "2026-01-12T09:00:00.000+00:00", {"b": "ü", "a": [1, None]})

    text = canonical(row.data)

    assert '{"a":[1,null],"b":"\\u00fc"}' == text
    by_hand = f"ab12\n3\nentry\n5\n10\n2026-01-12T09:00:00.000+00:00\n{text}".encode()
    assert hashlib.sha256(by_hand).hexdigest() == chained("ab12", 3, row, text)


@given(
    command=st.one_of(
        st.builds(ask.Mark, st.text()),
        st.builds(ask.JumpTo, st.integers(0, 1 << 50)),
        st.builds(ask.SendMessage, st.text(), st.tuples(st.text(), st.text()), st.text()),
        st.builds(ask.TakeDecision, st.text(), st.text(), st.builds(ask.DecisionRecord, st.text())),
        st.builds(ask.AmendEntry, st.integers(), st.lists(st.tuples(st.text(), st.text())).map(tuple)),
    ),
    by=st.text(),
)
def test_a_command_comes_back_as_it_was_given(command: ask.Command, by: str) -> None:
    """Through the canonical text and back, with whoever gave it."""
    row = command_row(4, command, by, Position(1, 2, "w"))

    assert (command, by) == command_of(Row(1, row.what, 1, 2, "w", row.data, ""))


def test_an_entry_comes_back_as_it_was_told() -> None:
    """With its times, its command and its role."""
    entry = Entry(3, 20, 10, told.WordDelivered("cmc", ("a", "b")), 2, "control")
    row = entry_row(entry, "w")

    assert entry == entry_of(Row(9, row.what, row.room_ms, row.at_ms, "w", row.data, ""))
