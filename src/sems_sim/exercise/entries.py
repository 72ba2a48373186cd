"""What an exercise remembers: one frozen record for each kind of fact, in the past tense.

Facts carry plain values only, so that a journal can keep them. Times are scenario time in milliseconds since its
start; `room_ms` is the room's own time since the exercise was opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.exercise.commands import DecisionRecord, InjectDraft, Rating, Seen

# --- the clock ---


@dataclass(frozen=True, slots=True)
class ExerciseStarted:
    """STARTEX: the first entry of every exercise that began."""


@dataclass(frozen=True, slots=True)
class ClockPaused:
    """The scenario clock stopped."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class ClockResumed:
    """It runs again."""


@dataclass(frozen=True, slots=True)
class SpeedSet:
    """It runs so many times as fast as the room's."""

    speed: int


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """Everything between two moments was played at once."""

    from_ms: int
    to_ms: int
    digest: tuple[str, ...] = ()
    """What to read aloud about the time between."""


@dataclass(frozen=True, slots=True)
class ModuleBegun:
    """A module of the exercise began; counted from 1."""

    module: int
    title: str


@dataclass(frozen=True, slots=True)
class ModuleEnded:
    """Its end was reached, and the clock stopped."""

    module: int
    title: str


@dataclass(frozen=True, slots=True)
class ExerciseEnded:
    """ENDEX."""

    why: str
    fingerprint: str
    """Of the model's trace, as a run of the same orders would have it."""


# --- the model ---


@dataclass(frozen=True, slots=True)
class Happened:
    """Something in the model that is worth telling."""

    record: int
    """Its place in the trace, by which causes are followed."""
    kind: int
    entity: str
    """The thing it is about, as named in the file; empty for the organisation."""
    words: str
    because: str = ""
    because_record: int = -1
    weight: int = 2
    """1 routine, 2 detail, 3 notable, 4 turning point."""
    level: int = 0


@dataclass(frozen=True, slots=True)
class EffectsApplied:
    """A facilitator changed the model."""

    order: int
    effects: str
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class EffectsLifted:
    """What an earlier entry held was ended."""

    entry: int
    order: int


@dataclass(frozen=True, slots=True)
class Held:
    """Something is kept as it is, until it is released."""

    what: str
    title: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Released:
    """It goes its own way again."""

    what: str
    title: str


# --- injects ---


@dataclass(frozen=True, slots=True)
class InjectReleased:
    """An inject was given out."""

    inject: str
    title: str
    to: tuple[str, ...]
    trigger: str
    """time, condition, facilitator or model."""
    due_ms: int | None = None
    unreached: tuple[str, ...] = ()
    """Recipients who were not there to get it."""


@dataclass(frozen=True, slots=True)
class InjectDue:
    """An inject waits for a word: a contingency, one that was edited, or one that says what players should do."""

    inject: str
    title: str


@dataclass(frozen=True, slots=True)
class InjectDelayed:
    """It will come at another time."""

    inject: str
    at_ms: int
    was_ms: int | None = None


@dataclass(frozen=True, slots=True)
class InjectSkipped:
    """It is left out."""

    inject: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class InjectRestored:
    """It is back in."""

    inject: str


@dataclass(frozen=True, slots=True)
class InjectEdited:
    """It says or does something else."""

    draft: InjectDraft


@dataclass(frozen=True, slots=True)
class InjectAdded:
    """A new one was taken in."""

    draft: InjectDraft


@dataclass(frozen=True, slots=True)
class InjectDelivered:
    """It reached a team, or the team acknowledged it."""

    inject: str
    team: str
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class ResponseRated:
    """How far the expected action was seen."""

    inject: str
    seen: Seen
    who: str = ""
    evidence: str = ""


# --- the response ---


@dataclass(frozen=True, slots=True)
class DecisionPut:
    """A question came up."""

    decision: str
    question: str
    team: str
    deadline_ms: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """A decision was taken, on or off the list."""

    decision: str
    """Its name in the file; empty for one that nobody asked."""
    question: str
    option: str
    """The option's name; empty off the list."""
    text: str
    """The option's title, or what was decided."""
    record: DecisionRecord
    opened_ms: int | None
    charged_ms: int | None
    """What the decision took, as charged; None where nothing had been asked."""
    order: int = -1
    """The order by which the model was told at once, or -1."""
    effects: str = ""
    reverses: int = -1
    """The entry of the decision that this one replaces, or -1."""
    model: bool = False
    """Whether the model took it for a team that nobody plays."""


@dataclass(frozen=True, slots=True)
class DecisionClosed:
    """A decision was closed with nothing decided."""

    decision: str
    question: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class DecisionOverdue:
    """Its deadline passed."""

    decision: str
    question: str


@dataclass(frozen=True, slots=True)
class LevelOrdered:
    """People raised the response to a level, or stood the present one down."""

    level: str
    label: str
    who: str = ""
    up: bool = True


@dataclass(frozen=True, slots=True)
class PlanOrdered:
    """People started a plan."""

    plan: str
    title: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A message of one team to others was logged."""

    sender: str
    to: tuple[str, ...]
    text: str
    about: tuple[str, ...] = ()
    truth: bool = True


@dataclass(frozen=True, slots=True)
class MethaneSent:
    """A METHANE message was logged; the seven fields in order."""

    sender: str
    to: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WordDelivered:
    """A played team was told what waited for it."""

    team: str
    items: tuple[str, ...]


# --- prompts ---


@dataclass(frozen=True, slots=True)
class Prompted:
    """The model has something that is for people to do."""

    prompt: int
    kind: str
    """note, tell, raise, stand_down, plan, inject, decision or review."""
    subject: str
    team: str
    words: str


@dataclass(frozen=True, slots=True)
class PromptAnswered:
    """It was done, or let go."""

    prompt: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class PromptLapsed:
    """It was overtaken by events."""

    prompt: int
    why: str = ""


# --- who plays, and the log ---


@dataclass(frozen=True, slots=True)
class PlayedSet:
    """People play a team from now on, or the model does."""

    team: str
    played: bool


@dataclass(frozen=True, slots=True)
class RosterSet:
    """So many people of a team are present."""

    team: str
    people: int
    of: int


@dataclass(frozen=True, slots=True)
class Observed:
    """Somebody saw something worth keeping."""

    text: str
    who: str = ""
    objective: str = ""
    inject: str = ""
    rating: Rating = ""
    seen_ms: int | None = None
    """When it was seen, where it was written down later."""


@dataclass(frozen=True, slots=True)
class Marked:
    """This moment is for the debrief."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class NoDuffDeclared:
    """A real event stopped the exercise."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class NoDuffEnded:
    """It is over."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class EntryAmended:
    """An earlier entry says something else from now on; its old words stay."""

    entry: int
    changes: tuple[tuple[str, str], ...]
    was: tuple[tuple[str, str], ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Remarked:
    """Something that whoever gave a command has to know: it reached nobody, did nothing, or came too late."""

    words: str


Fact = (
    ExerciseStarted | ClockPaused | ClockResumed | SpeedSet | ClockJumped | ModuleBegun | ModuleEnded | ExerciseEnded
    | Happened | EffectsApplied | EffectsLifted | Held | Released | InjectReleased | InjectDue | InjectDelayed
    | InjectSkipped | InjectRestored | InjectEdited | InjectAdded | InjectDelivered | ResponseRated | DecisionPut
    | DecisionTaken | DecisionClosed | DecisionOverdue | LevelOrdered | PlanOrdered | MessageSent | MethaneSent
    | WordDelivered | Prompted | PromptAnswered | PromptLapsed | PlayedSet | RosterSet | Observed | Marked
    | NoDuffDeclared | NoDuffEnded | EntryAmended | Remarked
)  # fmt: skip
"""Anything that an exercise remembers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact in its place."""

    number: int
    """From 1, without a gap."""
    at_ms: int
    """Scenario time."""
    room_ms: int
    """The room's time since the exercise was opened."""
    fact: Fact
    command: int = 0
    """Number of the command that brought it about, from 1; 0 for none."""
    by: str = ""
    """The role at whose desk the command was given."""
