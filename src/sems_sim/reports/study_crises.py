"""Several crises over one organisation: targets in each, and what two at once add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sems_sim.model import Model
from sems_sim.reports.estimates import chance_words
from sems_sim.reports.studies import Column, Study, StudyTable
from sems_sim.reports.study_terms import HEADLINE, terms_of
from sems_sim.telling import amounts, plain

if TYPE_CHECKING:
    from sems_sim.stress import CrisisTable, Overlap


def crises_answer(found: CrisisTable) -> str:
    """The first sentence: in what share of runs every target is met, crisis by crisis."""
    told = [
        f"{plain(row.title)} {chance_words(row.values[HEADLINE])}"
        if HEADLINE in row.values
        else f"{plain(row.title)} (states no target)"
        for row in found.rows
    ]
    return f"Every target is met, in this model, under these assumptions, in: {'; '.join(told)} of runs."


def crises_study(found: CrisisTable, models: Mapping[str, Model]) -> Study:
    """The table of crises by targets."""
    titles = {
        name: terms_of(name, model).title
        for name in found.measures
        for model in models.values()
        if any(row.id == model.id and name in row.values for row in found.rows)
    }
    columns = (
        Column("crisis"),
        *(Column(titles.get(name, plain(name)), is_number=True) for name in found.measures),
    )
    rows = tuple(
        (
            plain(row.title),
            *(
                terms_of(name, models[row.id]).said(row.values[name]) if name in row.values else "not stated"
                for name in found.measures
            ),
        )
        for row in found.rows
    )
    n = max((row.n for row in found.rows), default=0)
    return Study(
        name="crises",
        title="Crises by targets",
        lead=f"Each crisis by itself, n = {n:,} runs each; 95% intervals in brackets.",
        tables=(StudyTable(columns, rows),),
    )


def overlap_studies(found: Sequence[Overlap], model: Model, titles: Mapping[str, str]) -> tuple[Study, ...]:
    """What every two crises at once do beyond the sum of each."""
    return tuple(_overlap(one, model, titles, number) for number, one in enumerate(found))


def _overlap(found: Overlap, model: Model, titles: Mapping[str, str], number: int) -> Study:
    first, second = (plain(titles.get(name, name)) for name in (found.first, found.second))
    columns = (
        Column("mean, or chance of"),
        Column("both", is_number=True),
        Column("only the first", is_number=True),
        Column("only the second", is_number=True),
        Column("neither", is_number=True),
        Column("beyond the sum", is_number=True),
        Column(""),
    )
    rows = []
    for one in found.interactions:
        terms = terms_of(one.measure, model)
        cells = [terms.said(value) for value in (one.pair, one.first, one.second, one.neither)]
        word = "worse than the sum" if one.is_superlinear else ""
        rows.append((terms.headed, *cells, terms.change(one.excess), word))
    lags = ", ".join(amounts.duration(lag) for lag in found.lags_ms)
    findings = tuple(
        f"{terms_of(name, model).title}: {chance_words(value)} of runs when both come."
        for name, value in found.targets.items()
        if name == HEADLINE
    )
    return Study(
        name=f"overlap-{number}",
        title=f"Both at once: {first}, and {second}",
        lead=f"The second {lags} after the first, n = {found.n:,} runs with the same luck in each column.",
        findings=findings,
        tables=(StudyTable(columns, tuple(rows)),),
        notes=tuple(plain(text) for text in found.assumptions),
    )
