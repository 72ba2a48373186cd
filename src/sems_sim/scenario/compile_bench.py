"""The compiler's workbench: the scenario, its names, and the tables all parts add to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import NoReturn, Protocol

from sems_sim.errors import Fault, ScenarioError
from sems_sim.model import NONE, Effect, EntityKind, Gate, Profile
from sems_sim.scenario.compile_conditions import Conditions
from sems_sim.scenario.compile_names import LEVELS, Names
from sems_sim.scenario.compile_tables import LawTable, Rows, Streams, written_profile
from sems_sim.scenario.quantities import Amount, Rate
from sems_sim.scenario.quantities import Profile as WrittenProfile
from sems_sim.scenario.schema.scenario import ScenarioSections


class Checked(Protocol):
    """A scenario that has been read and checked: what the compiler asks of it."""

    @property
    def sections(self) -> ScenarioSections:
        """What the file says."""

    @property
    def digest(self) -> str:
        """SHA-256 of the source."""

    def fault(self, path: tuple[str | int, ...], message: str, remedy: str = "") -> Fault:
        """A fault at a place of the file."""


class Bench:
    """What the parts of the compiler share."""

    def __init__(self, scenario: Checked, sections: ScenarioSections, names: Names) -> None:
        """Set out empty tables for these sections, which may hold more than the file says."""
        self.scenario = scenario
        self.sections = sections
        self.names = names
        self.laws = LawTable()
        self.streams = Streams()
        self.effects: Rows[Effect] = Rows()
        self.gates: Rows[Gate] = Rows()
        self.profiles: Rows[Profile] = Rows()
        self.conditions = Conditions(names, people_on=sections.people)
        self.assumptions: list[str] = []
        self._domains = _numbered(_domains(sections))
        self._groups = _numbered(_groups(sections))

    def fail(self, path: tuple[str | int, ...], message: str, remedy: str = "") -> NoReturn:
        """Refuse the scenario at a place of the file. Raises ScenarioError."""
        raise ScenarioError([self.scenario.fault(path, message, remedy)])

    def assume(self, sentence: str) -> None:
        """Note an assumption, once."""
        if sentence not in self.assumptions:
            self.assumptions.append(sentence)

    def entity(self, kind: EntityKind, key: str) -> int:
        """The number of a named thing among all entities."""
        return self.names.entity(kind, self.names.row(kind, key))

    def stream(self, path: str, purpose: str) -> int:
        """The stream of one thing and one purpose."""
        return self.streams.at(path, purpose)

    def streams_of(self, path: str, row: type) -> dict[str, int]:
        """The streams of one thing: one for each field `purpose_stream` of its kind of row."""
        return {field: self.streams.at(path, purpose) for field, purpose in _purposes(row)}

    def profile(self, written: WrittenProfile | None) -> int:
        """The index of a profile; NONE for none."""
        return NONE if written is None else self.profiles.share(written_profile(written))

    def domain(self, name: str) -> int:
        """The number of a silo; NONE for none."""
        return self._domains[name] if name else NONE

    def group(self, name: str | None) -> int:
        """The number of a group that fails together; NONE for none."""
        return self._groups[name] if name else NONE

    def amounts(
        self, kind: EntityKind, written: Mapping[str, float | Rate | Amount]
    ) -> tuple[tuple[int, float], ...]:
        """(row, number) for each name, in the order of the rows."""
        return tuple(
            sorted((self.names.row(kind, name), number_of(value)) for name, value in written.items())
        )

    def counts(self, kind: EntityKind, written: Mapping[str, float]) -> tuple[tuple[int, int], ...]:
        """(row, whole number) for each name, in the order of the rows; a part of a unit counts as a whole one."""
        return tuple((row, whole(value)) for row, value in self.amounts(kind, written))


def number_of(value: float | Rate | Amount) -> float:
    """The bare number of a rate (per hour) or an amount."""
    if isinstance(value, Rate):
        return value.per_h
    return value.value if isinstance(value, Amount) else float(value)


def whole(value: float) -> int:
    """The next whole number at or above."""
    return -int(-value // 1)


def level_row(level: str | None, default: int = 0) -> int:
    """The row of a level by name."""
    return default if level is None else LEVELS.index(level)


@cache
def _purposes(row: type) -> tuple[tuple[str, str], ...]:
    named = [field.name for field in fields(row) if field.name.endswith("_stream")]
    return tuple((name, name.removesuffix("_stream")) for name in named)


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names) - {""}))}


def _domains(sections: ScenarioSections) -> Iterable[str]:
    for part in (sections.assets, sections.services, sections.teams, sections.incidents):
        for entity in part.values():
            yield entity.domain


def _groups(sections: ScenarioSections) -> Iterable[str]:
    for asset in sections.assets.values():
        yield asset.common.group if asset.common is not None else ""
    for supplier in sections.suppliers.values():
        yield supplier.common.group if supplier.common is not None else supplier.region or ""
