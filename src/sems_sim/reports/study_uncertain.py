"""What nobody may choose: which uncertainties matter, and where they break a plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sems_sim.model import Model
from sems_sim.reports.estimates import percent
from sems_sim.reports.studies import Chart, Column, Mark, Study, StudyTable
from sems_sim.reports.study_terms import Terms, terms_of
from sems_sim.telling import plain

if TYPE_CHECKING:
    from sems_sim.stress import (
        BreakPoint,
        Discoveries,
        Discovery,
        Estimate,
        Judgement,
        Sensitivity,
    )

_WHAT = {
    "Sobol": ("share of variance with interactions", "share of variance alone"),
    "Morris": ("mean size of its effect", "mean effect"),
    "delta": ("how far it moves the distribution", ""),
}
_MOST_JUDGED = 24


def sensitivity_study(found: Sensitivity, measure: str, model: Model) -> Study:
    """The tornado of uncertainties, with its noise floor."""
    terms = terms_of(measure, model)
    whole, main = _WHAT.get(found.method, ("influence", ""))
    is_share = found.method != "Morris"
    clear = [one.name for one in found.influences if one.is_clear]
    told = (
        f"Clear of noise: {', '.join(map(plain, clear))}." if clear else "None is clear of the noise floor."
    )
    columns = [Column("uncertainty"), Column(whole, is_number=True)]
    columns += [Column(main, is_number=True)] if main else []
    rows = [
        (
            plain(one.name),
            _said(one.whole, is_share),
            *([_said(one.main, is_share)] if main else []),
            _clear(one.is_clear),
        )
        for one in found.influences
    ]
    floor = f"a factor that does nothing: {_said(found.floor, is_share)}"
    return Study(
        name="uncertain",
        title=f"Which uncertainties drive {terms.title}",
        lead=f"{found.method} over the uncertainties of the file, {found.runs:,} points of the design.",
        findings=(told,),
        tables=(StudyTable((*columns, Column("")), tuple(rows)),),
        charts=(_tornado(found, terms, whole),),
        notes=(f"Noise floor, {floor}. What lies below it cannot be told from chance.",),
    )


def _clear(is_clear: bool) -> str:  # noqa: FBT001 - it is the cell of a table
    return "" if is_clear else "not clear of noise"


def _said(found: Estimate, is_share: bool) -> str:  # noqa: FBT001 - it is the unit
    words = percent if is_share else _three
    return f"{words(found.value)} ({words(found.low)} to {words(found.high)})"


def _three(value: float) -> str:
    return "not known" if math.isnan(value) else f"{value:.3g}".replace("-", "−")


def _tornado(found: Sensitivity, terms: Terms, whole: str) -> Chart:
    marks = tuple(
        Mark(plain(one.name), max(0.0, one.whole.low), one.whole.value, one.whole.high, one.is_clear)
        for one in found.influences
    )
    listed = "; ".join(f"{mark.label} {mark.value:.2g}" for mark in marks)
    alt = f"Influence of each uncertainty on {terms.title} by {found.method}: {listed}."
    alt += f" Noise floor {found.floor_height:.2g}."
    return Chart("uncertain", whole, marks, alt, floor=found.floor_height, is_share=found.method != "Morris")


def discovery_study(found: Discoveries, model: Model) -> Study:
    """The conditions under which a target is missed."""
    terms = terms_of(found.target, model)
    runs = found.run.runs
    findings = [plain(found.reason)] if found.reason else []
    tables = []
    for one, title in ((found.boxes, "Boxes (PRIM)"), (found.tree, "Tree (CART)")):
        if one is not None:
            tables.append(_rules(one, title))
            if not one.rules:
                findings.append(f"{title}: no conditions were found under which it fails much more often.")
    return Study(
        name="discover",
        title=f"Under which conditions it is not so: {terms.title}",
        lead=(
            f"{runs:,} runs spread over the uncertainties of the file. Rules are searched for in one half of the runs "
            "and weighed on the other."
        ),
        findings=tuple(findings),
        tables=tuple(table for table in tables if table.rows),
    )


def _rules(found: Discovery, title: str) -> StudyTable:
    columns = (
        Column("conditions"),
        Column("of these runs fail", is_number=True),
        Column("of all failures are here", is_number=True),
        Column("fail overall", is_number=True),
        Column("n", is_number=True),
        Column(""),
    )
    rows = tuple(
        (
            " and ".join(plain(str(condition)) for condition in rule.conditions) or "always",
            _said(rule.density, is_share=True),
            _said(rule.coverage, is_share=True),
            percent(rule.base),
            f"{rule.n:,}",
            "needs a factor that does nothing: noise" if rule.is_noise else "",
        )
        for rule in found.rules
    )
    return StudyTable(columns, rows, title)


def break_study(found: Sequence[BreakPoint], chance: float, model: Model) -> Study:
    """Reverse stress: at which value of each uncertainty a target is met too rarely."""
    target = found[0].target if found else "targets.all"
    terms = terms_of(target, model)
    rows = [
        (
            plain(point.factor.title),
            _stated(point),
            plain(point.words()).partition(": ")[2] or plain(point.words()),
        )
        for point in found
    ]
    return Study(
        name=f"break-{target.replace('.', '-').replace('_', '-')}",
        title=f"What breaks it: {terms.title} in fewer than {percent(chance)} of runs",
        lead="Each uncertainty alone is moved over its range, the others as the file states them.",
        findings=tuple(f"{plain(point.words())}." for point in found if point.breaks),
        tables=(
            StudyTable(
                (Column("uncertainty"), Column("as stated", is_number=True), Column("breaks")), tuple(rows)
            ),
        ),
        charts=tuple(
            _trials(point, number, terms) for number, point in enumerate(found) if len(point.trials) > 1
        ),
    )


def _stated(point: BreakPoint) -> str:
    if point.stated is None:
        return "not one number"
    if point.factor.scales:
        return f"×{point.stated:g}"
    return percent(point.stated) if point.factor.is_share else f"{point.stated:g}"


def _trials(point: BreakPoint, number: int, terms: Terms) -> Chart:
    """The share of runs that meet the target at each value tried, with the level at which it counts as broken."""
    from sems_sim.stress import chance

    together: dict[float, tuple[int, int]] = {}
    for trial in point.trials:
        met, n = together.get(trial.value, (0, 0))
        together[trial.value] = (met + trial.met, n + trial.n)
    marks = []
    for value, (met, n) in sorted(together.items()):
        found = chance(met, n)
        words = percent(value) if point.factor.is_share else f"{value:.4g}"
        marks.append(Mark(f"{words} (n = {n:,})", found.low, found.value, found.high))
    name = f"break-{terms.name.replace('.', '-').replace('_', '-')}-{number}"
    alt = f"{terms.title} at each value of {point.factor.title} that was tried. {point.words()}."
    axis = f"{terms.title}, share of runs, by {plain(point.factor.title)}; dashed: {percent(point.threshold.chance)}"
    return Chart(
        name,
        axis,
        tuple(marks),
        plain(alt),
        zero=None,
        floor=point.threshold.chance,
        floor_word="the stated chance",
        is_share=True,
    )


def judgement_study(found: Judgement, model: Model) -> Study:
    """Every judged number halved and doubled: which of them carry the answer."""
    terms = terms_of(found.measure, model)
    columns = (
        Column("judged number"),
        Column("half, stated, double", is_number=True),
        Column(f"change of {terms.headed} at half", is_number=True),
        Column("at double", is_number=True),
        Column(""),
    )
    shown = found.rows[:_MOST_JUDGED]
    rows = tuple(_judged(found, place, terms) for place in range(len(shown)))
    told = [plain(row.name.replace("_", " ")) for row in found.flagged]
    finding = "No judged number, halved or doubled, moves the answer by more than half."
    if told:
        finding = f"More than half of the answer hangs on: {', '.join(told)}."
    left = len(found.rows) - len(shown)
    return Study(
        name="judgement",
        title=f"What rests on judgement: {terms.title}",
        lead=(
            f"Each of {len(found.rows)} numbers that no source gives is halved and doubled in the same {found.n:,} "
            f"crises; as stated, {terms.headed}: {terms.said(found.stated)}. Intervals hold for all together."
        ),
        findings=(finding,),
        tables=(StudyTable(columns, rows),),
        charts=(_swings(found, terms),),
        notes=(f"{left} more move it less.",) if left else (),
    )


def _judged(found: Judgement, place: int, terms: Terms) -> tuple[str, ...]:
    row = found.rows[place]
    doubt = "" if row.halving.matters else "not clear of chance"
    return (
        plain(f"{row.name.replace('_', ' ')} ({row.group})"),
        f"{row.half:.3g}, {row.stated:.3g}, {row.double:.3g}",
        terms.change(row.halving.at_half.difference),
        terms.change(row.halving.at_double.difference),
        "moves it by more than half" if row.is_flagged else doubt,
    )


def _swings(found: Judgement, terms: Terms) -> Chart:
    marks = []
    for row in found.rows[:_MOST_JUDGED]:
        for group, side in enumerate((row.halving.at_half, row.halving.at_double)):
            change = side.difference
            label = plain(row.name.replace("_", " "))
            marks.append(Mark(label, change.low, change.value, change.high, side.is_clear, group))
    alt = f"Change of {terms.title} when each judged number is halved and doubled; the table has the numbers."
    axis = f"change of {terms.axis}"
    return Chart(
        "judgement",
        axis,
        tuple(marks),
        alt,
        groups=("halved", "doubled"),
        is_share=terms.is_mark,
        is_small=False,
    )
