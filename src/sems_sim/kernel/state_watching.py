"""Which conditions are being watched, for whom, and where they wait."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import WATCHING
from sems_sim.kernel.memory import PER_UNIT, layout, pool, state, static
from sems_sim.model import NONE, Model, QuantityKind, Signal

_FIRST = WATCHING * PER_UNIT
_SINGLE = 1


class Watch:
    """One condition that is watched for one owner, and for one occurrence if it names one."""

    link: int
    condition: int
    key: int
    """The key of its evaluations: the owner's phase, entity, act and number."""
    react_code: int
    """Called with (react_a, watch, cause) after every evaluation; NONE for nobody."""
    react_a: int
    scope: int
    is_pending: bool
    is_stopped: bool
    holds: bool
    cause: int
    """What made the present evaluation worth making; a `for` that ends later goes back to it."""
    slots_first: int


class Slot:
    """One `for` of a watch: since when it has held, and when a look is arranged."""

    link: int
    since_ms: int
    timer_ms: int


class WaitingPlace:
    """Where conditions wait for one signal about one thing."""

    first: int = NONE
    last: int = NONE


class Waiting:
    """One watch that waits at a place."""

    link: int
    watch: int


class SignalRange:
    """Where the places of a signal begin in `place_of`, and how many things it can be about."""

    first: int
    count: int


class PlaceOf:
    """The place of one signal about one thing, or NONE where no condition waits for it."""

    place: int


class WakeLine:
    """What is known of a wake before any run."""

    place: int
    """Where it waits; NONE for moments of a clock."""
    incident: int
    """The incident whose state or severity it is about, or NONE."""


class Operand:
    """One place of the stack on which conditions are worked out."""

    value: int


def _sizes(model: Model) -> dict[int, int]:
    """Return how many things each signal can be about, in order."""
    return {
        Signal.ASSET: len(model.assets),
        Signal.SERVICE: len(model.services),
        Signal.THRESHOLD: len(model.thresholds),
        Signal.RESOURCE: len(model.resources),
        Signal.SUPPLIER: len(model.suppliers),
        Signal.INCIDENT: len(model.incidents),
        Signal.OPENED: _SINGLE,
        Signal.RESPONSE: _SINGLE,
        Signal.PLAN: len(model.plans),
        Signal.TASK: len(model.tasks),
        Signal.DECISION: len(model.decisions),
        Signal.FLAG: len(model.flags),
        Signal.COST: _SINGLE,
        Signal.PEOPLE: _SINGLE,
        Signal.ALERT: len(model.indicators),
        Signal.RUMOUR: _SINGLE,
        Signal.PICTURE: len(model.items) * len(model.teams),
    }


def _ranges(model: Model) -> NDArray[Any]:
    rows = np.zeros(max(Signal) + 1, layout(SignalRange))
    first = 0
    for signal, count in sorted(_sizes(model).items()):
        rows[signal] = (first, count)
        first += count
    return rows


def _place_in(model: Model, ranges: NDArray[Any], signal: int, index: int, team: int) -> int:
    offset = index * len(model.teams) + team if signal == Signal.PICTURE else index
    return int(ranges[signal]["first"]) + offset


def _wakes(model: Model) -> list[tuple[int, int, int]]:
    """Return every wake of every condition as (signal, index, team), in the order of `wake_row`."""
    return [
        (int(wake.signal), wake.index, wake.team)
        for condition in model.conditions
        for wake in condition.wakes
    ]


def _places(model: Model) -> dict[int, int]:
    """Return the number of each place at which some condition waits."""
    ranges, found = _ranges(model), dict[int, int]()
    for signal, index, team in _wakes(model):
        if signal not in (Signal.TIME, Signal.CLOCK):
            found.setdefault(_place_in(model, ranges, signal, index, team), len(found))
    return found


def _place_table(model: Model) -> NDArray[Any]:
    rows = np.full(sum(int(size) for size in _sizes(model).values()), NONE).astype(layout(PlaceOf))
    for where, number in _places(model).items():
        rows["place"][where] = number
    return rows


def _wake_lines(model: Model) -> NDArray[Any]:
    ranges, places = _ranges(model), _places(model)
    rows = np.zeros(len(_wakes(model)), layout(WakeLine))
    for number, (signal, index, team) in enumerate(_wakes(model)):
        is_moment = signal in (Signal.TIME, Signal.CLOCK)
        place = NONE if is_moment else places[_place_in(model, ranges, signal, index, team)]
        rows[number] = (place, NONE if team != NONE else _incident_of(model, signal, index))
    return rows


def _incident_of(model: Model, signal: int, index: int) -> int:
    if signal == Signal.INCIDENT:
        return index
    if signal != Signal.THRESHOLD:
        return NONE
    quantity = model.quantities[model.thresholds[index].quantity]
    return quantity.index if quantity.kind == QuantityKind.SEVERITY else NONE


WATCHES, SLOTS, WAITING = _FIRST, _FIRST + 1, _FIRST + 2
watch = pool(WATCHES, Watch, lambda model: 64 + 2 * len(model.conditions))
slot = pool(SLOTS, Slot, lambda model: 64 + 2 * len(model.conditions))
waiting = pool(WAITING, Waiting, lambda model: 64 + 4 * len(model.conditions))
waiting_place = state(_FIRST + 3, WaitingPlace, lambda model: len(_places(model)))
operand = state(
    _FIRST + 4, Operand, lambda model: 1 + max((len(one.steps) for one in model.conditions), default=0)
)
signal_range = static(_FIRST + 5, SignalRange, _ranges)
place_of = static(_FIRST + 6, PlaceOf, _place_table)
wake_line = static(_FIRST + 7, WakeLine, _wake_lines)
