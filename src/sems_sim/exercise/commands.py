"""What may be asked of an exercise: one frozen record for each thing a facilitator does.

Commands are imperative and carry plain values only, so that a journal can keep them and a script can write them.
Things of the scenario are named as in its file. Times are scenario time in milliseconds since its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Charge = Literal["clock", "declared", "free"]
"""How the time a decision took is charged: as the scenario clock ran, as declared, or not at all (discussion)."""
Seen = Literal["fully", "partly", "not"]
"""How far the expected action was seen."""
Rating = Literal["", "P", "S", "M", "U"]
"""Performed without challenges, with some, with major challenges, unable to be performed; empty for none."""


@dataclass(frozen=True, slots=True)
class InjectDraft:
    """An inject as a facilitator writes it, live."""

    id: str
    title: str = ""
    kind: str = "contextual"
    at_ms: int | None = None
    """When it is due; None for on a word only."""
    source: str = ""
    to: tuple[str, ...] = ()
    """Teams of the scenario, or words of its own."""
    channel: str = ""
    text: str = ""
    truth: bool = True
    expect: str = ""
    objective: tuple[str, ...] = ()
    effects: str = ""
    """A `do` list in the scenario language; empty for no effect in the model."""
    controller: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a decision log keeps beside the choice itself."""

    who: str = ""
    """The role that decided; never a person's name."""
    rationale: str = ""
    situation: str = ""
    """What was known then."""
    considered: str = ""
    """The options looked at."""
    risk: str = ""
    review_ms: int | None = None
    charge: Charge = "declared"
    declared_ms: int | None = None
    """For a declared charge: what it would have taken; None for what the scenario clock says."""


# --- the clock ---


@dataclass(frozen=True, slots=True)
class StartExercise:
    """STARTEX."""


@dataclass(frozen=True, slots=True)
class PauseClock:
    """Stop the scenario clock."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class ResumeClock:
    """Let the scenario clock run again."""


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """Let the scenario clock run so many times as fast as the room's, from now on."""

    speed: int


@dataclass(frozen=True, slots=True)
class StepToNext:
    """Jump to the next thing that is worth telling, and stop there."""


@dataclass(frozen=True, slots=True)
class JumpTo:
    """Play everything up to a moment at once, and stop there."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class BeginModule:
    """Jump to the beginning of a module (counted from 1), whose end will stop the clock."""

    module: int


@dataclass(frozen=True, slots=True)
class EndExercise:
    """ENDEX."""

    why: str = ""


# --- injects ---


@dataclass(frozen=True, slots=True)
class FireInject:
    """Release an inject now."""

    inject: str


@dataclass(frozen=True, slots=True)
class DelayInject:
    """Let an inject come at another time."""

    inject: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class SkipInject:
    """Leave an inject out, unless it is restored."""

    inject: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class RestoreInject:
    """Take an inject that was skipped back in."""

    inject: str


@dataclass(frozen=True, slots=True)
class EditInject:
    """Replace what an inject says and does; its number stays."""

    draft: InjectDraft


@dataclass(frozen=True, slots=True)
class AddInject:
    """Take a new inject in."""

    draft: InjectDraft


@dataclass(frozen=True, slots=True)
class NoteDelivery:
    """Note that an inject has reached a team, or that the team has acknowledged it."""

    inject: str
    team: str
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class RateResponse:
    """Note how far the action that an inject expects was seen, and the evidence."""

    inject: str
    seen: Seen
    who: str = ""
    evidence: str = ""


# --- the model ---


@dataclass(frozen=True, slots=True)
class ApplyEffects:
    """Bring effects about, in the words of the scenario language: `{fail: baggage}`, or a list of such."""

    effects: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class LiftEffects:
    """End what the effects of an earlier entry still hold."""

    entry: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep an asset, task (`plan.task`), incident or the response as it is until it is released."""

    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """Let go of what is held."""

    what: str


# --- the response ---


@dataclass(frozen=True, slots=True)
class TakeDecision:
    """Take one of the options of a decision, or change to it."""

    decision: str
    option: str
    record: DecisionRecord = DecisionRecord()


@dataclass(frozen=True, slots=True)
class DecideOffList:
    """Record a decision that no option says, with effects from the palette or with none."""

    text: str
    decision: str = ""
    """The decision it answers, or empty for one that nobody asked."""
    effects: str = ""
    record: DecisionRecord = DecisionRecord()


@dataclass(frozen=True, slots=True)
class CloseDecision:
    """Close a decision with nothing decided: its time is out."""

    decision: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class RaiseLevel:
    """Raise the response to a level: operational, tactical, crisis."""

    level: str
    who: str = ""
    gathered: bool = False
    """The room is convened already: no activation time."""


@dataclass(frozen=True, slots=True)
class StandDown:
    """Stand the present level down."""

    who: str = ""


@dataclass(frozen=True, slots=True)
class StartPlan:
    """Start a plan."""

    plan: str
    who: str = ""
    occurrence: int = 0
    """For a plan that each occurrence of an incident has: which, counted from 1; 0 for none."""


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Log a message of one team to others, and let the model's teams hear it."""

    sender: str
    to: tuple[str, ...]
    text: str
    about: tuple[str, ...] = ()
    """Assets, services and incidents of which it gives the present state."""
    truth: bool = True


@dataclass(frozen=True, slots=True)
class DeliverWord:
    """Note that a played team has been told what waits for it: one item, or everything."""

    team: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPrompt:
    """Answer a prompt: do what it suggests, or let it go."""

    prompt: int
    accept: bool = True


# --- who plays ---


@dataclass(frozen=True, slots=True)
class SetPlayed:
    """Let people play a team from now on, or the model."""

    team: str
    played: bool


@dataclass(frozen=True, slots=True)
class SetRoster:
    """Set how many people of a team are present."""

    team: str
    people: int


# --- the log ---


@dataclass(frozen=True, slots=True)
class Observe:
    """Write down an observation, with a rating of an objective if it is one."""

    text: str
    who: str = ""
    objective: str = ""
    inject: str = ""
    rating: Rating = ""
    seen_ms: int | None = None
    """When it was seen, where it is written down later; None for now."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark this moment for the debrief."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class SendMethane:
    """Log a METHANE message (ETHANE until a major incident is declared) of one team to others."""

    sender: str
    to: tuple[str, ...]
    major_incident: str = ""
    exact_location: str = ""
    type_of_incident: str = ""
    hazards: str = ""
    access: str = ""
    number_of_casualties: str = ""
    emergency_services: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclareNoDuff:
    """Stop everything for a real event."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class EndNoDuff:
    """The real event is over; the clock stays stopped."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class AmendEntry:
    """Correct an earlier entry; the old words stay, struck through."""

    entry: int
    changes: tuple[tuple[str, str], ...]
    """(field of the entry, what it should say)."""
    why: str = ""


Command = (
    StartExercise | PauseClock | ResumeClock | SetSpeed | StepToNext | JumpTo | BeginModule | EndExercise
    | FireInject | DelayInject | SkipInject | RestoreInject | EditInject | AddInject | NoteDelivery | RateResponse
    | ApplyEffects | LiftEffects | Hold | Release | TakeDecision | DecideOffList | CloseDecision | RaiseLevel
    | StandDown | StartPlan | SendMessage | DeliverWord | AnswerPrompt | SetPlayed | SetRoster | Observe | Mark
    | SendMethane | DeclareNoDuff | EndNoDuff | AmendEntry
)  # fmt: skip
"""Anything that may be asked of an exercise."""
