"""What goes wrong and what is done about it: incidents, plans, decisions."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from sems_sim.scenario.quantities import LawText, constant_law
from sems_sim.scenario.schema.effects import Effects
from sems_sim.scenario.schema.entity import Entity, Part
from sems_sim.scenario.schema.values import (
    DURATION_LAW_SCHEMA,
    AmountValue,
    Condition,
    Count,
    Duration,
    DurationLaw,
    Flag,
    LevelName,
    Name,
    Names,
    Positive,
    RateLaw,
    RateValue,
    Share,
    ShareLaw,
    Text,
    as_list,
)

AT_ONCE: LawText = constant_law(0.0, "h")


class Opens(Part):
    """When an incident opens: at a time, on a condition, or again and again."""

    short_form = DURATION_LAW_SCHEMA

    at: DurationLaw | None = Field(None, description="Once, so long after the start.")
    when: Condition | None = Field(None, description="Each time this becomes true.")
    after: DurationLaw = Field(AT_ONCE, description="Delay after `when` [0].")
    every: DurationLaw | None = Field(None, description="Time from one opening to the next.")
    first: DurationLaw | None = Field(None, description="Time of the first opening [one interval].")
    until: Duration | None = Field(None, description="No opening after this time.")
    count: Count | None = Field(None, description="At most so many openings.")

    @model_validator(mode="before")
    @classmethod
    def _time_alone(cls, value: Any) -> Any:
        return {"at": value} if not isinstance(value, dict) else value


class Hurt(Part):
    """What an incident does when it becomes this severe."""

    at: Share = Field(0.0, description="The severity that brings it about.")
    do: Effects = Field(description="What it brings about.")
    once: Flag = Field(True, description="false: again on every upward crossing.")


class Spread(Part):
    """How an incident brings about another."""

    to: Name = Field(description="The incident that may open.")
    at: Share = Field(0.0, description="The severity at which it may.")
    chance: Share = Field(1.0, description="The chance that it does.")
    after: DurationLaw = Field(AT_ONCE, description="Delay until it opens [0].")


class Precursor(Part):
    """A sign that may show before the incident opens."""

    shows: Share = Field(1.0, description="Chance that the sign shows.")
    lead: DurationLaw = Field(AT_ONCE, description="How long before the opening it shows.")
    do: Effects = Field((), description="What a team that was warned in time brings about.")


class Incident(Entity):
    """Something that goes wrong, with a severity that grows until it is contained."""

    opens: Opens | None = Field(
        None, description="When it opens: 30m, {when, after} or {every}; nothing: only if started."
    )
    severity: ShareLaw = Field(constant_law(0.1, "share"), description="Severity at opening, 0 to 1 [0.1].")
    growth: RateLaw = Field(constant_law(0.0, "per_h"), description="Growth rate: 0.6/h [0].")
    limit: Share = Field(1.0, description="The severity it cannot exceed [1].")
    visibility: Share = Field(1.0, description="How easily it is noticed [1].")
    hurts: Annotated[tuple[Hurt, ...], BeforeValidator(as_list)] = Field(
        (), description="What it does, by severity."
    )
    spreads: Annotated[tuple[Spread, ...], BeforeValidator(as_list)] = Field(
        (), description="What it leads to."
    )
    harms: RateValue | None = Field(None, description="People hurt per hour at severity 1: 2/h.")
    cost: Positive = Field(0.0, description="Money lost per hour at severity 1.")
    risk: Name | None = Field(None, description="The line of the risk register it belongs to.")
    domain: Text = Field("", description="Its nature: physical, cyber, people.")
    location: Text = Field("", description="Where it happens.")
    precursor: Precursor | None = Field(None, description="A sign that may show before it opens.")


class Task(Entity):
    """One piece of work of a plan."""

    takes: DurationLaw = Field(AT_ONCE, description="How long the work takes [0].")
    after: Names = Field((), description="Tasks of this plan that come first.")
    uses: dict[Name, Positive] = Field({}, description="Resources held meanwhile: {crews: 3}.")
    needs: Names = Field((), description="Assets that must be up; the task pauses while one is down.")
    stock: dict[Name, AmountValue] = Field({}, description="Stock used when it starts: {diesel: 500 L}.")
    chance: Share = Field(1.0, description="Chance of success [100%].")
    retries: Count | None = Field(
        None, description="How often it is tried again after failing; without it, until it succeeds."
    )
    priority: Count = Field(
        5, description="Which task goes first when people are short: the lower number [5]."
    )
    gives_up: Duration | None = Field(None, description="Longest wait for its resources [for ever].")
    by: Literal["outside"] | None = Field(
        None, description="outside: done by others, no team of ours needed."
    )
    do: Effects = Field(
        (), description="What its success brings about; `while: running` acts from its start."
    )


class Plan(Entity):
    """Tasks prepared for a case."""

    when: Condition | None = Field(None, description="The case; nothing said: only when invoked.")
    level: LevelName = Field("operational", description="The lowest level that may start it [operational].")
    of: Name | None = Field(None, description="The team whose picture starts it [the leader of the level].")
    covers: Names = Field((), description="Risks it answers.")
    per: Name | None = Field(None, description="The incident that gets an instance of its own each time.")
    tasks: dict[Name, Task] = Field({}, description="The tasks, by name.")


class Option(Entity):
    """One answer to a decision."""

    policy: Flag = Field(False, description="true: what doctrine says, and an automatic run takes.")
    do: Effects = Field((), description="What it brings about.")
    cost: Positive = Field(0.0, description="Money it costs.")


class Decision(Entity):
    """A question to a team, with a deadline and options."""

    ask: Text = Field("", description="The question.")
    of: Name | None = Field(None, description="The team that decides [the leader of the level].")
    when: Condition | None = Field(None, description="Put when this holds; nothing said: only when asked.")
    level: LevelName | None = Field(None, description="The lowest level that may decide.")
    within: Duration | None = Field(None, description="The time allowed.")
    options: dict[Name, Option] = Field(description="The answers, by name.")
