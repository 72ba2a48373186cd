"""Objectives: from a sheet of their own, and from what a column of injects names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sems_sim.reports.msel.grid import Value, Workbook, is_blank, text_of
from sems_sim.reports.msel.values import identifier_of

_SHORT = re.compile(
    r"(?:obj(?:ective)?s?\.?\s*)?#?\s*([A-Za-z]{0,3}[-. ]?\d{1,3}(?:[.-]\d{1,2})?[a-z]?)", re.IGNORECASE
)
_COLUMNS = {
    "id": ("id", "#", "no", "number", "objective #", "objective no", "objective number", "objective id", "ref"),
    "text": ("objective", "text", "description", "objective text", "objective description"),
    "title": ("title", "name", "objective name", "short name"),
    "capability": ("capability", "core capability"),
    "sems": ("sems", "sems components"),
    "target": ("target",),
    "tasks": ("critical tasks", "tasks", "critical task"),
    "owner": ("owner", "responsible"),
    "note": ("note", "remark on the file"),
    "source": ("source",),
}  # fmt: skip
OWN_HEADINGS = ("Objective #", "Objective", "Title", "Capability", "SeMS", "Target", "Critical Tasks", "Owner",
                "Remark on the file", "Source")  # fmt: skip
"""The headings of our own sheet of objectives, in the order of the keys above."""
LIST_SIGN = "\n"


@dataclass(slots=True)
class Objectives:
    """Objectives by id, growing while rows are read."""

    found: dict[str, dict[str, object]] = field(default_factory=dict)
    invented: set[str] = field(default_factory=set)
    """Ids that no sheet gives: they stand for a sentence."""

    def ids_in(self, value: Value) -> tuple[str, ...]:
        """The ids that a cell names: short ones as they stand, a sentence under an id of its own."""
        if is_blank(value):
            return ()
        text = text_of(value)
        parts = [part.strip() for part in re.split(r"[,;\n/&]|\band\b", text) if part.strip()]
        if parts and all(_SHORT.fullmatch(part) or part in self.found for part in parts):
            return tuple(dict.fromkeys(self._short(part) for part in parts))
        return tuple(dict.fromkeys(self._long(part) for part in _sentences(text)))

    def _short(self, part: str) -> str:
        found = _SHORT.fullmatch(part)
        name = part if part in self.found or found is None else identifier_of(found[1], "O")
        self.found.setdefault(name, {"text": ""})
        return name

    def _long(self, text: str) -> str:
        for name, values in self.found.items():
            if text.lower() in (str(values.get("text", "")).lower(), str(values.get("title", "")).lower()):
                return name
        number = len(self.found) + 1
        while f"O{number}" in self.found:
            number += 1
        self.found[f"O{number}"] = {"text": text}
        self.invented.add(f"O{number}")
        return f"O{number}"

    @property
    def nameless(self) -> tuple[str, ...]:
        """Objectives that are named and nowhere described."""
        return tuple(name for name, values in self.found.items() if not values.get("text"))

    def finished(self) -> dict[str, Mapping[str, object]]:
        """All of them; one without a text says that it has none."""
        return {
            name: values if values.get("text") else {**values, "text": f"Objective {name}: text to be added"}
            for name, values in self.found.items()
        }


def _sentences(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"[;\n]", text) if part.strip(" -–•*\t")]


def read_objectives(workbook: Workbook) -> Objectives:
    """The objectives of a sheet whose name says that it holds them; none if there is no such sheet."""
    found = Objectives()
    for grid in workbook.grids:
        if "objective" not in grid.name.lower():
            continue
        for number, row in enumerate(grid.rows[:20]):
            columns = _columns(row)
            if "text" in columns or "title" in columns:
                for cells in grid.rows[number + 1 :]:
                    _add(found, columns, cells)
                break
    return found


def _columns(row: tuple[Value, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, value in enumerate(row):
        heading = " ".join(text_of(value).lower().replace(".", "").split())
        for key, names in _COLUMNS.items():
            if heading in names and key not in found:
                found[key] = column
                break
    return found


def _add(found: Objectives, columns: Mapping[str, int], cells: tuple[Value, ...]) -> None:
    said = {key: text_of(cells[column]) for key, column in columns.items() if cells[column] not in (None, "")}
    if "text" not in said and "title" not in said:
        return
    name = identifier_of(said.pop("id", ""), "O") or f"O{len(found.found) + 1}"
    if name in found.found:
        return
    values: dict[str, object] = dict(said)
    values.setdefault("text", said.get("title", ""))
    for key, sign in (("sems", ","), ("tasks", LIST_SIGN)):
        if key in said:
            values[key] = [part.strip() for part in said[key].split(sign) if part.strip()]
    found.found[name] = values
