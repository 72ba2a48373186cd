"""Entries that are corrected: the old words stay on record, the new ones count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from sems_sim.errors import ArgumentError
from sems_sim.exercise.codec import from_data, to_data
from sems_sim.exercise.entries import Entry, EntryAmended, Fact, Happened

Changes = tuple[tuple[str, str], ...]


def amended(entries: Sequence[Entry], number: int, changes: Changes) -> tuple[Fact, Changes]:
    """Return an entry's fact with changes made to it, after all earlier ones, and what the changed fields said.

    A field of a record within a fact is named with a dot: `record.rationale`.

    Raises:
        ArgumentError: If the entry has no such field, the field holds no text, or the text does not fit it.
    """
    fact: Fact = as_amended(entries, number)
    fixed = {EntryAmended: "an amendment", Happened: "what the model computed"}.get(type(fact))
    if fixed is not None:
        raise ArgumentError(
            f"entry {number} is {fixed}", "amend the entry it is about, or add an observation"
        )
    was = tuple((name, _read(fact, name, number)) for name, _ in changes)
    return reduce(lambda one, change: _with(one, *change), changes, fact), was


def as_amended(entries: Sequence[Entry], number: int) -> Fact:
    """Return an entry's fact as it counts now."""
    fact = entries[number - 1].fact
    for entry in entries[number:]:
        if isinstance(entry.fact, EntryAmended) and entry.fact.entry == number:
            fact = reduce(lambda one, change: _with(one, *change), entry.fact.changes, fact)
    return fact


def counting(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return all entries as they count now, amendments made and left out."""
    facts = {entry.number: entry.fact for entry in entries}
    for entry in entries:
        if isinstance(entry.fact, EntryAmended):
            of = entry.fact.entry
            facts[of] = reduce(lambda one, change: _with(one, *change), entry.fact.changes, facts[of])
    return tuple(
        entry if facts[entry.number] is entry.fact else replace(entry, fact=facts[entry.number])
        for entry in entries
        if not isinstance(entry.fact, EntryAmended)
    )


def _read(fact: Fact, name: str, number: int) -> str:
    value: Any = fact
    for part in name.split("."):
        value = getattr(value, part, None)
    if not isinstance(value, str):
        raise ArgumentError(f"entry {number} has no text {name!r}", f"it has: {', '.join(text_fields(fact))}")
    return value


def text_fields(fact: Fact) -> tuple[str, ...]:
    """Return the names of all fields of a fact that hold text, in order."""
    found = []
    for name, value in ((one, getattr(fact, one)) for one in type(fact).__dataclass_fields__):
        if isinstance(value, str):
            found.append(name)
        elif hasattr(value, "__dataclass_fields__"):
            found += [
                f"{name}.{one}" for one in value.__dataclass_fields__ if isinstance(getattr(value, one), str)
            ]
    return tuple(found)


def _with(fact: Fact, name: str, text: str) -> Fact:
    data = to_data(fact)
    place, _, inner = name.partition(".")
    if inner:
        data[place] = {**data.get(place, {}), inner: text}
    else:
        data[place] = text
    made: Fact = from_data(data)
    return made
