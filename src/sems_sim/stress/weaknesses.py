"""What can go wrong with one thing: an effect at the start, or a row that is no use.

An asset fails, a link is blocked, a supplier is down, a pool has one fewer, a stock is empty. A team that is absent
sees, hears, tells and decides nothing. A task that fails is tried once and never succeeds, so that nothing after it
begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from sems_sim.errors import ArgumentError
from sems_sim.laws import make_law
from sems_sim.model import (
    NONE,
    Amount,
    Effect,
    EntityKind,
    Hold,
    LevelRow,
    Model,
    Verb,
)

Row = TypeVar("Row")
Kind = Literal["asset", "resource", "team", "link", "supplier", "task", "stock"]
KINDS: tuple[Kind, ...] = ("asset", "resource", "team", "link", "supplier", "task", "stock")
_ALL_UNITS = -1.0


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing that fails, is missing or is one fewer."""

    kind: Kind
    name: str
    title: str
    words: str
    """What is supposed, as people say it: `Grid intake A fails`."""
    effects: tuple[Effect, ...] = ()
    """Ordered at the start; empty for teams and tasks."""
    row: int = NONE
    """The row of a team or a task."""

    @property
    def key(self) -> str:
        """Its kind and name, which no other weakness has."""
        return f"{self.kind} {self.name}"


def weaknesses_of(
    model: Model, *, kinds: Sequence[Kind] = KINDS, outage_h: float | None = None
) -> tuple[Weakness, ...]:
    """Everything of these kinds that can fail, kind by kind, in the order of names.

    `outage_h`: for how many hours assets, links and suppliers are out; None: for good, unless the model repairs them.

    Raises:
        ArgumentError: there is no such kind, nothing of these kinds, or an outage that is none.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ArgumentError(f"{unknown[0]!r} is no kind of weakness", f"choose from {', '.join(KINDS)}")
    if outage_h is not None and outage_h <= 0.0:
        raise ArgumentError(f"an outage of {outage_h:g} h is none", "give a time above 0")
    found = tuple(one for kind in kinds for one in _FINDERS[kind](_Search(model, outage_h)))
    if not found:
        raise ArgumentError(f"{model.id} has nothing of the kinds {', '.join(kinds)} that can fail")
    return found


@dataclass(frozen=True, slots=True)
class _Search:
    model: Model
    outage_h: float | None

    def named(self, entity: int) -> tuple[str, str]:
        return self.model.name_of(entity), self.model.title_of(entity)

    def out(self, effect: Effect) -> Effect:
        """The effect, for as long as an outage lasts."""
        if self.outage_h is None:
            return effect
        return replace(effect, hold=Hold.FOR, hold_ms=round(self.outage_h * 3_600_000))

    @property
    def span(self) -> str:
        return "" if self.outage_h is None else f" for {self.outage_h:g} h"


def _assets(search: _Search) -> Iterator[Weakness]:
    for index, row in enumerate(search.model.assets):
        if not row.hidden:
            name, title = search.named(row.entity)
            effect = search.out(Effect(Verb.FAIL, index, EntityKind.ASSET, value=_ALL_UNITS))
            yield Weakness("asset", name, title, f"{title} fails{search.span}", (effect,))


def _resources(search: _Search) -> Iterator[Weakness]:
    for index, row in enumerate(search.model.resources):
        if max(search.model.profiles[row.profile].values, default=0.0) >= 1.0:
            name, title = search.named(row.entity)
            effect = Effect(Verb.REMOVE, index, EntityKind.RESOURCE, Amount.SUM, 1.0)
            yield Weakness("resource", name, title, f"one fewer of {title}", (effect,))


def _teams(search: _Search) -> Iterator[Weakness]:
    if not search.model.people_on:
        return
    for index, row in enumerate(search.model.teams):
        if not row.outside:
            name, title = search.named(row.entity)
            yield Weakness("team", name, title, f"{title} is absent", row=index)


def _links(search: _Search) -> Iterator[Weakness]:
    """Both ways of a link are blocked together."""
    groups: dict[tuple[int, int, str], list[int]] = {}
    for index, row in enumerate(search.model.links):
        means = search.model.name_of(row.entity).partition(":")[2]
        pair = (min(row.source, row.target), max(row.source, row.target), means)
        groups.setdefault(pair, []).append(index)
    for rows in groups.values():
        name, title = search.named(search.model.links[rows[0]].entity)
        effects = tuple(search.out(Effect(Verb.BLOCK, row, EntityKind.LINK)) for row in rows)
        yield Weakness("link", name, title, f"{title} is blocked{search.span}", effects)


def _suppliers(search: _Search) -> Iterator[Weakness]:
    for index, row in enumerate(search.model.suppliers):
        name, title = search.named(row.entity)
        effect = search.out(Effect(Verb.BLOCK, index, EntityKind.SUPPLIER))
        yield Weakness("supplier", name, title, f"{title} is down{search.span}", (effect,))


def _tasks(search: _Search) -> Iterator[Weakness]:
    for index, row in enumerate(search.model.tasks):
        if not search.model.plans[row.plan].improvised:
            name, title = search.named(row.entity)
            yield Weakness("task", name, title, f"{title} fails", row=index)


def _stocks(search: _Search) -> Iterator[Weakness]:
    for index, row in enumerate(search.model.stocks):
        if row.amount > 0.0:
            name, title = search.named(row.entity)
            effect = Effect(Verb.USE, index, EntityKind.STOCK, value=row.amount)
            yield Weakness("stock", name, title, f"{title} is empty at the start", (effect,))


_FINDERS: dict[Kind, Callable[[_Search], Iterator[Weakness]]] = {
    "asset": _assets,
    "resource": _resources,
    "team": _teams,
    "link": _links,
    "supplier": _suppliers,
    "task": _tasks,
    "stock": _stocks,
}


# --- rows that work no more ---


def weakened_rows(model: Model, weakness: Weakness) -> Model:
    """The model in which a team is absent or a task fails; the model itself for weaknesses that are effects."""
    if weakness.kind == "team":
        return _without_team(model, weakness.row)
    if weakness.kind == "task":
        failing = replace(model.tasks[weakness.row], chance=0.0, retries=0)
        return replace(model, tasks=_with(model.tasks, weakness.row, failing))
    return model


def _without_team(model: Model, team: int) -> Model:
    """A team that notices nothing, takes in no message, tells nobody and never comes to a decision.

    What a level that hands over to it leaves on its desk lies there.
    """
    law = make_law("constant", (10.0 * model.horizon_ms / 3_600_000.0,), [], "never")
    never = len(model.laws)
    absent = replace(
        model.teams[team],
        watches=(),
        see_streams=(),
        reports=0.0,
        tells=(),
        decides_law=never,
        handles_law=never,
    )
    levels = tuple(_undecided(row, team, never) for row in model.levels)
    return replace(model, laws=(*model.laws, law), teams=_with(model.teams, team, absent), levels=levels)


def _undecided(row: LevelRow, team: int, never: int) -> LevelRow:
    return replace(row, decides_law=never) if row.led_by == team and row.decides_law != NONE else row


def _with(rows: tuple[Row, ...], index: int, row: Row) -> tuple[Row, ...]:
    return (*rows[:index], row, *rows[index + 1 :])
