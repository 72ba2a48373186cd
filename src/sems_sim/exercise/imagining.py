"""What if a command were given now: a copy of the exercise, with one command more."""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise.chain import COMMAND, Head, Row, command_of
from sems_sim.exercise.commands import Command
from sems_sim.exercise.replay import scenario_of
from sems_sim.exercise.sitting import Maker, made
from sems_sim.exercise.standing import Standing
from sems_sim.garbage import without_collection


def imagined(
    head: Head, rows: Sequence[Row], room_ms: int, command: Command, *, make: Maker = made
) -> tuple[Standing, Standing]:
    """Return where an exercise stands at a moment of the room's time, and where it would with one command more.

    `rows` are those of its journal, whose commands a copy is given again; the exercise itself is not touched.

    Raises:
        CommandRefusedError: If the command would be refused, or would move the clock, which is no change to compare.
    """
    with without_collection():
        session = make(scenario_of(head), head.seed)
        for row in rows:
            if row.what == COMMAND:
                given, by = command_of(row)
                session.handle(given, row.room_ms, by)
        session.advance(room_ms)
        before = session.standing()
        session.handle(command, room_ms)
        after = session.standing()
    if after.now_ms - before.now_ms > 1_000:
        message = "a jump changes the time, not the course of things"
        raise CommandRefusedError(message, "ask what if of something that changes the model")
    if after.policy == before.policy:
        raise CommandRefusedError("that would change nothing in the model", "there is nothing to compare")
    return before, after
