"""All that an exercise remembers, entry by entry: a table, and JSON lines."""

from __future__ import annotations

import json
from typing import Any

from sems_sim.exercise import codec, entries, picture
from sems_sim.reports.logs.record import Record, room_time
from sems_sim.reports.logs.tables import Log

HEAD = (
    "Entry", "Scenario time", "Since start", "Room time", "Recorded", "Kind", "What", "Because",
    "Before it was amended", "Amended by entry", "Desk", "Command",
)  # fmt: skip


def full_log(record: Record) -> Log:
    """Return the whole log: one row for each entry, amendments among them and beside what they amend."""
    rows = tuple(
        (
            str(entry.number),
            record.time(entry.at_ms),
            record.since(entry.at_ms),
            room_time(entry.room_ms),
            record.wall(entry),
            line.kind,
            _words(entry, line),
            line.because,
            line.struck,
            ", ".join(str(one.number) for one in record.amendments.get(entry.number, ())),
            entry.by,
            str(entry.command or ""),
        )
        for entry, line in zip(record.entries, record.lines, strict=True)
    )
    return Log(record.marking, HEAD, rows, "Nothing is on record.")


def _words(entry: entries.Entry, line: picture.FeedLine) -> str:
    fact = entry.fact
    if not isinstance(fact, entries.EntryAmended):
        return line.words
    was = dict(fact.was)
    changes = "; ".join(f"{name}: “{was.get(name, '')}” → “{text}”" for name, text in fact.changes)
    return f"{line.words} ({changes})"


def as_lines(record: Record) -> bytes:
    """Return the whole log as JSON lines, ASCII alone: first what it is, then one document for each entry.

    `fact` is the entry as the journal has it, before any amendment; `words` is what it says now.
    """
    first = {
        "what": "head",
        "handling": record.marking,
        "scenario": record.scenario,
        "title": record.title,
        "seed": record.seed,
        "version": record.version,
        "opened": record.opened,
        "entries": len(record.entries),
        "fingerprint": record.fingerprint,
        "head_hash": record.head_hash,
    }
    documents: list[dict[str, Any]] = [first]
    for entry, line in zip(record.entries, record.lines, strict=True):
        documents.append(
            {
                "what": "entry",
                "handling": record.marking,
                "entry": entry.number,
                "at_ms": entry.at_ms,
                "time": record.local.moment(entry.at_ms).isoformat(),
                "room_ms": entry.room_ms,
                "recorded": record.wall(entry),
                "kind": line.kind,
                "words": line.words,
                "because": line.because,
                "before": line.struck,
                "amended_by": [one.number for one in record.amendments.get(entry.number, ())],
                "by": entry.by,
                "command": entry.command,
                "fact": codec.to_data(entry.fact),
            }
        )
    return b"".join(json.dumps(one).encode("ascii") + b"\n" for one in documents)
