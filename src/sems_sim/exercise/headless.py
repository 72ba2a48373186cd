"""A script played without a screen: the room's time passes as fast as it can be computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sems_sim.errors import CommandRefusedError, Fault, ScenarioError
from sems_sim.exercise.commands import AnswerPrompt, Command
from sems_sim.exercise.keeper import Keeper
from sems_sim.exercise.script import Step
from sems_sim.exercise.sitting import Sitting
from sems_sim.units import format_duration


@dataclass(frozen=True, slots=True)
class Played:
    """How a script went."""

    room_ms: int
    """The room's time at its end."""
    steps: int
    """How many steps were carried out."""
    faults: tuple[Fault, ...]
    """Steps that were refused or whose time never came, each with its place in the script."""


def play_script(keeper: Keeper, steps: Sequence[Step], room_ms: int = 0) -> Played:
    """Give the commands of a script, each at its moment; everything is on the disk on return.

    A command that is refused is a fault, and the next step follows, unless the step says that it may fail. A step
    whose time never comes, because the clock stands, ends the script.

    Raises:
        JournalError: If the journal cannot be written.
    """
    faults: list[Fault] = []
    done = 0
    for step in steps:
        fault, room_ms = _moment(keeper, step, room_ms)
        if fault is not None:
            faults.append(fault)
            break
        refused = _give(keeper, step, room_ms)
        done += not refused
        if not step.may_fail:
            faults += refused
    keeper.advance(room_ms)
    keeper.note_position(room_ms)
    return Played(room_ms, done, tuple(faults))


def _moment(keeper: Keeper, step: Step, room_ms: int) -> tuple[Fault | None, int]:
    """Return when in the room a step comes, and why it never does if so."""
    room_ms += step.wait_ms
    keeper.advance(room_ms)
    if step.at_ms is None:
        return None, room_ms
    session = keeper.session
    if session.at_ms > step.at_ms:
        shows = format_duration(session.at_ms)
        return step.fault(f"the scenario clock shows {shows} already", "let the step come later"), room_ms
    there_ms = session.room_ms_at(step.at_ms)
    stop_ms = session.next_stop_room_ms()
    if there_ms is None and stop_ms is not None:
        keeper.advance(stop_ms)
        room_ms = stop_ms
    if there_ms is None and session.at_ms != step.at_ms:
        return _never(step, session), room_ms
    return None, room_ms if there_ms is None else max(room_ms, there_ms)


def _never(step: Step, session: Sitting) -> Fault:
    wanted, stands = format_duration(step.at_ms or 0), format_duration(session.at_ms)
    return step.fault(
        f"the scenario clock never comes to {wanted}: it stands at {stands} ({session.state})",
        "let it run first, with start, resume or module",
    )


def _give(keeper: Keeper, step: Step, room_ms: int) -> list[Fault]:
    """Give a step's command; return why it was refused, if it was."""
    try:
        for command in _commands(keeper, step, room_ms):
            keeper.handle(command, room_ms, step.by)
    except CommandRefusedError as error:
        return [step.fault(f"refused: {error.message}", error.remedy)]
    except ScenarioError as error:
        return [step.fault(f"refused: {fault.message}", fault.remedy) for fault in error.faults]
    return []


def _commands(keeper: Keeper, step: Step, room_ms: int) -> Iterator[Command]:
    """Return the command of a step; an answer to prompts of a kind becomes one for each that waits."""
    if not step.prompts or not isinstance(step.command, AnswerPrompt):
        yield step.command
        return
    waiting = _waiting(keeper, step, room_ms)
    if not waiting:
        raise CommandRefusedError(f"no prompt of the kind {step.prompts!r} waits", "let the step come later")
    for number in waiting:
        if number in _waiting(keeper, step, room_ms):  # an answer before may have overtaken it
            yield AnswerPrompt(number, step.command.accept)


def _waiting(keeper: Keeper, step: Step, room_ms: int) -> list[int]:
    """Return the numbers of the prompts that wait, of the kind that a step names."""
    keeper.advance(room_ms)
    prompts = keeper.session.picture(room_ms).prompts
    return [prompt.number for prompt in prompts if step.prompts in ("all", prompt.kind)]
