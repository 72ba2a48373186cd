"""A review as one page: no network, no script, fit to print and to forward."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sems_sim.reports.plots import pictures
from sems_sim.reports.review import Review
from sems_sim.telling import Weight, amounts, capital, elapsed, most_telling

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_TEMPLATES = Path(__file__).with_name("templates")
_TURNING_POINTS_SHOWN = 40
_BREAKS = re.compile(
    r"(?<=\d) (?=(?:h|min|s|d|million|billion)\b)|(?<= h) (?=\d\d min)|(?<=Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
)


def page(review: Review) -> str:
    """The page as text. What comes from the scenario is escaped; only our own pictures are not."""
    told = [line for line in review.lines if line.weight > Weight.ROUTINE]
    return _template().render(
        review=review,
        pictures=pictures(review),
        style=style(),
        turning_points=most_telling(review.lines, _TURNING_POINTS_SHOWN),
        told=told,
    )


@cache
def style() -> str:
    """The style that all pages share."""
    return (_TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return environment().get_template("page.html.j2")


def _tied(text: str) -> str:
    """The text with numbers that no line break parts from their units."""
    return _BREAKS.sub("\u00a0", text)


def environment() -> Environment:
    """The templates, with the words for numbers that they use."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "capital": capital,
        "count": amounts.count,
        "drawn": Markup,  # our own SVG and style, whose words were escaped when they were drawn
        "duration": amounts.duration,
        "elapsed": elapsed,
        "hours": amounts.hours,
        "measured": amounts.measured,
        "number": amounts.number,
        "share": amounts.share,
        "tied": _tied,
    }
    return environment
