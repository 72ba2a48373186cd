"""What a screen may show: frozen pictures, made for one role at one moment.

A facilitator sees the truth beside each team's picture; the room's screen gets a `PublicPicture`, which is made of
other parts and holds no truth. Screens draw pictures and know nothing else. Shares lie between 0 and 1; times are
scenario time in milliseconds since its start, unless a name says `room_ms`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.exercise.commands import Charge
from sems_sim.exercise.style import Style

# --- the clock ---


@dataclass(frozen=True, slots=True)
class ModuleView:
    """One module of the exercise; counted from 1."""

    number: int
    title: str
    from_ms: int
    to_ms: int
    room_ms: int | None
    """What it should take in the room."""
    questions: tuple[str, ...]
    state: str
    """ahead, running, done."""
    begun_room_ms: int | None = None
    """The room's time since STARTEX at which it began."""


@dataclass(frozen=True, slots=True)
class ClockView:
    """Both clocks and how they run."""

    state: str
    """ready, running, paused, no duff, ended."""
    why: str
    """Why it stands, where it does."""
    room_ms: int
    """Exercise clock: the room's time since STARTEX."""
    at_ms: int
    """Scenario clock."""
    time: str
    """The scenario's clock time: `Fri 06:12:03`."""
    speed: int
    stops_ms: int
    """Where the clock will stop by itself: the module's end, or the scenario's."""
    module: ModuleView | None = None


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level of response."""

    name: str
    label: str
    led_by: str
    is_current: bool
    entered_ms: int | None
    due_ms: int | None
    """When it will be in place, while it is being activated."""
    authority_ms: int | None
    """Until when it may not act yet, right after it was entered."""
    is_held: bool = False


# --- injects ---


@dataclass(frozen=True, slots=True)
class InjectView:
    """One line of the list of events."""

    id: str
    title: str
    kind: str
    """contextual, contingency, expected_action, administrative."""
    status: str
    """pending, due, released, delivered, acknowledged, skipped, not needed."""
    due_ms: int | None
    """When it comes by time; None for a condition or a word."""
    condition: str
    """What it waits for, in the words of the file."""
    source: str
    to: tuple[str, ...]
    channel: str
    text: str
    truth: bool
    expect: str
    objective: tuple[str, ...]
    owner: str
    effects: str
    """What it brings about in the model, in words; empty for nothing."""
    released_ms: int | None = None
    delivered_to: tuple[str, ...] = ()
    acknowledged_by: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()
    seen: str = ""
    """fully, partly, not, or empty while nobody has said."""
    evidence: str = ""
    is_changed: bool = False
    """Edited or added during the exercise."""
    notes: str = ""
    phase: str = ""
    storyline: str = ""
    effects_text: str = ""
    """What it brings about, in the scenario language: for editing."""


# --- the situation ---


@dataclass(frozen=True, slots=True)
class AssetView:
    """One asset, in the tree of needs."""

    name: str
    title: str
    depth: int
    """How far down the tree it is drawn: 0 for what others do not need."""
    level: float
    state: str
    """up, degraded, down, off, restarting, on reserve, standby."""
    units: str
    """`3 of 4`, or empty for one unit."""
    needs: str
    """What it needs, in words."""
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One service, now and lately."""

    name: str
    title: str
    unit: str
    performance: float
    trend: tuple[float, ...]
    """Performance at equal steps of time up to now, oldest first."""
    mbco: float
    is_below_mbco: bool
    is_over_rto: bool
    is_over_mtpd: bool
    backlog: float
    lost: float
    demand_per_h: float
    is_critical: bool


@dataclass(frozen=True, slots=True)
class ResourceView:
    """One pool of people or kit."""

    name: str
    title: str
    present: int
    busy: int
    free: int
    """Negative while more are bound than are present."""
    short_by: int
    """What waiting tasks want beyond what is free."""


@dataclass(frozen=True, slots=True)
class StockView:
    """One stock."""

    name: str
    title: str
    amount: float
    unit: str
    full: float
    """What it began with."""
    hours_left: float | None
    """At the present rate; None if nothing uses it."""


@dataclass(frozen=True, slots=True)
class SupplierView:
    """One supplier."""

    name: str
    title: str
    is_up: bool


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One open occurrence of an incident."""

    name: str
    title: str
    occurrence: int
    severity: float
    is_contained: bool
    opened_ms: int
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task under way or waiting."""

    name: str
    """`plan.task`."""
    title: str
    plan: str
    state: str
    """waiting, running, paused, held."""
    since_ms: int


@dataclass(frozen=True, slots=True)
class BeliefView:
    """One item of a team's picture beside the truth."""

    item: str
    title: str
    believed: str
    """In words; `unknown` where nobody has told them."""
    truth: str
    age_ms: int | None
    """None while they see it for themselves, or know nothing."""
    is_known: bool
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class WaitingNote:
    """Something that waits to be told to a played team."""

    item: str
    words: str
    since_ms: int
    is_own: bool
    """They could see it themselves."""


@dataclass(frozen=True, slots=True)
class TeamView:
    """One team."""

    name: str
    title: str
    level: str
    is_played: bool
    is_convened: bool
    """Its level has been entered, or it works at the operational level, or it is outside."""
    people: int
    present: int
    load: float
    waiting: tuple[WaitingNote, ...]
    picture: tuple[BeliefView, ...]


# --- decisions, prompts, objectives, the feed ---


@dataclass(frozen=True, slots=True)
class OptionView:
    """One way to decide."""

    name: str
    title: str
    is_policy: bool
    effects: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One question of the scenario and how it stands."""

    name: str
    question: str
    team: str
    is_played: bool
    state: str
    """ahead, open, overdue, taken, closed."""
    opened_ms: int | None
    deadline_ms: int | None
    options: tuple[OptionView, ...]
    chosen: str
    """The option's title, or what was decided off the list."""
    default_charge: Charge = "clock"


@dataclass(frozen=True, slots=True)
class PromptView:
    """Something that waits for the facilitator's word."""

    number: int
    kind: str
    subject: str
    team: str
    words: str
    answer: str
    """What accepting it does, in words."""
    since_ms: int


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """One objective and what there is on it so far."""

    id: str
    text: str
    target: str
    """The measure and its limit in words; empty if there is none."""
    value: str
    """What the measure says so far; empty if there is none."""
    is_met: bool | None
    """So far; None while it cannot be said."""
    rating: str
    """The worst rating given so far, or empty."""
    evidence: tuple[str, ...]
    injects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThingView:
    """Something that orders may name and that no pane lists: a plan, an incident that is not open, a flag."""

    kind: str
    """plan, incident, flag."""
    name: str
    title: str
    state: str = ""
    """In words, where it has one: running, done, set."""


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One entry as people read it."""

    entry: int
    at_ms: int
    room_ms: int
    time: str
    kind: str
    """model, inject, decision, level, message, observation, clock, prompt, remark, log."""
    words: str
    because: str
    weight: int
    by: str
    struck: str = ""
    """What it said before it was amended; shown struck through."""
    why: tuple[str, ...] = ()
    """The chain of causes in the model, nearest first."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a facilitator may see at one moment."""

    title: str
    marking: str
    """The handling marking, beside the word EXERCISE on every screen."""
    style: Style
    money: str
    clock: ClockView
    modules: tuple[ModuleView, ...]
    levels: tuple[LevelView, ...]
    injects: tuple[InjectView, ...]
    assets: tuple[AssetView, ...]
    services: tuple[ServiceView, ...]
    resources: tuple[ResourceView, ...]
    stocks: tuple[StockView, ...]
    suppliers: tuple[SupplierView, ...]
    incidents: tuple[IncidentView, ...]
    tasks: tuple[TaskView, ...]
    teams: tuple[TeamView, ...]
    decisions: tuple[DecisionView, ...]
    prompts: tuple[PromptView, ...]
    objectives: tuple[ObjectiveView, ...]
    feed: tuple[FeedLine, ...]
    """Oldest first."""
    held: tuple[str, ...]
    """What is held, by its name in the file."""
    cost: float
    people_harmed: float
    rumour: float
    assumptions: tuple[str, ...]
    has_model: bool = True
    """False for an exercise without anything to simulate: the panes of the situation are left out."""
    things: tuple[ThingView, ...] = ()
    """Every plan, every incident, open or not, and every flag: for the palette of effects."""


@dataclass(frozen=True, slots=True)
class PublicInject:
    """The last inject that everybody in the room may see."""

    time: str
    source: str
    to: tuple[str, ...]
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """What the screen in the room shows, and nothing else: no truth, no state, nothing ahead."""

    title: str
    marking: str
    style: Style
    state: str
    time: str
    room_ms: int
    module: str
    questions: tuple[str, ...]
    inject: PublicInject | None
