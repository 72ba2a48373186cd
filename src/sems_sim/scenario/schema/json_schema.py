"""The JSON Schema of a scenario, so that an editor completes and explains every key."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from sems_sim.scenario.schema.scenario import ScenarioSections
from sems_sim.scenario.schema.values import as_list


class _Writer(GenerateJsonSchema):
    """Leaves out what only Python could use: defaults that are no JSON, titles that repeat the key."""

    ignored_warning_kinds = {"non-serializable-default", "skipped-choice"}  # noqa: RUF012 (theirs is alike)

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        """The schema of a field with a default; values of ours are told in words by the description."""
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        if isinstance(default, (str, int, float, bool)) and default not in ("", False):
            return {**inner, "default": default}
        return inner

    def dict_schema(self, schema: Any) -> JsonSchemaValue:
        """Names with one kind of thing each, and keys of one's own among them."""
        own = {"^x-": {"description": "Your own; kept and ignored."}}
        names = {"anyOf": [self.generate_inner(schema["keys_schema"]), {"pattern": "^x-"}]}
        written = {"type": "object", "propertyNames": names, "patternProperties": own}
        return {**written, "additionalProperties": self.generate_inner(schema["values_schema"])}

    def function_before_schema(self, schema: Any) -> JsonSchemaValue:
        """Where one entry may stand for a list of one, the entry alone is allowed too."""
        inner = super().function_before_schema(schema)
        if schema["function"]["function"] is as_list and inner.get("type") == "array" and "items" in inner:
            return {"anyOf": [inner["items"], inner]}
        return inner

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        """A part that may be written short, as a duration for a repair, is allowed in both ways."""
        written = super().model_schema(schema)
        short = schema["cls"].short_form
        return (
            written
            if short is None
            else {"anyOf": [short, written], "description": written.get("description", "")}
        )

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        """An optional field is left out, never written as null."""
        return self.generate_inner(schema["schema"])


def write_json_schema() -> dict[str, Any]:
    """The schema, draft 2020-12: every key with its description, its type and its allowed values."""
    written = ScenarioSections.model_json_schema(schema_generator=_Writer)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "sems-sim scenario"}
    return {**head, **{key: value for key, value in written.items() if key != "title"}}
