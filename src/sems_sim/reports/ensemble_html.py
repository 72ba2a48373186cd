"""An ensemble and its studies as one page: no network, no script, fit to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sems_sim.reports.ensemble import MEANING, StressReview
from sems_sim.reports.estimates import chance_words, in_unit, not_seen, percent, span
from sems_sim.reports.html import environment, style
from sems_sim.reports.plots import chart_pictures, ensemble_pictures
from sems_sim.reports.studies import Study

if TYPE_CHECKING:
    from jinja2 import Template

_MOST_ROWS = 1500


@dataclass(frozen=True, slots=True)
class _Row:
    """One measure of the long table, in words."""

    name: str
    meaning: str
    mean: str
    quantiles: tuple[str, str, str]
    censored: str


def stress_page(review: StressReview) -> str:
    """The page of one crisis. What comes from the scenario is escaped; only our own pictures are not."""
    charts = [chart for study in review.studies for chart in study.charts]
    return _template("stress.html.j2").render(
        review=review,
        pictures=ensemble_pictures(review),
        charts=chart_pictures(charts),
        rows=[_row(review, index) for index in range(min(len(review.rows), _MOST_ROWS))],
        percent=percent,
        style=style(),
    )


def studies_page(answer: str, studies: Sequence[Study], command: str, version: str) -> str:
    """The page of several crises: studies alone."""
    charts = [chart for study in studies for chart in study.charts]
    return _template("studies.html.j2").render(
        answer=answer,
        studies=studies,
        charts=chart_pictures(charts),
        command=command,
        version=version,
        meaning=MEANING,
        style=style(),
    )


def _row(review: StressReview, index: int) -> _Row:
    row = review.rows[index]
    words, found = in_unit(row.unit, review.money), row.summary
    arm = 1.96 * found.se
    mean = words(found.mean) + (f" ±{words(arm)}" if arm > 0 else "")
    missing = f"{percent(found.censored / found.n)} of runs" if found.censored else ""
    return _Row(row.name, row.meaning, mean, (words(found.p05), words(found.p50), words(found.p95)), missing)


@cache
def _template(name: str) -> Template:
    made: Any = environment()
    made.filters |= {
        "chance": chance_words,
        "not_seen": not_seen,
        "percent": percent,
        "span": span,
    }
    template: Template = made.get_template(name)
    return template
