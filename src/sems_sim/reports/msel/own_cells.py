"""Rows of our own export: every cell as it stands, so that nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.errors import ScenarioError
from sems_sim.reports.msel.drafts import INJECT_KEYS, Doubt
from sems_sim.reports.msel.fields import BY_NAME
from sems_sim.reports.msel.grid import Value, text_of
from sems_sim.reports.msel.mapping import Layout
from sems_sim.reports.msel.rows import Row
from sems_sim.reports.msel.values import truth_of
from sems_sim.scenario import faults_of_inject, read_piece

_EXACT = (
    "title", "kind", "when", "unless", "from", "by", "text", "expect", "capability", "task", "controller", "phase",
    "storyline", "location", "priority", "notes", "note", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What a row of our own sheet says, but for its time."""

    values: dict[str, object]
    doubts: tuple[Doubt, ...]


def read_own(layout: Layout, row: Row) -> OwnRow:
    """The values of an inject from a row of our own sheet; what a person changed into nonsense is said."""
    doubts: list[Doubt] = []
    values: dict[str, object] = {}
    for name in _EXACT:
        text = cell_text(layout, row, name)
        if text:
            values[name] = text
    status = cell_text(layout, row, "planned_status" if layout.columns_of("planned_status") else "status")
    if status:
        values["status"] = status
    for name in ("to", "objective"):
        parts = [part.strip() for part in cell_text(layout, row, name).split(",") if part.strip()]
        if parts:
            values[name] = parts
    if truth_of(_cell(layout, row, "truth")) is False:
        values["truth"] = False
    _add_effects(layout, row, values, doubts)
    for key, message in faults_of_inject(
        {"id": "I", **{k: values[k] for k in values if k in ("when", "unless", "kind")}}
    ):
        if key in values:
            dropped = values.pop(key)
            doubts.append(
                Doubt(layout.sheet, row.number, BY_NAME[key].heading, f"{dropped!r} was left out: {message}")
            )
    return OwnRow({key: values[key] for key in INJECT_KEYS if key in values}, tuple(doubts))


def _cell(layout: Layout, row: Row, name: str) -> Value:
    columns = layout.columns_of(name)
    return row.cells[columns[0]] if columns else None


def cell_text(layout: Layout, row: Row, name: str) -> str:
    """The text of the cell of a field, as it stands; empty where there is none."""
    return text_of(_cell(layout, row, name))


def _add_effects(layout: Layout, row: Row, values: dict[str, object], doubts: list[Doubt]) -> None:
    text = cell_text(layout, row, "do")
    if not text:
        return
    try:
        read = read_piece(text, "Model Action")
    except ScenarioError:
        read = None
    effects = read if isinstance(read, list) else [read]
    if read is None or faults_of_inject({"id": "I", "do": effects}):
        message = f"{text[:60]!r} was left out: no effects of a scenario"
        doubts.append(Doubt(layout.sheet, row.number, BY_NAME["do"].heading, message))
        return
    values["do"] = effects
