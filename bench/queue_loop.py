"""The queue M/M/5 as an event loop over a binary heap, written by hand for Numba; queue_loop.c does the same."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

SERVERS = 5
BETWEEN_MIN, SERVICE_MIN = 2.0 / 9.0, 1.0
"""Mean minutes between two calls and of one service: nine tenths of the servers are busy."""
Served = tuple[int, float]
"""Customers that came, and the minutes that those who were served waited, together."""
_STEP = np.uint64(0x9E3779B97F4A7C15)
_M1, _M2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_ROOM = 1 << 16


@njit  # type: ignore[untyped-decorator] # numba carries no types
def _exponential(state: Any, mean: float) -> Any:  # noqa: ANN401 - compiled
    state[0] += _STEP
    word = state[0]
    word = (word ^ (word >> _S30)) * _M1
    word = (word ^ (word >> _S27)) * _M2
    word ^= word >> _S31
    return -mean * np.log((np.float64(word >> _S11) + 0.5) * (1.0 / 9007199254740992.0))


@njit  # type: ignore[untyped-decorator] # numba carries no types
def _push(times: Any, kinds: Any, count: int, time: float, kind: int) -> int:  # noqa: ANN401 - compiled
    where = count
    while where > 0:
        above = (where - 1) >> 1
        if times[above] <= time:
            break
        times[where], kinds[where] = times[above], kinds[above]
        where = above
    times[where], kinds[where] = time, kind
    return count + 1


@njit  # type: ignore[untyped-decorator] # numba carries no types
def _pop(times: Any, kinds: Any, count: int) -> int:  # noqa: ANN401 - compiled
    count -= 1
    time, kind, where = times[count], kinds[count], 0
    while 2 * where + 1 < count:
        below = 2 * where + 1
        if below + 1 < count and times[below + 1] < times[below]:
            below += 1
        if times[below] >= time:
            break
        times[where], kinds[where] = times[below], kinds[below]
        where = below
    times[where], kinds[where] = time, kind
    return count


@njit  # type: ignore[untyped-decorator] # numba carries no types
def _loop(seed: Any, horizon_min: float) -> Served:  # noqa: ANN401 - compiled
    state = np.array([seed], np.uint64)
    times, kinds, came = np.empty(64), np.empty(64, np.int64), np.empty(_ROOM)
    first, last, busy, customers, waited = 0, 0, 0, 0, 0.0
    count = _push(times, kinds, 0, _exponential(state, BETWEEN_MIN), 0)
    while times[0] < horizon_min:
        now, kind = times[0], kinds[0]
        count = _pop(times, kinds, count)
        if kind == 0:
            customers += 1
            came[last & (_ROOM - 1)] = now
            last += 1
            count = _push(times, kinds, count, now + _exponential(state, BETWEEN_MIN), 0)
        else:
            busy -= 1
        if busy < SERVERS and first < last:
            waited += now - came[first & (_ROOM - 1)]
            first += 1
            busy += 1
            count = _push(times, kinds, count, now + _exponential(state, SERVICE_MIN), 1)
    return customers, waited


def serve(seed: int, horizon_min: float) -> Served:
    """Run the queue to a horizon."""
    customers, waited = _loop(np.uint64(seed), horizon_min)
    return int(customers), float(waited)
