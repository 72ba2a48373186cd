"""All units of the kernel, compiled: from the cache, or now, by two processes."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from sems_sim.kernel.cache import Cache, find_cache
from sems_sim.kernel.compiling import entrance
from sems_sim.kernel.header import IS_COMPILED

UNITS = (
    "agenda", "watching", "assets", "supply", "crews", "services", "incidents", "people", "speech", "command", "plans",
    "effects", "accounts",
)  # fmt: skip
"""In the order of their numbers in doors.py; unit `x` is the switchboard `x` of rules_x.py."""
Progress = Callable[[int, int], None]
"""Told (units ready, units) while compiling."""


_LOADED: list[tuple[Any, ...]] = []
_LOCK = threading.Lock()


def load(progress: Progress | None = None) -> tuple[Any, ...]:
    """Return the entrances of all units, compiled if need be; other threads wait for the first to have done it.

    Without a folder to keep them in they are compiled anew in every process; `cost` says so.
    """
    with _LOCK:
        if not _LOADED:
            _LOADED.append(_made(progress or (lambda _ready, _units: None)))
    return _LOADED[0]


def _made(progress: Progress) -> tuple[Any, ...]:
    if not IS_COMPILED:
        return tuple(_switchboard(name) for name in UNITS)
    cache = find_cache()
    with cache.alone():
        return _compiled(cache, progress)


def _compiled(cache: Cache, progress: Progress) -> tuple[Any, ...]:
    before_s = _processor_s()
    helper = None if cache.is_warm or cache.folder is None else _start_helper()
    made: dict[str, Any] = {}
    for name in (*UNITS[::2], *UNITS[1::2]):
        if helper is not None and len(made) >= _half():
            helper.wait()
        made[name] = _entrance(name, cache)
        progress(len(made), len(UNITS))
    cache.finish(_processor_s() - before_s)
    return tuple(made[name] for name in UNITS)


def is_ready() -> bool:
    """Return whether loading takes a moment, and not a compilation."""
    return not IS_COMPILED or find_cache().is_warm or bool(_LOADED)


def cost() -> str:
    """Say what compiling costs here where nothing can be kept, or nothing."""
    cache = find_cache()
    if cache.folder is not None:
        return ""
    return f"the kernel is compiled anew each time, because nothing can be kept: {cache.reason}"


def _processor_s() -> float:
    """Return the seconds that this process and those it waited for have spent on processors."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _half() -> int:
    return -(-len(UNITS) // 2)


def _start_helper() -> subprocess.Popen[bytes]:
    """Let another process compile the other half."""
    command = [sys.executable, "-c", "from sems_sim.kernel.units import compile_other_half as go; go()"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own interpreter and our own words


def compile_other_half() -> None:
    """Compile every second unit into the cache: what the helping process does."""
    cache = find_cache()
    for name in UNITS[1::2]:
        _entrance(name, cache)


def _switchboard(name: str) -> Callable[..., int]:
    found: Callable[..., int] = getattr(importlib.import_module(f"sems_sim.kernel.rules_{name}"), name)
    return found


def _entrance(name: str, cache: Cache) -> Any:  # noqa: ANN401 - some compiled C function
    with cache.in_use():
        return entrance(_switchboard(name), cache=cache.folder is not None)
