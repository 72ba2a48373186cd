"""Shared tables that grow while a scenario is compiled: laws, streams, spans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from sems_sim.errors import Fault, ScenarioError
from sems_sim.laws import Law, make_law, stream
from sems_sim.model import NONE, Profile, Span
from sems_sim.scenario.quantities import LawText
from sems_sim.scenario.quantities import Profile as WrittenProfile
from sems_sim.units import format_duration, hours

Row = TypeVar("Row")


class Rows(Generic[Row]):
    """A table in the making, in which equal rows may share one place."""

    def __init__(self) -> None:
        """Begin empty."""
        self.rows: list[Row] = []
        self._places: dict[Row, int] = {}

    def share(self, row: Row) -> int:
        """The place of a row equal to this one, added if there is none."""
        place = self._places.get(row)
        if place is None:
            place = self._places[row] = self.add(row)
        return place

    def add(self, row: Row) -> int:
        """The place of this row, which it has to itself."""
        self.rows.append(row)
        return len(self.rows) - 1

    def extend(self, rows: Iterable[Row]) -> Span:
        """The range of these rows, laid end to end behind the others."""
        first = len(self.rows)
        self.rows.extend(rows)
        return Span(first, len(self.rows) - first)


class LawTable:
    """Laws of chance by text, and the quantile tables that they share."""

    def __init__(self) -> None:
        """Begin empty."""
        self.laws: list[Law] = []
        self.table: list[float] = []
        self._places: dict[tuple[str, tuple[float, ...], str], int] = {}

    def place(self, written: LawText | None) -> int:
        """The index of this law; NONE for none. Raises ScenarioError if no such law can be."""
        if written is None:
            return NONE
        key = (written.name, written.parameters, written.text)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = len(self.laws)
            self.laws.append(self._made(written))
        return found

    def of_duration(self, duration_ms: int) -> int:
        """The index of the law that always gives this many milliseconds, in hours."""
        return self.place(LawText("constant", (hours(duration_ms),), format_duration(duration_ms), "h"))

    def unless_at_once(self, written: LawText | int | None) -> int:
        """The index of a law of hours, or of as many milliseconds; NONE for none and for 0."""
        if isinstance(written, int):
            return NONE if written == 0 else self.of_duration(written)
        if written is None or (written.is_constant and written.parameters == (0.0,)):
            return NONE
        return self.place(written)

    def _made(self, written: LawText) -> Law:
        try:
            return make_law(written.name, in_order_of_laws(written), self.table, written.text)
        except ValueError as error:
            raise ScenarioError([Fault("scenario", 0, 0, f"{written.text!r}: {error}")]) from error


def in_order_of_laws(written: LawText) -> tuple[float, ...]:
    """People write scale or mean first; the laws of waiting for several stages take the shape first."""
    if written.name in ("gamma", "erlang"):
        return written.parameters[::-1]
    return written.parameters


def mean_of(written: LawText) -> float:
    """The mean of a law as written."""
    return make_law(written.name, in_order_of_laws(written), []).mean


class Streams:
    """Addresses of luck; two different addresses never share a stream (fine print 4)."""

    def __init__(self) -> None:
        """Begin empty."""
        self._owners: dict[int, tuple[str, str]] = {}

    def at(self, path: str, purpose: str) -> int:
        """The stream of one thing and one purpose. Raises ScenarioError where two addresses meet in one hash."""
        found = stream(path, purpose)
        owner = self._owners.setdefault(found, (path, purpose))
        if owner != (path, purpose):
            raise ScenarioError([Fault("scenario", 0, 0, *_collision(owner, (path, purpose)))])
        return found


def _collision(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str]:
    (path, purpose), (other, other_purpose) = first, second
    return (
        f"the luck of {path} ({purpose}) and of {other} ({other_purpose}) would be the same",
        "rename one of the two: their names happen to hash to one stream",
    )


def written_profile(profile: WrittenProfile) -> Profile:
    """The model's form of a profile as written; a single amount counts from the start."""
    at_ms, values = zip(*profile.points, strict=True)
    return Profile(profile.kind == "daily", at_ms, values)
