"""Out as a sheet and in again: nothing is lost, nothing becomes a formula."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sems_sim.errors import ArgumentError
from sems_sim.reports.msel.drafts import InjectActual
from sems_sim.reports.msel.reading import open_workbook, read_events
from sems_sim.reports.msel.writing import events_csv, events_workbook, offset_text
from sems_sim.reports.msel.yaml_text import block
from sems_sim.scenario import Scenario, read_scenario
from sems_sim.scenario.schema.exercise import Inject
from tests.made.scenario import made

SHIPPED = sorted(path for path in Path("scenarios").glob("*.yaml"))
KEYS = ("title", "from", "by", "text", "expect", "capability", "task", "controller", "phase", "storyline", "location",
        "priority", "notes", "status", "note", "source")  # fmt: skip


def _injects(scenario: Scenario) -> tuple[Inject, ...]:
    exercise = scenario.sections.exercise
    return exercise.injects if exercise is not None else ()


def _came_back(data: bytes, name: str) -> tuple[Inject, ...]:
    reading = read_events(open_workbook(data, name))
    assert () == reading.doubts
    return tuple(Inject.model_validate(dict(draft.values)) for draft in reading.drafts)


def _read(folder: Path, scenario: dict[str, Any]) -> Scenario:
    path = folder / "made.yaml"
    path.write_text("\n".join(block(scenario, 0)), encoding="utf-8")
    return read_scenario(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_come_back_unchanged(path: Path) -> None:
    """The injects of each shipped scenario are the same after export and import, as workbook and as CSV."""
    scenario = read_scenario(path)
    if not _injects(scenario):
        return

    assert _injects(scenario) == _came_back(events_workbook(scenario), "out.xlsx")
    assert _injects(scenario) == _came_back(events_csv(scenario).encode(), "out.csv")


@pytest.mark.parametrize("number", range(25))
def test_made_scenarios_come_back_unchanged(number: int, tmp_path: Path) -> None:
    """Injects with any time, condition and effects of the language are the same after export and import."""
    scenario = _read(tmp_path, made(number))
    if not _injects(scenario):
        return

    assert _injects(scenario) == _came_back(events_workbook(scenario), "out.xlsx")
    assert _injects(scenario) == _came_back(events_csv(scenario).encode(), "out.csv")


CLOCK = {"start": "2025-01-01T00:00:00+00:00", "runs": "300h"}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ("=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "\rcr", "'=x", "''", "_x0041_", "  spaces  ", "a\r\nb\n", "---", "n/a",
     "=cmd|'/c calc'!A0", "\x07", "\ufeff", "12:30", "1e5", "true", "'", "#REF!", "\u2028")
)  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.sampled_from(KEYS), TEXTS, min_size=1), at_ms=st.integers(0, 10**9))
def test_any_text_comes_back_unchanged(values: dict[str, str], at_ms: int, tmp_path: Path) -> None:
    """Signs of formulas, control characters, spaces and line ends all survive the way through a sheet."""
    scenario = _read(
        tmp_path,
        {
            "sems_sim": 1, "id": "made", "title": "Made", "clock": CLOCK,
            "exercise": {"injects": [{"id": "I1", "at": f"{at_ms / 1000:.3f}s", **values}, {"id": "I2", "text": "x"}]},
        },
    )  # fmt: skip

    assert _injects(scenario) == _came_back(events_workbook(scenario), "out.xlsx")
    assert _injects(scenario) == _came_back(events_csv(scenario).encode("utf-8"), "out.csv")


def _hyde() -> Scenario:
    return read_scenario("scenarios/north-hyde.yaml")


def test_an_export_after_an_exercise_keeps_the_plan() -> None:
    """Status and times of an exercise stand in the sheet, and the plan comes back as it was."""
    actuals = (
        InjectActual("I1", "released", 0, "EXCON", "fully", "METHANE was asked for."),
        InjectActual("I2", "skipped"),
    )
    data = events_workbook(_hyde(), actuals)
    reading = read_events(open_workbook(data, "out.xlsx"))

    assert _injects(_hyde()) == tuple(Inject.model_validate(dict(draft.values)) for draft in reading.drafts)
    assert (actuals[0],) == reading.actuals
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    header = [cell.value for cell in sheet[3]]
    assert "skipped" == sheet.cell(5, header.index("Status") + 1).value
    assert "STARTEX+00:00:00" == sheet.cell(4, header.index("Fired At") + 1).value


def test_nothing_becomes_a_formula(tmp_path: Path) -> None:
    """Text that begins like a formula is text in the workbook, and guarded in CSV."""
    scenario = _read(
        tmp_path,
        {
            "sems_sim": 1, "id": "made", "title": "=1+1", "clock": CLOCK,
            "exercise": {"injects": [
                {"id": "I1", "text": "=cmd|' /C calc'!A0", "title": "@x", "from": "+1", "by": "-1"},
            ]},
        },
    )  # fmt: skip
    book = load_workbook(BytesIO(events_workbook(scenario)))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}

    assert "f" not in kinds
    for line in events_csv(scenario).splitlines()[1:]:
        assert not any(cell.strip('"').startswith(("=", "+", "-", "@")) for cell in line.split(","))


def test_the_sheet_is_marked_frozen_and_filtered() -> None:
    """The marking stands on the sheet and on each page, the header stays in sight, each column can be filtered."""
    sheets = load_workbook(BytesIO(events_workbook(_hyde()))).worksheets

    for sheet in sheets:
        assert "EXERCISE EXERCISE EXERCISE · Exercise, official" == sheet["A1"].value
        assert sheet.oddHeader is not None
        assert "EXERCISE EXERCISE EXERCISE · Exercise, official" == sheet.oddHeader.center.text
        assert sheet.freeze_panes is not None
    assert "A3:" == str(sheets[0].auto_filter.ref)[:3]
    assert "MEL" == sheets[0].title


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    """No text is cut: one that no cell can hold is refused, with the way out."""
    scenario = _read(
        tmp_path,
        {
            "sems_sim": 1, "id": "made", "title": "Made", "clock": CLOCK,
            "exercise": {"injects": [{"id": "I1", "text": "x" * 40_000}]},
        },
    )  # fmt: skip
    with pytest.raises(ArgumentError, match="longer than a cell"):
        events_workbook(scenario)
    assert "x" * 40_000 in events_csv(scenario)


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0, "STARTEX+00:00:00"), (5_400_000, "STARTEX+01:30:00"), (97_200_001, "STARTEX+27:00:00.001")],
)
def test_times_count_from_the_start(ms: int, text: str) -> None:
    """A time is written as hours, minutes and seconds after the start, with a fraction only where there is one."""
    assert text == offset_text(ms)
