"""Levels of response: raised, entered after the handshake, stood down.

A picture meets the criteria, the team that read it takes its time to decide, the level is activated, and entered.
What was decided is not called back because the criteria lapse meanwhile (fine print 16).
"""

from __future__ import annotations

from math import nan

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    NONE,
    ROOT,
    at,
    at_drawn,
    cancel,
    changed,
    clipped,
    draw_ms,
    key_of,
    ratio,
    record,
    valued,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through
from sems_sim.kernel.rules_deciding import deciding_ms, is_played
from sems_sim.kernel.rules_decisions import authority, rhythm
from sems_sim.kernel.rules_handover import hand_over, quorum_ms
from sems_sim.kernel.state_command import command_state, level_line, level_watch, rung_state, watch_range
from sems_sim.kernel.state_watching import watch
from sems_sim.kernel.state_world import counts, measure_place, outcome, world
from sems_sim.kernel.tables import condition_line, level_row
from sems_sim.laws import hours_to_ms as _hours_to_ms
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import Act, EntityKind, Parameter, Signal, measure_names

MET, DECIDED, ENTER, TAKE, BEAT, OVER = (doors.COMMAND << 8 | number for number in range(32, 38))
"""Events: criteria looked at, decided to raise, entered, authority taken, a battle rhythm, criteria to stand down."""
_MET, _DECIDED, _ENTER, _TAKE, _BEAT, _OVER = MET, DECIDED, ENTER, TAKE, BEAT, OVER
_MINUTE_MS = 60_000
_COMMAND_LEVEL = int(Phase.COMMAND_LEVEL)
_WAKE_ACT, _LEVEL_ACT = int(Act.WAKE), int(Act.LEVEL)
_AUTHORITY_ACT, _RHYTHM_ACT = int(Act.AUTHORITY), int(Act.RHYTHM)
_LEVEL_DECIDED, _LEVEL_ENTERED = int(Kind.LEVEL_DECIDED), int(Kind.LEVEL_ENTERED)
_LEVEL_ENDED, _LEVEL_SUPERSEDED = int(Kind.LEVEL_ENDED), int(Kind.LEVEL_SUPERSEDED)
_RAISE_DUE, _STAND_DOWN_DUE = int(Kind.RAISE_DUE), int(Kind.STAND_DOWN_DUE)
_AUTHORITY_TAKEN, _RHYTHM = int(Kind.AUTHORITY_TAKEN), int(Kind.RHYTHM)
_HANDOVER_DELAY, _RHYTHM_MIN = int(Parameter.HANDOVER_DELAY), int(Parameter.RHYTHM_MIN)
_CRISIS_ACTIVATION = int(Parameter.CRISIS_ACTIVATION)
_OPERATIONAL_ACTIVATION = int(Parameter.OPERATIONAL_ACTIVATION)
_AUTHORITY_GAP_MIN = int(Parameter.AUTHORITY_GAP_MIN)
_RESPONSE = int(Signal.RESPONSE)
_MAKE_WATCH, _START_WATCH, _STOP_WATCH = doors.MAKE_WATCH, doors.START_WATCH, doors.STOP_WATCH
_WAKE, _DO, _ASK_SURGE, _END_SURGE = doors.WAKE, doors.DO, doors.ASK_SURGE, doors.END_SURGE
_PLANS_AUTHORITY, _ASK_BOOKS = doors.PLANS_AUTHORITY, doors.ASK_BOOKS
_OF_LEVELS, _MEASURES = int(EntityKind.LEVEL), len(measure_names(EntityKind.LEVEL))
_NAN = nan
hours_to_ms, ms_to_hours = law(_hours_to_ms), law(_ms_to_hours)


@rule
def start_command(w: int) -> int:
    """Begin to watch the criteria of every level."""
    levels = counts(w).levels
    if levels == 0:
        return 0
    end = level_line(w, levels - 1).watches_first + level_line(w, levels - 1).watches_count
    for one in range(end):
        it = level_watch(w, one)
        key = key_of(_COMMAND_LEVEL, level_row(w, it.level).entity, _WAKE_ACT, it.condition)
        it.watch = through(w, _MAKE_WATCH, it.condition, key, _MET, 0, NONE)
    for one in range(end):
        through(w, _START_WATCH, level_watch(w, one).watch)
    return reconsider(w, ROOT)


# --- up ---


@rule
def reconsider(w: int, cause: int) -> int:
    """Decide to raise what now meets its criteria, or ask the players to, once per spell."""
    if command_state(w).is_pinned:
        return 0
    for level in range(1, counts(w).levels):
        rung = rung_state(w, level)
        if level <= command_state(w).current:
            line = level_line(w, level)
            is_met = _holding(w, line.watches_first, line.watches_count) >= 0
            rung.is_spell, rung.is_due = rung.is_spell and is_met, rung.is_due and is_met
            continue
        if _met(w, level, False) < 0:
            rung.is_spell, rung.is_due = False, False
        elif not rung.is_spell and rung.activation < 0:
            found = _met(w, level, True)
            if found < 0:
                _ask_players(w, level, cause)
            else:
                rung.is_spell = True
                _decide(w, level, _reader(w, found), cause)
    return 0


@rule
def _reader(w: int, one: int) -> int:
    """Return the team that reads a condition: its own reader, or who leads the current level."""
    reader: int = condition_line(w, level_watch(w, one).condition).reader
    if reader < 0:
        reader = level_row(w, command_state(w).current).led_by
    return reader


@rule
def _is_for_players(w: int, level: int, reader: int) -> bool:
    """Return whether raising a level is for players to say: they read its criteria, or lead it."""
    return is_played(w, reader) or is_played(w, level_row(w, level).led_by)


@rule
def _ask_players(w: int, level: int, cause: int) -> int:
    rung = rung_state(w, level)
    if not rung.is_due:
        rung.is_due = True
        record(w, _COMMAND_LEVEL, level_row(w, level).entity, _RAISE_DUE, 1.0, cause)
    return 0


@rule
def _holding(w: int, first: int, count: int) -> int:
    """Return the first of a range of `level_watch` whose condition holds, or NONE."""
    for one in range(first, first + count):
        if watch(w, level_watch(w, one).watch).holds:
            return one
    return NONE


@rule
def _met(w: int, level: int, is_acting: bool) -> int:
    """Return a condition by which the level should be raised from the present one, or NONE.

    With `is_acting` one that the model may act on, because no players read it or lead the level.
    """
    current = command_state(w).current
    here = (level * counts(w).levels + current) * 2
    direct = watch_range(w, here + 1)
    found = _first_met(w, level, direct.first, direct.count, is_acting)
    if found >= 0:
        return found
    for between in range(current + 1, level):
        if level_line(w, between).has_when:
            return NONE
    steps = watch_range(w, here)
    return _first_met(w, level, steps.first, steps.count, is_acting)


@rule
def _first_met(w: int, level: int, first: int, count: int, is_acting: bool) -> int:
    for one in range(first, first + count):
        holds = watch(w, level_watch(w, one).watch).holds
        if holds and not (is_acting and _is_for_players(w, level, _reader(w, one))):
            return one
    return NONE


@rule
def _decide(w: int, level: int, reader: int, cause: int) -> int:
    row, rung = level_row(w, level), rung_state(w, level)
    number = rung.raises
    rung.raises = number + 1
    delay = deciding_ms(w, reader, row.delay_stream, number, 1.0, row.decides_law)
    key = key_of(_COMMAND_LEVEL, row.entity, _LEVEL_ACT, number * 2)
    at_drawn(w, world(w).now_ms + delay, key, _DECIDED, level, (reader + 1) << 32 | number, cause)
    return 0


@rule
def decided(w: int, level: int, packed: int, cause: int) -> int:
    """Activate what has been decided, unless players have taken over or the response is pinned meanwhile.

    `packed` is the reader, from 1, and the number of the decision in the low 32 bits.
    """
    rung = rung_state(w, level)
    if command_state(w).is_pinned:
        rung.is_spell = False
    elif not _is_for_players(w, level, (packed >> 32) - 1):
        activate(w, level, packed & 0xFFFFFFFF, cause)
    elif level > command_state(w).current and rung.activation < 0:
        rung.is_spell = False
        _ask_players(w, level, cause)
    return 0


@rule
def raise_level(w: int, level: int, cause: int) -> bool:
    """Order a level to be raised now, whatever the pictures say; return whether that changes anything."""
    rung, command = rung_state(w, level), command_state(w)
    if level <= command.current or rung.activation >= 0 or command.is_pinned:
        return False
    number = rung.raises
    rung.raises = number + 1
    activate(w, level, number, cause)
    return True


@rule
def gather(w: int, level: int, cause: int) -> int:
    """Enter a level now, with all there and able to act."""
    rung, command = rung_state(w, level), command_state(w)
    if level <= command.current or command.is_pinned:
        return 0
    cancel(w, rung.activation)
    number = rung.raises
    rung.raises = number + 1
    rung.is_gathered = True
    told = record(w, _COMMAND_LEVEL, level_row(w, level).entity, _LEVEL_DECIDED, 0.0, cause)
    return _arrange_entry(w, level, number, 0, told)


@rule
def activate(w: int, level: int, number: int, cause: int) -> int:
    """Call a level together, now that it is decided."""
    rung, row = rung_state(w, level), level_row(w, level)
    if level <= command_state(w).current or rung.activation >= 0:
        return 0
    delay = 0
    if world(w).people_on:
        factor = _activation_factor(w, level)
        delay = draw_ms(w, row.activation_law, row.activation_stream, number, factor)
    told = record(w, _COMMAND_LEVEL, row.entity, _LEVEL_DECIDED, ms_to_hours(delay), cause)
    return _arrange_entry(w, level, number, delay, told)


@rule
def _arrange_entry(w: int, level: int, number: int, delay_ms: int, cause: int) -> int:
    key = key_of(_COMMAND_LEVEL, level_row(w, level).entity, _LEVEL_ACT, number * 2 + 1)
    at_ms = world(w).now_ms + delay_ms
    rung_state(w, level).activation = at_drawn(w, at_ms, key, _ENTER, level, 0, cause)
    return 0


@rule
def _activation_factor(w: int, level: int) -> float:
    which = _OPERATIONAL_ACTIVATION
    if level == counts(w).levels - 1:
        which = _CRISIS_ACTIVATION
    return clipped(ratio(w, _HANDOVER_DELAY) * ratio(w, which))


@rule
def enter(w: int, level: int, cause: int) -> int:
    """Make a level the present one."""
    rung, row, command = rung_state(w, level), level_row(w, level), command_state(w)
    if command.is_pinned:
        rung.is_waiting = True
        return 0
    rung.activation = NONE
    is_gathered = rung.is_gathered
    rung.is_gathered, rung.is_waiting = False, False
    old = command.current
    if level <= old:
        return 0
    _supersede(w, level, cause)
    _count_time(w)
    command.current = level
    rung.is_entered = True
    rung.entries += 1
    if rung.first_ms < 0:
        rung.first_ms = world(w).now_ms
    told = hand_over(w, old, level, cause)
    _open_gap(w, level, told, is_gathered)
    through(w, _ASK_SURGE, level, told)
    _start_rhythm(w, level, told)
    _watch_stand_down(w, level, told)
    if row.effects_count > 0:
        through(w, _DO, row.effects_first, row.effects_count, NONE, told)
    changed(w, _RESPONSE, 0, told, NONE)
    return reconsider(w, told)


@rule
def _supersede(w: int, level: int, cause: int) -> int:
    for lower in range(level):
        rung = rung_state(w, lower)
        if rung.activation >= 0:
            rung.activation = cancel(w, rung.activation)
            rung.is_gathered, rung.is_waiting = False, False
            record(w, _COMMAND_LEVEL, level_row(w, lower).entity, _LEVEL_SUPERSEDED, 0.0, cause)
    return 0


@rule
def _open_gap(w: int, level: int, cause: int, is_gathered: bool) -> int:
    """Let nobody act until the leading team has gathered and found its feet."""
    if not world(w).people_on:
        return 0
    gap = 0
    if not is_gathered:
        gap = max(hours_to_ms(valued(w, _AUTHORITY_GAP_MIN) / 60.0), quorum_ms(w, level))
    due = world(w).now_ms + gap
    command_state(w).authority_ms = due
    entries = rung_state(w, level).entries
    key = key_of(_COMMAND_LEVEL, level_row(w, level).entity, _AUTHORITY_ACT, entries)
    at(w, due, key, _TAKE, level, gap, cause)
    return 0


@rule
def take_authority(w: int, level: int, gap: int, cause: int) -> int:
    """The gap is over: the level may act, if it is the present one still."""
    command = command_state(w)
    if command.current == level and command.authority_ms == world(w).now_ms:
        command.gap_ms += gap
        entity = level_row(w, level).entity
        tell_authority(w, record(w, _COMMAND_LEVEL, entity, _AUTHORITY_TAKEN, ms_to_hours(gap), cause))
    return 0


@rule
def tell_authority(w: int, cause: int) -> int:
    """Tell decisions, plans and accounts that the level or its authority has changed."""
    authority(w, cause)
    through(w, _PLANS_AUTHORITY, cause)
    through(w, _ASK_BOOKS, cause)
    return 0


@rule
def _start_rhythm(w: int, level: int, cause: int) -> int:
    if not world(w).people_on:
        return 0
    period = level_row(w, level).rhythm_ms
    usual_ms = hours_to_ms(valued(w, _RHYTHM_MIN) / 60.0)
    rung_state(w, level).period_ms = int(period * ratio(w, _RHYTHM_MIN)) if period > 0 else usual_ms
    return _at_rhythm(w, level, cause)


@rule
def beat(w: int, level: int, entry: int, cause: int) -> int:
    """A battle rhythm of one entry of a level."""
    rung = rung_state(w, level)
    if command_state(w).current != level or rung.entries != entry:
        return 0
    rung.rhythms += 1
    cycle = rung.rhythms
    told = record(w, _COMMAND_LEVEL, level_row(w, level).entity, _RHYTHM, float(cycle), cause)
    rhythm(w, level, cycle, told)
    # Effects of a decision reversed here may have ended this entry; the beat then runs idle.
    return _at_next_rhythm(w, level, entry, cause)


@rule
def _at_rhythm(w: int, level: int, cause: int) -> int:
    return _at_next_rhythm(w, level, rung_state(w, level).entries, cause)


@rule
def _at_next_rhythm(w: int, level: int, entry: int, cause: int) -> int:
    rung = rung_state(w, level)
    key = key_of(_COMMAND_LEVEL, level_row(w, level).entity, _RHYTHM_ACT, rung.entries)
    due = world(w).now_ms + max(_MINUTE_MS, rung.period_ms)
    at(w, due, key, _BEAT, level, entry, cause)
    return 0


# --- down ---


@rule
def _watch_stand_down(w: int, level: int, cause: int) -> int:
    row = level_row(w, level)
    if row.stand_down < 0:
        return 0
    key = key_of(_COMMAND_LEVEL, row.entity, _WAKE_ACT, row.stand_down)
    made = through(w, _MAKE_WATCH, row.stand_down, key, _OVER, level, NONE)
    rung_state(w, level).stand_down = made
    rung_state(w, level).is_over_due = False
    through(w, _START_WATCH, made)
    if watch(w, made).holds:
        through(w, _WAKE, made, cause)
    return 0


@rule
def look_whether_over(w: int, level: int, which: int, cause: int) -> int:
    """Stand a level down if what ends it holds, or ask the players who lead it to, once per spell."""
    rung, command = rung_state(w, level), command_state(w)
    if command.is_pinned:
        return 0
    if not watch(w, which).holds:
        rung.is_over_due = False
    elif command.current == level and not is_played(w, level_row(w, level).led_by):
        stand_down(w, level, cause)
    elif command.current == level and not rung.is_over_due:
        rung.is_over_due = True
        record(w, _COMMAND_LEVEL, level_row(w, level).entity, _STAND_DOWN_DUE, 1.0, cause)
    return 0


@rule
def look_anew(w: int, cause: int) -> int:
    """Look at all criteria as if they had only now been met: the model acts for those who played."""
    reconsider(w, cause)
    which = rung_state(w, command_state(w).current).stand_down
    if which >= 0 and watch(w, which).holds:
        through(w, _WAKE, which, cause)
    return 0


@rule
def pin_response(w: int, is_pinned: bool, cause: int) -> int:
    """Let the response stay as it is, or go on: enter what waits, and look at all criteria anew."""
    command_state(w).is_pinned = is_pinned
    if is_pinned:
        return 0
    for level in range(counts(w).levels):
        if rung_state(w, level).is_waiting:
            enter(w, level, cause)
    return look_anew(w, cause)


@rule
def stand_down(w: int, level: int, cause: int) -> bool:
    """End a level and what ends with it; return whether that changes anything."""
    command = command_state(w)
    if level == 0 or command.current != level or command.is_pinned:
        return False
    _count_time(w)
    _leave(w, level, cause)
    lower = _next_below(w, level, cause)
    command.current = lower
    told = record(w, _COMMAND_LEVEL, level_row(w, lower).entity, _LEVEL_ENTERED, 1.0, cause)
    command.authority_ms = min(command.authority_ms, world(w).now_ms)
    changed(w, _RESPONSE, 0, told, NONE)
    which = rung_state(w, lower).stand_down
    if which >= 0 and watch(w, which).holds:
        through(w, _WAKE, which, told)
    tell_authority(w, told)
    reconsider(w, told)
    return True


@rule
def _next_below(w: int, level: int, cause: int) -> int:
    """Leave the levels below that end with this one, and return the one to go back to."""
    lower = level - 1
    while lower > 0:
        if rung_state(w, lower).is_entered:
            if level_row(w, lower).stand_down >= 0:
                break
            _leave(w, lower, cause)
        lower -= 1
    return lower


@rule
def _leave(w: int, level: int, cause: int) -> int:
    rung = rung_state(w, level)
    rung.is_entered = False
    if rung.stand_down >= 0:
        through(w, _STOP_WATCH, rung.stand_down)
        rung.stand_down = NONE
    told = record(w, _COMMAND_LEVEL, level_row(w, level).entity, _LEVEL_ENDED, 0.0, cause)
    through(w, _END_SURGE, level, told)
    return 0


@rule
def _count_time(w: int) -> int:
    command, now = command_state(w), world(w).now_ms
    rung_state(w, command.current).spent_ms += now - command.since_ms
    command.since_ms = now
    return 0


@rule
def measure_levels(w: int, end_ms: int) -> int:
    """Write down the measures of every level."""
    command = command_state(w)
    for level in range(counts(w).levels):
        rung = rung_state(w, level)
        spent = rung.spent_ms
        if level == command.current:
            spent = spent + (end_ms - command.since_ms)
        where = measure_place(w, _OF_LEVELS).first + level_line(w, level).place * _MEASURES
        outcome(w, where).value = _NAN if rung.first_ms < 0 else ms_to_hours(rung.first_ms)
        outcome(w, where + 1).value = ms_to_hours(spent)
    return 0
