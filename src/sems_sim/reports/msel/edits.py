"""What a person says of a sheet, in a small file: columns, words, the header."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.drafts import Reading
from sems_sim.reports.msel.fields import FIELDS, IGNORED, KEPT
from sems_sim.reports.msel.mapping import Edits
from sems_sim.reports.msel.yaml_text import key_text, scalar

_KEYS = ("sheet", "header_row", "startex", "columns", "values")


def edits_of(data: object, name: str) -> Edits:
    """Edits from the plain values of a file. Raises ArgumentError for a key or a shape that is not known."""
    if not isinstance(data, Mapping):
        raise ArgumentError(f"{name}: a map is written as keys", "columns: {heading: field}")
    for key in data:
        if key not in _KEYS:
            near = get_close_matches(str(key), _KEYS, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(_KEYS)}"
            raise ArgumentError(f"{name}: {key!r} is no key of a map", hint)
    row = data.get("header_row")
    if row is not None and (isinstance(row, bool) or not isinstance(row, int) or row < 1):
        raise ArgumentError(f"{name}: header_row is the number of a row", "count from 1, as the sheet does")
    values = data.get("values") or {}
    if not isinstance(values, Mapping):
        raise ArgumentError(f"{name}: values are written by field", "values: {to: {Duty Mgr: duty_manager}}")
    return Edits(
        _texts(data.get("columns") or {}, "columns", name),
        {str(field): _texts(words, f"values of {field}", name) for field, words in values.items()},
        str(data.get("sheet") or ""),
        row,
        str(data.get("startex") or ""),
    )


def _texts(data: object, what: str, name: str) -> dict[str, str]:
    if not isinstance(data, Mapping) or any(isinstance(value, Mapping | list) for value in data.values()):
        raise ArgumentError(f"{name}: {what} are written as name: word", "columns: {heading: field}")
    return {str(key): str(value) for key, value in data.items()}


def edits_text(reading: Reading, edits: Edits) -> str:
    """The mapping of a reading as a file to change: every column with its field, and the reason as a comment."""
    layout = reading.layouts[0]
    lines = [
        f"# How the sheet {layout.sheet!r} of {reading.workbook!r} is read; change it, and give it with --map.",
        f"# Fields: {', '.join(field.name for field in FIELDS)};",
        f"# {KEPT} puts a column into the notes, {IGNORED} leaves it out.",
        f"sheet: {scalar(layout.sheet)}",
        f"header_row: {layout.header_row + 1}",
        *([f"startex: {scalar(edits.startex)}"] if edits.startex else []),
        "columns:",
    ]
    for taken in layout.taken:
        if taken.heading:
            doubt = "" if taken.is_sure else "  # look at this: "
            lines.append(f"  {key_text(taken.heading)}: {taken.field}{doubt}{taken.why if doubt else ''}")
    if edits.values:
        lines.append("values:")
        for field, words in edits.values.items():
            lines.append(f"  {key_text(field)}:")
            lines += [f"    {key_text(word)}: {scalar(other)}" for word, other in words.items()]
    else:
        lines += ["# values:", "#   to: {Duty Mgr: duty_manager}   # what a cell says, and what is meant"]
    return "\n".join(lines) + "\n"
