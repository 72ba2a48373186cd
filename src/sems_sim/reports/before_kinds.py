"""The papers before the day, by the names of their files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sems_sim.errors import ArgumentError
from sems_sim.reports.paper_kind import PaperKind, Source

if TYPE_CHECKING:
    from sems_sim.reports.before import Plan
    from sems_sim.reports.paper import Paper

_NEEDS = ("scenario", "journal")
_NO_BACKGROUND = "the scenario has no exercise.background: the manual leaves a blank place for it"
_Draws = Callable[["Plan", Source], "Paper"]


def _plan(source: Source) -> Plan:
    from sems_sim.reports.before import plan_of
    from sems_sim.scenario import compile_model

    if source.scenario is None:
        raise ArgumentError(
            "this paper tells of an exercise", "give a scenario, or the journal of an exercise"
        )
    if "plan" not in source.worked_out:
        source.worked_out["plan"] = plan_of(source.scenario, compile_model(source.scenario))
    found: Plan = source.worked_out["plan"]
    return found


def _sitman(plan: Plan, _: Source) -> Paper:
    from sems_sim.reports.before import situation_manual

    return situation_manual(plan.players)


def _handbook(plan: Plan, source: Source) -> Paper:
    from sems_sim.reports.before import handbook

    return handbook(plan, source.rehearsal)


def _cards(plan: Plan, _: Source) -> Paper:
    from sems_sim.reports.before import inject_cards

    return inject_cards(plan)


def _signin(plan: Plan, _: Source) -> Paper:
    from sems_sim.reports.before import sign_in_sheet

    return sign_in_sheet(plan)


def _feedback(plan: Plan, _: Source) -> Paper:
    from sems_sim.reports.before import feedback_form

    return feedback_form(plan)


def _observations(plan: Plan, _: Source) -> Paper:
    from sems_sim.reports.before import observation_sheet

    return observation_sheet(plan)


def _debrief(plan: Plan, _: Source) -> Paper:
    from sems_sim.reports.before import debrief_sheet

    return debrief_sheet(plan)


def _in_word(draws: _Draws) -> Callable[[Source], bytes]:
    def make(source: Source) -> bytes:
        from sems_sim.reports.docx import docx_of

        return docx_of(draws(_plan(source), source))

    return make


def _as_page(draws: _Draws) -> Callable[[Source], bytes]:
    def make(source: Source) -> bytes:
        from sems_sim.reports.paper_html import html_of

        return html_of(draws(_plan(source), source)).encode()

    return make


def _feedback_table(source: Source) -> bytes:
    from sems_sim.reports.returned import blank_feedback

    return blank_feedback(_plan(source)).encode("utf-8-sig")


def _observation_table(source: Source) -> bytes:
    from sems_sim.reports.returned import blank_observations

    return blank_observations(_plan(source).players.marking).encode("utf-8-sig")


def _remarks(source: Source) -> tuple[str, ...]:
    from sems_sim.reports.before import situation_manual, told_too_early

    plan = _plan(source)
    blank = () if plan.players.background else (_NO_BACKGROUND,)
    return (*blank, *told_too_early(situation_manual(plan.players), plan))


BEFORE: tuple[PaperKind, ...] = (
    PaperKind("sitman", ".docx", "situation manual for players", _in_word(_sitman), _NEEDS, remarks=_remarks),
    PaperKind("sitman", ".html", "the same as one page", _as_page(_sitman), _NEEDS, remarks=_remarks),
    PaperKind("handbook", ".docx", "handbook for control and evaluators", _in_word(_handbook), _NEEDS),
    PaperKind("handbook", ".html", "the same as one page", _as_page(_handbook), _NEEDS),
    PaperKind("cards", ".docx", "inject cards by recipient, and control's part", _in_word(_cards), _NEEDS),
    PaperKind("signin", ".docx", "sign-in sheet", _in_word(_signin), _NEEDS),
    PaperKind("feedback", ".docx", "participant feedback form", _in_word(_feedback), _NEEDS),
    PaperKind("feedback", ".csv", "table for filled feedback, for --import", _feedback_table, _NEEDS),
    PaperKind("observations", ".docx", "observation sheet for evaluators", _in_word(_observations), _NEEDS),
    PaperKind("observations", ".csv", "table for observations, for --import", _observation_table, _NEEDS),
    PaperKind("debrief", ".docx", "sheet for the talk right after the end", _in_word(_debrief), _NEEDS),
)
