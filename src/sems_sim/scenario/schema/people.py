"""Teams, the links between them, levels of command and the risk register."""

from typing import Annotated

from pydantic import Field

from sems_sim.scenario.schema.effects import Effects
from sems_sim.scenario.schema.entity import Entity, Part
from sems_sim.scenario.schema.values import (
    Condition,
    Count,
    Duration,
    DurationLaw,
    Flag,
    LevelName,
    Measured,
    Name,
    Names,
    Number,
    Positive,
    RateValue,
    Share,
    Text,
)

Pair = Annotated[tuple[Name, Name], Field(description="The two teams it joins.")]


class Team(Entity):
    """People who see, tell, think, decide and act on their own picture."""

    level: LevelName | None = Field(None, description="The level of command it belongs to.")
    people: Count = Field(1, description="How many they are.")
    attention: Positive = Field(5.0, description="Items it can work on at once.")
    domain: Text = Field("", description="Its silo: telling across silos is slower.")
    watches: Names = Field((), description="Assets, services and incidents it can notice by itself.")
    sees: RateValue | None = Field(None, description="Rate of noticing a difference of 1: 20/h.")
    reports: Share | None = Field(None, description="Chance that it passes on what it saw.")
    decides: DurationLaw | None = Field(None, description="Time it takes to decide.")
    handles: DurationLaw | None = Field(None, description="Time to handle one message.")
    tells: Names = Field((), description="Teams it tells what it learns.")
    members: Names = Field((), description="Who sits in it, by role; for people to read.")
    quorum: Count | None = Field(None, description="People who must be there before it decides.")
    outside: Flag = Field(False, description="true: outside the organisation (airlines, media, police).")
    competence: Positive = Field(1.0, description="Skill and training: 1 is nominal, below 1 errs more.")
    location: Text = Field("", description="Where it sits.")


class Link(Part):
    """How two teams reach each other."""

    between: Pair
    by: Text = Field("phone", description="The means: phone, radio, mass notification.")
    takes: DurationLaw | None = Field(None, description="Time a message takes.")
    loses: Share | None = Field(None, description="Chance that a message is lost.")
    needs: Name | None = Field(None, description="The asset it works on: while that is down, so is the link.")
    one_way: Flag = Field(False, description="true: only from the first team to the second.")
    title: Text = Field("", description="What people call it.")
    note: Text = Field("", description="A remark for whoever reads the file.")
    source: Text = Field("", description="Where the figures come from.")

    @property
    def name(self) -> str:
        """Its name, made of the two teams and the means: `a-b:phone`."""
        return f"{self.between[0]}-{self.between[1]}:{self.by}"


class Unlocks(Part):
    """What becomes possible at a level."""

    resources: Names = Field((), description="Resources whose surge may be called.")
    plans: Names = Field((), description="Plans that may start.")


class Level(Entity):
    """A tier of command: operational, tactical, crisis (or strategic)."""

    when: Condition | None = Field(None, description="Raised when the leading team's picture meets this.")
    direct: Condition | None = Field(None, description="Raised at once, past the level between.")
    led_by: Name | None = Field(None, description="The team that leads.")
    activation: DurationLaw | None = Field(None, description="Time from the decision to being at work.")
    decides: DurationLaw | None = Field(None, description="Time from meeting the criteria to the decision.")
    rhythm: Duration | None = Field(None, description="Time between two meetings.")
    quorum: Count | None = Field(None, description="People who must be there.")
    stand_down: Condition | None = Field(None, description="Left when its leader's picture meets this.")
    unlocks: Unlocks | None = Field(None, description="What becomes possible at this level.")
    do: Effects = Field((), description="What entering the level brings about.")


class Risk(Entity):
    """A line of the risk register."""

    likelihood: RateValue | None = Field(None, description="How often: 0.02/year.")
    impact: Positive | None = Field(None, description="Money lost when it happens.")
    owner: Name | None = Field(None, description="The team that answers for it.")
    plan: Name | None = Field(None, description="The plan that answers it.")
    domain: Text = Field("", description="The silo it belongs to.")
    registered: Share | None = Field(
        None, description="The chance that it is on the register on the day [as the maturity of risk gives]."
    )


class Indicator(Entity):
    """A measured sign that tells teams before they would see for themselves."""

    of: Measured = Field(
        description="What is measured: backlog(service), severity(incident), free(resource)."
    )
    above: Number | None = Field(None, description="Alarms above this.")
    below: Number | None = Field(None, description="Alarms below this.")
    every: Duration = Field(3_600_000, description="Time between two readings [1h].")
    noise: Positive = Field(0.0, description="Standard deviation of a reading.")
    tell: Names = Field((), description="Teams that are told.")
    lead: DurationLaw | None = Field(None, description="Time from alarm to telling.")
