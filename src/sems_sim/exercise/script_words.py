"""The words of a script: which command each one is, and what its parts may be called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from sems_sim.exercise import commands as ask


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a script."""

    command: type[Any]
    main: str = ""
    """The part that a bare value is: `fire: I2`."""
    fixed: Mapping[str, object] = field(default_factory=dict)
    """Parts that the word itself says."""
    other_names: Mapping[str, str] = field(default_factory=dict)
    """What parts may be called beside their own name: (name in a script, name of the part)."""


_FROM = {"from": "sender"}
_DRAFT = {"from": "source", "by": "channel", "do": "effects"}

WORDS: dict[str, Word] = {
    "start": Word(ask.StartExercise),
    "pause": Word(ask.PauseClock, "why"),
    "resume": Word(ask.ResumeClock),
    "speed": Word(ask.SetSpeed, "speed"),
    "step": Word(ask.StepToNext),
    "jump": Word(ask.JumpTo, "at", other_names={"to": "at"}),
    "module": Word(ask.BeginModule, "module"),
    "end": Word(ask.EndExercise, "why"),
    "fire": Word(ask.FireInject, "inject"),
    "delay": Word(ask.DelayInject, other_names={"to": "at"}),
    "skip": Word(ask.SkipInject, "inject"),
    "restore": Word(ask.RestoreInject, "inject"),
    "edit": Word(ask.EditInject, other_names=_DRAFT),
    "add": Word(ask.AddInject, other_names=_DRAFT),
    "deliver": Word(ask.NoteDelivery),
    "acknowledge": Word(ask.NoteDelivery, fixed={"acknowledged": True}),
    "rate": Word(ask.RateResponse),
    "apply": Word(ask.ApplyEffects, "effects", other_names={"do": "effects"}),
    "lift": Word(ask.LiftEffects, "entry"),
    "hold": Word(ask.Hold, "what"),
    "release": Word(ask.Release, "what"),
    "decide": Word(ask.TakeDecision),
    "decide_otherwise": Word(ask.DecideOffList, "text", other_names={"do": "effects"}),
    "close": Word(ask.CloseDecision, "decision"),
    "raise": Word(ask.RaiseLevel, "level"),
    "stand_down": Word(ask.StandDown, "who"),
    "plan": Word(ask.StartPlan, "plan"),
    "send": Word(ask.SendMessage, other_names=_FROM),
    "tell": Word(ask.DeliverWord, "team"),
    "accept": Word(ask.AnswerPrompt, "prompt", {"accept": True}),
    "decline": Word(ask.AnswerPrompt, "prompt", {"accept": False}),
    "play": Word(ask.SetPlayed, "team", {"played": True}),
    "unplay": Word(ask.SetPlayed, "team", {"played": False}),
    "roster": Word(ask.SetRoster),
    "observe": Word(ask.Observe, "text"),
    "mark": Word(ask.Mark, "text"),
    "methane": Word(ask.SendMethane, other_names=_FROM),
    "no_duff": Word(ask.DeclareNoDuff, "text"),
    "no_duff_over": Word(ask.EndNoDuff, "text"),
    "amend": Word(ask.AmendEntry),
}
"""Every command has at least one word."""

LONG: dict[str, Word] = {kind.__name__: Word(kind) for kind in get_args(ask.Command)}
"""Every command by the name of its record, as a journal has it."""
