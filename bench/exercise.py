"""A six-hour exercise at ×60 with two hundred injects and thirty teams: clock, answers, memory, taking up again.

    python -m bench.exercise [MINUTES]

MINUTES is the real time it takes, 6 unless said; with 1 the clock runs at ×360.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.measuring import SHARED, machine, publish, table
from sems_sim.exercise import Host, read_journal, rebuild
from sems_sim.exercise import commands as ask
from tests.made.drill import drill
from tests.made.scenario import as_text

_HOURS = 6
_EVERY_S = 0.25
"""A command is given so often; every fourth time the clock is read."""
_SPEED = 60


@dataclass(slots=True)
class Measured:
    """What was measured while it ran."""

    answers_ms: list[float] = field(default_factory=list)
    drifts_ms: list[float] = field(default_factory=list)
    memory_mib: list[tuple[float, float]] = field(default_factory=list)
    """(scenario hours, resident memory)."""
    updates: int = 0


def main(minutes: float = 6.0) -> None:
    """Run it, and publish the table."""
    speed = round(_SPEED * 6.0 / minutes)
    with tempfile.TemporaryDirectory() as folder:
        scenario, journal = Path(folder) / "drill.yaml", Path(folder) / "j"
        scenario.write_text(as_text(drill()), encoding="utf-8")
        measured = _run(scenario, journal, speed)
        publish("exercise.md", _page(measured, _taken_up(journal), _file(journal), minutes, speed))


def _run(scenario: Path, journal: Path, speed: int) -> Measured:
    measured = Measured()
    host = Host.open_new(scenario, seed=7, journal_path=journal)
    host.start()
    host.listen(lambda _: _count(measured))
    host.submit(ask.SetSpeed(speed), "bench")
    host.submit(ask.StartExercise(), "bench")
    number, anchor, next_hour = 0, _anchor(host), 0.0
    while (clock := host.picture().clock).at_ms < _HOURS * 3_600_000:
        if clock.state == "paused":
            host.submit(ask.ResumeClock(), "bench")
            anchor = _anchor(host)
        number += 1
        measured.answers_ms.append(_timed(lambda: host.submit(ask.Observe(f"noted {number}"), "bench")))  # noqa: B023 - called at once
        if number % 4 == 0:
            measured.drifts_ms.append(_drift_ms(host, anchor, speed))
        if clock.at_ms >= next_hour * 3_600_000:
            measured.memory_mib.append((next_hour, _memory_mib()))
            next_hour += 1.0
        time.sleep(_EVERY_S)
    measured.memory_mib.append((float(_HOURS), _memory_mib()))
    host.submit(ask.EndExercise("time"), "bench")
    host.close()
    return measured


def _count(measured: Measured) -> None:
    measured.updates += 1


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000.0


def _anchor(host: Host) -> tuple[float, float, int]:
    """A moment of this machine's clock (its earliest and latest) at which the scenario clock showed a time."""
    earliest = time.perf_counter()
    at_ms = host.picture().clock.at_ms
    return earliest, time.perf_counter(), at_ms


def _drift_ms(host: Host, anchor: tuple[float, float, int], speed: int) -> float:
    """How many milliseconds of the room's time the clock is off, beyond what reading it leaves open."""
    earliest, latest, at_ms = _anchor(host)
    if host.picture().clock.state != "running":
        return 0.0
    passed_ms = (at_ms - anchor[2]) / speed
    least, most = (earliest - anchor[1]) * 1000.0, (latest - anchor[0]) * 1000.0
    return max(0.0, least - passed_ms, passed_ms - most)


def _memory_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * 4096 / 2**20


def _taken_up(journal: Path) -> tuple[float, float]:
    """Seconds by the clock, and of processor time, from nothing but the file to an exercise that can go on."""
    began, busy = time.perf_counter(), time.process_time()
    host = Host.resume(journal)
    host.start()
    host.picture()
    seconds = (time.perf_counter() - began, time.process_time() - busy)
    host.close()
    return seconds


def _file(journal: Path) -> tuple[int, float]:
    """Rows and size in MiB, once the session made again is proved to be the one that was recorded."""
    opened = read_journal(journal)
    rebuild(opened)
    opened.check()
    opened.close()
    return opened.count, journal.stat().st_size / 2**20


PAGE = """# A six-hour exercise

Six hours of a drill with 200 injects, 30 teams, 60 assets and 20 plans, played in {minutes:g} minutes (×{speed}) by
a real host with a real journal: every command was on the disk before it was answered. One listener was sent
{updates:,} pictures, and {commands:,} commands were given. The clock is compared with the machine's own at every
fourth command; off means beyond the time that reading it took.

{rows}

The journal has {count:,} rows in {size:.1f} MiB, and gave the same session again. Memory in MiB, hour by hour:
{memory}.
Taking up again is measured with the program loaded; by the clock it says how busy the machine was with other work.

Made by `python -m bench.exercise` ({machine}). {shared}
"""


def _page(
    measured: Measured, resume_s: tuple[float, float], file: tuple[int, float], minutes: float, speed: int
) -> str:
    answers = sorted(measured.answers_ms)
    first, last = measured.memory_mib[1][1], measured.memory_mib[-1][1]
    rows = [
        ("clock off by at most", f"{max(measured.drifts_ms):.1f} ms", "50 ms"),
        ("a command is answered, median", f"{answers[len(answers) // 2]:.1f} ms", ""),
        ("a command is answered, 99 of 100", f"{answers[len(answers) * 99 // 100]:.1f} ms", "100 ms"),
        ("a command is answered, slowest", f"{answers[-1]:.1f} ms", ""),
        ("memory after the first hour", f"{first:.0f} MiB", ""),
        ("memory at the end", f"{last:.0f} MiB", "flat"),
        ("taken up again in, by the clock", f"{resume_s[0]:.2f} s", "2 s"),
        ("taken up again in, processor time", f"{resume_s[1]:.2f} s", ""),
    ]
    return PAGE.format(
        minutes=minutes,
        speed=speed,
        updates=measured.updates,
        commands=len(answers),
        rows=table(("what", "measured", "wanted"), rows),
        count=file[0],
        size=file[1],
        memory=", ".join(f"{hour:.0f} h {mib:.0f}" for hour, mib in measured.memory_mib),
        machine=machine(),
        shared=SHARED,
    )


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
