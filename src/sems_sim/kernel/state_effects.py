"""What effects hold, which injects have fired, which indicators are in alert."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import EFFECTS
from sems_sim.kernel.memory import PER_UNIT, layout, pool, state, static
from sems_sim.model import NONE, Model

_FIRST = EFFECTS * PER_UNIT


class EffectsState:
    """What effects have come to; one row."""

    applied: int
    spent: float
    over_reaction: float
    maturity: int = NONE
    """List of the live (number, component) with the level as value."""
    ordered: int = NONE
    """List of (order, list of what it holds) for orders of which something can be undone."""


class InjectState:
    """One inject."""

    fired_ms: int = NONE
    was: bool
    """Whether its condition held when it was looked at last."""
    is_withheld: bool
    """Whether it does not come by itself, but only says when it is due."""
    is_due: bool
    """Whether it has said so, since it was withheld or put off last."""
    is_moved: bool
    """Whether it has been given another time, so that its condition no longer counts."""
    appointment: int = NONE
    """Handle of the moment at which it comes."""


class PinState:
    """One task, and whether work on it stands still."""

    is_pinned: bool


class IndicatorState:
    """One indicator."""

    is_alert: bool
    readings: int


class FlagState:
    """One flag."""

    is_set: bool
    first_ms: int = NONE


class Held:
    """One application of an effect that will end."""

    link: int
    number: int
    """0 once it is over."""
    effect: int
    decision: int
    """The decision whose option it belongs to, or NONE."""
    watch: int
    end: int
    """Handle of the end of what lasts for a stated time."""
    units: int
    """List of the units that a failure broke."""
    lost_before: float
    kept_from_ms: int
    """Since when it has been kept out of caution only, or NONE."""


class StatedLevel:
    """The level of a component of maturity at the start."""

    level: int


def _levels(model: Model) -> NDArray[Any]:
    rows = np.zeros(len(model.maturity.levels), layout(StatedLevel))
    rows["level"] = model.maturity.levels
    return rows


HELD = _FIRST + 4
effects_state = state(_FIRST, EffectsState, lambda model: 1)
INJECTS = _FIRST + 1
inject_state = state(INJECTS, InjectState, lambda model: len(model.injects))
indicator_state = state(_FIRST + 2, IndicatorState, lambda model: len(model.indicators))
flag_state = state(_FIRST + 3, FlagState, lambda model: len(model.flags))
held = pool(HELD, Held, lambda model: 64 + len(model.effects))
stated_level = static(_FIRST + 5, StatedLevel, _levels)
task_pin = state(_FIRST + 6, PinState, lambda model: len(model.tasks))
