"""Inboxes: what waits for attention, how much that is, and what load does to errors."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, at, chance, key_of, ratio, record, take, valued
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.state_incidents import incidents_state
from sems_sim.kernel.state_people import NOTES, note, team_state
from sems_sim.kernel.state_world import constants, world
from sems_sim.kernel.tables import item_row, team_row
from sems_sim.laws import bounded_error as _bounded_error
from sems_sim.laws import stress_factor as _stress_factor
from sems_sim.model import Act, Parameter

DISPATCH = doors.PEOPLE << 8 | 33
ORDINARY_LOAD = 0.5
"""What a team that people play counts as having before it, per place of its attention."""
_NONE, _NOTES, _DISPATCH_CODE = NONE, NOTES, DISPATCH
_THINK = int(Phase.THINK)
_OVERLOADED, _RELIEVED = int(Kind.OVERLOADED), int(Kind.RELIEVED)
_NOTE_DUE = int(Kind.NOTE_DUE)
_ATTENTION, _TRIAGE_RIGHT = int(Parameter.ATTENTION), int(Parameter.TRIAGE_RIGHT)
_ACT_SETTLE = int(Act.SETTLE)
bounded_error, stress_factor = law(_bounded_error), law(_stress_factor)


# --- load ---


@rule
def attention(w: int, team: int) -> int:
    """Return how many things a team can handle at once."""
    row, there = team_row(w, team), team_state(w, team).present
    places = row.attention * ratio(w, _ATTENTION)
    if there != row.people and row.people > 0:
        places = places * there / row.people
    return max(1, int(places))


@rule
def load(w: int, team: int) -> float:
    """Return what a team has before it, per place of its attention; of one that people play nobody knows it."""
    inbox = team_state(w, team)
    if inbox.is_played:
        return ORDINARY_LOAD
    items = inbox.waiting + inbox.busy + inbox.open_decisions
    calls = 0.0
    if not team_row(w, team).outside:
        calls = constants(w).rumour_calls * incidents_state(w).rumour
    return (items + calls) / attention(w, team)


@rule
def weigh(w: int, team: int, cause: int) -> int:
    """Note whether a team has become overloaded, or is so no more."""
    inbox, now_ms = team_state(w, team), world(w).now_ms
    before_it = load(w, team)
    is_over = before_it > 1.0
    if is_over == inbox.is_overloaded:
        return 0
    inbox.is_overloaded = is_over
    kind = _RELIEVED
    if is_over:
        inbox.overload_since_ms = now_ms
        kind = _OVERLOADED
    else:
        inbox.overload_ms += now_ms - inbox.overload_since_ms
    record(w, _THINK, team_row(w, team).entity, kind, before_it, cause)
    return 0


@rule
def error_chance(w: int, team: int, nominal: float, factor: float) -> float:
    """Return a bounded error probability under the present load (SPAR-H bound, THERP stress steps)."""
    product = factor * stress_factor(load(w, team)) / max(0.05, team_row(w, team).competence)
    return bounded_error(nominal, product)


# --- the inbox ---


@rule
def new_note(w: int, team: int, item: int, cause: int) -> int:
    """Return a numbered note for a team, ranked as it would be triaged, and without a snapshot."""
    inbox, now_ms = team_state(w, team), world(w).now_ms
    number = inbox.arrived
    inbox.arrived += 1
    drawn = chance(w, team_row(w, team).triage_stream, number)
    rank = 0.0
    if item >= 0:
        rank = item_row(w, item).rank
    right = valued(w, _TRIAGE_RIGHT)
    if drawn >= right:
        rank = 3.0 * (drawn - right) / (1.0 - right)
    which = take(w, _NOTES)
    it = note(w, which)
    it.number, it.item, it.snapshot, it.observed_ms = number, item, _NONE, now_ms
    it.cause, it.rank, it.draw, it.arrived_ms = cause, rank, drawn, now_ms
    it.warns_incident, it.warns_number = _NONE, _NONE
    return which


@rule
def put(w: int, team: int, which: int) -> int:
    """Put a note into a team's inbox; it is taken in when attention is free."""
    inbox, it = team_state(w, team), note(w, which)
    it.link = inbox.first_note
    inbox.first_note = which
    inbox.waiting += 1
    if not it.is_own:
        inbox.messages += 1
    if inbox.is_played:
        return say_it_waits(w, team, which, it.cause)
    weigh(w, team, it.cause)
    ask_dispatch(w, team, it.cause)
    return 0


@rule
def say_it_waits(w: int, team: int, which: int, cause: int) -> int:
    """Tell whoever runs the exercise that players have something to take in."""
    record(w, _THINK, team_row(w, team).entity, _NOTE_DUE, float(note(w, which).item), cause)
    return 0


@rule
def ask_dispatch(w: int, team: int, cause: int) -> int:
    """Let a team turn, at the end of this instant, to what is waiting."""
    inbox = team_state(w, team)
    if inbox.is_asked:
        return 0
    inbox.is_asked = True
    key = key_of(_THINK, team_row(w, team).entity, _ACT_SETTLE, 0)
    at(w, world(w).now_ms, key, _DISPATCH_CODE, team, 0, cause)
    return 0


@rule
def _comes_before(w: int, one: int, other: int) -> bool:
    """Return whether a note matters more than another; what matters alike goes by arrival, then by draw."""
    here, there = note(w, one), note(w, other)
    if here.rank != there.rank:
        return here.rank > there.rank
    if here.arrived_ms != there.arrived_ms:
        return here.arrived_ms < there.arrived_ms
    if here.draw != there.draw:
        return here.draw < there.draw
    return here.number < there.number


@rule
def next_note(w: int, team: int) -> int:
    """Take what matters most out of the inbox."""
    best = team_state(w, team).first_note
    one = note(w, best).link
    while one >= 0:
        if _comes_before(w, one, best):
            best = one
        one = note(w, one).link
    take_out(w, team, best)
    return best


@rule
def take_out(w: int, team: int, which: int) -> int:
    """Take one note out of the inbox."""
    inbox = team_state(w, team)
    if inbox.first_note == which:
        inbox.first_note = note(w, which).link
    else:
        before = inbox.first_note
        while note(w, before).link != which:
            before = note(w, before).link
        note(w, before).link = note(w, which).link
    note(w, which).link = _NONE
    inbox.waiting -= 1
    return 0
