"""A replication from beginning to end: who starts when, samples, and the books."""

from __future__ import annotations

from math import isnan, nan

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import ROOT, compare, record
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import room_of, through
from sems_sim.kernel.severity import worst_severity
from sems_sim.kernel.state_command import command_state
from sems_sim.kernel.state_effects import flag_state
from sems_sim.kernel.state_run import (
    BINS,
    SAMPLED,
    STEPS,
    TARGETS,
    band_count,
    moment,
    run_places,
    sampled,
    target_line,
)
from sems_sim.kernel.state_services import service_state
from sems_sim.kernel.state_world import counts, outcome, world
from sems_sim.laws import ms_to_hours as _ms_to_hours

_BINS, _POINTS = BINS, STEPS + 1
_TARGETS, _SAMPLED = TARGETS, SAMPLED
_PHASE, _ENDED = int(Phase.ACCOUNT), int(Kind.ENDED)
_STARTS = (
    doors.START_SUPPLIERS, doors.START_STOCKS, doors.START_POOLS, doors.START_CREWS, doors.START_ASSETS,
    doors.START_SERVICES, doors.START_PEOPLE, doors.START_INCIDENTS, doors.START_COMMAND, doors.START_DECISIONS,
    doors.START_PLANS, doors.START_INJECTS, doors.START_INDICATORS, doors.START_ACCOUNTS,
)  # fmt: skip
_MEASURES = (
    doors.MEASURE_INCIDENTS, doors.MEASURE_SERVICES, doors.MEASURE_ASSETS, doors.MEASURE_CREWS, doors.MEASURE_STOCKS,
    doors.MEASURE_LEVELS, doors.MEASURE_PEOPLE, doors.MEASURE_PLANS, doors.MEASURE_TASKS, doors.MEASURE_DECISIONS,
    doors.MEASURE_ACCOUNTS,
)  # fmt: skip
ms_to_hours = law(_ms_to_hours)


@rule
def begin(w: int) -> int:
    """Let every part of the world begin, in the order in which the engine lets it."""
    for code in _STARTS:
        through(w, code)
    return 0


@rule
def finish(w: int, end_ms: int) -> int:
    """Close the books: write down every measure and whether each target is met."""
    now = world(w)
    now.now_ms = max(now.now_ms, end_ms)
    record(w, _PHASE, now.organisation, _ENDED, ms_to_hours(end_ms), ROOT)
    for code in _MEASURES:
        through(w, code, end_ms)
    first = run_places(w).flags
    for flag in range(counts(w).flags):
        first_ms = flag_state(w, flag).first_ms
        outcome(w, first + flag).value = nan if first_ms < 0 else ms_to_hours(first_ms)
    _judge(w)
    if now.samples > 0:
        _count_samples(w)
    return 0


@rule
def _judge(w: int) -> int:
    """Write down which targets are met; what did not happen meets none, but one of at least."""
    first, all_met = run_places(w).targets, True
    targets = room_of(w, _TARGETS)
    for index in range(targets):
        row = target_line(w, index)
        value = outcome(w, row.measure).value
        is_met = row.holds_without if isnan(value) else compare(value, row.comparison, row.bound)
        outcome(w, first + index).value = 1.0 if is_met else 0.0
        all_met = all_met and is_met
    outcome(w, first + targets).value = 1.0 if all_met else 0.0
    return 0


# --- samples ---


@rule
def sample_before(w: int, next_ms: int) -> int:
    """Take every sample that is due before an event happens."""
    now = world(w)
    while now.sample < now.samples and moment(w, now.sample).at_ms < next_ms:
        now.now_ms = moment(w, now.sample).at_ms
        _sample(w, now.sample)
        now.sample += 1
    return 0


@rule
def _sample(w: int, point: int) -> int:
    services, incidents = counts(w).services, counts(w).incidents
    for index in range(services):
        _note(w, index, point, _bin_of(service_state(w, index).performance))
    for index in range(incidents):
        _note(w, services + index, point, _bin_of(worst_severity(w, index)))
    _note(w, services + incidents, point, command_state(w).current)
    return 0


@rule
def _bin_of(share: float) -> int:
    return min(max(int(share * 100.0 + 0.5), 0), _BINS - 1)


@rule
def _note(w: int, band: int, point: int, which: int) -> int:
    sampled(w, band * _POINTS + point).bin = which
    return 0


@rule
def _count_samples(w: int) -> int:
    """Count a replication that has come to its end; one that has to be run again counts once."""
    for place in range(room_of(w, _SAMPLED)):
        band_count(w, place * _BINS + sampled(w, place).bin).count += 1
    return 0
