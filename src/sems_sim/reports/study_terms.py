"""How a study speaks of its measure: values, differences, how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sems_sim.model import Model, measures_of
from sems_sim.reports.ensemble_measures import title_of
from sems_sim.reports.estimates import (
    chance_words,
    estimate_words,
    in_unit,
    percent,
    points_words,
    signed,
)
from sems_sim.telling import Names, plain

if TYPE_CHECKING:
    from sems_sim.stress import Estimate, Ranked

HEADLINE = "targets.all"
_NAMED = ("service.", "level.", "asset.", "decision.", "incident.", "plan.", "task.", "team.")


@dataclass(frozen=True, slots=True)
class Terms:
    """The words for one measure."""

    name: str
    title: str
    unit: str
    money: str

    @property
    def is_mark(self) -> bool:
        """Whether it is yes or no, so that its mean is a chance."""
        return self.unit == "yes/no"

    @property
    def axis(self) -> str:
        """What is along an axis of it."""
        units = {"money": self.money, "h": "hours", "yes/no": "share of runs", "share": "share"}
        return f"{self.title}, {units.get(self.unit, self.unit)}"

    @property
    def headed(self) -> str:
        """The title over a column; with the currency, which its cells leave out."""
        return f"{self.title}, {self.money}" if self.unit == "money" else self.title

    def said(self, found: Estimate) -> str:
        """A value with its interval."""
        if self.is_mark:
            return chance_words(found, with_n=False)
        return estimate_words(found, in_unit(self.unit), with_n=False)

    def change(self, found: Estimate) -> str:
        """A difference with its interval."""
        if self.is_mark:
            return points_words(found)
        return estimate_words(found, signed(in_unit(self.unit)), with_n=False)


def terms_of(name: str, model: Model) -> Terms:
    """The words for a measure of a model."""
    units = {measure.name: measure.unit for measure in measures_of(model)}
    if name == HEADLINE:
        title = "all targets met"
    elif name.startswith("targets."):
        title = f"{plain(name.removeprefix('targets.').replace('_', ' '))} met"
    else:
        title = title_of(name, model, Names(model))
        title = title[:1].lower() + title[1:] if "." in name and not name.startswith(_NAMED) else title
    return Terms(name, title, units.get(name, ""), plain(model.money))


def doubt(found: Ranked) -> str:
    """How sure a difference is, after all comparisons that were made with it."""
    if found.comparison.is_clear:
        return f"p {_p(found.p_value)}"
    return f"not clear, p {_p(found.p_value)}"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.2g}"


def saved_words(found: Ranked) -> str:
    """What common random numbers saved of the variance, in percent."""
    share = found.comparison.saved
    return "" if share != share else percent(share)  # noqa: PLR0124 - NaN alone differs from itself
