"""What every rule asks for: a time, a record, a draw, a row, a list."""

from __future__ import annotations

from sems_sim.kernel import doors
from sems_sim.kernel.compiling import rule
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import through, through_with
from sems_sim.kernel.state_world import list_row, parameter, world
from sems_sim.laws import odds_shift as _odds_shift
from sems_sim.model import ENTITY_BITS, KIND_BITS, NUMBER_BITS, Comparison

NONE = -1
ROOT = -1
_AT, _CANCEL, _TIME_OF, _RECORD = doors.AT, doors.CANCEL, doors.TIME_OF, doors.RECORD
_CHANCE, _DRAW, _DRAW_MS = doors.CHANCE, doors.DRAW, doors.DRAW_MS
_TAKE, _GIVE, _PUSH, _PULL = doors.TAKE, doors.GIVE, doors.PUSH, doors.PULL
_CHANGED, _SETTLED = doors.CHANGED, doors.SETTLED
_MARK_DRAWN, _MARK_AS, _LEFT_MS = doors.MARK_DRAWN, doors.MARK_AS, doors.LEFT_MS
_ENTITY, _KIND, _NUMBER = ENTITY_BITS, KIND_BITS, NUMBER_BITS
_LT, _LE, _GT, _GE, _EQ = (int(Comparison[name]) for name in ("LT", "LE", "GT", "GE", "EQ"))
odds_shift = law(_odds_shift)


@rule
def key_of(phase: int, entity: int, act: int, number: int) -> int:
    """Return the key by which simultaneous events are ordered (fine print 2)."""
    return ((((phase << _ENTITY) | entity) << _KIND | act) << _NUMBER | number) + 2


@rule
def at(w: int, time_ms: int, key: int, code: int, a: int, b: int, cause: int) -> int:  # noqa: PLR0913, PLR0917 - doors
    """Arrange for `code`(a, b, cause) at a time, in the order given by the key; return a handle."""
    return through(w, _AT, time_ms, key, code, a, b, cause)


@rule
def at_drawn(w: int, time_ms: int, key: int, code: int, a: int, b: int, cause: int) -> int:  # noqa: PLR0913, PLR0917 - doors
    """Arrange for `code`(a, b, cause) at the end of the duration drawn last; return a handle."""
    return through(w, _MARK_DRAWN, through(w, _AT, time_ms, key, code, a, b, cause))


@rule
def mark_as(w: int, handle: int, law_index: int, stream: int, n: int, total_ms: int, factor: float) -> int:  # noqa: PLR0913, PLR0917 - all that a draw is
    """Note by what draw an appointment's time came about, if chance had a say (total_ms > 0); return the handle."""
    if total_ms > 0:
        through_with(w, _MARK_AS, factor, handle, law_index, stream, n, total_ms)
    return handle


@rule
def left_anew(w: int, law_index: int, stream: int, n: int, total_ms: int, left_ms: int, factor: float) -> int:  # noqa: PLR0913, PLR0917 - all that a draw is
    """Return what is left of a paused duration, drawn anew; what chance had no say in (total_ms 0) stays."""
    if total_ms <= 0:
        return left_ms
    return through_with(w, _LEFT_MS, factor, law_index, stream, n, total_ms, left_ms, 0)


@rule
def drawn_total(w: int, delay_ms: int) -> int:
    """Return a delay if it is the duration drawn last and was left to chance, else 0."""
    drawn_ms: int = world(w).drawn_ms
    return drawn_ms if drawn_ms == delay_ms else 0


@rule
def cancel(w: int, handle: int) -> int:
    """Make an appointment do nothing; harmless for NONE and for one that has happened. Returns NONE."""
    if handle >= 0:
        through(w, _CANCEL, handle)
    return NONE


@rule
def time_of(w: int, handle: int) -> int:
    """Return when an appointment is."""
    return through(w, _TIME_OF, handle)


@rule
def record(w: int, phase: int, entity: int, kind: int, value: float, cause: int) -> int:
    """Write one fact down and return its index, for what it brings about."""
    return through_with(w, _RECORD, value, phase, entity, kind, cause)


@rule
def changed(w: int, signal: int, index: int, cause: int, team: int) -> int:
    """Tell every condition that depends on this, and every part that listens, that it changed."""
    return through(w, _CHANGED, signal, index, cause, team)


@rule
def chance(w: int, stream: int, n: int) -> float:
    """Return the uniform draw of one named thing."""
    through(w, _CHANCE, stream, n)
    return world(w).answer


@rule
def settled(w: int, stream: int, n: int) -> float:
    """Return the uniform draw of what is asked again and again and stays as it is, in every future."""
    through(w, _SETTLED, stream, n)
    return world(w).answer


@rule
def draw(w: int, law_index: int, stream: int, n: int) -> float:
    """Return a value of a compiled law, in the law's own unit."""
    through(w, _DRAW, law_index, stream, n)
    return world(w).answer


@rule
def draw_ms(w: int, law_index: int, stream: int, n: int, factor: float) -> int:
    """Return a duration of a law times a factor, rounded up to the next millisecond; NONE is 0."""
    if law_index < 0:
        return 0
    return through_with(w, _DRAW_MS, factor, law_index, stream, n)


# --- people and safeguards ---


@rule
def ratio(w: int, which: int) -> float:
    """Return the maturity factor on what the scenario states; 1 with people off."""
    return parameter(w, which).ratio


@rule
def valued(w: int, which: int) -> float:
    """Return a maturity parameter's own value, for what the scenario leaves open."""
    return parameter(w, which).value


@rule
def shifted(w: int, which: int, probability: float) -> float:
    """Return a stated probability as maturity shifts its odds; unchanged with people off."""
    odds = parameter(w, which).odds
    if odds < 0.0:
        return probability
    return odds_shift(probability, odds)


@rule
def clipped(factor: float) -> float:
    """Return a product of delay factors, held within 0.2 and 10."""
    return min(10.0, max(0.2, factor))


@rule
def compare(left: float, comparison: int, right: float) -> bool:
    """Return whether `left comparison right` holds."""
    if comparison == _LT:
        return left < right
    if comparison == _LE:
        return left <= right
    if comparison == _GT:
        return left > right
    if comparison == _GE:
        return left >= right
    if comparison == _EQ:
        return left == right
    return left != right


# --- rows and lists ---


@rule
def take(w: int, table: int) -> int:
    """Take a row of a pool, all 0."""
    return through(w, _TAKE, table)


@rule
def give(w: int, table: int, index: int) -> int:
    """Give a row back to its pool."""
    return through(w, _GIVE, table, index)


@rule
def push(w: int, which: int, number: int, amount: int, value: float) -> int:
    """Put (number, amount, value) at the end of a list, made if it is NONE; return the list."""
    return through_with(w, _PUSH, value, which, number, amount)


@rule
def pull(w: int, which: int, number: int) -> bool:
    """Take every entry of this number out of a list; tell whether there was one."""
    if which < 0:
        return False
    return through(w, _PULL, which, number) > 0


@rule
def list_count(w: int, which: int) -> int:
    """Return how many entries a list has."""
    if which < 0:
        return 0
    return list_row(w, which).amount


@rule
def list_first(w: int, which: int) -> int:
    """Return the first entry of a list, or NONE; go on with `list_row(w, entry).link`."""
    if which < 0:
        return NONE
    return list_row(w, which).link


@rule
def list_last(w: int, which: int) -> int:
    """Return the last entry of a list, or NONE."""
    if which < 0 or list_row(w, which).amount == 0:
        return NONE
    return list_row(w, which).number


@rule
def latest_is(w: int, which: int) -> bool:
    """Return whether the last entry of a list of switches says yes; False of an empty one."""
    last = list_last(w, which)
    return last >= 0 and list_row(w, last).amount != 0


# --- modifiers: held effects on one number, as rows of a list (fine print 20) ---


@rule
def modified(w: int, which: int, stated: float) -> float:
    """Return the latest absolute value, else the stated one, times every factor, plus every sum."""
    value = stated
    entry = list_first(w, which)
    while entry >= 0:
        if list_row(w, entry).amount == 0:
            value = list_row(w, entry).value
        entry = list_row(w, entry).link
    entry = list_first(w, which)
    while entry >= 0:
        if list_row(w, entry).amount == 1:
            value *= list_row(w, entry).value
        entry = list_row(w, entry).link
    entry = list_first(w, which)
    while entry >= 0:
        if list_row(w, entry).amount == 2:
            value += list_row(w, entry).value
        entry = list_row(w, entry).link
    return value


@rule
def has_absolute(w: int, which: int) -> bool:
    """Return whether a row replaces the stated value."""
    entry = list_first(w, which)
    while entry >= 0:
        if list_row(w, entry).amount == 0:
            return True
        entry = list_row(w, entry).link
    return False


@rule
def share_kept(w: int, which: int) -> float:
    """Return what is left when each row takes its share away: the product of 1 - share."""
    left = 1.0
    entry = list_first(w, which)
    while entry >= 0:
        left *= 1.0 - min(1.0, max(0.0, list_row(w, entry).value))
        entry = list_row(w, entry).link
    return left


@rule
def list_sum(w: int, which: int) -> float:
    """Return the sum of the values of a list, in order."""
    total = 0.0
    entry = list_first(w, which)
    while entry >= 0:
        total += list_row(w, entry).value
        entry = list_row(w, entry).link
    return total
