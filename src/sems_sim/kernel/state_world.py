"""What a replication is in: its clock, its agenda, its trace, its measures."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.memory import PER_UNIT, layout, pool, state, static
from sems_sim.model import (
    NONE,
    EntityKind,
    Model,
    Parameter,
    QuantityKind,
    measures_of,
)

_FIRST = 0 * PER_UNIT

FINE, FULL_POOL, CIRCLE, ENDLESS, NO_NUMBER, STRAYED = range(6)
"""How a replication stands."""
_LANES = (0x9E3779B97F4A7C15, 0xD1B54A32D192ED03)
UNSHIFTED = -1.0
HAZARD = -2
"""In place of a law: how much hazard builds up until something is noticed."""
RESERVE = 4096
"""Rows of a pool that are handed out still, while the event under way ends, after it has been found too small."""


class World:
    """The replication itself."""

    now_ms: int
    end_ms: int
    seed: int
    replication: int
    origin: int
    """The replication of the past, which says what stays as it is in every future."""
    organisation: int
    start_of_day_ms: int
    horizon_ms: int
    people_on: bool
    has_forced: bool
    """Whether a policy states options."""
    answer: float
    """The real number that the last door gave back."""
    low: int
    high: int
    """The two lanes of the fingerprint."""
    records: int
    events: int
    serial: int
    pending: int
    """Entries of the heap."""
    instant_ms: int
    instant: int
    """Serial number of the present instant, for the counts of keys."""
    chain: int
    status: int
    full_table: int
    sustained_ms: int
    routine_incidents: int
    routine_ms: int
    limit_services: int
    limit_harmed: float
    limit_severity: float
    limit_cost: float
    penalties_per_h: float
    sample: int
    """The next moment of which a sample is taken."""
    samples: int
    """How many there are; 0 for none."""
    drawn_law: int
    """The duration drawn last, for the appointment that is made of it: law, stream, number, factor and length."""
    drawn_stream: int
    drawn_n: int
    drawn_ms: int
    """0 if it was not left to chance."""
    drawn_factor: float


def _world(model: Model) -> NDArray[Any]:
    rows = np.zeros(1, layout(World))
    row = rows[0]
    limits = model.limits
    row["organisation"] = next(
        number for number, entity in enumerate(model.entities) if entity.kind == EntityKind.ORGANISATION
    )
    row["start_of_day_ms"], row["horizon_ms"] = model.start_of_day_ms, model.horizon_ms
    row["people_on"] = model.people_on
    row["low"], row["high"] = (lane - (1 << 64) if lane >> 63 else lane for lane in _LANES)
    row["instant_ms"] = 0
    row["sustained_ms"], row["routine_ms"] = limits.sustained_ms, limits.routine_ms
    row["routine_incidents"], row["limit_services"] = limits.routine_incidents, limits.services
    row["limit_harmed"], row["limit_severity"], row["limit_cost"] = (
        limits.harmed,
        limits.severity,
        limits.cost,
    )
    row["penalties_per_h"] = limits.penalties_per_h
    return rows


class Event:
    """One appointment; a handle is its row and its generation."""

    link: int
    time_ms: int
    code: int
    a: int
    b: int
    cause: int
    chain: int
    generation: int
    is_cancelled: bool
    is_drawn: bool
    """Whether its time was drawn, and a fork draws what is left of it anew (fine print 23)."""
    law: int
    """HAZARD for a standard exponential."""
    stream: int
    n: int
    total_ms: int
    """The whole duration; work that was paused keeps it."""
    ahead_ms: int
    """It is known not to end within so many milliseconds: a sign of it is due before."""
    factor: float


class Place:
    """One entry of the heap of what is to happen."""

    time_ms: int
    key: int
    serial: int
    event: int


class Record:
    """One fact of the trace."""

    time_ms: int
    phase: int
    entity: int
    kind: int
    value: float
    cause: int


class Last:
    """The last record about an entity."""

    record: int = NONE


class Runs:
    """How often a key ran in an instant."""

    key: int
    instant: int
    runs: int


class PoolState:
    """How much of a pool is handed out; for each table."""

    used: int
    free: int = NONE


class ListRow:
    """One entry of a list, or the head of one: then `link` is the first, `number` the last, `amount` the count."""

    link: int
    number: int
    amount: int
    value: float


class ParameterLine:
    """One parameter of maturity as it is now."""

    value: float
    ratio: float
    """1 with people off."""
    odds: float
    """By which the odds of a stated probability are multiplied; -1 where they stay as they are."""


class ParameterRange:
    """How a parameter runs from worst to best."""

    component: int
    kind: int
    worst: float
    best: float


class Constants:
    """The numbers of the human model that no component moves."""

    snowball: float
    snowball_open: float
    snowball_rumour: float
    rumour_growth: float
    rumour_decay: float
    rumour_statement: float
    statement_delay_h: float
    rumour_falsehood: float
    rumour_calls: float
    silence_retry_h: float
    diagnosis_error: float
    action_error: float
    decision_error: float
    misread_factor: float
    improvised_duration: float
    improvised_cost: float
    improvised_error: float
    task_cost_per_h: float
    arrival_median_h: float
    arrival_sigma: float
    member_absent: float
    caution_median_h: float
    caution_sigma: float
    wrong_level_delay: float
    tell_attempts: float


class MeasurePlace:
    """Where the measures of entities of a kind begin, in the order of measures_of; index: EntityKind."""

    first: int = NONE


class Outcome:
    """One measure; not a number where it did not happen."""

    value: float


class Forced:
    """The option that a policy states for each decision, or NONE."""

    option: int = NONE


class Line:
    """A quantity that changes at a steady rate from its anchor on."""

    value: float
    rate_per_h: float
    since_ms: int


class Meter:
    """The integral over time of a number that changes in steps."""

    value: float
    total: float
    since_ms: int


class MarkRange:
    """The thresholds on one quantity: a range of `mark`. Index: see lines.py."""

    first: int
    count: int


class Mark:
    """One threshold on a quantity."""

    threshold: int
    value: float
    strict: bool


class Side:
    """On which side of a threshold its quantity is; the flag, not the float, decides conditions."""

    is_above: bool


def parameter_lines(model: Model) -> NDArray[Any]:
    """Return what the maturity of a model makes of each parameter."""
    maturity, rows = model.maturity, np.zeros(len(Parameter), layout(ParameterLine))
    rows["ratio"], rows["odds"] = 1.0, UNSHIFTED
    for parameter in Parameter:
        rows["value"][parameter] = maturity.value(parameter)
        if model.people_on:
            rows["ratio"][parameter] = maturity.ratio(parameter)
            rows["odds"][parameter] = _odds(model, parameter)
    return rows


def _odds(model: Model, parameter: int) -> float:
    """Return by what a stated probability's odds are multiplied, or UNSHIFTED."""
    maturity = model.maturity
    row = maturity.parameters[parameter]
    level = maturity.levels[row.component]
    now = maturity.value(parameter)
    nominal = maturity.with_level(row.component, 3).value(parameter)
    if level == 3 or not (0.0 <= now < 1.0 and 0.0 < nominal < 1.0):
        return UNSHIFTED
    return now / (1.0 - now) / (nominal / (1.0 - nominal))


def _parameter_ranges(model: Model) -> NDArray[Any]:
    rows = np.zeros(len(Parameter), layout(ParameterRange))
    for place, row in enumerate(model.maturity.parameters):
        rows[place] = (row.component, row.kind, row.worst, row.best)
    return rows


def _constants(model: Model) -> NDArray[Any]:
    rows = np.zeros(1, layout(Constants))
    for name in rows.dtype.names or ():
        rows[name] = model.maturity.constant(name)
    return rows


_SECTIONS = ("service", "asset", "resource", "stock", "incident", "level", "plan", "task", "decision", "team")
FIRST_OF_ORGANISATION = 32
"""Where in `measure_place` the organisation's measures begin; then flags, targets, all targets, and the end."""


def _measure_places(model: Model) -> NDArray[Any]:
    """Return where each section of the measures begins: an EntityKind's, or the organisation's, or after them."""
    rows = np.full(64, NONE).astype([("first", "i8")])
    names = [measure.name for measure in measures_of(model)]
    for place, name in reversed(list(enumerate(names))):
        section = name.split(".", 1)[0]
        if section in _SECTIONS:
            rows["first"][EntityKind[section.upper()]] = place
        elif section == "flag":
            rows["first"][FIRST_OF_ORGANISATION + 1] = place
        elif section == "targets":
            rows["first"][FIRST_OF_ORGANISATION + 2] = place
        elif name == "people.affected":
            rows["first"][FIRST_OF_ORGANISATION] = place
    return rows


def _mark_table(model: Model) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the ranges for each quantity that flows on a line, and the marks in those ranges."""
    ranges: list[tuple[int, int]] = []
    marks: list[tuple[int, float, bool]] = []
    wanted = [(QuantityKind.BACKLOG, index) for index in range(len(model.services))]
    wanted += [(QuantityKind.LOST, index) for index in range(len(model.services))]
    wanted += [(QuantityKind.STOCK, index) for index in range(len(model.stocks))]
    for place in wanted:
        first = len(marks)
        for number, row in enumerate(model.thresholds):
            quantity = model.quantities[row.quantity]
            if (quantity.kind, quantity.index) == place:
                marks.append((number, row.value, row.strict))
        ranges.append((first, len(marks) - first))
    return np.array(ranges, layout(MarkRange)), np.array(marks, layout(Mark))


def _lines(model: Model) -> NDArray[Any]:
    rows = np.zeros(4 * len(model.services) + len(model.stocks), layout(Line))
    for index, row in enumerate(model.stocks):
        rows["value"][4 * len(model.services) + index] = row.amount
    return rows


class Counts:
    """How many there are of each thing."""

    assets: int
    services: int
    resources: int
    stocks: int
    suppliers: int
    items: int
    teams: int
    links: int
    levels: int
    incidents: int
    plans: int
    tasks: int
    decisions: int
    injects: int
    indicators: int
    flags: int
    conditions: int
    thresholds: int


def _counts(model: Model) -> NDArray[Any]:
    rows = np.zeros(1, layout(Counts))
    for name in rows.dtype.names or ():
        rows[name] = len(getattr(model, name))
    return rows


world = state(_FIRST, World, _world)
EVENTS, RECORDS, LISTS, RUNS = _FIRST + 1, _FIRST + 2, _FIRST + 3, _FIRST + 5
event = pool(EVENTS, Event, lambda model: 4096 + 4 * len(model.entities))
trace = pool(RECORDS, Record, lambda model: 4096 + 4 * len(model.entities))
list_row = pool(LISTS, ListRow, lambda model: 1024 + len(model.entities))
place = pool(_FIRST + 4, Place, lambda model: 4096 + 4 * len(model.entities))
runs = pool(RUNS, Runs, lambda model: 4096)
last_of = state(_FIRST + 6, Last, lambda model: len(model.entities))
pool_state = state(_FIRST + 7, PoolState, lambda model: 256)
parameter = state(_FIRST + 8, ParameterLine, parameter_lines)
outcome = state(_FIRST + 9, Outcome, lambda model: len(list(measures_of(model))))
line = state(_FIRST + 10, Line, _lines)
meter = state(
    _FIRST + 11, Meter, lambda model: 2 * len(model.services) + len(model.stocks) + 3 * len(model.resources)
)
_MORE = 240
side = state(_MORE, Side, lambda model: len(model.thresholds))
constants = static(_MORE + 1, Constants, _constants)
parameter_range = static(_MORE + 2, ParameterRange, _parameter_ranges)
measure_place = static(_MORE + 3, MeasurePlace, _measure_places)
mark_range = static(_MORE + 4, MarkRange, lambda model: _mark_table(model)[0])
mark = static(_MORE + 5, Mark, lambda model: _mark_table(model)[1])
counts = static(_MORE + 6, Counts, _counts)
forced = state(_MORE + 7, Forced, lambda model: len(model.decisions))
