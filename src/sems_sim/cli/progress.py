"""How far long work has come: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sems_sim.cli.voice import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_EVERY_S = 10.0
_AT_FIRST_S = 3.0


@dataclass(slots=True)
class Telling:
    """Tells how far one piece of work has come: count, rate, time left."""

    what: str
    """What is counted, in the plural."""
    bar: Progress | None
    is_silent: bool
    started_s: float
    told_s: float
    at_start: int = -1
    task: TaskID | None = None

    def __call__(self, done: int, total: int) -> None:
        """So much is done, of so much; 0 for a total that is not known."""
        if self.at_start < 0:
            self.at_start, self.started_s = done, time.monotonic()
        if self.is_silent:
            return
        if self.bar is not None:
            self._draw(done, total)
        elif time.monotonic() - self.told_s >= _EVERY_S or (done == total and self._has_told):
            self.told_s = time.monotonic()
            say(self.words(done, total))

    @property
    def _has_told(self) -> bool:
        return self.told_s > self.started_s

    def _draw(self, done: int, total: int) -> None:
        if self.bar is None:
            return
        words = self.words(done, total)
        if self.task is None:
            self.task = self.bar.add_task(self.what, total=total or None, completed=done, told=words)
        self.bar.update(self.task, completed=done, total=total or None, told=words)

    def words(self, done: int, total: int) -> str:
        """`4,250 of 10,000 runs, 7,800 a second, 1 s left`."""
        spent_s = time.monotonic() - self.started_s
        made = done - max(0, self.at_start)
        head = f"{done:,} of {total:,} {self.what}" if total else f"{done:,} {self.what}"
        if made <= 0 or spent_s <= 0.0:
            return head
        rate = made / spent_s
        left = f", {_seconds((total - done) / rate)} left" if total > done else ""
        return f"{head}, {_rate(rate)}{left}"


def _rate(per_s: float) -> str:
    if per_s >= 10:
        return f"{per_s:,.0f} a second"
    return f"{per_s:.1f} a second" if per_s >= 1 else f"{60 * per_s:.0f} a minute"


def _seconds(left_s: float) -> str:
    if left_s < 100:
        return f"{left_s:.0f} s"
    minutes = round(left_s / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes / 60:.0f} h"


@contextmanager
def telling(what: str, *, is_silent: bool) -> Iterator[Telling]:
    """Show how far work has come while it lasts; on stderr, never among the data."""
    now = time.monotonic()
    if is_silent or not sys.stderr.isatty():
        yield Telling(what, None, is_silent, now, now - _EVERY_S + _AT_FIRST_S)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (BarColumn(bar_width=28), TextColumn("{task.fields[told]}", markup=False))
    with Progress(*columns, console=console, transient=True, refresh_per_second=5) as bar:
        yield Telling(what, bar, is_silent, now, now)


def ready_kernel(*, is_silent: bool) -> None:
    """Have the compiled simulator ready; the first time it is compiled, which is shown."""
    from sems_sim.kernel import cost, is_ready, load

    if is_ready():
        load()
        return
    if not is_silent:
        say(cost() or "compiling the simulator, which takes a minute and is done once")
    with telling("parts compiled", is_silent=is_silent) as told:
        load(told)
