"""Pictures: the truth about an item, what a team makes of it, and how far apart they are."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import ROOT, at, changed, key_of, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.lines import BACKLOG, LOST, line_at, service_line
from sems_sim.kernel.pictures import believes, put_belief, put_seen
from sems_sim.kernel.severity import all_contained, worst_severity
from sems_sim.kernel.state_assets import asset_state
from sems_sim.kernel.state_incidents import incident_state
from sems_sim.kernel.state_people import (
    dirty,
    item_state,
    note,
    senses_state,
    snapshot,
    team_state,
    view,
    view_of,
)
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_world import counts, world
from sems_sim.kernel.tables import item_row, team_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import FULL, Act, ItemKind, Signal

SETTLE = doors.PEOPLE << 8 | 32
_BACKLOG, _LOST, _FULL, _ROOT, _SETTLE_CODE = BACKLOG, LOST, FULL, ROOT, SETTLE
_ASSET, _SERVICE = int(ItemKind.ASSET), int(ItemKind.SERVICE)
_THINK, _SENSE = int(Phase.THINK), int(Phase.SENSE)
_BELIEVED, _BELIEF = int(Kind.BELIEVED), int(Kind.BELIEF)
_PICTURE = int(Signal.PICTURE)
_ACT_SETTLE = int(Act.SETTLE)
ms_to_hours = law(_ms_to_hours)


# --- the truth ---


@rule
def true_value(w: int, item: int) -> float:
    """Return the level, performance or severity of an item as it is now."""
    row = item_row(w, item)
    if row.kind == _ASSET:
        return asset_state(w, row.index).level / _FULL
    if row.kind == _SERVICE:
        return service_state(w, row.index).performance
    return worst_severity(w, row.index)


@rule
def look_at(w: int, item: int, which: int) -> int:
    """Fill a snapshot with an item as it is now."""
    row, it = item_row(w, item), snapshot(w, which)
    it.value = true_value(w, item)
    it.backlog, it.lost = 0.0, 0.0
    it.is_open, it.is_contained = False, False
    it.is_below_mbco, it.is_over_rto, it.is_over_mtpd = False, False, False
    if row.kind == _SERVICE:
        one, now_ms = service_state(w, row.index), world(w).now_ms
        it.backlog = max(0.0, line_at(w, service_line(row.index, _BACKLOG), now_ms))
        it.lost = line_at(w, service_line(row.index, _LOST), now_ms)
        it.is_below_mbco = one.below_since_ms != -1
        it.is_over_rto, it.is_over_mtpd = one.is_over_rto, one.is_over_mtpd
    elif row.kind != _ASSET:
        it.is_open = incident_state(w, row.index).first_open >= 0
        it.is_contained = all_contained(w, row.index)
    return 0


# --- the ledger ---


@rule
def advance(w: int, team: int, now_ms: int) -> int:
    """Bring the integrals of a team's picture up to now, before anything about it changes."""
    ledger = team_state(w, team)
    elapsed = now_ms - ledger.since_ms
    if elapsed == 0:
        return 0
    hours = ms_to_hours(elapsed)
    ledger.item_hours += ledger.known * hours
    ledger.error_hours += ledger.error * hours
    middle_sum_ms = ledger.aged * (ledger.since_ms + now_ms) - 2 * ledger.observed_sum_ms
    ledger.age_hours += ms_to_hours(middle_sum_ms) * 0.5 * hours
    ledger.since_ms = now_ms
    return 0


@rule
def measure_error(w: int, team: int, item: int) -> int:
    """Take the gap between what a team believes of an item and what is so."""
    it = view(w, view_of(w, team, item))
    if not it.has_belief:
        return 0
    error = abs(it.value - true_value(w, item))
    team_state(w, team).error += error - it.error
    it.error = error
    return 0


@rule
def truth_changed(w: int, item: int) -> int:
    """Bring the gap between belief and truth up to date for all who know of an item."""
    which = item_state(w, item).first_knowing
    while which >= 0:
        team = which // counts(w).items
        advance(w, team, world(w).now_ms)
        measure_error(w, team, item)
        which = view(w, which).next_knowing
    return 0


# --- what is learnt ---


@rule
def note_knowing(w: int, which: int, item: int) -> int:
    """Note that one more team knows of an item."""
    view(w, which).next_knowing = item_state(w, item).first_knowing
    item_state(w, item).first_knowing = which
    return 0


@rule
def learn(w: int, team: int, item: int, row: int, observed_ms: int, cause: int) -> int:
    """Put an item into a team's picture as a snapshot says."""
    which = view_of(w, team, item)
    it, ledger = view(w, which), team_state(w, team)
    advance(w, team, world(w).now_ms)
    if not it.has_belief:
        ledger.known += 1
        note_knowing(w, which, item)
    elif not it.is_in_view:
        ledger.aged -= 1
        ledger.observed_sum_ms -= it.observed_ms
    put_belief(w, which, row)
    put_seen(w, which, row)
    it.observed_ms = observed_ms
    it.is_in_view = False
    ledger.aged += 1
    ledger.observed_sum_ms += observed_ms
    measure_error(w, team, item)
    changed(w, _PICTURE, item, cause, team)
    if it.is_watched:
        ask(w, which, _ROOT, False)
    return 0


@rule
def take_over(w: int, team: int, item: int, row: int, observed_ms: int, cause: int) -> int:
    """Put news into a team's picture, on record; return the record. The snapshot stays the caller's."""
    entity = team_row(w, team).entity
    index = record(w, _THINK, entity, _BELIEVED, float(item), cause)
    record(w, _THINK, entity, _BELIEF, snapshot(w, row).value, index)
    learn(w, team, item, row, observed_ms, index)
    return index


@rule
def believe(w: int, team: int, which: int) -> bool:
    """Take a note into the picture if it is about an item and newer; return whether it changed anything."""
    it = note(w, which)
    if it.item < 0 or it.snapshot < 0:
        return False
    place = view_of(w, team, it.item)
    view(w, place).exists = True
    if view(w, place).has_belief and _is_old(w, which, place):
        return False
    is_news = not believes(w, place, it.snapshot)
    if is_news:
        it.cause = take_over(w, team, it.item, it.snapshot, it.observed_ms, it.cause)
    else:
        learn(w, team, it.item, it.snapshot, it.observed_ms, it.cause)
    return is_news


@rule
def _is_old(w: int, which: int, place: int) -> bool:
    """Return whether a team knows better: by its own eyes, or of two tellings of one moment by the first."""
    it, one = note(w, which), view(w, place)
    if it.is_own:
        return it.observed_ms < one.observed_ms
    return one.is_in_view or it.observed_ms <= one.observed_ms


@rule
def bring_into_view(w: int, team: int, which: int, is_in_view: bool) -> int:
    """Note that a team sees an item as it is, or from now on no more."""
    it, ledger, now_ms = view(w, which), team_state(w, team), world(w).now_ms
    if it.is_in_view == is_in_view:
        return 0
    advance(w, team, now_ms)
    if is_in_view:
        ledger.aged -= 1
        ledger.observed_sum_ms -= it.observed_ms
    else:
        it.observed_ms = now_ms
        ledger.aged += 1
        ledger.observed_sum_ms += now_ms
    it.is_in_view = is_in_view
    return 0


@rule
def ask(w: int, which: int, cause: int, is_again: bool) -> int:
    """Ask for one view to be looked at anew at the end of this instant's changes."""
    it, senses = view(w, which), senses_state(w)
    if not it.is_dirty:
        it.is_dirty = True
        dirty(w, senses.dirty).which = which
        senses.dirty += 1
    it.is_again = it.is_again or is_again
    if not senses.is_settling:
        senses.is_settling = True
        at(w, world(w).now_ms, key_of(_SENSE, 0, _ACT_SETTLE, 0), _SETTLE_CODE, 0, 0, cause)
    return 0
