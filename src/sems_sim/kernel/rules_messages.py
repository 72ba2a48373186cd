"""Word between teams: it takes time, gets lost, and misses its silo (fine print 15).

Whoever has noticed something reports it along the line, or keeps silent and perhaps confides it; whoever has been
told passes on what is news. A lost message is sent again until it arrives.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    at,
    at_drawn,
    chance,
    clipped,
    draw_ms,
    give,
    key_of,
    latest_is,
    list_first,
    pull,
    push,
    ratio,
    record,
    shifted,
    take,
    valued,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through
from sems_sim.kernel.pictures import believes, copied, let_go
from sems_sim.kernel.state_assets import asset_state
from sems_sim.kernel.state_incidents import incident_state, occurrence
from sems_sim.kernel.state_people import note, snapshot, team_state, view, view_of
from sems_sim.kernel.state_speech import PARCELS, acted_on, link_state, parcel, speech_state
from sems_sim.kernel.state_world import constants, counts, list_row, world
from sems_sim.kernel.tables import incident_row, item_row, level_row, link_row, number, team_row
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.laws import odds_shift as _odds_shift
from sems_sim.model import Act, ItemKind, Parameter

ATTEMPT, ARRIVE = doors.SPEECH << 8 | 32, doors.SPEECH << 8 | 33
CONFIDE, THINK_AGAIN = doors.SPEECH << 8 | 34, doors.SPEECH << 8 | 35
RESEND_MS = 15 * 60_000
DAY_H = 24.0
WRONG = 0.25
"""A gap between belief and truth from which a picture counts as wrong."""
MOST_THOUGHTS = 60
_ATTEMPT_CODE, _ARRIVE_CODE, _CONFIDE_CODE, _AGAIN_CODE = ATTEMPT, ARRIVE, CONFIDE, THINK_AGAIN
_NONE, _PARCELS = NONE, PARCELS
_SENSE, _MESSAGE, _THINK = int(Phase.SENSE), int(Phase.MESSAGE), int(Phase.THINK)
_TELL_DUE = int(Kind.TELL_DUE)
_BLOCKED, _OPENED, _MISSED = int(Kind.LINK_BLOCKED), int(Kind.LINK_OPENED), int(Kind.LINK_MISSED)
_SENT, _GONE, _ARRIVED = int(Kind.MESSAGE_SENT), int(Kind.MESSAGE_LOST), int(Kind.MESSAGE_ARRIVED)
_WITHHELD, _CONFIDED = int(Kind.REPORT_WITHHELD), int(Kind.REPORTED_IN_CONFIDENCE)
_ACTED = int(Kind.WARNING_ACTED_ON)
_SILO_MISSED, _SILO_DELAY = int(Parameter.CROSS_SILO_MISSED), int(Parameter.CROSS_SILO_DELAY)
_LOSS, _DELAY = int(Parameter.MESSAGE_LOSS), int(Parameter.MESSAGE_DELAY)
_JUST, _COMMITMENT = int(Parameter.JUST_REPORTING), int(Parameter.COMMITMENT_REPORTING)
_CONFIDENTIAL, _CONFIDENTIAL_DAYS = (
    int(Parameter.CONFIDENTIAL_REPORT),
    int(Parameter.CONFIDENTIAL_DELAY_DAYS),
)
_WARNING_ACTED_ON, _INCIDENT = int(Parameter.WARNING_ACTED_ON), int(ItemKind.INCIDENT)
_ACT_SEND, _ACT_ARRIVE = int(Act.SEND), int(Act.ARRIVE)
_ACT_CONFIDE, _ACT_RETRY = int(Act.CONFIDE), int(Act.RETRY_REPORT)
_NEW_NOTE, _PUT, _DO, _IN_CHARGE = doors.NEW_NOTE, doors.PUT, doors.DO, doors.IS_IN_CHARGE
hours_to_ms, odds_shift = law(_hours_to_ms), law(_odds_shift)


# --- parcels ---


@rule
def new_parcel(w: int, team: int, item: int, row: int, observed_ms: int) -> int:
    """Return a parcel that owns a snapshot (or NONE) and warns of nothing."""
    which = take(w, _PARCELS)
    it = parcel(w, which)
    it.team, it.along, it.item, it.snapshot, it.observed_ms = team, _NONE, item, row, observed_ms
    it.warns_incident, it.warns_number = _NONE, _NONE
    return which


@rule
def _parcel_like(w: int, which: int) -> int:
    """Return another parcel that says the same."""
    like = parcel(w, which)
    one = new_parcel(w, like.team, like.item, copied(w, like.snapshot), like.observed_ms)
    it = parcel(w, one)
    it.number, it.warns_incident, it.warns_number = like.number, like.warns_incident, like.warns_number
    return one


@rule
def done_with(w: int, which: int) -> int:
    """Give a parcel back, and what it still owns."""
    let_go(w, parcel(w, which).snapshot)
    give(w, _PARCELS, which)
    return 0


@rule
def deliver(w: int, team: int, which: int, cause: int) -> int:
    """Put word into a team's inbox; the parcel is used up."""
    it = parcel(w, which)
    one = through(w, _NEW_NOTE, team, it.item, cause)
    told = note(w, one)
    told.snapshot, told.observed_ms = it.snapshot, it.observed_ms
    told.warns_incident, told.warns_number = it.warns_incident, it.warns_number
    give(w, _PARCELS, which)
    through(w, _PUT, team, one)
    return 0


# --- links ---


@rule
def push_block(w: int, link: int, push_number: int, is_blocked: bool, cause: int) -> int:
    """Block a link, or open it."""
    it, kind = link_state(w, link), _OPENED
    it.blocks = push(w, it.blocks, push_number, is_blocked, 0.0)
    if is_blocked:
        kind = _BLOCKED
    record(w, _MESSAGE, link_row(w, link).entity, kind, 0.0, cause)
    return 0


@rule
def pull_block(w: int, link: int, pull_number: int, cause: int) -> int:
    """Undo that."""
    it, kind = link_state(w, link), _OPENED
    pull(w, it.blocks, pull_number)
    if latest_is(w, it.blocks):
        kind = _BLOCKED
    record(w, _MESSAGE, link_row(w, link).entity, kind, 0.0, cause)
    return 0


@rule
def _next_number(w: int, link: int) -> int:
    """Return the number of one more try along a link."""
    link_state(w, link).numbers += 1
    return link_state(w, link).numbers


@rule
def _send(w: int, link: int, like: int, cause: int) -> int:
    """Send what a parcel says along a link, unless nobody thinks of the other silo."""
    row, item = link_row(w, link), parcel(w, like).item
    its_number = _next_number(w, link)
    if row.cross_domain:
        missed = valued(w, _SILO_MISSED)
        if chance(w, row.missed_stream, its_number) < missed:
            record(w, _MESSAGE, row.entity, _MISSED, float(item), cause)
            _note_missed(w, row.target, item)
            return 0
    index = record(w, _MESSAGE, row.entity, _SENT, float(its_number), cause)
    which = _parcel_like(w, like)
    it = parcel(w, which)
    it.along, it.number, it.tries = link, its_number, 0
    key = key_of(_MESSAGE, row.entity, _ACT_SEND, its_number)
    at(w, world(w).now_ms, key, _ATTEMPT_CODE, which, 0, index)
    return 0


@rule
def attempt(w: int, which: int, cause: int) -> int:
    """Try once more to get a message through; each try has a number of its own."""
    it = parcel(w, which)
    if it.tries >= int(constants(w).tell_attempts):
        return done_with(w, which)
    it.tries += 1
    row = link_row(w, it.along)
    if _gets_through(w, it.along, it.number):
        delay = draw_ms(w, row.takes_law, row.takes_stream, it.number, _slowness(w, it.along))
        key = key_of(_MESSAGE, row.entity, _ACT_ARRIVE, it.number)
        at_drawn(w, world(w).now_ms + delay, key, _ARRIVE_CODE, which, 0, cause)
        return 0
    index = record(w, _MESSAGE, row.entity, _GONE, float(it.number), cause)
    it.number = _next_number(w, it.along)
    key = key_of(_MESSAGE, row.entity, _ACT_SEND, it.number)
    at(w, world(w).now_ms + RESEND_MS, key, _ATTEMPT_CODE, which, 0, index)
    return 0


@rule
def arrive(w: int, which: int, cause: int) -> int:
    """A message is there."""
    it, row = parcel(w, which), link_row(w, parcel(w, which).along)
    index = record(w, _MESSAGE, row.entity, _ARRIVED, float(it.number), cause)
    deliver(w, row.target, which, index)
    return 0


@rule
def _gets_through(w: int, link: int, its_number: int) -> bool:
    row = link_row(w, link)
    if latest_is(w, link_state(w, link).blocks):
        return False
    if row.needs_asset >= 0 and asset_state(w, row.needs_asset).level == 0:
        return False
    loses = shifted(w, _LOSS, row.loses)
    return chance(w, row.loses_stream, its_number) >= loses


@rule
def _slowness(w: int, link: int) -> float:
    factor = ratio(w, _DELAY)
    if link_row(w, link).cross_domain:
        factor *= ratio(w, _SILO_DELAY)
    return clipped(factor)


# --- items that missed a silo ---


@rule
def _note_missed(w: int, team: int, item: int) -> int:
    """Note that a missed silo has left a team uninformed of an item."""
    which = view_of(w, team, item)
    it, speech = view(w, which), speech_state(w)
    if not it.is_missed:
        it.is_missed = True
        speech.missed += 1
        if not it.is_on_missed_list:
            it.is_on_missed_list = True
            it.next_missed = speech.first_missed
            speech.first_missed = which
    return 0


@rule
def _forget_missed(w: int, team: int, item: int) -> int:
    """Note that word of an item has reached a team after all."""
    it = view(w, view_of(w, team, item))
    if it.is_missed:
        it.is_missed = False
        speech_state(w).missed -= 1
    return 0


@rule
def has_gap_between_silos(w: int) -> bool:
    """Return whether word that missed a silo has left those in charge with a wrong picture, or none."""
    if speech_state(w).missed == 0:
        return False
    which = speech_state(w).first_missed
    while which >= 0:
        it = view(w, which)
        is_wrong = it.is_missed and (not it.has_belief or it.error >= WRONG)
        if is_wrong and through(w, _IN_CHARGE, which // counts(w).items) != 0:
            return True
        which = it.next_missed
    return False


# --- reporting and passing on ---


@rule
def believed(w: int, team: int, which: int, is_news: bool) -> int:
    """A team has taken something in: it reports what it saw, and passes on what it was told."""
    it = note(w, which)
    if it.warns_incident >= 0:
        return _warned(w, team, which)
    if it.item < 0 or it.snapshot < 0:
        return 0
    if not it.is_own:
        _mark_reported(w, which)
        _forget_missed(w, team, it.item)
    if not is_news:
        return 0
    if team_state(w, team).is_played:
        return _ask_to_tell(w, team, which)
    one = new_parcel(w, team, it.item, copied(w, it.snapshot), it.observed_ms)
    parcel(w, one).number = it.number
    if it.is_own:
        return _report(w, one, it.cause)
    _tell_all(w, one, it.cause)
    return done_with(w, one)


@rule
def _ask_to_tell(w: int, team: int, which: int) -> int:
    """Leave it to players to pass news on, if there is anybody to tell; once an item and hearing."""
    it, hearing = note(w, which), team_state(w, team).hearings
    one = view(w, view_of(w, team, it.item))
    if team_row(w, team).tells_count > 0 and one.told_in != hearing:
        one.told_in = hearing
        record(w, _THINK, team_row(w, team).entity, _TELL_DUE, float(it.item), it.cause)
    return 0


@rule
def _tell_all(w: int, which: int, cause: int) -> int:
    """Send what a parcel says along every link of who speaks."""
    row = team_row(w, parcel(w, which).team)
    for place in range(row.tells_first, row.tells_first + row.tells_count):
        _send(w, number(w, place).value, which, cause)
    return 0


@rule
def _report(w: int, which: int, cause: int) -> int:
    """Report on the line, or keep silent for now; the parcel is used up, or thought about again."""
    it = parcel(w, which)
    row = team_row(w, it.team)
    if row.tells_count == 0:
        return done_with(w, which)
    factor = ratio(w, _JUST) * ratio(w, _COMMITMENT)
    drawn = chance(w, row.report_stream, it.number * 64 + it.tries)
    if drawn < odds_shift(row.reports, factor):
        _tell_all(w, which, cause)
        return done_with(w, which)
    silent = record(w, _SENSE, row.entity, _WITHHELD, float(it.item), cause)
    if it.tries == 0:
        _confide(w, which, silent)
    if it.tries < MOST_THOUGHTS and it.warns_incident < 0:
        it.tries += 1
        wait = hours_to_ms(constants(w).silence_retry_h)
        key = key_of(_SENSE, row.entity, _ACT_RETRY, it.number)
        at(w, world(w).now_ms + wait, key, _AGAIN_CODE, which, 0, silent)
        return 0
    return done_with(w, which)


@rule
def think_again(w: int, which: int, cause: int) -> int:
    """A silent witness thinks again, as long as what was seen is still believed."""
    it = parcel(w, which)
    if team_state(w, it.team).is_played:
        return done_with(w, which)
    if believes(w, view_of(w, it.team, it.item), it.snapshot):
        return _report(w, which, cause)
    return done_with(w, which)


@rule
def _confide(w: int, like: int, cause: int) -> int:
    """Use the confidential route beside the line, if there is one that is trusted."""
    it, likely = parcel(w, like), valued(w, _CONFIDENTIAL)
    recipient = _confidant(w, it.team)
    if recipient < 0 or chance(w, team_row(w, it.team).confidential_stream, it.number) >= likely:
        return 0
    delay = hours_to_ms(valued(w, _CONFIDENTIAL_DAYS) * DAY_H)
    key = key_of(_MESSAGE, team_row(w, it.team).entity, _ACT_CONFIDE, it.number)
    at(w, world(w).now_ms + delay, key, _CONFIDE_CODE, _parcel_like(w, like), recipient, cause)
    return 0


@rule
def confide(w: int, which: int, recipient: int, cause: int) -> int:
    """What was confided reaches whoever reads it."""
    it = parcel(w, which)
    index = record(w, _MESSAGE, team_row(w, it.team).entity, _CONFIDED, float(it.item), cause)
    deliver(w, recipient, which, index)
    return 0


@rule
def _confidant(w: int, team: int) -> int:
    """Return the team that reads confidential reports: whoever leads the highest level; or NONE."""
    for level in range(counts(w).levels - 1, -1, -1):
        led_by = level_row(w, level).led_by
        if led_by >= 0 and led_by != team:
            return led_by
    return _NONE


@rule
def _mark_reported(w: int, which: int) -> int:
    """Note of what is open of an incident that a second team has been told."""
    it = note(w, which)
    row = item_row(w, it.item)
    if row.kind == _INCIDENT and snapshot(w, it.snapshot).is_open:
        one = incident_state(w, row.index).first_open
        while one >= 0:
            if occurrence(w, one).reported_ms < 0:
                occurrence(w, one).reported_ms = world(w).now_ms
            one = occurrence(w, one).next_open
    return 0


# --- warnings ---


@rule
def _warned(w: int, team: int, which: int) -> int:
    """A sign seen before an incident: report it, or, once told, act on it."""
    it = note(w, which)
    if it.is_own and team_row(w, team).tells_count > 0 and not team_state(w, team).is_played:
        one = new_parcel(w, team, it.item, _NONE, it.observed_ms)
        told = parcel(w, one)
        told.number, told.warns_incident, told.warns_number = it.number, it.warns_incident, it.warns_number
        return _report(w, one, it.cause)
    return _act_on_warning(w, team, it.warns_incident, it.warns_number, it.cause)


@rule
def _act_on_warning(w: int, team: int, incident: int, opening: int, cause: int) -> int:
    """Act on a warning in time, if foresight says so; once for each opening."""
    row, acted = incident_row(w, incident), acted_on(w, incident)
    if not _has(w, incident_state(w, incident).pending, opening) or _has(w, acted.numbers, opening):
        return 0
    acted.numbers = push(w, acted.numbers, opening, 0, 0.0)
    if chance(w, row.acted_stream, opening) >= valued(w, _WARNING_ACTED_ON):
        return 0
    index = record(w, _THINK, row.entity, _ACTED, float(team), cause)
    if row.precursor_effects_count > 0:
        through(w, _DO, row.precursor_effects_first, row.precursor_effects_count, _NONE, index)
    return 0


@rule
def _has(w: int, which: int, its_number: int) -> bool:
    """Return whether a list has an entry of a number."""
    entry = list_first(w, which)
    while entry >= 0:
        if list_row(w, entry).number == its_number:
            return True
        entry = list_row(w, entry).link
    return False
