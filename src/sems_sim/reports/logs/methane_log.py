"""The METHANE messages of an exercise, field by field."""

from __future__ import annotations

from sems_sim.exercise import entries
from sems_sim.reports.logs.record import Record, Version
from sems_sim.reports.logs.tables import Log

FIELDS = (
    "Major incident declared", "Exact location", "Type of incident", "Hazards present or suspected", "Access routes",
    "Number, type, severity of casualties", "Emergency services present and required",
)  # fmt: skip
HEAD = (
    "Number", "Entry", "Status", "Scenario time", "Since start", "Recorded", "Message", "From", "To", *FIELDS,
    "Amended", "Desk",
)  # fmt: skip


def methane_log(record: Record) -> Log:
    """Return the messages in their order, each with what amended it below."""
    sent = [entry for entry in record.entries if isinstance(entry.fact, entries.MethaneSent)]
    rows = [
        _row(record, version, number)
        for number, entry in enumerate(sent, 1)
        for version in record.versions(entry)
    ]
    return Log(record.marking, HEAD, tuple(rows), "No METHANE message is on record.")


def _row(record: Record, version: Version, number: int) -> tuple[str, ...]:
    entry, fact, moment = version.entry, version.fact, version.by or version.entry
    if not isinstance(fact, entries.MethaneSent):
        return ()
    said = dict(fact.fields)
    return (
        str(number),
        str(moment.number),
        version.status,
        record.time(entry.at_ms),
        record.since(entry.at_ms),
        record.wall(moment),
        "METHANE" if said.get(FIELDS[0]) else "ETHANE",
        record.team(fact.sender),
        ", ".join(record.team(name) for name in fact.to),
        *(said.get(name, "") for name in FIELDS),
        "; ".join(f"{name}: “{was}” → “{now}”" for name, was, now in version.changes),
        moment.by,
    )
