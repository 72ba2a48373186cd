"""The organisation's measures, and the entrance to the accounts."""

from __future__ import annotations

from math import nan

from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.rules_books import (
    BOOKED,
    LOOKED,
    RANG,
    ask_books,
    book,
    close_span,
    look_now,
    opened,
    ring_hour,
    start_accounts,
)
from sems_sim.kernel.rules_costs import answer_until, costs, harmed, money, sum_of
from sems_sim.kernel.severity import ms_to_hours
from sems_sim.kernel.state_accounts import accounts_state, failure_state
from sems_sim.kernel.state_command import command_state
from sems_sim.kernel.state_world import FIRST_OF_ORGANISATION, measure_place, outcome, world
from sems_sim.model import EntityKind, measure_names

_START, _ASK, _MONEY = doors.START_ACCOUNTS, doors.ASK_BOOKS, doors.MONEY
_OPENED, _MEASURE, _PEOPLE_UNSERVED = doors.ACCOUNTS_OPENED, doors.MEASURE_ACCOUNTS, doors.PEOPLE_UNSERVED
_IMAGINATION, _MANAGEMENT, _POLICY, _CAPABILITIES = range(4)
_BEYOND, _HAPPENED, _SURPRISE, _FAILURE = (
    measure_names(EntityKind.ORGANISATION).index(name)
    for name in ("crisis.beyond_routine_h", "catastrophe.happened", "surprise.type1", "failure.imagination")
)
"""Where in the order of the organisation's measures the crisis, catastrophe, surprise and failure begin."""


@rule
def measure_accounts(w: int, end_ms: int) -> int:
    """Close the books and write the organisation's measures that belong to the accounts."""
    close_span(w, end_ms)
    first = measure_place(w, FIRST_OF_ORGANISATION).first
    outcome(w, first).value = answer_until(w, _PEOPLE_UNSERVED, end_ms)
    outcome(w, first + 1).value = harmed(w)
    _measure_costs(w, first + 2, end_ms)
    books = accounts_state(w)
    outcome(w, first + _BEYOND).value = ms_to_hours(books.beyond_ms)
    outcome(w, first + _BEYOND + 1).value = ms_to_hours(books.unmet_ms)
    outcome(w, first + _BEYOND + 2).value = ms_to_hours(command_state(w).gap_ms)
    happened = books.catastrophe_ms != NONE
    outcome(w, first + _HAPPENED).value = 1.0 if happened else 0.0
    outcome(w, first + _HAPPENED + 1).value = ms_to_hours(books.catastrophe_ms) if happened else nan
    return _measure_failure(w, first)


@rule
def _measure_costs(w: int, place: int, end_ms: int) -> int:
    response, rework, lost, penalties, over_reaction = costs(w, end_ms)
    outcome(w, place).value = sum_of(response, rework, lost, penalties, over_reaction)
    outcome(w, place + 1).value = response
    outcome(w, place + 2).value = rework
    outcome(w, place + 3).value = lost
    outcome(w, place + 4).value = penalties
    outcome(w, place + 5).value = over_reaction
    return 0


@rule
def _measure_failure(w: int, first: int) -> int:
    """Write what came as a surprise, and what bound how much of the time in which service was lost."""
    books = accounts_state(w)
    total_ms = books.loss_ms if books.loss_ms > 0 else 1
    outcome(w, first + _SURPRISE).value = float(books.unregistered)
    outcome(w, first + _SURPRISE + 1).value = float(books.worse)
    outcome(w, first + _SURPRISE + 2).value = books.surprised_ms / total_ms
    place = first + _FAILURE
    outcome(w, place).value = failure_state(w, _IMAGINATION).bound_ms / total_ms
    outcome(w, place + 1).value = failure_state(w, _POLICY).bound_ms / total_ms
    outcome(w, place + 2).value = failure_state(w, _CAPABILITIES).bound_ms / total_ms
    outcome(w, place + 3).value = failure_state(w, _MANAGEMENT).bound_ms / total_ms
    return 0


def accounts(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: PLR0911, PLR0913, ARG001 - switchboard
    """Everything that others may ask of the accounts."""
    if code == _ASK:
        return ask_books(w, a)
    if code == BOOKED:
        return book(w, c)
    if code == RANG:
        return ring_hour(w, a)
    if code == LOOKED:
        return look_now(w, a, c)
    if code == _MONEY:
        world(w).answer = money(w)
        return 0
    if code == _OPENED:
        return opened(w, a, b)
    if code == _START:
        return start_accounts(w)
    if code == _MEASURE:
        return measure_accounts(w, a)
    return 0
