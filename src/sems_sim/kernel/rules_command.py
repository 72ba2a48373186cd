"""The switchboard of command: levels of response, and decisions."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.rules_deciding import deciding_ms, leads
from sems_sim.kernel.rules_decisions import (
    ASKED_FOR,
    LATE,
    READY,
    ask,
    decide_for,
    hand_over_decisions,
    late,
    measure_decisions,
    ready,
    reconsider_question,
    start_decisions,
)
from sems_sim.kernel.rules_escalation import (
    BEAT,
    DECIDED,
    ENTER,
    MET,
    OVER,
    TAKE,
    beat,
    decided,
    enter,
    gather,
    look_anew,
    look_whether_over,
    measure_levels,
    pin_response,
    raise_level,
    reconsider,
    stand_down,
    start_command,
    take_authority,
)
from sems_sim.kernel.state_command import command_state

_START_COMMAND, _START_DECISIONS = doors.START_COMMAND, doors.START_DECISIONS
_RAISE, _STAND_DOWN, _DECIDING_MS = doors.RAISE, doors.STAND_DOWN, doors.DECIDING_MS
_ASK, _DECIDE_FOR, _OPEN_DECISIONS = doors.ASK, doors.DECIDE_FOR, doors.OPEN_DECISIONS
_HAND_OVER, _LOOK_ANEW = doors.HAND_OVER_DECISIONS, doors.LOOK_ANEW
_GATHER, _PIN_RESPONSE = doors.GATHER, doors.PIN_RESPONSE
_MEASURE_LEVELS, _MEASURE_DECISIONS = doors.MEASURE_LEVELS, doors.MEASURE_DECISIONS
_IS_IN_CHARGE = doors.IS_IN_CHARGE


def command(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: ARG001, PLR0911, PLR0912, PLR0913, C901 - switchboard
    """Everything that others may ask of levels and decisions."""
    if code == MET:
        return reconsider(w, c)
    if code == DECIDED:
        return decided(w, a, b, c)
    if code == ENTER:
        return enter(w, a, c)
    if code == TAKE:
        return take_authority(w, a, b, c)
    if code == BEAT:
        return beat(w, a, b, c)
    if code == OVER:
        return look_whether_over(w, a, b, c)
    if code == ASKED_FOR:
        return reconsider_question(w, a, c)
    if code == READY:
        return ready(w, a, b, c)
    if code == LATE:
        return late(w, a, b, c)
    if code == _IS_IN_CHARGE:
        return int(leads(w, a, command_state(w).current))
    if code == _DECIDING_MS:
        return deciding_ms(w, a, b, c, x, d)
    if code == _RAISE:
        return int(raise_level(w, a, b))
    if code == _STAND_DOWN:
        return int(stand_down(w, a, b))
    if code == _ASK:
        return int(ask(w, a, b))
    if code == _DECIDE_FOR:
        return decide_for(w, a, b, c)
    if code == _HAND_OVER:
        return hand_over_decisions(w, a, b != 0, c)
    if code == _LOOK_ANEW:
        return look_anew(w, a)
    if code == _GATHER:
        return gather(w, a, b)
    if code == _PIN_RESPONSE:
        return pin_response(w, a != 0, b)
    if code == _OPEN_DECISIONS:
        return command_state(w).open_decisions
    if code == _START_COMMAND:
        return start_command(w)
    if code == _START_DECISIONS:
        return start_decisions(w)
    if code == _MEASURE_LEVELS:
        return measure_levels(w, a)
    if code == _MEASURE_DECISIONS:
        return measure_decisions(w)
    return 0
