"""The exercise around a crisis, and the study of many runs of it."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from sems_sim.scenario.schema.effects import Effects
from sems_sim.scenario.schema.entity import Part
from sems_sim.scenario.schema.values import (
    NAME_SCHEMA,
    POSITIVE_SCHEMA,
    TEXT_SCHEMA,
    Condition,
    Count,
    Duration,
    Flag,
    Identifier,
    Identifiers,
    Name,
    Names,
    NumberLaw,
    Positive,
    TargetValue,
    Text,
    Texts,
    as_list,
)

InjectKind = Literal["contextual", "contingency", "expected_action", "administrative"]


class Question(Part):
    """A question for the debrief."""

    short_form = TEXT_SCHEMA

    ask: Text = Field(description="The question.")
    objective: Identifiers = Field((), description="The objectives it belongs to.")
    note: Text = Field("", description="A remark for the facilitator.")

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: Any) -> Any:
        return {"ask": value} if not isinstance(value, dict) else value


class Module(Part):
    """A stretch of scenario time played in the room."""

    title: Text = Field(description="What it is called.")
    from_: Duration = Field(alias="from", description="Scenario time at which it begins.")
    to: Duration = Field(description="Scenario time at which it ends.")
    room_time: Duration | None = Field(None, description="Time it takes in the room [as long as it is].")
    questions: Texts = Field((), description="Questions to discuss.")
    note: Text = Field("", description="A remark for the facilitator.")


class Objective(Part):
    """What the exercise is to show."""

    text: Text = Field(description="The objective.")
    title: Text = Field("", description="A short name of it.")
    capability: Text = Field("", description="The capability it tests.")
    sems: Names = Field((), description="SeMS components it tests.")
    target: TargetValue | None = Field(
        None, description="A measure and its limit: level.crisis.first_h <= 60m."
    )
    tasks: Texts = Field((), description="Critical tasks to observe.")
    owner: Text = Field("", description="Who answers for it.")
    note: Text = Field("", description="A remark.")
    source: Text = Field("", description="The plan or rule it comes from.")


class Inject(Part):
    """A message or event given to the players."""

    id: Identifier = Field(description="Its number in the list: I1.")
    title: Text = Field("", description="A short name of it.")
    kind: InjectKind = Field(
        "contextual", description="contextual, contingency, expected_action, administrative."
    )
    at: Duration | None = Field(None, description="Scenario time at which it is given.")
    when: Condition | None = Field(None, description="Given when this becomes true.")
    unless: Condition | None = Field(None, description="Not given if this holds then.")
    from_: Text = Field("", alias="from", description="Who sends it; any text.")
    to: Names = Field((), description="Teams that get it.")
    by: Text = Field("", description="The means: phone, email, social media.")
    text: Text = Field("", description="What it says.")
    truth: Flag = Field(True, description="false: what it says is not true.")
    expect: Text = Field("", description="What the players are expected to do.")
    objective: Identifiers = Field((), description="The objectives it serves.")
    capability: Text = Field("", description="The capability it tests.")
    task: Text = Field("", description="The critical task it tests.")
    controller: Text = Field("", description="Who gives it.")
    phase: Text = Field("", description="The phase it belongs to.")
    storyline: Text = Field("", description="The thread it belongs to.")
    location: Text = Field("", description="Where it is given.")
    priority: Text = Field("", description="How important it is.")
    notes: Text = Field("", description="Notes for the controller.")
    public: Flag = Field(
        False, description="true: everybody in the room may read it, also on the screen in front."
    )
    do: Effects = Field((), description="What it brings about in the model.")
    status: Text = Field("", description="draft, approved, released, complete, deferred …")
    note: Text = Field("", description="A remark.")
    source: Text = Field("", description="Where it comes from.")


class Role(Part):
    """A role that somebody plays in the room."""

    short_form = NAME_SCHEMA

    team: Name = Field(description="The team of the scenario it belongs to.")
    title: Text = Field("", description="What people call it: Gold commander.")
    note: Text = Field("", description="What whoever plays it should know.")

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: Any) -> Any:
        return {"team": value} if not isinstance(value, dict) else value


class Exercise(Part):
    """Everything a facilitator needs."""

    handling: Text = Field("", description="The marking on every page: Exercise, official.")
    style: Text = Field("", description="The words of the trade: uk, or hseep (also called us).")
    seed: Count | None = Field(None, description="The luck it is played with [as given at the start].")
    background: Text = Field(
        "",
        description="What players may know beforehand: it goes into their manual, and the summary does not.",
    )
    rules: Texts = Field((), description="Rules of play, to be read out at the briefing.")
    roles: dict[Name, Role] = Field({}, description="Who plays what: a role, and the team it belongs to.")
    played: Names = Field((), description="Teams played by people in the room.")
    sponsor: Text = Field("", description="Who wants the exercise.")
    contact: Text = Field("", description="Whom to ask.")
    venue: Text = Field("", description="Where it takes place.")
    participants: Texts = Field((), description="Who takes part.")
    modules: Annotated[tuple[Module, ...], BeforeValidator(as_list)] = Field(
        (), description="Stretches of play."
    )
    objectives: dict[Identifier, Objective] = Field({}, description="What the exercise is to show, by id.")
    injects: Annotated[tuple[Inject, ...], BeforeValidator(as_list)] = Field((), description="The injects.")
    questions: Annotated[tuple[Question, ...], BeforeValidator(as_list)] = Field(
        (), description="For the debrief."
    )


class YearlyCost(Part):
    """A cost per year: a number, or so much for each step of the lever."""

    short_form = POSITIVE_SCHEMA

    amount: Positive = Field(0.0, description="Money per year.")
    per_step: Positive = Field(0.0, description="Money per year for each step above the first.")

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, value: Any) -> Any:
        return {"amount": value} if not isinstance(value, dict) else value


class LeverCost(Part):
    """What a lever costs."""

    once: Positive = Field(0.0, description="Money at the start.")
    yearly: YearlyCost = Field(YearlyCost(), description="Money per year.")
    life: Positive | None = Field(None, description="Years it lasts.")


class Lever(Part):
    """Something that could be changed, and to what."""

    set: Texts = Field(description="Path, or paths, of what is set: resources.crews.amount.")
    to: Annotated[tuple[Any, ...], BeforeValidator(as_list)] = Field(
        description="The values it can take, today's first."
    )
    cost: LeverCost = Field(LeverCost(), description="What it costs.")
    title: Text = Field("", description="What people call it.")
    overlaps: Names = Field((), description="Levers it cannot be combined with.")
    note: Text = Field("", description="A remark.")
    source: Text = Field("", description="Where the figures come from.")


class Uncertainty(Part):
    """Something not known well, and how it might be."""

    set: Texts = Field((), description="Path, or paths, of what is set.")
    scale: Texts = Field((), description="Path, or paths, of what is multiplied.")
    by: NumberLaw = Field(description="The distribution of the value or the factor: uniform 0.7 1.4.")
    title: Text = Field("", description="What people call it.")
    note: Text = Field("", description="A remark.")
    source: Text = Field("", description="Where the figures come from.")


class Study(Part):
    """What is varied over many runs, and what is aimed at."""

    levers: dict[Name, Lever] = Field({}, description="What could be changed.")
    uncertainties: dict[Name, Uncertainty] = Field({}, description="What is not known well.")
    targets: dict[Name, TargetValue] = Field(
        {}, description="Measures and their limits: cost.total <= 60_000_000."
    )
    overlaps: Annotated[tuple[Names, ...], BeforeValidator(as_list)] = Field(
        (), description="Groups of levers that cannot be combined."
    )


class Programme(Part):
    """The slow loop of months; keys beyond these are kept."""

    model_config = ConfigDict(extra="allow")

    months: Count = Field(12, description="How many months.")
    threats: dict[Name, Any] = Field({}, description="Threats, by name.")
    measures: dict[Name, Any] = Field({}, description="Measures that could be taken, by name.")
    appetite: Any = Field(None, description="The risk the organisation accepts.")
