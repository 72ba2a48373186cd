"""What levers do: each plan against the stated one in the same crises, and its cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sems_sim.model import Model
from sems_sim.reports.estimates import in_unit
from sems_sim.reports.studies import Chart, Column, Mark, Study, StudyTable
from sems_sim.reports.study_terms import HEADLINE, Terms, saved_words, terms_of
from sems_sim.telling import plain

if TYPE_CHECKING:
    from sems_sim.stress import LeverStudy, Ranked, VariantResult

_MOST_PLANS = 40


def lever_study(found: LeverStudy, model: Model) -> Study:
    """The comparison of plans."""
    first = terms_of(found.outcomes[0].name, model)
    return Study(
        name="levers",
        title="Levers compared",
        lead=(
            f"Each plan against the stated one in the same {found.n:,} crises, pair by pair (common random numbers), "
            f"best first by {first.title}. Intervals hold for all plans together."
        ),
        findings=_findings(found, first),
        tables=(_plans(found, model), _money(found, model)),
        charts=_charts(found, model),
        notes=(
            f"A likelihood a year: {_likelihood(found)}.",
            "A target that asks when something happened is missed in every run in which it did not happen.",
        ),
    )


def _likelihood(found: LeverStudy) -> str:
    known = found.likelihood
    if known.per_year is None:
        return f"{plain(known.basis)}, so nothing is said per year"
    return f"{known.per_year:g} ({plain(known.basis)})"


def _findings(found: LeverStudy, first: Terms) -> tuple[str, ...]:
    """The best plan, if it is better beyond doubt."""
    best = found.results[0] if found.results else None
    ranked = best.against.get(first.name) if best is not None else None
    if best is None or ranked is None or not ranked.comparison.is_clear or not _is_better(found, ranked):
        return (
            f"No plan is better than the stated one beyond doubt, by {first.title} (n = {found.n:,} pairs).",
        )
    words = (
        f"{plain(best.variant.name)} is best: {first.title} {first.change(ranked.comparison.difference)} "
        f"against {first.said(found.stated.values[first.name])} as stated (n = {found.n:,} pairs)."
    )
    return (words,)


def _is_better(found: LeverStudy, ranked: Ranked) -> bool:
    change = ranked.comparison.difference.value
    return change < 0 if found.outcomes[0].less_is_better else change > 0


def _plans(found: LeverStudy, model: Model) -> StudyTable:
    terms = [terms_of(outcome.name, model) for outcome in found.outcomes]
    shown = [one for one in terms if one.name == HEADLINE or not one.name.startswith("targets.")] or terms[:1]
    columns = [Column("plan")]
    for one in shown:
        columns += [Column(one.headed, is_number=True), Column("against the stated plan", is_number=True)]
    columns.append(Column("variance saved by pairing", is_number=True))
    rows = [_row(found.stated, shown)]
    rows += [_row(result, shown) for result in found.results[:_MOST_PLANS]]
    return StudyTable(tuple(columns), tuple(rows))


def _row(result: VariantResult, shown: list[Terms]) -> tuple[str, ...]:
    cells = [plain(result.variant.name)]
    for one in shown:
        ranked = result.against.get(one.name)
        cells += [one.said(result.values[one.name]), "" if ranked is None else _against(ranked, one)]
    ranked = result.against.get(shown[0].name)
    return (*cells, saved_words(ranked) if ranked is not None else "")


def _against(ranked: Ranked, terms: Terms) -> str:
    change = ranked.comparison.difference
    if change.low == change.value == change.high == 0.0:
        return "the same in every pair"
    return terms.change(change) + ("" if ranked.comparison.is_clear else ", not clear")


def _money(found: LeverStudy, model: Model) -> StudyTable:
    money = plain(model.money)
    words = in_unit("money", money)
    columns = (
        Column("plan"),
        Column("paid once", is_number=True),
        Column("a year", is_number=True),
        Column("worth"),
    )
    rows = [
        (
            plain(result.variant.name),
            words(result.variant.cost.once),
            words(result.variant.cost.yearly),
            plain(result.worth.words(money)) if result.worth is not None else "",
        )
        for result in found.results[:_MOST_PLANS]
    ]
    return StudyTable(columns, tuple(rows), "What they cost and are worth")


def _charts(found: LeverStudy, model: Model) -> tuple[Chart, ...]:
    made = []
    for number, name in enumerate(dict.fromkeys((found.outcomes[0].name, "cost.total"))):
        terms = terms_of(name, model)
        marks = tuple(
            Mark(
                plain(result.variant.name),
                result.against[name].comparison.difference.low,
                result.against[name].comparison.difference.value,
                result.against[name].comparison.difference.high,
                result.against[name].comparison.is_clear,
            )
            for result in found.results[:_MOST_PLANS]
            if name in result.against
        )
        alt = f"Change of {terms.title} against the stated plan for {len(marks)} plans; the table has the numbers."
        made.append(Chart(f"levers-{number}", f"change of {terms.axis}", marks, alt, is_share=terms.is_mark))
    return tuple(made)
