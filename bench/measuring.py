"""Time taken, tables, and the page that a table is published on."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

PUBLISHED = Path(__file__).resolve().parents[1] / "results" / "published"
SHARED = (
    "The machine was shared while this was measured; ratios of what ran side by side are to be relied on, seconds are "
    "not."
)
Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return what some work returns, and the seconds of processor time that it took."""
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def side_by_side(works: Mapping[str, Callable[[], object]], times: int) -> dict[str, list[float]]:
    """Return the seconds of processor time that each work took each time, all in turn.

    As A B C A B C …: what disturbs the machine for a while then disturbs all of them, so that ratios hold where
    seconds do not. Each is done once before, uncounted.
    """
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(times):
        for name, work in works.items():
            seconds[name].append(timed(work)[1])
    return seconds


def typical(child: Callable[[], object], times: int) -> float:
    """Return the median of the seconds of processor time that a process started by `child` took."""
    seconds = []
    for _ in range(times):
        began = os.times()
        child()
        ended = os.times()
        seconds.append(
            ended.children_user + ended.children_system - began.children_user - began.children_system
        )
    return median(seconds)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table; the first column is text, the others are numbers."""
    marks = ["---", *("---:" for _ in head[1:])]
    lines = [head, marks, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def machine() -> str:
    """Return the machine in words, without its name."""
    cores = os.cpu_count() or 1
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cores} cores"


def publish(name: str, text: str) -> None:
    """Write a page among the published results, and say it aloud."""
    (PUBLISHED / name).write_text(text, encoding="utf-8", newline="\n")
    print(text)  # noqa: T201 - a measurement says what it found
