"""Workbooks made from the written truth: sheets with headers, cells and number formats."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from sems_sim.scenario.source import read_tree
from sems_sim.scenario.tree import plain

DATA = Path(__file__).resolve().parents[3] / "data" / "msel"


def families(name: str) -> list[dict[str, Any]]:
    """The sheets of one file of written truth."""
    text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = plain(read_tree(text, name))
    return found


def workbook_of(family: dict[str, Any]) -> bytes:
    """A workbook that holds the sheet of a family, as bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = family["sheet"]
    rows = [*(family["above"] or []), [column["text"] for column in family["header"]], *family["rows"]]
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row or [], 1):
            put(sheet, r, c, value)
    return saved(book)


def put(sheet: Any, row: int, column: int, value: Any) -> None:
    """Write one cell of the truth: a number with a format, a time, a date, or what it says."""
    cell = sheet.cell(row, column)
    if isinstance(value, dict) and "v" in value:
        cell.value = value["v"]
        cell.number_format = value["format"]
    elif isinstance(value, dict) and "clock" in value:
        cell.value = time.fromisoformat(value["clock"])
    elif isinstance(value, dict):
        cell.value = datetime.combine(date.fromisoformat(str(value["day"])), time())
        cell.number_format = "dd-mmm"
    elif value is not None:
        cell.value = value


def saved(book: Workbook) -> bytes:
    """A workbook as bytes."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
