"""The compiled model: flat tables, integer ids, names to print, and the rule for ties.

Every table is a tuple of rows in the order of their names; a row refers to another by its index in that table.
`entity` is the row's number among all entities, which are numbered in the order of their names, so the order of
the file says nothing. An index of NONE means "there is none". Times are integer milliseconds, rates are per hour,
levels of assets are integers in millionths.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from sems_sim.laws import Law
from sems_sim.model.conditions import Condition
from sems_sim.model.maturity import Maturity

__all__ = [
    "ENTITY_BITS",
    "KIND_BITS",
    "NUMBER_BITS",
    "Amount",
    "AssetRow",
    "DecisionRow",
    "Effect",
    "Entity",
    "EntityKind",
    "FOREVER_MS",
    "FULL",
    "FlagRow",
    "Gate",
    "Hold",
    "Hurt",
    "IncidentRow",
    "IndicatorRow",
    "InjectRow",
    "Item",
    "ItemKind",
    "LevelRow",
    "Limits",
    "LinkRow",
    "MAX_ENTITIES",
    "MAX_KINDS",
    "MAX_NUMBERS",
    "Model",
    "NONE",
    "Opening",
    "OptionRow",
    "PlanRow",
    "Profile",
    "Quantity",
    "QuantityKind",
    "ResourceRow",
    "RiskRow",
    "ServiceRow",
    "Span",
    "Spread",
    "StockRow",
    "SupplierRow",
    "Target",
    "TaskRow",
    "TeamRow",
    "Threshold",
    "Verb",
    "event_key",
]

NONE = -1
FOREVER_MS = 1 << 52
"""Later than any horizon; a patience, deadline or hold of this length never ends."""
FULL = 1_000_000
"""The level of an asset that works wholly: levels are integers in millionths, rounded down."""

ENTITY_BITS, KIND_BITS, NUMBER_BITS = 21, 8, 29
MAX_ENTITIES, MAX_KINDS, MAX_NUMBERS = 1 << ENTITY_BITS, 1 << KIND_BITS, 1 << NUMBER_BITS


def event_key(phase: int, entity: int, kind: int, number: int = 0) -> int:
    """Return the one integer by which simultaneous events are ordered (fine print 2).

    Smaller runs first; at least 2, because SimPy keeps 0 and 1 for its own events. Fits a signed 64-bit integer.
    """
    return ((((phase << ENTITY_BITS) | entity) << KIND_BITS | kind) << NUMBER_BITS | number) + 2


class EntityKind(IntEnum):
    """What an entity is."""

    ORGANISATION = 0
    ASSET = 1
    SERVICE = 2
    RESOURCE = 3
    STOCK = 4
    SUPPLIER = 5
    TEAM = 6
    LINK = 7
    LEVEL = 8
    RISK = 9
    INDICATOR = 10
    INCIDENT = 11
    PLAN = 12
    TASK = 13
    DECISION = 14
    OPTION = 15
    INJECT = 16
    FLAG = 17


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything that can be named in a record."""

    name: str
    """The stable name: `baggage`, `reconfigure_hv.make_safe`, `hv_desk-control_room:phone`."""
    kind: EntityKind
    index: int
    """The row in the table of its kind."""
    title: str
    """What people read."""


class Verb(IntEnum):
    """The verbs of the one effect language; the number orders nothing."""

    FAIL = 1
    REPAIR = 2
    SWITCH_ON = 3
    SWITCH_OFF = 4
    ISOLATE = 5
    RECONNECT = 6
    START = 7
    CONTAIN = 8
    WORSEN = 9
    END = 10
    DEMAND = 11
    CAPACITY = 12
    CANCEL = 13
    ADD = 14
    REMOVE = 15
    USE = 16
    ORDER = 17
    RAISE = 18
    STAND_DOWN = 19
    TELL = 20
    INVOKE = 21
    ASK = 22
    SET = 23
    CLEAR = 24
    SPEND = 25
    RELEASE = 26
    MATURITY = 27
    BLOCK = 28
    UNBLOCK = 29


class Amount(IntEnum):
    """How an effect's number acts on what it changes."""

    ABSOLUTE = 0
    FACTOR = 1
    SUM = 2


class Hold(IntEnum):
    """How long an effect lasts."""

    AT_ONCE = 0
    """It happens and is over, or it stays for good."""
    FOR = 1
    UNTIL = 2
    WHILE_RUNNING = 3
    """As long as the task that carries it runs and is not paused."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One verb on one target. The `do` list of a task, option, inject or hurt is a range of these, in written order."""

    verb: Verb
    target: int
    """Index in the table that the verb acts on: asset, incident, service, resource, stock, level, plan, decision,
    flag, inject, maturity component, or for BLOCK and UNBLOCK link or supplier; NONE for SPEND, and for a
    TELL without `about`."""
    target_kind: EntityKind
    """The kind of the target; ORGANISATION for SPEND and MATURITY."""
    amount: Amount = Amount.ABSOLUTE
    value: float = 0.0
    """Units, factor, rate per hour, share, money or level, as the verb wants; -1 for all units of FAIL and REPAIR."""
    hold: Hold = Hold.AT_ONCE
    hold_ms: int = 0
    """For how long, for FOR."""
    condition: int = NONE
    """Condition that ends it, for UNTIL."""
    audience: tuple[int, ...] = ()
    """Teams told, for TELL."""
    truth: bool = True
    """Whether what is told is so."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of rows in another table: first and how many."""

    first: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Gate:
    """k of its members, and what happens while it is short."""

    k: int
    """How many members' worth of level it takes."""
    assets: tuple[int, ...]
    gates: tuple[int, ...]
    """Nested gates, which count as members; a nested gate has no buffer, floor or standby call of its own."""
    floor: int
    """The level it gives when short, in millionths."""
    graceful: bool
    """Whether it falls in proportion instead of all at once."""
    buffer_law: int
    """Law of the hours that the buffer carries, drawn once a run; NONE for none."""
    recharge_law: int
    """Law of the hours an empty buffer takes to refill; NONE for at once."""
    buffer_stream: int
    recharge_stream: int


@dataclass(frozen=True, slots=True)
class AssetRow:
    """Anything that works or fails."""

    entity: int
    units: int
    state: int
    """At the start: 0 switched off, 1 on, 2 failed."""
    gates: tuple[int, ...]
    """Its needs; its level is scaled by the worst of them."""
    trip: int
    """Below this level it is down altogether, in millionths; 0 for none."""
    restart_law: int
    life_law: int
    """Running life of one unit, hours; NONE if nothing fails by itself."""
    repair_law: int
    """Hours to repair one unit; NONE if nobody repairs it."""
    repair_uses: tuple[tuple[int, int], ...]
    """(resource, how many) that a repair holds."""
    repair_priority: int
    is_standby: bool
    start_chance: float
    run_law: int
    """Running life of a standby unit, hours."""
    latent: float
    """Chance of a defect that shows only on demand."""
    common_group: int
    """Group that fails together, or NONE."""
    common_share: float
    """Share of this asset's failures that take its whole group."""
    stock_uses: tuple[tuple[int, float], ...]
    """(stock, amount per hour) while it runs."""
    value_per_h: float
    """Money lost per hour while it is down."""
    domain: int
    hidden: bool
    """True for the gate of a service's needs, which is no asset of the user's."""
    life_stream: int
    repair_stream: int
    restart_stream: int
    start_stream: int
    run_stream: int
    latent_stream: int
    common_stream: int
    rival_stream: int
    """By which repairs that wait for the same crew at the same time are put in order."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A piecewise-constant amount over time."""

    daily: bool
    """True if `at_ms` are times of day that repeat, False if they count from the start."""
    at_ms: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """What the organisation is for: demand that flows in, is served, waits or is lost."""

    entity: int
    profile: int
    """Demand; NONE if it is the output of another service or there is none."""
    after: int
    """The service whose output is this one's demand, or NONE."""
    capacity_per_h: float
    """Nominal; -1 for unlimited."""
    needs_asset: int
    """The hidden asset whose level scales the capacity, or NONE."""
    staff: tuple[tuple[int, float], ...]
    """(resource, units served per hour by one of it)."""
    uses: tuple[tuple[int, float], ...]
    """(stock, amount per unit served)."""
    patience_ms: int
    people: float
    value: float
    """Money per unit lost."""
    weight: float
    mbco: float
    """Minimum business continuity objective, as a share of demand."""
    rto_ms: int
    mtpd_ms: int
    critical: bool


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A pool of interchangeable people or kit."""

    entity: int
    profile: int
    """How many there are by shift."""
    absence: float
    """Chance that one is absent on one shift."""
    is_people: bool
    quality: float
    """Work rate; a task's duration is divided by it."""
    surge_add: int
    surge_law: int
    """Hours from asking to arrival; NONE if there is no surge."""
    surge_level: int
    """The level that allows it."""
    surge_outside: bool
    """True for mutual aid and contracted help: mobilised by partners."""
    supplier: int
    """Who provides it under contract, or NONE."""
    queue_limit: int
    """How many tasks may wait for it; -1 for any number."""
    cost_per_h: float
    """Money per unit and hour in use."""
    absence_stream: int
    surge_stream: int


@dataclass(frozen=True, slots=True)
class StockRow:
    """Something that is used up and ordered again."""

    entity: int
    amount: float
    reorder_below: float
    """-1 for never."""
    lot: float
    supplier: int
    lead_law: int
    """Hours from order to delivery when no supplier is named."""
    lead_stream: int


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """Who delivers, how fast and how surely."""

    entity: int
    takes_law: int
    """Hours from order to delivery while it is up."""
    available: float
    """Chance that it is able at the start."""
    fails_law: int
    repair_law: int
    common_group: int
    common_share: float
    behind: int
    """The supplier's own supplier, without whom it cannot deliver, or NONE."""
    alternates: tuple[int, ...]
    believed: float
    """The availability it is believed to have."""
    takes_stream: int
    available_stream: int
    fails_stream: int
    repair_stream: int
    common_stream: int
    alternate_stream: int


@dataclass(frozen=True, slots=True)
class Hurt:
    """What an incident does on reaching a severity."""

    at: float
    effects: Span
    once: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """How one incident may bring about another."""

    to: int
    at: float
    chance: float
    after_law: int
    """Hours of lag; NONE for at once."""
    chance_stream: int
    after_stream: int


class Opening(IntEnum):
    """What makes an incident open."""

    NEVER = 0
    """Only an effect or another incident's spread."""
    AT = 1
    WHEN = 2
    EVERY = 3


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """Something that goes wrong, grows, hurts and spreads."""

    entity: int
    opening: Opening
    opens_law: int
    """AT: hours from the start. WHEN: hours after the condition. EVERY: hours from opening to opening."""
    first_law: int
    """EVERY: hours to the first opening; NONE to draw it from opens_law too."""
    until_ms: int
    count_limit: int
    opens_condition: int
    severity_law: int
    growth_law: int
    limit: float
    visibility: float
    harms_per_h: float
    cost_per_h: float
    domain: int
    risk: int
    hurts: tuple[Hurt, ...]
    spreads: tuple[Spread, ...]
    shows: float
    """Chance that a precursor shows."""
    lead_law: int
    """Hours by which it shows before the opening; NONE for no precursor."""
    precursor_effects: Span
    opens_stream: int
    severity_stream: int
    growth_stream: int
    shows_stream: int
    lead_stream: int
    acted_stream: int


class ItemKind(IntEnum):
    """What a picture can hold an item about."""

    ASSET = 1
    SERVICE = 2
    INCIDENT = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a team can know about."""

    kind: ItemKind
    index: int
    entity: int
    domain: int
    rank: float
    """How much it matters, for triage: larger first."""
    salt: int
    """A 32-bit number made of its name, by which draws about it are told apart."""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """People who see, report, tell, think, believe and act."""

    entity: int
    level: int
    """The level it works at, 0 to 2; NONE outside the organisation."""
    domain: int
    people: int
    attention: int
    """How many things it can handle at once."""
    watches: tuple[int, ...]
    """Items it sees for itself."""
    sees_per_h: float
    reports: float
    decides_law: int
    """Hours from seeing that something must be decided to deciding it."""
    handles_law: int
    """Hours to take in one message."""
    tells: tuple[int, ...]
    """Links it tells along."""
    quorum: int
    outside: bool
    competence: float
    """1 for a trained team; error probabilities are divided by it."""
    see_streams: tuple[int, ...]
    """One for each item it watches, in the same order."""
    report_stream: int
    confidential_stream: int
    handle_stream: int
    misread_stream: int
    triage_stream: int
    context_stream: int
    arrive_stream: int
    level_stream: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """How one team's word reaches another."""

    entity: int
    source: int
    target: int
    takes_law: int
    loses: float
    needs_asset: int
    """The asset it depends on (a radio net), or NONE."""
    cross_domain: bool
    takes_stream: int
    loses_stream: int
    missed_stream: int


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of response: how it is raised, led, and stood down."""

    entity: int
    led_by: int
    when: tuple[tuple[int, ...], ...]
    """For each lower current level, the conditions (one per reading team) any of which raises this level."""
    direct: tuple[tuple[int, ...], ...]
    """The same, skipping levels between."""
    activation_law: int
    rhythm_ms: int
    """Battle rhythm; 0 where the file says nothing (then the maturity table's value serves)."""
    quorum: int
    stand_down: int
    """Condition read by its leader, or NONE."""
    unlocks_resources: tuple[int, ...]
    unlocks_plans: tuple[int, ...]
    activation_stream: int
    delay_stream: int
    effects: Span = Span()
    """Done on entry."""


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A line of the risk register."""

    entity: int
    likelihood_per_year: float
    impact: float
    owner: int
    plan: int
    registered: float
    """Chance that it is on the register on the day; -1 where the file says nothing."""
    registered_stream: int
    estimate_stream: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A reading taken at intervals that may warn in time."""

    entity: int
    quantity: int
    """Index of the quantity read."""
    above: bool
    threshold: float
    every_ms: int
    noise: float
    teams: tuple[int, ...]
    item: int
    """The item it is about, or NONE."""
    noise_stream: int
    acted_stream: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A piece of work: what it waits for, holds, takes and does."""

    entity: int
    plan: int
    after: tuple[int, ...]
    takes_law: int
    uses: tuple[tuple[int, int], ...]
    """(resource, how many)."""
    needs: tuple[int, ...]
    """Assets without which it pauses."""
    stock: tuple[tuple[int, float], ...]
    """(stock, lot) taken at the start."""
    chance: float
    retries: int
    priority: int
    gives_up_ms: int
    outside: bool
    effects: Span
    """Done on success."""
    during: Span
    """Held while it runs."""
    takes_stream: int
    chance_stream: int
    rival_stream: int
    priority_stream: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Tasks that start together when a condition holds."""

    entity: int
    when: tuple[int, ...]
    """Conditions (one per reading team) any of which starts it; empty if it is only invoked."""
    level: int
    team: int
    covers: tuple[int, ...]
    """Risks."""
    per: int
    """The incident of which each occurrence has its own instance, or NONE."""
    tasks: Span
    improvised: bool
    """True if no plan was written and the engine supplied one."""
    answers: tuple[int, ...]
    """Incidents to which it is an answer."""
    ready_stream: int
    delay_stream: int


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One way to decide."""

    entity: int
    title: str
    is_policy: bool
    effects: Span
    cost: float


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A question to a team, with its options."""

    entity: int
    ask: str
    team: int
    level: int
    when: tuple[int, ...]
    within_ms: int
    options: Span
    error_stream: int
    choice_stream: int
    reverse_stream: int
    wrong_level_stream: int
    caution_stream: int
    delay_stream: int


@dataclass(frozen=True, slots=True)
class InjectRow:
    """Something the exercise puts in."""

    entity: int
    at_ms: int
    """NONE if it fires on a condition."""
    when: int
    unless: int
    effects: Span
    teams: tuple[int, ...]
    """Teams of the model among its recipients."""
    source: str
    recipients: tuple[str, ...]
    channel: str
    text: str
    truth: bool
    expect: str
    objective: str
    kind: str


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A named fact that effects set and conditions read."""

    entity: int


class QuantityKind(IntEnum):
    """What can be compared with a number."""

    LEVEL = 1
    PERFORMANCE = 2
    BACKLOG = 3
    LOST = 4
    FREE = 5
    STOCK = 6
    SEVERITY = 7
    COST = 8
    PEOPLE = 9
    RUMOUR = 10


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the model that conditions, indicators and thresholds read."""

    kind: QuantityKind
    index: int
    """Row in the table of what it belongs to; NONE for the organisation's."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A value at which a flowing quantity changes some condition; crossings are events."""

    quantity: int
    value: float
    strict: bool
    """True: the side is `quantity > value`. False: `quantity >= value`."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a study or objective wants of one measure."""

    name: str
    measure: str
    comparison: str
    """One of < <= > >= ==."""
    bound: float
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a crisis becomes a catastrophe, and routine ends; -1 for no limit."""

    services: int = -1
    harmed: float = -1.0
    severity: float = -1.0
    cost: float = -1.0
    routine_incidents: int = 3
    routine_ms: int = 3_600_000
    sustained_ms: int = 3_600_000
    penalties_per_h: float = 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """All that a simulator may know of a scenario."""

    id: str
    title: str
    digest: str
    """SHA-256 of the source."""
    start: str
    """ISO 8601 with offset."""
    start_of_day_ms: int
    """Time of day at the start, in milliseconds after midnight."""
    horizon_ms: int
    money: str
    people_on: bool
    """False: the human factors are switched off."""
    maturity: Maturity
    limits: Limits
    entities: tuple[Entity, ...]
    laws: tuple[Law, ...]
    table: tuple[float, ...]
    """Quantile tables, end to end."""
    effects: tuple[Effect, ...]
    conditions: tuple[Condition, ...]
    quantities: tuple[Quantity, ...]
    thresholds: tuple[Threshold, ...]
    items: tuple[Item, ...]
    gates: tuple[Gate, ...]
    profiles: tuple[Profile, ...]
    assets: tuple[AssetRow, ...]
    services: tuple[ServiceRow, ...]
    service_order: tuple[int, ...]
    """Services in the order in which they feed each other, then by name."""
    resources: tuple[ResourceRow, ...]
    stocks: tuple[StockRow, ...]
    suppliers: tuple[SupplierRow, ...]
    teams: tuple[TeamRow, ...]
    links: tuple[LinkRow, ...]
    levels: tuple[LevelRow, ...]
    """Always three: operational, tactical, crisis."""
    risks: tuple[RiskRow, ...]
    indicators: tuple[IndicatorRow, ...]
    incidents: tuple[IncidentRow, ...]
    plans: tuple[PlanRow, ...]
    tasks: tuple[TaskRow, ...]
    decisions: tuple[DecisionRow, ...]
    options: tuple[OptionRow, ...]
    injects: tuple[InjectRow, ...]
    flags: tuple[FlagRow, ...]
    targets: tuple[Target, ...]
    rumour_stream: int
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    labels: tuple[str, str, str] = ("operational", "tactical", "crisis")
    asset_watchers: tuple[tuple[int, ...], ...] = field(default=())
    """For each asset, the gates' owners that look at it (assets, in order)."""

    def name_of(self, entity: int) -> str:
        """Return the stable name of an entity."""
        return self.entities[entity].name

    def title_of(self, entity: int) -> str:
        """Return what people read for an entity."""
        return self.entities[entity].title
