"""Measures: each has one name, a unit and a meaning."""

from __future__ import annotations

from sems_sim.model import measures_of
from tests.unit.engine.staging import CALM, inject, model_of

TEXT = (
    CALM
    + (
        "assets: {pump: {}}\nservices: {arrivals: {demand: 1/h, needs: pump}}\nresources: {crew: {amount: 1}}\n"
        "stocks: {foam: {amount: 1}}\nteams: {desk: {}}\nincidents: {fire: {}}\nplans: {mend: {tasks: {fix: {}}}}\n"
        "decisions: {close: {options: {shut: {}}}}\nstudy: {targets: {cheap: cost.total <= 5}}\n"
    )
    + inject("at: 1h, do: [{set: sealed}]")
)
UNITS = {
    "h",
    "units",
    "unit-hours",
    "share",
    "people",
    "money",
    "items",
    "count",
    "yes/no",
    "index",
    "factor",
}


def test_measures_have_their_own_names_units_and_meanings() -> None:
    """Nothing is listed twice, nothing goes unexplained."""
    found = list(measures_of(model_of(TEXT)))

    assert len(found) == len({measure.name for measure in found})
    assert {measure.unit for measure in found} <= UNITS
    assert all(measure.meaning.endswith(".") for measure in found)


def test_every_kind_of_thing_is_measured() -> None:
    """One of each, by name."""
    names = {measure.name for measure in measures_of(model_of(TEXT))}

    assert {
        "service.arrivals.time_to_mbco_h", "asset.pump.down_h", "resource.crew.short_h", "stock.foam.out_h",
        "incident.fire.contained_h", "level.crisis.first_h", "plan.mend.finished_h", "task.mend.fix.wait_h",
        "decision.close.decided_h", "team.desk.picture_age_h", "cost.total", "crisis.unmet_h", "catastrophe.first_h",
        "failure.imagination", "surprise.type1", "flag.sealed.first_h", "targets.cheap", "targets.all",
    } <= names  # fmt: skip


def test_what_services_need_together_is_not_measured_as_an_asset() -> None:
    """It is a thing of the model, not of the scenario."""
    assert not [measure.name for measure in measures_of(model_of(TEXT)) if "needs" in measure.name]


def test_moments_may_be_missing_and_amounts_may_not() -> None:
    """Only what may not happen before the horizon is censored."""
    found = {measure.name: measure for measure in measures_of(model_of(TEXT))}

    assert found["level.crisis.first_h"].censored
    assert not found["service.arrivals.lost"].censored
    assert not found["cost.total"].censored
