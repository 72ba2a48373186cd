"""Teams that people play: what waits for them, and when they take it in."""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, give, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.memory import through
from sems_sim.kernel.pictures import let_go
from sems_sim.kernel.rules_people_inbox import ask_dispatch, say_it_waits, take_out, weigh
from sems_sim.kernel.rules_people_picture import believe
from sems_sim.kernel.rules_senses import mark_detected
from sems_sim.kernel.state_people import NOTES, note, team_state
from sems_sim.kernel.tables import team_row
from sems_sim.model import Verb

_NONE, _NOTES = NONE, NOTES
_PHASE_COMMAND, _SENSE = int(Phase.COMMAND), int(Phase.SENSE)
_APPLIED, _SEEN, _ROSTER_CHANGED = int(Kind.EFFECT_APPLIED), int(Kind.SEEN), int(Kind.ROSTER_CHANGED)
_VERB = float(Verb.HEAR)
_TOLD = doors.BELIEVED


@rule
def hear(w: int, team: int, item: int, cause: int) -> int:
    """Take in what waits for a played team about an item, or for NONE everything, oldest first."""
    inbox = team_state(w, team)
    if not inbox.is_played or inbox.present == 0:
        return 0
    end = inbox.arrived
    which = _next_waiting(w, team, item, 0, end)
    if which < 0:
        return 0
    told = record(w, _PHASE_COMMAND, team_row(w, team).entity, _APPLIED, _VERB, cause)
    inbox.hearings += 1
    while which >= 0:
        number = note(w, which).number
        take_out(w, team, which)
        note(w, which).cause = told
        _see(w, team, which)
        is_news = believe(w, team, which)
        through(w, _TOLD, team, which, is_news)
        let_go(w, note(w, which).snapshot)
        give(w, _NOTES, which)
        which = _next_waiting(w, team, item, number + 1, end)
    return 0


@rule
def _next_waiting(w: int, team: int, item: int, first: int, end: int) -> int:
    """Return the oldest note that waits, of those with numbers from first to before end about an item; or NONE."""
    found, one = _NONE, team_state(w, team).first_note
    while one >= 0:
        it = note(w, one)
        is_meant = item < 0 or it.item == item
        if is_meant and first <= it.number < end and (found < 0 or it.number < note(w, found).number):
            found = one
        one = it.link
    return found


@rule
def hand_over(w: int, team: int, is_played: bool, cause: int) -> int:
    """Say what waits for players who take a team over, or let the model go on with it."""
    weigh(w, team, cause)
    end = team_state(w, team).arrived
    which = _next_waiting(w, team, _NONE, 0, end)
    while which >= 0:
        it = note(w, which)
        if is_played:
            say_it_waits(w, team, which, cause)
        elif it.is_unseen:
            it.cause = cause
            _see(w, team, which)
        which = _next_waiting(w, team, _NONE, it.number + 1, end)
    if not is_played:
        ask_dispatch(w, team, cause)
    return 0


@rule
def _see(w: int, team: int, which: int) -> int:
    """Count what players could see for themselves as noticed now, on record."""
    it = note(w, which)
    if not it.is_unseen:
        return 0
    it.is_unseen = False
    it.cause = record(w, _SENSE, team_row(w, team).entity, _SEEN, float(it.item), it.cause)
    if it.warns_incident < 0:
        mark_detected(w, it.item)
    return 0


@rule
def set_present(w: int, team: int, people: int, cause: int) -> int:
    """Let so many of a team's people be there; with nobody there its inbox waits."""
    inbox = team_state(w, team)
    if inbox.present == people:
        return 0
    inbox.present = people
    told = record(w, _PHASE_COMMAND, team_row(w, team).entity, _ROSTER_CHANGED, float(people), cause)
    weigh(w, team, told)
    ask_dispatch(w, team, told)
    return 0
