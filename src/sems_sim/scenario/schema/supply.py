"""Things that work, what the organisation delivers, and what it needs for that."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from sems_sim.scenario.schema.entity import Entity, Part
from sems_sim.scenario.schema.values import (
    DURATION_LAW_SCHEMA,
    NAME_SCHEMA,
    AmountValue,
    Count,
    Duration,
    DurationLaw,
    Flag,
    LevelName,
    Name,
    Names,
    NumberProfile,
    Positive,
    RateProfile,
    RateValue,
    Share,
    Text,
    as_list,
)


class Gate(Part):
    """A need: one asset, or all, any, or at least k of several needs."""

    short_form = NAME_SCHEMA

    asset: Name | None = Field(None, description="The one asset that is needed; a bare name means the same.")
    all: "Gates | None" = Field(None, description="All of these are needed.")
    any: "Gates | None" = Field(None, description="One of these is enough.")
    at_least: Count | None = Field(None, description="So many of the needs under `of` are enough.")
    of: "Gates | None" = Field(None, description="The needs that `at_least` counts.")
    buffer: Duration = Field(0, description="How long a full buffer carries on while the need is not met.")
    recharge: Duration = Field(0, description="How long an empty buffer takes to fill once the need is met.")
    floor: Share = Field(0.0, description="The level that remains while the need is not met.")
    graceful: Flag = Field(False, description="true: the level falls in proportion to what is missing.")

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: Any) -> Any:
        return {"asset": value} if not isinstance(value, dict) else value

    @property
    def kind(self) -> Literal["asset", "all", "any", "at_least"]:
        """Which of the four shapes it has; a gate of the wrong shape counts as its first."""
        if self.all is not None:
            return "all"
        if self.any is not None:
            return "any"
        return "at_least" if self.at_least is not None or self.of is not None else "asset"

    @property
    def members(self) -> "tuple[Gate, ...]":
        """The needs inside; empty for a single asset."""
        return self.all or self.any or self.of or ()

    def assets(self) -> tuple[str, ...]:
        """Every asset named in it, in the order of the text."""
        own = (self.asset,) if self.asset is not None else ()
        return own + tuple(name for member in self.members for name in member.assets())


Gates = Annotated[tuple[Gate, ...], BeforeValidator(as_list)]
Gate.model_rebuild()


class Repair(Part):
    """How a failed unit is repaired; a duration alone means `takes`."""

    short_form = DURATION_LAW_SCHEMA

    takes: DurationLaw = Field(description="Time to repair one unit.")
    uses: dict[Name, Positive] = Field({}, description="Resources held meanwhile: {engineers: 2}.")
    priority: Count = Field(5, description="Which work goes first when people are short: the lower number.")

    @model_validator(mode="before")
    @classmethod
    def _duration_alone(cls, value: Any) -> Any:
        return {"takes": value} if not isinstance(value, dict) else value


class Standby(Part):
    """An asset that waits until a gate needs it."""

    starts: Share = Field(1.0, description="Chance that it starts when called.")
    runs: DurationLaw | None = Field(
        None, description="Running time until it fails; nothing said: it does not."
    )
    repair: Repair | None = Field(None, description="Repair after a failed start or run; nothing said: none.")


class Common(Part):
    """A common cause: members of a group share some of their failures."""

    group: Name = Field(description="The name of the group.")
    share: Share = Field(description="The share of failures that strikes the whole group at once.")


class Asset(Entity):
    """Something that works or fails: an intake, a pump, a hall, a radio net."""

    kind: Text = Field("", description="A word of your own to group assets: power, data, room.")
    units: Count = Field(1, description="How many alike; its level is the share of them that works.")
    state: Literal["on", "off", "failed"] = Field("on", description="How it starts.")
    needs: Gates = Field((), description="What it cannot work without; all entries of a list are needed.")
    trip: Share | None = Field(None, description="Below this level it goes down altogether.")
    restart: DurationLaw | None = Field(
        None, description="Time to come back once its needs are met again [0]."
    )
    fails: DurationLaw | None = Field(
        None, description="Life of one running unit; nothing said: it never fails."
    )
    repair: Repair | None = Field(None, description="Repair of one failed unit; nothing said: it stays down.")
    standby: Standby | None = Field(None, description="It waits, off, until a gate needs it.")
    latent: Share = Field(0.0, description="Chance of a hidden defect, found only when it is called on.")
    common: Common | None = Field(None, description="The common cause it shares with others.")
    stock: dict[Name, RateValue] = Field({}, description="Stock used while running: {diesel: 120 L/h}.")
    value: Positive = Field(0.0, description="Money lost in each hour it is down.")
    domain: Text = Field("", description="The silo it belongs to: engineering, operations, IT.")
    location: Text = Field("", description="Where it is.")


class Service(Entity):
    """What the organisation is for: a flow of units that are demanded and delivered."""

    unit: Text = Field("unit", description="What is delivered: flight, passenger, order.")
    demand: RateProfile | None = Field(None, description="Units demanded per hour: a rate or a profile.")
    after: Name | None = Field(None, description="The service whose output is this one's demand.")
    capacity: RateValue | None = Field(
        None, description="Units that can be served per hour, before shortages [unlimited]."
    )
    needs: Gates = Field((), description="Assets and gates whose level scales the capacity.")
    staff: dict[Name, RateValue] = Field(
        {}, description="Units per hour one of a resource serves: {crews: 1.2/h}."
    )
    uses: dict[Name, AmountValue] = Field({}, description="Stock used per unit served: {meals: 1}.")
    patience: Duration | None = Field(None, description="How long a unit waits before it is lost [for ever].")
    people: Positive = Field(1.0, description="People affected per unit lost.")
    value: Positive = Field(0.0, description="Money lost per unit lost.")
    weight: Positive = Field(1.0, description="Weight of this service in the overall performance.")
    mbco: Share = Field(0.0, description="Minimum business continuity objective: the performance to keep.")
    rto: Duration | None = Field(
        None, description="Recovery time objective: back above the MBCO within this."
    )
    mtpd: Duration | None = Field(None, description="Maximum tolerable period of disruption.")
    critical: Flag = Field(False, description="true: it counts for crisis and catastrophe.")
    domain: Text = Field("", description="The silo it belongs to.")
    location: Text = Field("", description="Where it is.")


class Surge(Part):
    """More of a resource, on call."""

    add: Positive = Field(description="How many come.")
    after: DurationLaw | None = Field(None, description="How long they take to come [at once].")
    level: LevelName | None = Field(None, description="The level that may call them [any].")


class Resource(Entity):
    """A pool of interchangeable people or kit."""

    amount: NumberProfile = Field(description="How many: a number, or a profile of shifts.")
    absence: Share = Field(0.0, description="Chance that one of them is missing from a shift.")
    skill: Text = Field("", description="What they can do.")
    quality: Positive = Field(1.0, description="Pace of their work: 0.8 works a quarter longer.")
    surge: Surge | None = Field(None, description="More of them on call.")
    contracted: Name | None = Field(None, description="The supplier they come from.")
    queue: Count | None = Field(None, description="How much work may wait for them [unlimited].")
    cost: Positive = Field(0.0, description="Money per busy hour of one of them.")
    domain: Text = Field("", description="The silo it belongs to.")
    location: Text = Field("", description="Where it is.")


class Stock(Entity):
    """Something that is used up and reordered."""

    amount: AmountValue = Field(description="Amount on hand at the start: 9000 L.")
    reorder_below: AmountValue | None = Field(None, description="A lot is ordered when it falls below this.")
    lot: AmountValue | None = Field(None, description="How much an order brings.")
    supplier: Name | None = Field(None, description="Who delivers it.")
    lead: DurationLaw | None = Field(None, description="Delivery time when no supplier is named.")
    location: Text = Field("", description="Where it is.")


class Supplier(Entity):
    """Somebody outside who delivers stocks or lends people."""

    delivers: Names = Field((), description="Stocks it delivers.")
    takes: DurationLaw | None = Field(None, description="Delivery time [at once].")
    available: Share = Field(1.0, description="Chance that it can deliver when asked.")
    fails: DurationLaw | None = Field(None, description="Time until it stops; nothing said: it does not.")
    repair: DurationLaw | None = Field(None, description="Time until it delivers again.")
    region: Name | None = Field(None, description="Suppliers of one region share regional trouble.")
    common: Common | None = Field(None, description="The common cause it shares with others.")
    behind: Name | None = Field(None, description="The supplier it depends on itself.")
    alternates: Names = Field((), description="Suppliers asked instead, in this order.")
    believed: Share | None = Field(None, description="How reliable it is believed to be, if otherwise.")
