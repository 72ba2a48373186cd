"""What all parts of a scenario share: frozen, no unknown keys, title, note, source."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from sems_sim.scenario.schema.values import Flag, Text


def _allow_private_keys(schema: dict[str, Any]) -> None:
    """In the JSON Schema, keys beginning with x- may stand anywhere."""
    if schema.get("type") == "object":
        schema["patternProperties"] = {"^x-": {"description": "Your own; kept and ignored."}}
    for item in schema.get("properties", {}).values():
        item.pop("title", None)


class Part(BaseModel):
    """A frozen mapping that refuses keys it does not know."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        json_schema_extra=_allow_private_keys,
        defer_build=True,
    )

    short_form: ClassVar[dict[str, Any] | None] = None
    """The JSON Schema of what may stand for the whole mapping, where something may."""


class Entity(Part):
    """A named thing of the scenario."""

    title: Text = Field("", description="What people call it; the name is for the file.")
    note: Text = Field("", description="A remark for whoever reads the file.")
    source: Text = Field("", description="Where the figures come from.")
    override: Flag = Field(
        False,
        description="true: these keys replace those of the entity of the same name in an included file.",
    )
