"""What the measures say so far, with the time of decisions as it was charged.

A decision's time is that which was charged for it, so that a room that talks for an hour over what would take twenty
minutes is not judged by the hour. Everything else is what the model says it would say if the exercise ended now.
"""

from __future__ import annotations

from sems_sim.exercise.passing import Passing
from sems_sim.exercise.play import ENDED, Play
from sems_sim.laws import ms_to_hours
from sems_sim.model import Target
from sems_sim.telling import amounts, plain

Judged = dict[str, tuple[str, str, bool | None]]
"""By target: its words, what its measure says, and whether it is met so far."""


def measures_so_far(play: Play, passing: Passing) -> dict[str, float | None]:
    """Return every measure by name, as it would be if the exercise ended now, with charged times of decisions."""
    found = dict(passing.run.measures if passing.run is not None else play.simulation.measures_now())
    for name, decision in play.decisions.items():
        if decision.is_charged and decision.opened_ms is not None and decision.first_charged_ms is not None:
            found[f"decision.{name}.decided_h"] = ms_to_hours(decision.opened_ms + decision.first_charged_ms)
    met = [is_met(target, found.get(target.measure)) for target in play.file_model.targets]
    for target, holds in zip(play.file_model.targets, met, strict=True):
        found[f"targets.{target.name}"] = float(holds)
    found["targets.all"] = float(all(met))
    return found


def is_met(target: Target, value: float | None) -> bool:
    """Return whether a target is met; what has not happened meets none, but one of at least."""
    if value is None:
        return target.comparison in (">", ">=")
    return {
        "<": value < target.bound,
        "<=": value <= target.bound,
        ">": value > target.bound,
        ">=": value >= target.bound,
        "==": value == target.bound,
        "!=": value != target.bound,
    }[target.comparison]


def judged(play: Play, passing: Passing) -> Judged:
    """Return what each target of the model says so far."""
    values = measures_so_far(play, passing)
    found: Judged = {}
    for target in play.file_model.targets:
        value, unit = values.get(target.measure), play.units[target.measure]
        never = "it did not happen" if play.state == ENDED else "not yet"
        said = amounts.measured(value, unit, play.file_model.money) if value is not None else never
        found[target.name] = (plain(target.text), said, _verdict(target, value, is_over=play.state == ENDED))
    return found


def _verdict(target: Target, value: float | None, *, is_over: bool) -> bool | None:
    """Return whether a target is met, where that can be said already; None while it is open."""
    if value is not None:
        return is_met(target, value)
    return is_met(target, None) if is_over else None
