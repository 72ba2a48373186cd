"""Rows for things: assets, services, pools, stocks, suppliers, incidents.

`entity` is the row's number among all entities; a row refers to another by its index in that table. Times are integer
milliseconds, rates are per hour, levels of assets are integers in millionths. Laws of durations are in hours.
"""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.model.words import Opening, QuantityKind, Span


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
    lead_law: int
    """Hours from the alarm to telling; NONE for at once."""
    noise_stream: int
    acted_stream: int
    lead_stream: int


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
