"""Pieces of scenarios by themselves: one inject, one small text, one file alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sems_sim.errors import QuantityError
from sems_sim.scenario.names import RESERVED
from sems_sim.scenario.rules_of_parts import RULES
from sems_sim.scenario.schema.exercise import Inject
from sems_sim.scenario.source import decode, read_bytes, read_tree
from sems_sim.scenario.tree import Node, plain


def read_piece(text: str, name: str) -> Any:
    """The plain values of a YAML text, by the rules of scenarios. Raises ScenarioError."""
    return plain(read_tree(text, name))


def read_file_tree(path: Path) -> Node:
    """The tree of one file with its places, without what it includes. Raises ScenarioError."""
    return read_tree(decode(read_bytes(path, str(path)), str(path)), str(path))


def faults_of_inject(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What is wrong with one inject: key and message, in the order of the keys; nothing where it fits.

    Names of teams, objectives and things are not looked up: that needs the whole scenario.
    """
    try:
        inject = Inject.model_validate(dict(values))
    except ValidationError as error:
        return tuple(
            (str(item["loc"][0]) if item["loc"] else "", _message(item))
            for item in error.errors(include_url=False, include_input=False)
        )
    return tuple(
        (str(path[0]) if path else "", f"{message}: {remedy}")
        for rule in RULES["Inject"]
        for path, message, remedy in rule(inject)
    )


def is_same_inject(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two injects say the same, however they are written. Both must be without a fault."""
    return Inject.model_validate(dict(one)) == Inject.model_validate(dict(other))


def _message(item: Any) -> str:
    reason = item.get("ctx", {}).get("error")
    if isinstance(reason, QuantityError):
        return f"{reason.message}: {reason.remedy}" if reason.remedy else reason.message
    return "this is not what is due here"


def is_word_of_the_language(name: str) -> bool:
    """Whether no team or thing may be called so."""
    return name in RESERVED
