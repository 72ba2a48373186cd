"""A scripted load on a real host, made to be killed; each answer is written down."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sems_sim.exercise import Host, read_journal
from sems_sim.exercise import commands as ask
from sems_sim.exercise import entries as told

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "north-hyde.yaml"
CONTROL, DRIVER = "control", "driver"
SPEED = 600
READY = "ready"
_STRIDES = 4
_S = 1000
_MIN = 60 * _S

PLAN: tuple[tuple[int, ask.Command], ...] = (
    (0, ask.SetSpeed(SPEED)),
    (0, ask.StartExercise()),
    *((minute * _MIN, ask.Mark(f"minute {minute}")) for minute in range(1, 10)),
    (10 * _MIN, ask.FireInject("I2")),
    (11 * _MIN, ask.Observe("They ask for METHANE", who="umpire", objective="O1", rating="S")),
    (12 * _MIN, ask.RaiseLevel("crisis", who="duty manager")),
    (13 * _MIN, ask.AddInject(ask.InjectDraft("X1", text="A drone is seen", to=("cmc",), effects="{fail: baggage}"))),
    (15 * _MIN, ask.FireInject("X1")),
    *((minute * _MIN, ask.Observe(f"noted at {minute}")) for minute in range(16, 25)),
    (26 * _MIN, ask.DecideOffList("We tell the airlines now", record=ask.DecisionRecord("cmc lead", "they must know"))),
    (28 * _MIN, ask.ApplyEffects("[{fail: terminal_systems}]", "to see")),
    (30 * _MIN, ask.Hold("baggage")),
    (31 * _MIN, ask.DelayInject("I5", 10 * 60 * _MIN)),
    *((minute * _MIN, ask.Mark(f"minute {minute}")) for minute in range(32, 45)),
    (45 * _MIN, ask.Release("baggage")),
    (46 * _MIN, ask.JumpTo(55 * _MIN)),
    (55 * _MIN, ask.ResumeClock()),
    *((minute * _MIN, ask.Mark(f"minute {minute}")) for minute in range(56, 59)),
    (59 * _MIN, ask.EndExercise("time")),
)  # fmt: skip
"""(scenario time, command); its fingerprint knows nothing of how often it was killed."""


class Hands:
    """A clock that is moved by hand, in milliseconds; the host reads it."""

    def __init__(self) -> None:
        """Begin anywhere."""
        self.now_ms = 5

    def __call__(self) -> int:
        """Show nanoseconds."""
        return self.now_ms * 1_000_000


def drive(journal: str, heard: str) -> None:
    """Begin or take up the exercise of a journal, give what the plan still has, and write down each answer."""
    hands, path = Hands(), Path(journal)
    out = os.open(heard, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    if path.exists():
        host = Host.resume(path, monotonic=hands)
    else:
        host = Host.open_new(SCENARIO, seed=7, journal_path=path, monotonic=hands)
    host.start()
    host.listen(lambda _: None)
    os.write(out, f"{READY}\n".encode())
    done, was_paused = on_record(host)
    if was_paused:
        host.submit(ask.ResumeClock(), DRIVER)
    for number, (at_ms, command) in enumerate(PLAN[done:], done):
        _let_pass(host, hands, at_ms)
        host.submit(command, CONTROL)
        os.write(out, f"{number}\n".encode())
    host.close()
    os.close(out)


def on_record(host: Host) -> tuple[int, bool]:
    """Return how many commands of the plan were taken, and whether the last of all was the pause of a resume."""
    given = [(entry.command, entry.by, entry.fact) for entry in host.entries if entry.command]
    ours = {number for number, by, _ in given if by == CONTROL}
    return len(ours), bool(given) and isinstance(given[-1][2], told.ClockPaused) and given[-1][1] == "resume"


def _let_pass(host: Host, hands: Hands, at_ms: int) -> None:
    """Move the clock by hand until the scenario's shows a time, in strides, so that the host sees some of them."""
    left_ms = at_ms - host.picture().clock.at_ms
    whole, rest = divmod(left_ms, SPEED)
    assert (True, 0) == (left_ms >= 0, rest), (at_ms, left_ms)
    for stride in range(_STRIDES):
        hands.now_ms += whole * (stride + 1) // _STRIDES - whole * stride // _STRIDES
        time.sleep(0.003)


def commands_of(path: Path) -> int:
    """Return how many commands of the plan a journal holds, its chain checked."""
    journal = read_journal(path)
    try:
        return sum(row.what == "command" and row.data["by"] == CONTROL for row in journal.rows())
    finally:
        journal.close()
