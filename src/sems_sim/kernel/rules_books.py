"""The accounts of a run: money, people, routine, surprise, and why things failed.

Judged on the truth, in the last phase of each instant in which something changed, and each full hour.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    chance,
    changed,
    key_of,
    list_first,
    pull,
    push,
    ratio,
    record,
    settled,
    shifted,
    valued,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.lines import LOSS, service_meter
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_costs import harmed, money
from sems_sim.kernel.severity import severity_now
from sems_sim.kernel.state_accounts import (
    ABSENT,
    REGISTERED,
    UNSEEN,
    accounts_state,
    failure_state,
    register_state,
)
from sems_sim.kernel.state_command import command_state
from sems_sim.kernel.state_incidents import incident_state, incidents_state, occurrence
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_world import counts, last_of, list_row, meter, world
from sems_sim.kernel.tables import incident_row, risk_row, service_row
from sems_sim.laws import exp as _exp
from sems_sim.laws import normal_quantile as _normal_quantile
from sems_sim.model import Act, Parameter, Signal

RANG, BOOKED, LOOKED = doors.ACCOUNTS << 8 | 32, doors.ACCOUNTS << 8 | 33, doors.ACCOUNTS << 8 | 34
"""Events: a full hour; the books are brought up to date; a service has been down too long for routine."""
_HOUR_MS = 3_600_000
_IMAGINATION, _MANAGEMENT, _POLICY, _CAPABILITIES = range(4)
_UNREGISTERED, _WORSE = 1, 2
_HOUR_ACT, _BOOK_ACT = int(Act.HOUR), int(Act.BOOK)
_ACCOUNT = int(Phase.ACCOUNT)
_BEYOND, _AGAIN = int(Kind.BEYOND_ROUTINE), int(Kind.ROUTINE_AGAIN)
_SURPRISED, _CATASTROPHE = int(Kind.SURPRISED), int(Kind.CATASTROPHE)
_COST, _PEOPLE = int(Signal.COST), int(Signal.PEOPLE)
_ON_REGISTER, _SPREAD = int(Parameter.ON_REGISTER), int(Parameter.ESTIMATE_SPREAD)
_HAS_ANSWER, _OPEN_DECISIONS, _GAP = doors.HAS_ANSWER, doors.OPEN_DECISIONS, doors.GAP_BETWEEN_SILOS
e_to, normal_quantile = law(_exp), law(_normal_quantile)


@rule
def start_accounts(w: int) -> int:
    """Take stock at time 0 and each full hour."""
    ask_books(w, ROOT)
    return _next_hour(w, 0)


@rule
def ask_books(w: int, cause: int) -> int:
    """Ask for the books to be brought up to date at the end of this instant."""
    if not accounts_state(w).is_booking:
        accounts_state(w).is_booking = True
        key = key_of(_ACCOUNT, world(w).organisation, _BOOK_ACT, 0)
        at(w, world(w).now_ms, key, BOOKED, 0, 0, cause)
    return 0


@rule
def _next_hour(w: int, hour: int) -> int:
    key = key_of(_ACCOUNT, world(w).organisation, _HOUR_ACT, 0)
    at(w, (hour + 1) * _HOUR_MS, key, RANG, hour, 0, ROOT)
    return 0


@rule
def ring_hour(w: int, hour: int) -> int:
    """Take stock at a full hour."""
    ask_books(w, ROOT)
    return _next_hour(w, hour + 1)


# --- surprise ---


@rule
def opened(w: int, one: int, cause: int) -> int:
    """See whether anybody had this on a register."""
    if _is_unregistered(w, occurrence(w, one).incident):
        _surprise(w, one, _UNREGISTERED, cause)
    return ask_books(w, cause)


@rule
def _is_unregistered(w: int, incident: int) -> bool:
    """Return whether the incident's risk is on no register, drawn once a run."""
    it = register_state(w, incident)
    if it.found == UNSEEN:
        risk = incident_row(w, incident).risk
        absent = risk == NONE
        if risk != NONE and world(w).people_on:
            row = risk_row(w, risk)
            probability = min(1.0, ratio(w, _ON_REGISTER))
            if row.registered >= 0.0:
                probability = shifted(w, _ON_REGISTER, row.registered)
            absent = chance(w, row.registered_stream, 0) >= probability
        it.found = ABSENT if absent else REGISTERED
    return it.found == ABSENT


@rule
def _surprise(w: int, one: int, kind: int, cause: int) -> int:
    it = occurrence(w, one)
    if kind == _UNREGISTERED:
        accounts_state(w).unregistered += 1
    else:
        accounts_state(w).worse += 1
    it.is_surprising = True
    because = it.opened_record if cause == ROOT else cause
    return record(w, _ACCOUNT, incident_row(w, it.incident).entity, _SURPRISED, float(kind), because)


@rule
def _look_for_worse(w: int, cause: int) -> int:
    """See whether what it costs is far beyond what the register said."""
    if not world(w).people_on:
        return 0
    for incident in range(counts(w).incidents):
        one = incident_state(w, incident).first_open
        while one >= 0:
            if not occurrence(w, one).is_surprising and _is_worse(w, incident):
                _surprise(w, one, _WORSE, cause)
            one = occurrence(w, one).next_open
    return 0


@rule
def _is_worse(w: int, incident: int) -> bool:
    """Return whether realised impact exceeds e^(2 sd) times the impact as it was assessed."""
    risk = incident_row(w, incident).risk
    if risk == NONE:
        return False
    row = risk_row(w, risk)
    if row.impact <= 0.0:
        return False
    sigma = valued(w, _SPREAD)
    assessed = row.impact * e_to(sigma * normal_quantile(settled(w, row.estimate_stream, 0)))
    return bool(money(w) > e_to(2.0 * sigma) * assessed)


# --- the books ---


@rule
def book(w: int, cause: int) -> int:
    """Bring the books up to date."""
    books = accounts_state(w)
    books.is_booking = False
    close_span(w, world(w).now_ms)
    _look_for_worse(w, cause)
    is_beyond = _is_beyond_routine(w)
    if is_beyond != books.is_beyond:
        books.is_beyond = is_beyond
        kind = _BEYOND if is_beyond else _AGAIN
        record(w, _ACCOUNT, world(w).organisation, kind, 1.0 if is_beyond else 0.0, cause)
    books.is_below_crisis = command_state(w).current < counts(w).levels - 1
    books.failing = _binding_cause(w)
    books.is_surprised = _is_any_surprising(w)
    _look_for_catastrophe(w, cause)
    changed(w, _COST, 0, cause, NONE)
    return changed(w, _PEOPLE, 0, cause, NONE)


@rule
def _is_any_surprising(w: int) -> bool:
    """Return whether an occurrence that is open came as a surprise."""
    for incident in range(counts(w).incidents):
        one = incident_state(w, incident).first_open
        while one >= 0:
            if occurrence(w, one).is_surprising:
                return True
            one = occurrence(w, one).next_open
    return False


@rule
def close_span(w: int, now_ms: int) -> int:
    """Add the time since the last look to what it was time of."""
    books = accounts_state(w)
    span_ms = now_ms - books.since_ms
    books.since_ms = now_ms
    if books.is_beyond:
        books.beyond_ms += span_ms
        if books.is_below_crisis:
            books.unmet_ms += span_ms
    if books.failing != NONE:
        books.loss_ms += span_ms
        failure_state(w, books.failing).bound_ms += span_ms
        if books.is_surprised:
            books.surprised_ms += span_ms
    return 0


@rule
def _is_beyond_routine(w: int) -> bool:
    """Return whether no routine answer will do: judged on the truth."""
    now_ms, routine_ms = world(w).now_ms, world(w).routine_ms
    if incidents_state(w).open_count > world(w).routine_incidents:
        return True
    for service in range(counts(w).services):
        since_ms = service_state(w, service).below_since_ms
        if service_row(w, service).critical and since_ms >= 0:
            if now_ms - since_ms > routine_ms:
                return True
            cause = last_of(w, service_row(w, service).entity).record
            _look_again(w, since_ms + routine_ms + 1, cause)
    for incident in range(counts(w).incidents):
        if incident_state(w, incident).open > 0 and through(w, _HAS_ANSWER, incident) == 0:
            return True
    return False


@rule
def _look_again(w: int, at_ms: int, cause: int) -> int:
    """Arrange for a look at a moment, once for each moment."""
    if at_ms <= world(w).now_ms:
        return 0
    entry = list_first(w, accounts_state(w).looks)
    while entry >= 0:
        if list_row(w, entry).number == at_ms:
            return 0
        entry = list_row(w, entry).link
    accounts_state(w).looks = push(w, accounts_state(w).looks, at_ms, 0, 0.0)
    return at(w, at_ms, key_of(_ACCOUNT, world(w).organisation, _BOOK_ACT, 1), LOOKED, at_ms, 0, cause)


@rule
def look_now(w: int, at_ms: int, cause: int) -> int:
    """Look, as was arranged for this moment."""
    pull(w, accounts_state(w).looks, at_ms)
    return ask_books(w, cause)


@rule
def _binding_cause(w: int) -> int:
    """Return why service is being lost now, by the binding cause, or NONE if none is lost."""
    for service in range(counts(w).services):
        if meter(w, service_meter(service, LOSS)).value > 0.0:
            return _cause_of_loss(w)
    return NONE


@rule
def _cause_of_loss(w: int) -> int:
    """Return what binds while some service performs less than it should."""
    for incident in range(counts(w).incidents):
        if incident_state(w, incident).open > 0 and _is_unregistered(w, incident):
            return _IMAGINATION
    is_unmet = accounts_state(w).is_beyond and command_state(w).current < counts(w).levels - 1
    has_authority = world(w).now_ms >= command_state(w).authority_ms
    if is_unmet or not has_authority or through(w, _OPEN_DECISIONS) > 0:
        return _MANAGEMENT
    if through(w, _GAP) != 0:
        return _POLICY
    return _CAPABILITIES


# --- catastrophe ---


@rule
def _look_for_catastrophe(w: int, cause: int) -> int:
    if accounts_state(w).catastrophe_ms != NONE:
        return 0
    which = _limit_passed(w)
    if which > 0:
        accounts_state(w).catastrophe_ms = world(w).now_ms
        record(w, _ACCOUNT, world(w).organisation, _CATASTROPHE, float(which), cause)
    return 0


@rule
def _limit_passed(w: int) -> int:
    """Return the first limit that is passed: services, people, severity or money, from 1; else 0."""
    limits = world(w)
    if limits.limit_services >= 0 and _critical_over_mtpd(w) >= max(1, limits.limit_services):
        return 1
    if limits.limit_harmed >= 0.0 and harmed(w) > limits.limit_harmed:
        return 2
    if limits.limit_severity >= 0.0 and _severity_of_all(w) > limits.limit_severity:
        return 3
    if limits.limit_cost >= 0.0 and money(w) > limits.limit_cost:
        return 4
    return 0


@rule
def _critical_over_mtpd(w: int) -> int:
    """Return how many critical services are disrupted beyond their maximum tolerable period."""
    found = 0
    for service in range(counts(w).services):
        if service_row(w, service).critical and service_state(w, service).is_over_mtpd:
            found += 1
    return found


@rule
def _severity_of_all(w: int) -> float:
    """Return the sum of the severities of all that is open."""
    total = 0.0
    for incident in range(counts(w).incidents):
        one = incident_state(w, incident).first_open
        while one >= 0:
            total += severity_now(w, one)
            one = occurrence(w, one).next_open
    return total
