"""Who gets people, kit, stock and assets, and who waits for them (fine print 9).

Queues are numbered before any run; one is open from the first job submitted to it. A job's row stays its own to the
end of the replication, since those who wait for it may still refer to it.
"""

from __future__ import annotations

from sems_sim.events import Kind, Phase
from sems_sim.kernel import doors
from sems_sim.kernel.asking import NONE, ROOT, at, changed, key_of, record, take
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.lines import BUSY, PRESENT, SHORT, line_at, meter_turn, resource_meter, stock_line
from sems_sim.kernel.memory import through, through_with
from sems_sim.kernel.rules_crews_ranks import drop_first, is_used_up, put_in
from sems_sim.kernel.state_assets import asset_state
from sems_sim.kernel.state_crews import (
    ENDED,
    HOLDING,
    JOBS,
    NEW,
    WAITING,
    crew_state,
    job,
    knot,
    look_state,
    queue_row,
    queue_state,
    tie,
    tied,
    work,
)
from sems_sim.kernel.state_supply import resource_state
from sems_sim.kernel.state_world import counts, world
from sems_sim.kernel.tables import number, pair, resource_row
from sems_sim.model import MAX_ENTITIES, Act, Signal

SCAN = doors.CREWS << 8 | 32
_TASK, _RESOURCE = int(Phase.TASK), int(Signal.RESOURCE)
_ANY_ENTITY, _SCAN_ACT = MAX_ENTITIES - 1, int(Act.SCAN)
_FREE, _SHORT, _ENOUGH = int(Kind.RESOURCE_FREE), int(Kind.RESOURCE_SHORT), int(Kind.RESOURCE_ENOUGH)
_BEGIN_REPAIR, _TAKE_STOCK = doors.BEGIN_REPAIR, doors.TAKE_STOCK
_USUAL_PRIORITY = 5


@rule
def stock_tie(w: int, stock: int) -> int:
    """Return what ties a stock to queues."""
    return counts(w).resources + stock


@rule
def asset_tie(w: int, asset: int) -> int:
    """Return what ties an asset to queues."""
    return counts(w).resources + counts(w).stocks + asset


@rule
def task_tie(w: int, task: int) -> int:
    """Return what ties a task to its queue."""
    return asset_tie(w, counts(w).assets) + task


# --- what jobs ask ---


@rule
def new_job(w: int) -> int:
    """Return a job that has not asked for anything yet."""
    new = take(w, JOBS)
    one = job(w, new)
    one.start_code, one.refused_code, one.ready_ms = NONE, NONE, NONE
    one.priority, one.state, one.cause = _USUAL_PRIORITY, NEW, ROOT
    one.next_arrival = NONE
    return new


@rule
def submit(w: int, which: int, cause: int) -> int:
    """Let a job wait for what it needs; it starts within this instant if all is there."""
    if is_used_up(w, JOBS):
        return 0
    one = job(w, which)
    one.state, one.cause, one.is_admitted = WAITING, cause, False
    if one.ready_ms == NONE:
        one.ready_ms = world(w).now_ms
    one.queue = _queue_number(w, which)
    queue = queue_state(w, one.queue)
    queue.is_open = True
    queue.heap = put_in(w, queue.heap, which)
    queue.waiting += 1
    one.next_arrival = look_state(w).arrivals
    look_state(w).arrivals = which
    needs = queue_row(w, one.queue)
    for place in range(needs.needs_first, needs.needs_first + needs.needs_count):
        resource = pair(w, place).index
        crew_state(w, resource).requests += 1
        _unweigh(w, resource, cause)
    _touch(w, one.queue, cause)
    _ask(w, cause)
    return 0


@rule
def withdraw(w: int, which: int, cause: int) -> int:
    """Let a waiting job give up; nothing happens in any other state."""
    one = job(w, which)
    if one.state == WAITING:
        _leave_queue(w, which, cause)
        one.state = ENDED
        _ask(w, cause)
    return 0


@rule
def release(w: int, which: int, cause: int) -> int:
    """Give back what a job holds; nothing happens in any other state. What it used up is gone."""
    one = job(w, which)
    if one.state != HOLDING:
        return 0
    one.state = ENDED
    needs = queue_row(w, one.queue)
    for place in range(needs.needs_first, needs.needs_first + needs.needs_count):
        resource = pair(w, place).index
        _hold(w, resource, -int(pair(w, place).amount), cause)
        touch_all(w, resource, cause)
    return 0


@rule
def free_of(w: int, resource: int) -> int:
    """Return how many units nobody holds; below 0 if a shift shrank under those at work."""
    return resource_state(w, resource).present - crew_state(w, resource).held


@rule
def quality_of(w: int, first: int, count: int) -> float:
    """Return the work rate of those who do a job, a range of `pair`: that of the slowest; 1 if it needs nobody."""
    if count == 0:
        return 1.0
    least: float = resource_row(w, pair(w, first).index).quality
    for place in range(first + 1, first + count):
        quality = resource_row(w, pair(w, place).index).quality
        least = min(least, quality)
    return least


@rule
def set_service_need(w: int, resource: int, missing: float, cause: int) -> int:
    """Say how many units more the services could use than are there for them."""
    if missing != crew_state(w, resource).service_need:
        crew_state(w, resource).service_need = missing
        _weigh(w, resource, cause)
    return 0


# --- the look ---


@rule
def _touch(w: int, which: int, cause: int) -> int:
    queue = queue_state(w, which)
    if queue.waiting > 0 and not queue.is_touched:
        queue.is_touched, queue.touched_cause = True, cause
        queue.next_touched = look_state(w).touched
        look_state(w).touched = which
    return 0


@rule
def touch_all(w: int, where: int, cause: int) -> int:
    """Mark the queues tied to a resource, a stock or an asset as worth a look."""
    ties = tie(w, where)
    is_any_open = False
    for place in range(ties.first, ties.first + ties.count):
        which = tied(w, place).queue
        if queue_state(w, which).is_open:
            is_any_open = True
            _touch(w, which, cause)
    if is_any_open:
        _ask(w, cause)
    return 0


@rule
def _unweigh(w: int, resource: int, cause: int) -> int:
    pool = crew_state(w, resource)
    if not pool.is_unweighed:
        pool.is_unweighed, pool.unweighed_cause = True, cause
        pool.next_unweighed = look_state(w).unweighed
        look_state(w).unweighed = resource
    return 0


@rule
def _ask(w: int, cause: int) -> int:
    look = look_state(w)
    if not look.is_pending and (look.touched >= 0 or look.unweighed >= 0):
        look.is_pending = True
        at(w, world(w).now_ms, key_of(_TASK, _ANY_ENTITY, _SCAN_ACT, 0), SCAN, 0, 0, cause)
    return 0


@rule
def scan(w: int) -> int:
    """Start every job that fits, in order; then turn away whom a full queue cannot take."""
    look_state(w).is_pending = False
    heads = _heads(w)
    while heads >= 0:
        which = job(w, knot(w, heads).job).queue
        heads = drop_first(w, heads)
        head = _first(w, which)
        if head < 0 or not _fits(w, which):
            continue
        _begin(w, head, _cause_of(w, head, which))
        following = _first(w, which)
        if following >= 0:
            heads = put_in(w, heads, following)
    _admit(w)
    return _weigh_all(w)


@rule
def _heads(w: int) -> int:
    """Return a heap of the first jobs of all queues that are touched, and touch them no more."""
    heads = NONE
    which = look_state(w).touched
    look_state(w).touched = NONE
    while which >= 0:
        queue = queue_state(w, which)
        queue.is_touched, queue.looked_cause = False, queue.touched_cause
        head = _first(w, which)
        if head >= 0:
            heads = put_in(w, heads, head)
        which = queue.next_touched
    return heads


@rule
def _first(w: int, which: int) -> int:
    """Return the first waiting job of a queue, or NONE."""
    queue = queue_state(w, which)
    while queue.heap >= 0:
        found = knot(w, queue.heap).job
        if job(w, found).state == WAITING:
            return found
        queue.heap = drop_first(w, queue.heap)
    return NONE


@rule
def _cause_of(w: int, which: int, queue: int) -> int:
    """Return what lets a job start now: its own coming, or what touched its queue."""
    if job(w, which).ready_ms == world(w).now_ms:
        return job(w, which).cause
    return queue_state(w, queue).looked_cause


@rule
def _fits(w: int, which: int) -> bool:
    needs = queue_row(w, which)
    for place in range(needs.needs_first, needs.needs_first + needs.needs_count):
        if free_of(w, pair(w, place).index) < int(pair(w, place).amount):
            return False
    for place in range(needs.lots_first, needs.lots_first + needs.lots_count):
        on_hand = max(0.0, line_at(w, stock_line(w, pair(w, place).index), world(w).now_ms))
        if on_hand < pair(w, place).amount:
            return False
    for place in range(needs.assets_first, needs.assets_first + needs.assets_count):
        if asset_state(w, number(w, place).value).level <= 0:
            return False
    return True


@rule
def _begin(w: int, which: int, cause: int) -> int:
    """Give a job all that it needs, and let it start."""
    one = job(w, which)
    _leave_queue(w, which, cause)
    one.state = HOLDING
    waited_ms = world(w).now_ms - one.ready_ms
    needs = queue_row(w, one.queue)
    for place in range(needs.needs_first, needs.needs_first + needs.needs_count):
        resource = pair(w, place).index
        pool = crew_state(w, resource)
        pool.starts += 1
        pool.wait_ms += waited_ms
        pool.longest_wait_ms = max(pool.longest_wait_ms, waited_ms)
        _hold(w, resource, int(pair(w, place).amount), cause)
    for place in range(needs.lots_first, needs.lots_first + needs.lots_count):
        through_with(w, _TAKE_STOCK, pair(w, place).amount, pair(w, place).index, cause)
    return through(w, one.start_code, one.start_a, one.start_b, cause)


@rule
def _admit(w: int) -> int:
    """Let those who came at this instant and still wait into the queues, as far as these take them."""
    arrivals = NONE
    which = look_state(w).arrivals
    look_state(w).arrivals = NONE
    while which >= 0:
        if job(w, which).state == WAITING:
            arrivals = put_in(w, arrivals, which)
        which = job(w, which).next_arrival
    while arrivals >= 0:
        which = knot(w, arrivals).job
        arrivals = drop_first(w, arrivals)
        one = job(w, which)
        if one.refused_code >= 0 and _finds_all_full(w, one.queue):
            _leave_queue(w, which, one.cause)
            one.state = ENDED
            through(w, one.refused_code, one.start_a, one.start_b, one.cause)
            continue
        one.is_admitted = True
        needs = queue_row(w, one.queue)
        for place in range(needs.needs_first, needs.needs_first + needs.needs_count):
            crew_state(w, pair(w, place).index).admitted += 1
    return 0


@rule
def _finds_all_full(w: int, which: int) -> bool:
    """Return whether a resource that a queue's jobs need has as many waiting as may wait."""
    needs = queue_row(w, which)
    for place in range(needs.needs_first, needs.needs_first + needs.needs_count):
        resource = pair(w, place).index
        if 0 <= resource_row(w, resource).queue_limit <= crew_state(w, resource).admitted:
            return True
    return False


@rule
def _weigh_all(w: int) -> int:
    """Weigh every resource whose shortage may have changed, in their order, each for what changed it first."""
    ordered = NONE
    resource = look_state(w).unweighed
    look_state(w).unweighed = NONE
    while resource >= 0:
        pool = crew_state(w, resource)
        pool.is_unweighed, pool.weighed_cause = False, pool.unweighed_cause
        before, after = NONE, ordered
        while 0 <= after < resource:
            before, after = after, crew_state(w, after).next_weighed
        pool.next_weighed = after
        if before < 0:
            ordered = resource
        else:
            crew_state(w, before).next_weighed = resource
        resource = pool.next_unweighed
    while ordered >= 0:
        _weigh(w, ordered, crew_state(w, ordered).weighed_cause)
        ordered = crew_state(w, ordered).next_weighed
    return 0


# --- queues and holdings ---


@rule
def _queue_number(w: int, which: int) -> int:
    """Return the queue of those who need the same as a job: repairs start at the assets' door, tasks at their own."""
    one = job(w, which)
    if one.start_code == _BEGIN_REPAIR:
        return tie(w, asset_tie(w, one.start_a)).queue
    return tie(w, task_tie(w, work(w, one.start_a).task)).queue


@rule
def _leave_queue(w: int, which: int, cause: int) -> int:
    one = job(w, which)
    queue_state(w, one.queue).waiting -= 1
    needs = queue_row(w, one.queue)
    for place in range(needs.needs_first, needs.needs_first + needs.needs_count):
        resource = pair(w, place).index
        _unweigh(w, resource, cause)
        if one.is_admitted:
            crew_state(w, resource).admitted -= 1
    return 0


@rule
def _hold(w: int, resource: int, units: int, cause: int) -> int:
    pool = crew_state(w, resource)
    pool.held += units
    meter_turn(w, resource_meter(w, resource, BUSY), world(w).now_ms, float(pool.held))
    entity = resource_row(w, resource).entity
    told = record(w, _TASK, entity, _FREE, float(free_of(w, resource)), cause)
    _unweigh(w, resource, told)
    return changed(w, _RESOURCE, resource, told, NONE)


@rule
def note_present(w: int, resource: int) -> int:
    """Count from now on as many as are there."""
    present = float(resource_state(w, resource).present)
    return meter_turn(w, resource_meter(w, resource, PRESENT), world(w).now_ms, present)


@rule
def presence_changed(w: int, resource: int, cause: int) -> int:
    """Take notice that more or fewer of a resource are there."""
    note_present(w, resource)
    _unweigh(w, resource, cause)
    touch_all(w, resource, cause)
    return changed(w, _RESOURCE, resource, cause, NONE)


@rule
def _missing_of(w: int, resource: int) -> float:
    free = free_of(w, resource)
    wanted = 0
    ties = tie(w, resource)
    for place in range(ties.first, ties.first + ties.count):
        one = tied(w, place)
        waiting = queue_state(w, one.queue).waiting
        if waiting > 0 and one.units > free:
            wanted += waiting * one.units
    lacking = 0
    if wanted > 0:
        lacking = wanted - max(0, free)
    return crew_state(w, resource).service_need + float(lacking)


@rule
def _weigh(w: int, resource: int, cause: int) -> int:
    """Work out what is missing of a resource, and say when it has become short or is enough again."""
    pool = crew_state(w, resource)
    missing = _missing_of(w, resource)
    if missing == pool.missing:
        return 0
    was_short = pool.missing > 0.0
    pool.missing = missing
    meter_turn(w, resource_meter(w, resource, SHORT), world(w).now_ms, missing)
    is_short = missing > 0.0
    if was_short != is_short:
        kind = _SHORT if is_short else _ENOUGH
        told = record(w, _TASK, resource_row(w, resource).entity, kind, missing, cause)
        changed(w, _RESOURCE, resource, told, NONE)
    return 0
