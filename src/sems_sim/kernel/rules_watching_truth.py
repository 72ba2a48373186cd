"""What a condition says of the truth: of assets, services, incidents, plans and the rest."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, compare
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through
from sems_sim.kernel.profiles import DAY_MS
from sems_sim.kernel.state_assets import asset_state
from sems_sim.kernel.state_command import command_state, decision_state
from sems_sim.kernel.state_crews import crew_state
from sems_sim.kernel.state_effects import flag_state, indicator_state
from sems_sim.kernel.state_incidents import incidents_state
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_supply import resource_state, supplier_state
from sems_sim.kernel.state_world import side, world
from sems_sim.kernel.tables import decision_row, step_row
from sems_sim.model import FULL, Fact

_DAY_MS, _FULL = DAY_MS, float(FULL)
_UP, _DOWN, _LEVEL, _PERFORMANCE = int(Fact.UP), int(Fact.DOWN), int(Fact.LEVEL), int(Fact.PERFORMANCE)
_BACKLOG, _LOST, _BELOW_MBCO = int(Fact.BACKLOG), int(Fact.LOST), int(Fact.BELOW_MBCO)
_OVER_RTO, _OVER_MTPD, _FREE, _SHORT = (
    int(Fact.OVER_RTO),
    int(Fact.OVER_MTPD),
    int(Fact.FREE),
    int(Fact.SHORT),
)
_STOCK, _AVAILABLE, _OPENED, _RESPONSE = (
    int(Fact.STOCK),
    int(Fact.AVAILABLE),
    int(Fact.OPENED),
    int(Fact.RESPONSE),
)
_ACTIVE, _SEVERITY, _CONTAINED = int(Fact.ACTIVE), int(Fact.SEVERITY), int(Fact.CONTAINED)
_RUNNING, _DONE, _FAILED, _CHOSEN = int(Fact.RUNNING), int(Fact.DONE), int(Fact.FAILED), int(Fact.CHOSEN)
_TIME, _CLOCK, _FLAG, _COST = int(Fact.TIME), int(Fact.CLOCK), int(Fact.FLAG), int(Fact.COST)
_ALERT, _RUMOUR = int(Fact.ALERT), int(Fact.RUMOUR)
_ANSWER_INCIDENT, _ANSWER_PLAN = doors.ANSWER_INCIDENT, doors.ANSWER_PLAN
_MONEY, _HARMED = doors.MONEY, doors.HARMED


@rule
def is_so(w: int, number: int, scope: int) -> bool:
    """Return whether one step of a condition is so in truth."""
    fact = step_row(w, number).fact
    if fact in (_UP, _DOWN, _LEVEL):
        return _is_so_of_asset(w, number)
    if fact in (_BACKLOG, _LOST, _STOCK):
        return side(w, step_row(w, number).threshold).is_above != step_row(w, number).negated
    if fact in (_PERFORMANCE, _BELOW_MBCO, _OVER_RTO, _OVER_MTPD):
        return _is_so_of_service(w, number)
    if fact in (_ACTIVE, _SEVERITY, _CONTAINED):
        return through(w, _ANSWER_INCIDENT, number, scope) != 0
    if fact in (_RUNNING, _DONE, _FAILED):
        return through(w, _ANSWER_PLAN, number, scope) != 0
    if fact in (_FREE, _SHORT, _AVAILABLE, _ALERT, _FLAG, _CHOSEN):
        return _is_so_of_thing(w, number)
    return compare(_left_of(w, fact), step_row(w, number).comparison, step_row(w, number).constant)


@rule
def _is_so_of_asset(w: int, number: int) -> bool:
    step = step_row(w, number)
    level = asset_state(w, step.index).level
    if step.fact == _UP:
        return level > 0
    if step.fact == _DOWN:
        return level == 0
    return compare(level / _FULL, step.comparison, step.constant)


@rule
def _is_so_of_service(w: int, number: int) -> bool:
    step = step_row(w, number)
    one = service_state(w, step.index)
    if step.fact == _PERFORMANCE:
        return compare(one.performance, step.comparison, step.constant)
    if step.fact == _BELOW_MBCO:
        return one.below_since_ms != NONE
    return one.is_over_rto if step.fact == _OVER_RTO else one.is_over_mtpd


@rule
def _is_so_of_thing(w: int, number: int) -> bool:
    step = step_row(w, number)
    if step.fact == _FREE:
        free = resource_state(w, step.index).present - crew_state(w, step.index).held
        return compare(float(free), step.comparison, step.constant)
    if step.fact == _SHORT:
        return crew_state(w, step.index).missing > 0.0
    if step.fact == _AVAILABLE:
        return supplier_state(w, step.index).is_up
    if step.fact == _ALERT:
        return indicator_state(w, step.index).is_alert
    if step.fact == _FLAG:
        return flag_state(w, step.index).is_set
    chosen = decision_state(w, step.index).chosen
    if step.part < 0:
        return chosen != NONE
    return chosen >= 0 and decision_row(w, step.index).options_first + chosen == step.part


@rule
def _left_of(w: int, fact: int) -> float:
    """Return the number that stands on the left of a comparison."""
    now = world(w)
    if fact == _OPENED:
        return float(incidents_state(w).open_count)
    if fact == _RESPONSE:
        return float(command_state(w).current)
    if fact == _TIME:
        return float(now.now_ms)
    if fact == _CLOCK:
        return float((now.start_of_day_ms + now.now_ms) % _DAY_MS)
    if fact == _RUMOUR:
        return incidents_state(w).rumour
    through(w, _MONEY if fact == _COST else _HARMED)
    return now.answer
