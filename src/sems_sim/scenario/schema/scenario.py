"""The scenario as a whole: its head, the organisation, and all sections."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from sems_sim.scenario.schema.crisis import Decision, Incident, Plan
from sems_sim.scenario.schema.entity import Entity, Part
from sems_sim.scenario.schema.exercise import Exercise, Programme, Study
from sems_sim.scenario.schema.people import Indicator, Level, Link, Risk, Team
from sems_sim.scenario.schema.supply import Asset, Resource, Service, Stock, Supplier
from sems_sim.scenario.schema.values import (
    Count,
    Duration,
    Flag,
    LevelName,
    MaturityLevel,
    Name,
    Number,
    Positive,
    Slug,
    StartTime,
    Text,
    Texts,
    as_list,
)

COMPONENTS = (
    "policy", "doughnut", "mgmt", "account", "education", "comms", "just", "risk", "response", "confid", "perf",
    "resource", "change", "improve", "handshake", "cmc", "foresight", "supply",
)  # fmt: skip
Preset = Literal["absent", "present", "suitable", "operating", "effective"]


class Clock(Part):
    """When it starts and how long it runs."""

    start: StartTime = Field(description="Date and time with its zone: 2025-03-20T23:49:00+00:00.")
    runs: Duration = Field(86_400_000, description="How long a run lasts: 36h [24h].")


def _component(name: str) -> Any:
    return Field(None, description=f"Maturity of {name}, 0 absent to 4 effective.")


class Maturity(Part):
    """The 18 components of the SeMS: a preset, and what differs from it."""

    preset: Preset = Field("operating", description="All components at this level [operating].")
    policy: MaturityLevel | None = _component("policy and commitment")
    doughnut: MaturityLevel | None = _component("spending what is necessary and sufficient")
    mgmt: MaturityLevel | None = _component("management commitment")
    account: MaturityLevel | None = _component("accountability and responsibilities")
    education: MaturityLevel | None = _component("education and training")
    comms: MaturityLevel | None = _component("communication")
    just: MaturityLevel | None = _component("just culture")
    risk: MaturityLevel | None = _component("threat and risk management")
    response: MaturityLevel | None = _component("incident response")
    confid: MaturityLevel | None = _component("confidential reporting")
    perf: MaturityLevel | None = _component("performance monitoring")
    resource: MaturityLevel | None = _component("resources")
    change: MaturityLevel | None = _component("management of change")
    improve: MaturityLevel | None = _component("continuous improvement")
    handshake: MaturityLevel | None = _component("the handshake between levels")
    cmc: MaturityLevel | None = _component("the crisis management centre")
    foresight: MaturityLevel | None = _component("foresight")
    supply: MaturityLevel | None = _component("suppliers and partners")

    def levels(self) -> dict[str, float]:
        """Every component with its level: the preset's where nothing else is said."""
        preset = ("absent", "present", "suitable", "operating", "effective").index(self.preset)
        own = {name: getattr(self, name) for name in COMPONENTS}
        return {name: float(preset) if own[name] is None else own[name] for name in COMPONENTS}


class Catastrophe(Part):
    """The limits of which any one makes it a catastrophe."""

    services: Count | None = Field(None, description="So many critical services over their MTPD at once.")
    harmed: Positive | None = Field(None, description="So many people harmed.")
    severity: Positive | None = Field(None, description="The severities of all open incidents together: 1.5.")
    cost: Positive | None = Field(None, description="So much money lost.")


class Organisation(Entity):
    """Who is in the crisis, how mature, and what it cannot bear."""

    name: Text = Field("", description="What it is called.")
    maturity: Maturity = Field(Maturity(), description="SeMS maturity, by component.")
    catastrophe: Catastrophe | None = Field(None, description="What counts as a catastrophe.")
    routine_incidents: Count | None = Field(
        None, description="More open incidents than this is beyond routine."
    )
    routine_h: Duration | None = Field(
        None, description="A critical service below its MBCO for longer than this is beyond routine [1h]."
    )
    sustained: Duration = Field(3_600_000, description="How long a return must last to count [1h].")
    penalties: Positive = Field(0.0, description="Money per hour and critical service over its MTPD.")
    constants: dict[Name, Number] = Field({}, description="Constants of the maturity table, replaced.")
    labels: Text = Field("", description="The label pack for the names of levels and roles: uk, us.")


class ScenarioSections(Part):
    """Everything a scenario file may say."""

    sems_sim: Literal[1] = Field(description="The version of this format: 1.")
    id: Slug = Field(description="A short name for files and tables: north-hyde.")
    title: Text = Field(description="What people call it.")
    summary: Text = Field("", description="What happens, in a few sentences.")
    sector: Text = Field("", description="aviation, rail, health, energy …")
    tags: Texts = Field((), description="Words to find it by.")
    sources: Texts = Field((), description="Where the facts come from.")
    note: Text = Field("", description="A remark for whoever reads the file.")
    source: Text = Field("", description="Where the facts come from.")
    clock: Clock = Field(description="Start and length of a run: {start: …, runs: 36h}.")
    money: Text = Field("", description="The currency of all amounts: GBP.")
    people: Flag = Field(True, description="off: everybody knows the truth at once and nobody errs [on].")
    include: Texts = Field((), description="Other files of this folder whose sections are merged in.")
    organisation: Organisation = Field(Organisation(), description="Who is in the crisis.")
    assets: dict[Name, Asset] = Field({}, description="What works or fails, by name.")
    services: dict[Name, Service] = Field({}, description="What is delivered, by name.")
    resources: dict[Name, Resource] = Field({}, description="People and kit, by name.")
    stocks: dict[Name, Stock] = Field({}, description="What is used up, by name.")
    suppliers: dict[Name, Supplier] = Field({}, description="Who delivers, by name.")
    teams: dict[Name, Team] = Field({}, description="Who sees, tells, decides, by name.")
    links: Annotated[tuple[Link, ...], BeforeValidator(as_list)] = Field(
        (), description="How teams reach each other."
    )
    levels: dict[LevelName, Level] = Field({}, description="operational, tactical, crisis (or strategic).")
    risks: dict[Name, Risk] = Field({}, description="The risk register, by name.")
    indicators: dict[Name, Indicator] = Field({}, description="Measured signs, by name.")
    incidents: dict[Name, Incident] = Field({}, description="What goes wrong, by name.")
    plans: dict[Name, Plan] = Field({}, description="What is prepared, by name.")
    decisions: dict[Name, Decision] = Field({}, description="Questions to be decided, by name.")
    exercise: Exercise | None = Field(
        None, description="Objectives, injects and modules for people in a room."
    )
    study: Study | None = Field(None, description="What is varied over many runs.")
    programme: Programme | None = Field(None, description="The slow loop of months.")
    extensions: Texts = Field(
        (), description="Your own Python: package.module:Class; needs --trust-extensions."
    )
