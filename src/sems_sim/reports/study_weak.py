"""Where a plan is weak: what costs most if it fails, what everything waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sems_sim.model import Model
from sems_sim.reports.estimates import chance_words, points_words
from sems_sim.reports.studies import Chart, Column, Mark, Study, StudyTable
from sems_sim.reports.study_terms import Terms, doubt, terms_of
from sems_sim.telling import amounts, plain

if TYPE_CHECKING:
    from sems_sim.stress import CriticalPlan, Ranked, WeakPoints

_MOST_POINTS = 20
_MOST_STEPS = 12


def weak_study(found: WeakPoints, model: Model) -> Study:
    """The table of weak points, and of pairs of them."""
    terms = terms_of(found.measure, model)
    clear = [point for point in found.singles if point.harm.comparison.is_clear]
    finding = (
        f"Worst alone, if {plain(clear[0].weakness.words)}: {terms.headed} "
        f"{terms.change(clear[0].harm.comparison.difference)}."
        if clear
        else "No single weakness does harm that is clear of chance."
    )
    tables = [_singles(found, terms)]
    if found.pairs:
        tables.append(_pairs(found, terms))
    left = len(found.singles) - _MOST_POINTS
    return Study(
        name="weak-points",
        title=f"Weak points, by {terms.title}",
        lead=(
            f"Each thing in turn fails at the start, is missing or is one fewer, in the same {found.n:,} crises; as "
            f"stated, {terms.headed}: {terms.said(found.stated)}. Intervals and p values hold for all together."
        ),
        findings=(finding,),
        tables=tuple(tables),
        charts=(_chart(found, terms),),
        notes=(f"{left} more do less harm.",) if left > 0 else (),
    )


def _singles(found: WeakPoints, terms: Terms) -> StudyTable:
    columns = (
        Column("if"),
        Column("kind"),
        Column(f"change of {terms.headed}", is_number=True),
        Column("all targets met", is_number=True),
        Column("how sure"),
    )
    rows = tuple(
        (
            plain(point.weakness.words),
            point.weakness.kind,
            terms.change(point.harm.comparison.difference),
            _points(point.targets),
            doubt(point.harm),
        )
        for point in found.singles[:_MOST_POINTS]
    )
    return StudyTable(columns, rows)


def _points(ranked: Ranked | None) -> str:
    return "" if ranked is None else points_words(ranked.comparison.difference)


def _pairs(found: WeakPoints, terms: Terms) -> StudyTable:
    columns = (
        Column("if both"),
        Column(f"change of {terms.headed}", is_number=True),
        Column("beyond the sum of each", is_number=True),
        Column("how sure"),
    )
    rows = tuple(
        (
            plain(f"{pair.first.words}, and {pair.second.words}"),
            terms.change(pair.harm.comparison.difference),
            terms.change(pair.beyond_sum),
            doubt(pair.harm),
        )
        for pair in found.pairs
    )
    return StudyTable(columns, rows, "Pairs of the worst")


def _chart(found: WeakPoints, terms: Terms) -> Chart:
    marks = tuple(
        Mark(
            plain(point.weakness.words),
            point.harm.comparison.difference.low,
            point.harm.comparison.difference.value,
            point.harm.comparison.difference.high,
            point.harm.comparison.is_clear,
        )
        for point in found.singles[:_MOST_POINTS]
    )
    alt = f"Change of {terms.title} for each of the {len(marks)} worst weaknesses; the table has the numbers."
    return Chart("weak-points", f"change of {terms.axis}", marks, alt, is_share=terms.is_mark, is_small=False)


def critical_study(found: Sequence[CriticalPlan], replications: int) -> Study:
    """Which steps of each plan decide when it is finished."""
    tables, notes = [], []
    for plan in found:
        if not plan.finished:
            notes.append(f"{plain(plan.title)}: finished in none of {plan.runs:,} runs.")
            continue
        tables.append(_steps(plan))
    return Study(
        name="critical-path",
        title="What everything waits for",
        lead=(
            f"From the last step of each finished plan back: each began when the latest of those before it was done. "
            f"{replications:,} runs were looked at."
        ),
        tables=tuple(tables),
        notes=tuple(notes),
    )


def _steps(plan: CriticalPlan) -> StudyTable:
    columns = (
        Column("step"),
        Column("on the critical path in", is_number=True),
        Column("waited there in", is_number=True),
        Column("mean wait", is_number=True),
        Column("mean work", is_number=True),
    )
    rows = tuple(
        (
            plain(step.title),
            chance_words(step.critical),
            chance_words(step.waited),
            amounts.hours(step.wait_h),
            amounts.hours(step.work_h),
        )
        for step in plan.steps[:_MOST_STEPS]
        if step.critical.value > 0
    )
    return StudyTable(
        columns, rows, f"{plain(plan.title)}: finished in {plan.finished:,} of {plan.runs:,} runs"
    )
