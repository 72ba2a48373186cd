"""Where levels and decisions stand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import COMMAND
from sems_sim.kernel.memory import PER_UNIT, begin, layout, state, static
from sems_sim.model import NONE, EntityKind, Model, Verb

_FIRST = COMMAND * PER_UNIT


class CommandState:
    """The present level and its authority; one row."""

    current: int
    authority_ms: int
    """From when the current level may act: it has authority if now_ms >= authority_ms."""
    gap_ms: int
    open_decisions: int
    """How many decisions wait to be taken."""
    spent: float
    """What the options taken have cost."""
    since_ms: int
    """Until when the time spent at levels has been counted."""
    at_right_level: int
    put_to_players: int
    """Openings that nobody could put to the wrong level."""
    is_pinned: bool
    """Whether the response stays as it is."""


class DecisionState:
    """One decision and how it stands."""

    chosen: int = NONE
    """Number of the option in force, from 0 within the decision; OFF_LIST for what no option says."""
    openings: int
    turns: int
    """How often its team has begun, or stopped, to think about it; what an earlier turn comes to is void."""
    is_spell: bool
    is_open: bool
    is_ready: bool
    """The time to decide is over, and only authority is lacking."""
    is_wrong: bool
    held: int = NONE
    """List of the effects that the option in force holds, or NONE."""
    opened_ms: int = NONE
    decided_ms: int = NONE
    reversed: int
    watches_first: int
    """Its conditions' watches: a range of `question_watch`, in the order of `decision_row.when`."""


class RungState:
    """One level and where it stands."""

    is_entered: bool
    is_spell: bool
    """Whether the present spell of its criteria has been acted on."""
    is_due: bool
    """Whether players have been asked in this spell whether to raise it."""
    is_over_due: bool
    """Whether players have been asked in this spell whether to stand it down."""
    is_gathered: bool
    """Whether those who lead it have met already when it is entered."""
    is_waiting: bool
    """Whether it would have been entered but for a pin."""
    activation: int = NONE
    raises: int
    entries: int
    rhythms: int
    period_ms: int
    """Between two beats of the present entry."""
    stand_down: int = NONE
    """The watch of what ends it, or NONE."""
    first_ms: int = NONE
    spent_ms: int


class LevelWatch:
    """One condition that raises a level from another."""

    level: int
    condition: int
    watch: int = NONE


class LevelLine:
    """What is known of a level before any run."""

    has_when: bool
    """Whether anything raises it one step at a time."""
    watches_first: int
    """All conditions that raise it: a range of `level_watch`."""
    watches_count: int
    place: int
    """Its place among the measures of levels."""


class WatchRange:
    """The conditions that raise a level from another: a range of `level_watch`."""

    first: int
    count: int


class QuestionWatch:
    """One condition that brings a decision up."""

    watch: int = NONE


class QuestionLine:
    """What is known of a decision before any run."""

    place: int
    """Its place among the measures of decisions."""


class Arrival:
    """One member of a leading team on the way, in hours."""

    value: float


def places_of(model: Model, kind: EntityKind) -> dict[int, int]:
    """Return for each row of a kind its place among the measures of that kind, which go by name."""
    found = [entity.index for entity in model.entities if entity.kind is kind]
    return {index: place for place, index in enumerate(found)}


def _criteria(model: Model) -> list[tuple[int, int, bool, tuple[int, ...]]]:
    """Return (level, lower level, direct, conditions) in the order in which they are watched."""
    return [
        (level, lower, direct, conditions)
        for level, row in enumerate(model.levels)
        if level > 0
        for direct, variants in ((False, row.when), (True, row.direct))
        for lower, conditions in enumerate(variants)
    ]


def _level_watches(model: Model) -> NDArray[Any]:
    kept = [(level, condition) for level, _, _, conditions in _criteria(model) for condition in conditions]
    rows = begin(LevelWatch, len(kept))
    for place, (level, condition) in enumerate(kept):
        rows["level"][place], rows["condition"][place] = level, condition
    return rows


def _watch_ranges(model: Model) -> NDArray[Any]:
    levels = len(model.levels)
    rows = begin(WatchRange, 2 * levels * levels)
    first = 0
    for level, lower, direct, conditions in _criteria(model):
        if lower < levels:
            rows[(level * levels + lower) * 2 + direct] = (first, len(conditions))
        first += len(conditions)
    return rows


def _level_lines(model: Model) -> NDArray[Any]:
    rows, places = begin(LevelLine, len(model.levels)), places_of(model, EntityKind.LEVEL)
    first = 0
    for level, row in enumerate(model.levels):
        count = sum(len(conditions) for one, _, _, conditions in _criteria(model) if one == level)
        rows[level] = (any(row.when), first, count, places[level])
        first += count
    return rows


def _most_people(model: Model) -> int:
    """Return how many people of a team there can be, also by order."""
    ordered = [int(effect.value) for effect in model.effects if effect.verb == Verb.ROSTER]
    return max([0, *(row.people for row in model.teams), *ordered])


def _rungs(model: Model) -> NDArray[Any]:
    """Start below every level except the operational one, which is where routine work is done."""
    rows = begin(RungState, len(model.levels))
    rows["is_entered"][:1], rows["first_ms"][:1] = True, 0
    return rows


def _questions(model: Model) -> NDArray[Any]:
    rows = begin(DecisionState, len(model.decisions))
    first = 0
    for index, row in enumerate(model.decisions):
        rows["watches_first"][index] = first
        first += len(row.when)
    return rows


def _question_lines(model: Model) -> NDArray[Any]:
    places = places_of(model, EntityKind.DECISION)
    return np.array([(places[index],) for index in range(len(model.decisions))], layout(QuestionLine))


command_state = state(_FIRST, CommandState, lambda model: 1)
decision_state = state(_FIRST + 1, DecisionState, _questions)
rung_state = state(_FIRST + 2, RungState, _rungs)
level_watch = state(_FIRST + 3, LevelWatch, _level_watches)
level_line = static(_FIRST + 4, LevelLine, _level_lines)
watch_range = static(_FIRST + 5, WatchRange, _watch_ranges)
"""Index: (level * levels + lower level) * 2 + 1 if it skips levels."""
question_watch = state(_FIRST + 6, QuestionWatch, lambda model: sum(len(row.when) for row in model.decisions))
question_line = static(_FIRST + 7, QuestionLine, _question_lines)
arrival = state(_FIRST + 8, Arrival, lambda model: 1 + _most_people(model))
