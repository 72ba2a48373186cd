"""Effects: one-verb mappings that injects, tasks, options, thresholds and levels all use."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from sems_sim.errors import QuantityError
from sems_sim.scenario.schema.entity import Part
from sems_sim.scenario.schema.values import (
    AmountValue,
    ChangeValue,
    Condition,
    Count,
    Duration,
    Flag,
    Identifiers,
    LevelName,
    LinkNames,
    Name,
    Names,
    Number,
    Positive,
    RateValue,
    Share,
    Text,
    as_list,
)

VERBS = (
    "fail", "repair", "switch_on", "switch_off", "isolate", "reconnect", "start", "contain", "worsen", "end",
    "demand", "capacity", "cancel", "add", "remove", "use", "order", "raise", "stand_down", "tell", "invoke", "ask",
    "set", "clear", "spend", "release", "maturity", "block", "unblock",
)  # fmt: skip
HELD_VERBS = frozenset(
    ("contain", "worsen", "demand", "capacity", "cancel", "add", "remove", "isolate", "block", "switch_on",
     "switch_off", "maturity")
)  # fmt: skip
_FIELD_OF = {"raise": "raise_"}


def _all_of(value: Any) -> Any:
    """`fail: pump` and `fail: [pump, valve]` mean all units: {pump: null, valve: null}."""
    if isinstance(value, str):
        return {value: None}
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return dict.fromkeys(value)
    return value


_ALL_OR_SOME = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}},
        ]
    }
)
Units = Annotated[dict[Name, Count | None], BeforeValidator(_all_of), _ALL_OR_SOME]
Starts = Annotated[dict[Name, Share | None], BeforeValidator(_all_of), _ALL_OR_SOME]


class Tell(Part):
    """A message to teams, on the way like any other."""

    to: Names = Field(description="Teams that are told.")
    text: Text = Field("", description="What is said.")
    about: Names = Field((), description="Assets, services or incidents whose state the message carries.")
    truth: Flag = Field(True, description="false: the message carries the contrary of the truth.")


class Effect(Part):
    """One verb, and how long it lasts."""

    fail: Units | None = Field(None, description="Assets that fail: a name, a list, or {asset: units}.")
    repair: Units | None = Field(
        None, description="Assets that are repaired: a name, a list, or {asset: units}."
    )
    switch_on: Names | None = Field(None, description="Assets that are switched on.")
    switch_off: Names | None = Field(None, description="Assets that are switched off.")
    isolate: Names | None = Field(None, description="Assets that are cut off on purpose.")
    reconnect: Names | None = Field(None, description="Assets that are connected again after isolation.")
    start: Starts | None = Field(
        None, description="Incidents that open: a name, a list, or {incident: severity}."
    )
    contain: dict[Name, RateValue] | None = Field(
        None, description="Containment per incident: {fire: 1.5/h}."
    )
    worsen: dict[Name, RateValue] | None = Field(
        None, description="Extra growth per incident: {fire: 0.2/h}."
    )
    end: Names | None = Field(None, description="Incidents that end at once.")
    demand: dict[Name, ChangeValue] | None = Field(None, description="Demand per service: x0.3, 20/h or 0.")
    capacity: dict[Name, ChangeValue] | None = Field(
        None, description="Capacity per service: x0.3, 20/h or 0."
    )
    cancel: dict[Name, Share] | None = Field(
        None, description="Share of demand called off per service: counted as lost, never queued."
    )
    add: dict[Name, Positive] | None = Field(None, description="More of a resource: {crews: 4}.")
    remove: dict[Name, Positive] | None = Field(None, description="Less of a resource: {crews: 4}.")
    use: dict[Name, AmountValue] | None = Field(None, description="Stock used at once: {diesel: 500 L}.")
    order: dict[Name, AmountValue] | None = Field(None, description="Stock ordered: {diesel: 8000 L}.")
    raise_: LevelName | None = Field(None, alias="raise", description="The response goes up to this level.")
    stand_down: LevelName | None = Field(None, description="The response leaves this level.")
    tell: Tell | None = Field(None, description="A message: {to: team, text: …, about: asset, truth: true}.")
    invoke: Names | None = Field(None, description="Plans that start.")
    ask: Names | None = Field(None, description="Decisions that are put.")
    set: Names | None = Field(None, description="Flags that are set.")
    clear: Names | None = Field(None, description="Flags that are cleared.")
    spend: Number | None = Field(None, description="Money spent at once, in the scenario's currency.")
    release: Identifiers | None = Field(None, description="Injects that are released.")
    maturity: dict[Name, Number] | None = Field(None, description="SeMS maturity, 0 to 4: {comms: 4}.")
    block: LinkNames | None = Field(None, description="Links (a-b:by) or suppliers that stop.")
    unblock: LinkNames | None = Field(None, description="Links (a-b:by) or suppliers that work again.")
    for_: Duration | None = Field(None, alias="for", description="How long it lasts; then it is undone.")
    until: Condition | None = Field(None, description="It lasts until this holds; then it is undone.")
    while_: Literal["running"] | None = Field(
        None, alias="while", description="running: it lasts while the task runs (tasks only)."
    )

    @model_validator(mode="before")
    @classmethod
    def _one_verb(cls, value: Any) -> Any:
        if isinstance(value, dict):
            verbs = [key for key in value if key in VERBS]
            unknown = [key for key in value if key not in VERBS and key not in ("for", "until", "while")]
            if len(verbs) != 1 and not unknown:
                raise _verb_count(verbs)
            if verbs and value[verbs[0]] is None:
                raise _empty_verb(verbs[0])
        return value

    @property
    def verb(self) -> str:
        """The one verb of this effect."""
        return next(verb for verb in VERBS if getattr(self, _FIELD_OF.get(verb, verb)) is not None)

    @property
    def value(self) -> Any:
        """What the verb acts on, in the type of its field."""
        return getattr(self, _FIELD_OF.get(self.verb, self.verb))

    @property
    def is_held(self) -> bool:
        """Whether it lasts: it carries for, until or while."""
        return self.for_ is not None or self.until is not None or self.while_ is not None


def _verb_count(verbs: list[str]) -> PydanticCustomError:
    if not verbs:
        return _own("an effect without a verb", f"one of: {', '.join(VERBS)}")
    return _own(f"an effect with two verbs: {' and '.join(verbs)}", "write two effects, each in its own { }")


def _empty_verb(verb: str) -> PydanticCustomError:
    return _own(f"{verb!r} acts on nothing", "name what it acts on")


def _own(message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError(
        "quantity", "{message}", {"message": message, "error": QuantityError(message, remedy)}
    )


Effects = Annotated[tuple[Effect, ...], BeforeValidator(as_list)]
