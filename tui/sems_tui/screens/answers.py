"""What a screen says when commands come back: done, remarked upon, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from sems_tui.messages import Refused

_QUIET = (
    commands.PauseClock, commands.Observe, commands.Mark, commands.SetSpeed, commands.NoteDelivery,
    commands.RateResponse,
    commands.AmendEntry, commands.DeclareNoDuff, commands.EndNoDuff, commands.EndExercise, commands.ResumeClock,
)  # fmt: skip
_DONE: dict[type[object], str] = {
    commands.StartExercise: "The exercise runs.",
    commands.PauseClock: "The clock stands.",
    commands.ResumeClock: "The clock runs.",
    commands.StepToNext: "Stepped to the next event; the clock stands.",
    commands.JumpTo: "Jumped; the clock stands.",
    commands.BeginModule: "At the beginning of the module; the clock stands.",
    commands.FireInject: "Released.",
    commands.DelayInject: "It comes at another time.",
    commands.SkipInject: "Left out; k takes it back in.",
    commands.RestoreInject: "It is back in.",
    commands.EditInject: "Changed.",
    commands.AddInject: "Added.",
    commands.RateResponse: "Response noted.",
    commands.Mark: "Marked for the debrief.",
    commands.Observe: "Observation written down.",
    commands.AmendEntry: "Corrected; the old words stay, struck through.",
    commands.Hold: "Held until you release it.",
    commands.Release: "It goes its own way again.",
    commands.DeclareNoDuff: "Stopped for a real event.",
    commands.EndExercise: "The exercise has ended.",
}


def toggled(state: str) -> commands.Command | str:
    """Return what the space bar does in a state of the clock, or why it does nothing."""
    if state == "ready":
        return commands.StartExercise()
    if state == "running":
        return commands.PauseClock()
    if state == "paused":
        return commands.ResumeClock()
    return commands.EndNoDuff() if state == "no duff" else "The exercise has ended; nothing runs any more."


def told(command: commands.Command, found: Sequence[entries.Entry]) -> tuple[str, str]:
    """Return tone and words for what came of a command; a remark goes before everything else."""
    remarks = [entry.fact.words for entry in found if isinstance(entry.fact, entries.Remarked)]
    if remarks:
        return "warn", " ".join(remarks)
    if isinstance(command, commands.SetSpeed):
        return "good", f"×{command.speed} as fast as the room's clock."
    if isinstance(command, commands.AnswerPrompt):
        return "good", "Done, as suggested." if command.accept else "Let go."
    return "good", _DONE.get(type(command), "Done, and on record.")


def in_words(command: commands.Command) -> str:
    """Return a command in a few words: `TakeDecision close_airport close` as `take decision close_airport close`."""
    name = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in type(command).__name__)
    said = [
        value for one in fields(command) if isinstance(value := getattr(command, one.name), str) and value
    ]
    return " ".join((name.strip(), *said))


def changes_model(command: commands.Command) -> bool:
    """Tell whether a command can change what lies ahead."""
    return not isinstance(command, _QUIET)


def kept(message: Refused, clock: views.ClockView, count: int) -> views.FeedLine:
    """Return a refusal as a line of this desk's own feed; it is in no journal, since nothing was done."""
    words = f"Not done: {message.words}" + (f" ({message.remedy})" if message.remedy else "")
    return views.FeedLine(
        -1 - count, clock.at_ms, clock.room_ms, _short(clock.time), "remark", words, "", 3, ""
    )


def _short(time: str) -> str:
    """Return `05:01` of `Fri 05:01:00`."""
    return time.rsplit(maxsplit=1)[-1][:5] if time else ""
