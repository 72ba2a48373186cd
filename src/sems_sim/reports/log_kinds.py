"""The logs of an exercise as tables: for spreadsheets, and line by line for programs."""

from __future__ import annotations

from sems_sim.reports.paper_kind import PaperKind, Source


def _decisions(source: Source) -> bytes:
    from sems_sim.reports.logs import as_csv, decision_log, record_of

    return as_csv(decision_log(record_of(source)))


def _methane(source: Source) -> bytes:
    from sems_sim.reports.logs import as_csv, methane_log, record_of

    return as_csv(methane_log(record_of(source)))


def _full(source: Source) -> bytes:
    from sems_sim.reports.logs import as_csv, full_log, record_of

    return as_csv(full_log(record_of(source)))


def _lines(source: Source) -> bytes:
    from sems_sim.reports.logs import as_lines, record_of

    return as_lines(record_of(source))


LOGS: tuple[PaperKind, ...] = (
    PaperKind("decisions", ".csv", "decision log, amendments shown", _decisions),
    PaperKind("methane", ".csv", "METHANE messages", _methane),
    PaperKind("log", ".csv", "the full log", _full),
    PaperKind("log", ".jsonl", "the full log for programs, one JSON document a line", _lines),
)
