"""What an import would do, said before anything is written: column by column, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.reports.msel.drafts import Reading
from sems_sim.reports.msel.fields import BY_NAME, IGNORED, KEPT
from sems_sim.reports.msel.mapping import Layout

MOST_DOUBTS = 60
_MOST_SHOWN = 12


def preview_lines(reading: Reading) -> Iterator[str]:
    """The preview as plain lines: sheets, columns, times, doubts by row, what is left to do."""
    for layout in reading.layouts:
        yield from _layout_lines(layout, reading)
    yield from _times(reading)
    yield from _people(reading)
    if reading.remarks:
        yield ""
        yield "Also"
        yield from (f"  · {remark}" for remark in reading.remarks)
    yield from _doubts(reading)
    yield from _left(reading)


def _layout_lines(layout: Layout, reading: Reading) -> Iterator[str]:
    count = sum(1 for draft in reading.drafts if draft.sheet == layout.sheet)
    ours = ", an export of sems-sim" if layout.is_own else ""
    yield f"Sheet {layout.sheet!r}: header in row {layout.header_row + 1}, {count} injects{ours}"
    if layout.is_own:
        yield "  every column is one of ours"
        return
    rows = [
        (taken.letter, taken.heading or "(no heading)", _taken_for(taken.field), taken)
        for taken in layout.taken
    ]
    wide = min(34, max((len(heading) for _, heading, _, _ in rows), default=0))
    yield "  column" + " " * max(1, wide + 1) + "taken for                 why"
    for letter, heading, field, taken in rows:
        mark = " " if taken.is_sure else "?"
        shown = heading if len(heading) <= wide else f"{heading[: wide - 1]}…"
        yield f"{mark} {letter:>3}  {shown:<{wide}}  {field:<24}  {taken.why}"
    if any(not taken.is_sure for taken in layout.taken):
        yield "? look at these: change them in a file given with --map (--save-map writes one)"


def _taken_for(field: str) -> str:
    if field == KEPT:
        return "kept in the notes"
    return "left out" if field == IGNORED else BY_NAME[field].heading


def _times(reading: Reading) -> Iterator[str]:
    timed = sum(1 for draft in reading.drafts if "at" in draft.values)
    waiting = sum(1 for draft in reading.drafts if "at" not in draft.values and "when" not in draft.values)
    yield ""
    if reading.startex is not None and not all(layout.is_own for layout in reading.layouts):
        yield f"STARTEX {reading.startex}: {reading.startex.why}"
    elif timed:
        yield "STARTEX: not needed, the times of the sheet count from the start"
    yield f"{timed} of {len(reading.drafts)} injects have a time; {waiting} wait for the facilitator's word"


def _people(reading: Reading) -> Iterator[str]:
    if reading.teams:
        titles = [f"{title} ({name})" for name, title in reading.teams.items()]
        more = f" and {len(titles) - 30} more" if len(titles) > 30 else ""
        yield f"Recipients: {', '.join(titles[:30])}{more}"
    if reading.objectives:
        yield f"Objectives: {', '.join(reading.objectives)}"
    if reading.replaced:
        yield f"{len(reading.replaced)} names were replaced by roles; the list is kept apart"


def _doubts(reading: Reading) -> Iterator[str]:
    if not reading.doubts:
        return
    yield ""
    yield f"Row by row ({len(reading.doubts)})"
    yield from (f"  {_place(reading)}{doubt}" for doubt in reading.doubts[:MOST_DOUBTS])
    if len(reading.doubts) > MOST_DOUBTS:
        yield f"  and {len(reading.doubts) - MOST_DOUBTS} more: --json has them all"


def _place(reading: Reading) -> str:
    return "" if len(reading.layouts) < 2 else "· "


def _left(reading: Reading) -> Iterator[str]:
    bare = reading.without_effects
    if bare:
        names = ", ".join(draft.id for draft in bare[:_MOST_SHOWN])
        more = f" and {len(bare) - _MOST_SHOWN} more" if len(bare) > _MOST_SHOWN else ""
        yield ""
        yield f"Left to add where wanted: effects in the model (do: …) of {len(bare)} injects: {names}{more}"
    recorded = len(reading.actuals)
    if recorded:
        yield f"{recorded} rows record an exercise that was held: that is no part of the plan, and stays in the sheet"


def document_of(reading: Reading) -> dict[str, object]:
    """The preview for a program."""
    return {
        "workbook": reading.workbook,
        "sheets": [
            {
                "sheet": layout.sheet,
                "header_row": layout.header_row + 1,
                "is_own": layout.is_own,
                "columns": [
                    {"column": taken.letter, "heading": taken.heading, "field": taken.field, "why": taken.why,
                     "is_sure": taken.is_sure}
                    for taken in layout.taken
                ],
            }
            for layout in reading.layouts
        ],
        "startex": str(reading.startex) if reading.startex is not None else None,
        "injects": [dict(draft.values) for draft in reading.drafts],
        "objectives": {name: dict(values) for name, values in reading.objectives.items()},
        "teams": dict(reading.teams),
        "doubts": [
            {"sheet": doubt.sheet, "row": doubt.row, "column": doubt.column, "message": doubt.message,
             "remedy": doubt.remedy}
            for doubt in reading.doubts
        ],
        "remarks": list(reading.remarks),
        "without_effects": [draft.id for draft in reading.without_effects],
    }  # fmt: skip
