"""The papers after an exercise: report and evaluation guides; and the page of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sems_sim.errors import ArgumentError
from sems_sim.reports.paper_kind import PaperKind, Sheet, Source

if TYPE_CHECKING:
    from sems_sim.reports.exercise_review import ExerciseReview
    from sems_sim.reports.msel.drafts import InjectActual
    from sems_sim.reports.paper import Paper
    from sems_sim.scenario import Scenario


def _review(source: Source) -> ExerciseReview:
    """The content of all of them, read once."""
    from sems_sim.reports.exercise_review import exercise_review

    if "review" not in source.worked_out:
        source.worked_out["review"] = exercise_review(source)
    found: ExerciseReview = source.worked_out["review"]
    return found


def _aar(source: Source) -> Paper:
    from sems_sim.reports.aar import aar_of

    if "aar" not in source.worked_out:
        source.worked_out["aar"] = _with_feedback(aar_of(_review(source)), source)
    found: Paper = source.worked_out["aar"]
    return found


def _with_feedback(paper: Paper, source: Source) -> Paper:
    """The report with what participants said, where that was brought in."""
    from dataclasses import replace

    from sems_sim.reports.returned import feedback_blocks, feedback_summary

    scenario, _ = source.played()
    exercise = scenario.sections.exercise
    if source.path is None or exercise is None:
        return paper
    objectives = {name: one.text for name, one in exercise.objectives.items()}
    return replace(paper, blocks=(*paper.blocks, *feedback_blocks(feedback_summary(source.path, objectives))))


def _aar_docx(source: Source) -> bytes:
    from sems_sim.reports.docx import docx_of

    return docx_of(_aar(source))


def _aar_html(source: Source) -> bytes:
    from sems_sim.reports.paper_html import html_of

    return html_of(_aar(source)).encode()


def _named(source: Source, prefix: str, ending: str, content: bytes) -> tuple[Sheet, ...]:
    from sems_sim.reports.exercise_minutes import day_of
    from sems_sim.reports.file_names import file_name

    scenario, _ = source.played()
    return (Sheet(file_name((prefix, scenario.sections.id, day_of(source)), ending), content),)


def _eeg(source: Source) -> bytes:
    from sems_sim.reports.docx import docx_of
    from sems_sim.reports.eeg import eeg_of

    return docx_of(eeg_of(_review(source)))


def _eeg_sheets(source: Source) -> tuple[Sheet, ...]:
    from sems_sim.reports.docx import docx_of
    from sems_sim.reports.eeg import eegs_of

    return tuple(Sheet(name, docx_of(paper)) for name, paper in eegs_of(_review(source)))


def _blank_eeg(source: Source) -> bytes:
    from sems_sim.reports.docx import docx_of
    from sems_sim.reports.eeg import blank_eeg_of

    return docx_of(blank_eeg_of(source))


def _events(source: Source) -> tuple[Scenario, tuple[InjectActual, ...]]:
    """The list of events, after an exercise with what became of each inject."""
    from sems_sim.reports.exercise_events import actuals_of, as_played

    if source.session is not None:
        return as_played(source), actuals_of(_review(source).injects)
    if source.scenario is None:
        raise ArgumentError("a list of events belongs to a scenario", "give a scenario file or a journal")
    return source.scenario, ()


def _msel_xlsx(source: Source) -> bytes:
    from sems_sim.reports.msel.doors import msel_workbook

    return msel_workbook(*_events(source))


def _msel_csv(source: Source) -> bytes:
    from sems_sim.reports.msel.doors import msel_csv

    return b"\xef\xbb\xbf" + msel_csv(*_events(source)).encode("utf-8", "surrogatepass")


def _run_html(source: Source) -> bytes:
    from sems_sim.reports.html import page

    if source.run is None:
        raise ArgumentError("this page tells of a run", "give the folder of one")
    return page(source.run).encode()


AFTER: tuple[PaperKind, ...] = (
    PaperKind(
        "aar",
        ".docx",
        "after-action report and improvement plan, to be finished by people",
        _aar_docx,
        sheets=lambda source: _named(source, "AAR", ".docx", _aar_docx(source)),
    ),
    PaperKind(
        "aar",
        ".html",
        "the same report as one page that needs no network",
        _aar_html,
        sheets=lambda source: _named(source, "AAR", ".html", _aar_html(source)),
    ),
    PaperKind("eeg", ".docx", "evaluation guides with what is on record", _eeg, sheets=_eeg_sheets),
    PaperKind("eeg-blank", ".docx", "evaluation guides to fill in", _blank_eeg, ("journal", "scenario")),
    PaperKind(
        "msel", ".xlsx", "the list of events, with what became of each", _msel_xlsx, ("journal", "scenario")
    ),
    PaperKind("msel", ".csv", "the same list as text", _msel_csv, ("journal", "scenario")),
    PaperKind("run", ".html", "the page of one simulated crisis", _run_html, ("run",)),
)
