"""The decision log: what was decided, by which role, why; nothing in it is erased."""

from __future__ import annotations

from sems_sim.exercise import entries
from sems_sim.reports.logs.record import Record, Version, is_decision
from sems_sim.reports.logs.tables import Log
from sems_sim.telling import amounts

HEAD = (
    "Number", "Entry", "Status", "Scenario time", "Since start", "Recorded", "Level", "Team", "Question", "Asked at",
    "Decide by", "Decision", "On the list", "Decided by", "Situation as known", "Options considered", "Rationale",
    "Risk", "Review at", "Time charged", "Charged as", "Effects in the model", "In place of entry",
    "Replaced by entry", "Amended", "Desk",
)  # fmt: skip
_CHARGES = {"clock": "by the clock", "declared": "as declared", "free": "as discussion"}


def decision_log(record: Record) -> Log:
    """Return the log: a row for each decision, and one for each amendment below what it amends."""
    asked = _asked(record)
    replaced = _replaced(record)
    rows: list[tuple[str, ...]] = []
    number = 0
    for entry in record.entries:
        if is_decision(entry.fact):
            number += 1
            rows += [_row(record, one, str(number), asked, replaced) for one in record.versions(entry)]
    return Log(record.marking, HEAD, tuple(rows), "No decision is on record.")


_Asked = dict[str, list[tuple[entries.Entry, entries.DecisionPut]]]


def _asked(record: Record) -> _Asked:
    found: _Asked = {}
    for entry in record.entries:
        if isinstance(entry.fact, entries.DecisionPut):
            found.setdefault(entry.fact.decision, []).append((entry, entry.fact))
    return found


def _replaced(record: Record) -> dict[int, int]:
    """The entry of each decision that a later one replaced, with that one's."""
    return {
        entry.fact.reverses: entry.number
        for entry in record.entries
        if isinstance(entry.fact, entries.DecisionTaken) and entry.fact.reverses > 0
    }


def _row(
    record: Record, version: Version, number: str, asked: _Asked, replaced: dict[int, int]
) -> tuple[str, ...]:
    entry, fact, moment = version.entry, version.fact, version.by or version.entry
    put = _put(asked, fact, entry)
    changed = "; ".join(f"{name}: “{was}” → “{now}”" for name, was, now in version.changes)
    return (
        number,
        str(moment.number),
        version.status,
        record.time(entry.at_ms),
        record.since(entry.at_ms),
        record.wall(moment),
        record.level_at(entry),
        record.team(put[1].team) if put else "",
        getattr(fact, "question", ""),
        record.time(put[0].at_ms) if put else "",
        record.time(put[1].deadline_ms) if put else "",
        *_choice(record, fact),
        str(fact.reverses) if isinstance(fact, entries.DecisionTaken) and fact.reverses > 0 else "",
        str(replaced.get(entry.number, "")),
        changed,
        moment.by,
    )


def _put(
    asked: _Asked, fact: entries.Fact, entry: entries.Entry
) -> tuple[entries.Entry, entries.DecisionPut] | None:
    """The last time before an entry at which its question was put."""
    before = [one for one in asked.get(getattr(fact, "decision", ""), ()) if one[0].number < entry.number]
    return before[-1] if before else None


def _choice(record: Record, fact: entries.Fact) -> tuple[str, ...]:
    """From `Decision` to `Effects in the model`."""
    if isinstance(fact, entries.DecisionClosed):
        return ("Nothing was decided.", "", "", "", "", fact.why, "", "", "", "", "")
    if isinstance(fact, entries.DecisionOverdue):
        return ("The deadline passed.", "", "", "", "", "", "", "", "", "", "")
    if not isinstance(fact, entries.DecisionTaken):
        return ("",) * 11
    kept = fact.record
    return (
        fact.text,
        "yes" if fact.option else "no",
        kept.who or ("the model" if fact.model else "players"),
        kept.situation,
        kept.considered,
        kept.rationale,
        kept.risk,
        record.time(kept.review_ms),
        "" if fact.charged_ms is None else amounts.duration(fact.charged_ms),
        "" if fact.charged_ms is None else _CHARGES[kept.charge],
        fact.effects,
    )
