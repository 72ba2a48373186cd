"""What is said: statements, orders and news, and the rumour that fills silence.

Rumour is the one stepped quantity: while it is there, or harm is seen, it takes an explicit step every ten minutes
(fine print 11).
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, ROOT, at, changed, clipped, key_of, ratio, record, take, valued
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import room_of, through
from sems_sim.kernel.rules_messages import (
    ARRIVE,
    ATTEMPT,
    CONFIDE,
    THINK_AGAIN,
    arrive,
    attempt,
    believed,
    confide,
    deliver,
    has_gap_between_silos,
    new_parcel,
    pull_block,
    push_block,
    think_again,
)
from sems_sim.kernel.severity import worst_severity
from sems_sim.kernel.state_incidents import incident_state, incidents_state
from sems_sim.kernel.state_people import SNAPSHOTS, snapshot
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_speech import CRITICAL, HARMING, critical, harming, speech_state
from sems_sim.kernel.state_world import constants, counts, world
from sems_sim.kernel.tables import effect_row, incident_row, item_of, item_row, number, team_row
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.model import Act, EntityKind, ItemKind, Parameter, Signal

SPEAK, STEP = doors.SPEECH << 8 | 36, doors.SPEECH << 8 | 37
STEP_MS = 600_000
STEP_H = 1.0 / 6.0
FORGOTTEN = 0.001
"""Rumour below this is none."""
_SPEAK_CODE, _STEP_CODE, _CONFIDE_CODE, _AGAIN_CODE = SPEAK, STEP, CONFIDE, THINK_AGAIN
_ATTEMPT_CODE, _ARRIVE_CODE = ATTEMPT, ARRIVE
_NONE, _ROOT, _SNAPSHOTS, _HARMING, _CRITICAL = NONE, ROOT, SNAPSHOTS, HARMING, CRITICAL
_MESSAGE, _IN_INCIDENTS = int(Phase.MESSAGE), int(Phase.INCIDENT)
_STATED, _STEPPED = int(Kind.STATEMENT_MADE), int(Kind.RUMOUR_STEPPED)
_ASSET, _SERVICE = int(EntityKind.ASSET), int(EntityKind.SERVICE)
_INCIDENT, _ITEM_INCIDENT = int(EntityKind.INCIDENT), int(ItemKind.INCIDENT)
_STATEMENT_DELAY, _MESSAGE_EFFECT = int(Parameter.STATEMENT_DELAY), int(Parameter.MESSAGE_EFFECT)
_RUMOUR = int(Signal.RUMOUR)
_ACT_RUMOUR, _ACT_STATEMENT = int(Act.RUMOUR), int(Act.STATEMENT)
_BELIEVED, _DELIVER_TEXT, _REPORT_ITEM = doors.BELIEVED, doors.DELIVER_TEXT, doors.REPORT_ITEM
_TELL, _ADD_RUMOUR, _WAKE_RUMOUR = doors.TELL, doors.ADD_RUMOUR, doors.WAKE_RUMOUR
_PUSH_BLOCK, _PULL_BLOCK, _GAP = doors.PUSH_LINK_BLOCK, doors.PULL_LINK_BLOCK, doors.GAP_BETWEEN_SILOS
_SNAPSHOT, _WEIGH = doors.SNAPSHOT, doors.WEIGH
hours_to_ms = law(_hours_to_ms)


# --- telling ---


@rule
def tell(w: int, effect: int, cause: int) -> int:
    """Say something to teams: those inside hear it now, those outside when the statement is made."""
    if not world(w).people_on:
        return 0
    row, speech = effect_row(w, effect), speech_state(w)
    for place in range(row.audience_first, row.audience_first + row.audience_count):
        team = number(w, place).value
        speech.statements += 1
        key = key_of(_MESSAGE, team_row(w, team).entity, _ACT_STATEMENT, speech.statements)
        delay = 0
        if team_row(w, team).outside:
            hours = constants(w).statement_delay_h
            delay = hours_to_ms(hours * clipped(ratio(w, _STATEMENT_DELAY)))
        at(w, world(w).now_ms + delay, key, _SPEAK_CODE, team, effect, cause)
    return 0


@rule
def speak(w: int, team: int, effect: int, cause: int) -> int:
    """A team hears what is said, or a statement to those outside is made."""
    item = _item_of(w, effect)
    content = _content(w, item, effect_row(w, effect).truth)
    which = new_parcel(w, team, item, content, world(w).now_ms)
    if team_row(w, team).outside:
        return _state(w, team, which, effect_row(w, effect).truth, cause)
    return deliver(w, team, which, cause)


@rule
def _state(w: int, team: int, which: int, is_true: bool, cause: int) -> int:
    """Make a statement: what is so calms, what is not so feeds rumour."""
    truth = 1.0 if is_true else 0.0
    index = record(w, _MESSAGE, team_row(w, team).entity, _STATED, truth, cause)
    deliver(w, team, which, index)
    if is_true:
        share = valued(w, _MESSAGE_EFFECT)
        rumour = incidents_state(w).rumour
        return _set(w, rumour * (1.0 - constants(w).rumour_statement * share), index)
    return add_rumour(w, constants(w).rumour_falsehood, index)


@rule
def add_rumour(w: int, amount: float, cause: int) -> int:
    """Add to the rumour, for instance because something was said that is not so."""
    if world(w).people_on:
        _set(w, min(1.0, incidents_state(w).rumour + amount), cause)
        wake(w, cause)
    return 0


@rule
def deliver_text(w: int, team: int, cause: int) -> int:
    """Put a message without an item into a team's inbox: it takes attention and changes no picture."""
    if world(w).people_on:
        deliver(w, team, new_parcel(w, team, _NONE, _NONE, world(w).now_ms), cause)
    return 0


@rule
def report_item(w: int, team: int, item: int, cause: int) -> int:
    """Bring an item, as it is, to a team."""
    content = _content(w, item, True)
    return deliver(w, team, new_parcel(w, team, item, content, world(w).now_ms), cause)


@rule
def _item_of(w: int, effect: int) -> int:
    """Return the item that an effect tells of, or NONE."""
    row, many = effect_row(w, effect), counts(w)
    if row.target < 0:
        return _NONE
    if row.target_kind == _ASSET:
        return item_of(w, row.target).item
    if row.target_kind == _SERVICE:
        return item_of(w, many.assets + row.target).item
    if row.target_kind == _INCIDENT:
        return item_of(w, many.assets + many.services + row.target).item
    return _NONE


@rule
def _content(w: int, item: int, is_true: bool) -> int:
    """Return what is said of an item: as it is, or the opposite; NONE of nothing."""
    if item < 0:
        return _NONE
    row = take(w, _SNAPSHOTS)
    through(w, _SNAPSHOT, item, row)
    if is_true:
        return row
    it = snapshot(w, row)
    was_open, value = it.is_open, it.value
    it.backlog, it.lost, it.is_open, it.is_contained = 0.0, 0.0, False, False
    it.is_below_mbco, it.is_over_rto, it.is_over_mtpd = False, False, False
    if item_row(w, item).kind == _ITEM_INCIDENT:
        it.value = 0.0 if was_open else 0.5
        it.is_open = not was_open
    else:
        it.value = 0.0 if value > 0.0 else 1.0
    return row


# --- rumour ---


@rule
def _harm_seen(w: int) -> float:
    """Return how much harm people see now, 0 to 1."""
    seen = 0.0
    for place in range(room_of(w, _HARMING)):
        incident = harming(w, place).incident
        if incident_state(w, incident).first_open >= 0:
            seen += worst_severity(w, incident) * incident_row(w, incident).visibility
    for place in range(room_of(w, _CRITICAL)):
        if service_state(w, critical(w, place).service).below_since_ms != _NONE:
            seen += 0.25
    return min(1.0, seen)


@rule
def wake(w: int, cause: int) -> int:
    """See whether rumour begins to step; and note what feeds it."""
    speech = speech_state(w)
    if cause != _ROOT:
        speech.fed_by = cause
    if speech.is_stepping or not world(w).people_on:
        return 0
    if incidents_state(w).rumour > 0.0 or _harm_seen(w) > 0.0:
        speech.is_stepping = True
        _arrange(w, cause)
    return 0


@rule
def _arrange(w: int, cause: int) -> int:
    key = key_of(_IN_INCIDENTS, world(w).organisation, _ACT_RUMOUR, 0)
    at(w, world(w).now_ms + STEP_MS, key, _STEP_CODE, 0, 0, cause)
    return 0


@rule
def step(w: int) -> int:
    """Take one explicit step from the values at this instant."""
    known, speech = constants(w), speech_state(w)
    rumour, harm = incidents_state(w).rumour, _harm_seen(w)
    change = known.rumour_growth * harm * (1.0 - rumour) - known.rumour_decay * rumour
    rumour = min(1.0, max(0.0, rumour + change * STEP_H))
    if rumour < FORGOTTEN and harm == 0.0:
        rumour = 0.0
    _set(w, rumour, speech.fed_by)
    speech.is_stepping = rumour > 0.0 or harm > 0.0
    if speech.is_stepping:
        _arrange(w, speech.fed_by)
    return 0


@rule
def _set(w: int, rumour: float, cause: int) -> int:
    """Let rumour be this much, and tell all whom calls about it keep busy."""
    if rumour == incidents_state(w).rumour:
        return 0
    incidents_state(w).rumour = rumour
    index = record(w, _IN_INCIDENTS, world(w).organisation, _STEPPED, rumour, cause)
    changed(w, _RUMOUR, 0, index, _NONE)
    for team in range(counts(w).teams):
        if not team_row(w, team).outside:
            through(w, _WEIGH, team, index)
    return 0


def speech(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: PLR0911, PLR0912, PLR0913, C901, ARG001 - switchboard
    """Everything that others may ask of speech."""
    if code == _WAKE_RUMOUR:
        return wake(w, a)
    if code == _BELIEVED:
        return believed(w, a, b, c != 0)
    if code == _ATTEMPT_CODE:
        return attempt(w, a, c)
    if code == _ARRIVE_CODE:
        return arrive(w, a, c)
    if code == _AGAIN_CODE:
        return think_again(w, a, c)
    if code == _CONFIDE_CODE:
        return confide(w, a, b, c)
    if code == _STEP_CODE:
        return step(w)
    if code == _SPEAK_CODE:
        return speak(w, a, b, c)
    if code == _TELL:
        return tell(w, a, b)
    if code == _DELIVER_TEXT:
        return deliver_text(w, a, b)
    if code == _REPORT_ITEM:
        return report_item(w, a, b, c)
    if code == _ADD_RUMOUR:
        return add_rumour(w, x, a)
    if code == _PUSH_BLOCK:
        return push_block(w, a, b, c != 0, d)
    if code == _PULL_BLOCK:
        return pull_block(w, a, b, c)
    if code == _GAP:
        return 1 if has_gap_between_silos(w) else 0
    return 0
