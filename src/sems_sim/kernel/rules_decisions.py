"""Decisions come up, are taken, may be wrong, and may be reversed.

The automatic policy takes the option that doctrine prefers unless it errs; load, education, clear ownership and the
age of the picture give the chance of erring.
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
    chance,
    changed,
    key_of,
    list_count,
    ratio,
    record,
    settled,
    valued,
)
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through, through_with
from sems_sim.kernel.rules_deciding import deciding_ms, has_authority, is_played
from sems_sim.kernel.state_command import command_state, decision_state, question_line, question_watch
from sems_sim.kernel.state_people import team_state
from sems_sim.kernel.state_watching import watch
from sems_sim.kernel.state_world import (
    FIRST_OF_ORGANISATION,
    constants,
    counts,
    forced,
    measure_place,
    outcome,
    world,
)
from sems_sim.kernel.tables import decision_row, number, option_row
from sems_sim.laws import ms_to_hours as _ms_to_hours
from sems_sim.model import FOREVER_MS, LAPSE, OFF_LIST, Act, EntityKind, Parameter, Signal, measure_names

ASKED_FOR, READY, LATE = (doors.COMMAND << 8 | which for which in range(38, 41))
"""Events: what brings a decision up was looked at, the time to decide is over, the deadline is past."""
_ASKED_FOR, _READY, _LATE = ASKED_FOR, READY, LATE
_NO_DOCTRINE_N = 1 << 31
"""The draw by which a decision without a stated policy falls to one of its options."""
_COMMAND_LEVEL = int(Phase.COMMAND_LEVEL)
_WAKE_ACT, _DECIDE_ACT, _GIVE_UP_ACT = int(Act.WAKE), int(Act.DECIDE), int(Act.GIVE_UP)
_OPENED, _TAKEN, _REVERSED = (
    int(Kind.DECISION_OPENED),
    int(Kind.DECISION_TAKEN),
    int(Kind.DECISION_REVERSED),
)
_DECISION_LATE, _WRONG_LEVEL_KIND = int(Kind.DECISION_LATE), int(Kind.WRONG_LEVEL)
_WRONG_LEVEL, _WRONG_REVERSED = int(Parameter.WRONG_LEVEL), int(Parameter.WRONG_REVERSED)
_HALF_LIFE_MIN = int(Parameter.BELIEF_HALF_LIFE_MIN)
_DIAGNOSIS_ERROR = int(Parameter.DIAGNOSIS_ERROR)
_OWNER_DECISION_ERROR = int(Parameter.OWNER_DECISION_ERROR)
_DECISION_CLOSED, _LAPSE, _OFF_LIST = int(Kind.DECISION_CLOSED), LAPSE, OFF_LIST
_DECISION_SIGNAL, _FOREVER_MS = int(Signal.DECISION), FOREVER_MS
_MAKE_WATCH, _START_WATCH = doors.MAKE_WATCH, doors.START_WATCH
_WEIGH, _ERROR_CHANCE, _DO, _UNDO = doors.WEIGH, doors.ERROR_CHANCE, doors.DO, doors.UNDO
_ASK_BOOKS = doors.ASK_BOOKS
_OF_DECISIONS, _MEASURES = int(EntityKind.DECISION), len(measure_names(EntityKind.DECISION))
_RIGHT_LEVEL = measure_names(EntityKind.ORGANISATION).index("crisis.right_level_share")
_OF_ORGANISATION = FIRST_OF_ORGANISATION
_NAN = nan
ms_to_hours = law(_ms_to_hours)


@rule
def start_decisions(w: int) -> int:
    """Begin to watch for what brings each decision up."""
    for decision in range(counts(w).decisions):
        row, first = decision_row(w, decision), decision_state(w, decision).watches_first
        for place in range(row.when_count):
            condition = number(w, row.when_first + place).value
            key = key_of(_COMMAND_LEVEL, row.entity, _WAKE_ACT, condition)
            made = through(w, _MAKE_WATCH, condition, key, _ASKED_FOR, decision, NONE)
            question_watch(w, first + place).watch = made
    for decision in range(counts(w).decisions):
        first = decision_state(w, decision).watches_first
        for place in range(decision_row(w, decision).when_count):
            through(w, _START_WATCH, question_watch(w, first + place).watch)
        reconsider_question(w, decision, ROOT)
    return 0


@rule
def reconsider_question(w: int, decision: int, cause: int) -> int:
    """Put a question, once per spell of what brings it up."""
    it = decision_state(w, decision)
    if not _is_called_for(w, decision):
        it.is_spell = False
    elif not it.is_spell and _may_open(w, decision):
        it.is_spell = True
        ask(w, decision, cause)
    return 0


@rule
def _is_called_for(w: int, decision: int) -> bool:
    first = decision_state(w, decision).watches_first
    for place in range(first, first + decision_row(w, decision).when_count):
        if watch(w, question_watch(w, place).watch).holds:
            return True
    return False


@rule
def _may_open(w: int, decision: int) -> bool:
    if not world(w).people_on:
        return True
    return command_state(w).current >= decision_row(w, decision).level and has_authority(w)


@rule
def authority(w: int, cause: int) -> int:
    """Take what was only waiting for authority, and put what now may be put."""
    for decision in range(counts(w).decisions):
        it = decision_state(w, decision)
        if it.is_open and it.is_ready and _may_open(w, decision):
            _decide(w, decision, cause)
        elif not it.is_open:
            reconsider_question(w, decision, cause)
    return 0


@rule
def ask(w: int, decision: int, cause: int) -> bool:
    """Put the question to its team; return False if it is already before them."""
    it, row, now = decision_state(w, decision), decision_row(w, decision), world(w).now_ms
    if it.is_open:
        return False
    opening = it.openings
    it.openings = opening + 1
    it.is_open, it.is_ready = True, False
    command_state(w).open_decisions += 1
    if it.opened_ms < 0:
        it.opened_ms = now
    told = record(w, _COMMAND_LEVEL, row.entity, _OPENED, opening + 1.0, cause)
    if row.team >= 0:
        team_state(w, row.team).open_decisions += 1
        through(w, _WEIGH, row.team, told)
    if is_played(w, row.team):
        command_state(w).put_to_players += 1
    else:
        _think(w, decision, _detour(w, decision, told), told)
    if row.within_ms < _FOREVER_MS:
        late_key = key_of(_COMMAND_LEVEL, row.entity, _GIVE_UP_ACT, opening)
        at(w, now + row.within_ms, late_key, _LATE, decision, opening, told)
    return True


@rule
def _think(w: int, decision: int, factor: float, cause: int) -> int:
    """Let the team begin its time to decide, now."""
    it, row = decision_state(w, decision), decision_row(w, decision)
    it.turns += 1
    opening = it.openings - 1
    delay = deciding_ms(w, row.team, row.delay_stream, opening, factor, NONE)
    key = key_of(_COMMAND_LEVEL, row.entity, _DECIDE_ACT, opening)
    at_drawn(w, world(w).now_ms + delay, key, _READY, decision, it.turns, cause)
    return 0


@rule
def _detour(w: int, decision: int, cause: int) -> float:
    """Return how much longer it takes because it first goes to the wrong level, if it does."""
    if not world(w).people_on:
        return 1.0
    row = decision_row(w, decision)
    if chance(w, row.wrong_level_stream, decision_state(w, decision).openings) >= valued(w, _WRONG_LEVEL):
        command_state(w).at_right_level += 1
        return 1.0
    record(w, _COMMAND_LEVEL, row.entity, _WRONG_LEVEL_KIND, 1.0, cause)
    return constants(w).wrong_level_delay


@rule
def late(w: int, decision: int, opening: int, cause: int) -> int:
    """The deadline is past: say so if the question still waits."""
    it = decision_state(w, decision)
    if it.is_open and it.openings == opening + 1:
        record(w, _COMMAND_LEVEL, decision_row(w, decision).entity, _DECISION_LATE, 0.0, cause)
    return 0


@rule
def ready(w: int, decision: int, turn: int, cause: int) -> int:
    """The time to decide is over, unless it was broken off."""
    if decision_state(w, decision).turns != turn:
        return 0
    decision_state(w, decision).is_ready = True
    if has_authority(w) or not world(w).people_on:
        _decide(w, decision, cause)
    return 0


@rule
def _decide(w: int, decision: int, cause: int) -> int:
    it = decision_state(w, decision)
    if it.decided_ms < 0:
        it.decided_ms = world(w).now_ms
    option = _choose(w, decision)
    _close(w, decision, cause)
    return _take(w, decision, option, _TAKEN, cause)


@rule
def _close(w: int, decision: int, cause: int) -> int:
    """Take the question from its team."""
    it, team = decision_state(w, decision), decision_row(w, decision).team
    command_state(w).open_decisions -= 1
    it.is_open, it.is_ready = False, False
    it.turns += 1
    if team >= 0:
        team_state(w, team).open_decisions -= 1
        through(w, _WEIGH, team, cause)
    return 0


# --- what players decide ---


@rule
def decide_for(w: int, decision: int, option: int, cause: int) -> int:
    """Decide now as ordered: an option from 0, OFF_LIST, or LAPSE; what changes nothing leaves no record."""
    it, row = decision_state(w, decision), decision_row(w, decision)
    if option == _LAPSE:
        if it.is_open:
            _close(w, decision, record(w, _COMMAND_LEVEL, row.entity, _DECISION_CLOSED, 0.0, cause))
        return 0
    is_same = it.chosen == option
    if option >= row.options_count or (is_same and not it.is_open):
        return 0
    _count_as_decided(w, decision, is_same)
    if it.is_open:
        _close(w, decision, cause)
    kind = _REVERSED
    if it.chosen == NONE or is_same or option == _OFF_LIST:
        kind = _TAKEN
    return _take(w, decision, option, kind, cause)


@rule
def _count_as_decided(w: int, decision: int, is_same: bool) -> int:
    """Note when it was opened and decided; what never came up did so now."""
    it, now = decision_state(w, decision), world(w).now_ms
    if it.opened_ms < 0:
        it.opened_ms = now
    if it.decided_ms < 0:
        it.decided_ms = now
    it.is_spell = _is_called_for(w, decision)
    it.is_wrong = False
    if it.chosen != NONE and not is_same:
        it.reversed += 1
    return 0


@rule
def hand_over_decisions(w: int, team: int, to_players: bool, cause: int) -> int:
    """Leave to players what a team has open, or let the model begin to think about it now."""
    for decision in range(counts(w).decisions):
        it = decision_state(w, decision)
        if decision_row(w, decision).team != team or not it.is_open:
            continue
        if to_players:
            it.is_ready = False
            it.turns += 1
        else:
            _think(w, decision, 1.0, cause)
    return 0


@rule
def _take(w: int, decision: int, option: int, kind: int, cause: int) -> int:
    it, row = decision_state(w, decision), decision_row(w, decision)
    before = it.held
    it.held = NONE
    if list_count(w, before) > 0:
        through(w, _UNDO, before, cause)
    it.chosen = option
    if option == _OFF_LIST:
        told = record(w, _COMMAND_LEVEL, row.entity, kind, 0.0, cause)
    else:
        chosen = option_row(w, row.options_first + option)
        command_state(w).spent += chosen.cost
        told = record(w, _COMMAND_LEVEL, row.entity, kind, option + 1.0, cause)
        if chosen.effects_count > 0:
            it.held = through(w, _DO, chosen.effects_first, chosen.effects_count, NONE, told)
    changed(w, _DECISION_SIGNAL, decision, told, NONE)
    through(w, _ASK_BOOKS, told)
    return 0


# --- what is chosen ---


@rule
def _choose(w: int, decision: int) -> int:
    """Return the option that is taken: doctrine's, or by error another."""
    it, row = decision_state(w, decision), decision_row(w, decision)
    best = _doctrine(w, decision)
    it.is_wrong = False
    if _forced(w, decision) >= 0:
        return _forced(w, decision)
    if row.team < 0 or not world(w).people_on or row.options_count < 2:
        return best
    through_with(w, _ERROR_CHANCE, _error_factor(w, row.team), row.team, 1)
    wrong = world(w).answer
    if chance(w, row.error_stream, it.openings) >= wrong:
        return best
    it.is_wrong = True
    team_state(w, row.team).errors += 1
    others: int = row.options_count - 1
    which = min(int(chance(w, row.choice_stream, it.openings) * others), others - 1)
    return which if which < best else which + 1


@rule
def _forced(w: int, decision: int) -> int:
    """Return the option that a policy states, or NONE."""
    if not world(w).has_forced:
        return NONE
    return forced(w, decision).option


@rule
def _doctrine(w: int, decision: int) -> int:
    """Return the option that the file marks as policy; without one, any, drawn once a run."""
    row = decision_row(w, decision)
    for option in range(row.options_count):
        if option_row(w, row.options_first + option).is_policy:
            return option
    options: int = row.options_count
    return min(int(settled(w, row.choice_stream, _NO_DOCTRINE_N) * options), options - 1)


@rule
def _error_factor(w: int, team: int) -> float:
    """Return what education, ownership and an old picture make of the nominal error."""
    half_life = valued(w, _HALF_LIFE_MIN) / 60.0
    one, now = team_state(w, team), world(w).now_ms
    age_h: float = ms_to_hours(one.aged * now - one.observed_sum_ms) / max(1, one.known)
    stale = 1.0 + min(2.0, age_h / half_life)
    return stale * (ratio(w, _DIAGNOSIS_ERROR) * ratio(w, _OWNER_DECISION_ERROR))


@rule
def rhythm(w: int, level: int, cycle: int, cause: int) -> int:
    """At the battle rhythm a wrong choice may be seen for what it is."""
    likely = valued(w, _WRONG_REVERSED)
    for decision in range(counts(w).decisions):
        it, row = decision_state(w, decision), decision_row(w, decision)
        if not it.is_wrong or it.chosen < 0 or row.level > level or is_played(w, row.team):
            continue
        if chance(w, row.reverse_stream, cycle) < likely:
            it.is_wrong = False
            it.reversed += 1
            _take(w, decision, _doctrine(w, decision), _REVERSED, cause)
    return 0


# --- measures ---


@rule
def measure_decisions(w: int) -> int:
    """Write down the measures of every decision, and the share put at the level it belongs to."""
    asked = -command_state(w).put_to_players
    for decision in range(counts(w).decisions):
        it = decision_state(w, decision)
        asked += it.openings
        where = measure_place(w, _OF_DECISIONS).first + question_line(w, decision).place * _MEASURES
        outcome(w, where).value = _hours(it.opened_ms)
        outcome(w, where + 1).value = _hours(it.decided_ms)
        outcome(w, where + 2).value = _NAN if it.chosen == NONE else max(0.0, it.chosen + 1.0)
        outcome(w, where + 3).value = float(it.reversed)
    share = _NAN
    if asked > 0:
        share = 1.0
        if world(w).people_on:
            share = command_state(w).at_right_level / asked
    outcome(w, measure_place(w, _OF_ORGANISATION).first + _RIGHT_LEVEL).value = share
    return 0


@rule
def _hours(moment_ms: int) -> float:
    if moment_ms < 0:
        return _NAN
    hours: float = ms_to_hours(moment_ms)
    return hours
