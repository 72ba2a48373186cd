"""Where plans stand: what may start them, and how often they have run."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import PLANS
from sems_sim.kernel.memory import PER_UNIT, begin, layout, pool, state, static
from sems_sim.model import NONE, EntityKind, Model

_FIRST = PLANS * PER_UNIT
UNKNOWN, USABLE, MISSING = range(3)
"""Whether a plan is on paper only: not yet drawn, or drawn."""


class PlanState:
    """One plan."""

    first_instance: int = NONE
    """Its instances in order: go on with `instance(w, one).link`."""
    last_instance: int = NONE
    instances: int
    running: int
    """How many run now."""
    at_work: int = NONE
    """List of those that run: the key as number, the instance as amount."""
    missing: int = UNKNOWN
    decided: int
    """How often somebody has decided to start it."""


class PlansState:
    """What may start plans, in two rows of one order each: 0 once at a time, 1 for an occurrence."""

    first_trigger: int = NONE
    """Go on with `trigger(w, one).link`."""
    last_trigger: int = NONE


class Trigger:
    """What may start a plan: its conditions, for one occurrence or for none. Rows are never given back."""

    link: int
    before: int
    plan: int
    occurrence: int
    """The occurrence it is for, or NONE."""
    is_spell: bool
    is_due: bool
    """Whether players have been asked in this spell whether to start it."""
    watches: int
    """List of its conditions' watches, in the order of `plan_row.when`, or NONE."""


class PlanLine:
    """What is known of a plan before any run."""

    place: int
    """Its place among the measures of plans."""


class IncidentPlans:
    """The plans that concern an incident: two ranges of `plan_of`."""

    own_first: int
    """Those that run for each occurrence."""
    own_count: int
    answers_first: int
    """Those that answer it."""
    answers_count: int


class PlanOf:
    """One plan of a list."""

    plan: int


def _lists(model: Model) -> tuple[list[tuple[int, int, int, int]], list[int]]:
    ranges: list[tuple[int, int, int, int]] = []
    plans: list[int] = []
    own: dict[int, list[int]] = {}
    answers: dict[int, list[int]] = {}
    for index, row in enumerate(model.plans):
        own.setdefault(row.per, []).append(index)
        for incident in sorted(set(row.answers)):
            answers.setdefault(incident, []).append(index)
    for incident in range(len(model.incidents)):
        mine, answering = own.get(incident, []), answers.get(incident, [])
        ranges.append((len(plans), len(mine), len(plans) + len(mine), len(answering)))
        plans += mine + answering
    return ranges, plans


def _plan_lines(model: Model) -> NDArray[Any]:
    found = [entity.index for entity in model.entities if entity.kind is EntityKind.PLAN]
    rows = begin(PlanLine, len(model.plans))
    for place, index in enumerate(found):
        rows["place"][index] = place
    return rows


TRIGGERS = _FIRST + 2
plan_state = state(_FIRST, PlanState, lambda model: len(model.plans))
plans_state = state(_FIRST + 1, PlansState, lambda model: 2)
trigger = pool(TRIGGERS, Trigger, lambda model: 64 + 4 * len(model.plans))
plan_line = static(_FIRST + 3, PlanLine, _plan_lines)
incident_plans = static(
    _FIRST + 4, IncidentPlans, lambda model: np.array(_lists(model)[0], layout(IncidentPlans))
)
plan_of = static(
    _FIRST + 5, PlanOf, lambda model: np.array([(plan,) for plan in _lists(model)[1]], layout(PlanOf))
)
