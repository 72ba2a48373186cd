"""The one effect language becomes rows: one for each verb and target, in written order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sems_sim.model import COMPONENTS, NONE, Amount, Effect, EntityKind, Hold, Span, Verb
from sems_sim.scenario.compile_bench import Bench, level_row, number_of
from sems_sim.scenario.compile_links import rows_of_link
from sems_sim.scenario.quantities import Change
from sems_sim.scenario.schema.effects import Effect as WrittenEffect
from sems_sim.scenario.schema.effects import Tell

_KINDS = {
    "fail": EntityKind.ASSET,
    "repair": EntityKind.ASSET,
    "switch_on": EntityKind.ASSET,
    "switch_off": EntityKind.ASSET,
    "isolate": EntityKind.ASSET,
    "reconnect": EntityKind.ASSET,
    "start": EntityKind.INCIDENT,
    "contain": EntityKind.INCIDENT,
    "worsen": EntityKind.INCIDENT,
    "end": EntityKind.INCIDENT,
    "demand": EntityKind.SERVICE,
    "capacity": EntityKind.SERVICE,
    "cancel": EntityKind.SERVICE,
    "add": EntityKind.RESOURCE,
    "remove": EntityKind.RESOURCE,
    "use": EntityKind.STOCK,
    "order": EntityKind.STOCK,
    "raise": EntityKind.LEVEL,
    "stand_down": EntityKind.LEVEL,
    "invoke": EntityKind.PLAN,
    "ask": EntityKind.DECISION,
    "set": EntityKind.FLAG,
    "clear": EntityKind.FLAG,
    "release": EntityKind.INJECT,
}
_ADDING = (Verb.CONTAIN, Verb.WORSEN, Verb.ADD, Verb.REMOVE)
_WHOLE = -1.0
_ITEMS = (EntityKind.ASSET, EntityKind.SERVICE, EntityKind.INCIDENT)


def place_effects(bench: Bench, written: Iterable[WrittenEffect]) -> Span:
    """Lay the rows of a `do` list end to end."""
    return bench.effects.extend([row for effect in written for row in _rows(bench, effect)])


def place_task_effects(bench: Bench, written: Iterable[WrittenEffect]) -> tuple[Span, Span]:
    """The rows done on success, and those held while the task runs."""
    effects = tuple(written)
    done = place_effects(bench, (effect for effect in effects if effect.while_ is None))
    return done, place_effects(bench, (effect for effect in effects if effect.while_ is not None))


def _rows(bench: Bench, effect: WrittenEffect) -> Iterator[Effect]:
    for row in _targets(bench, effect):
        yield _held(bench, effect, row)


def _targets(bench: Bench, effect: WrittenEffect) -> Iterator[Effect]:
    verb, value = Verb[effect.verb.upper()], effect.value
    if verb is Verb.TELL:
        yield from _told(bench, value)
    elif verb is Verb.SPEND:
        yield Effect(verb, NONE, EntityKind.ORGANISATION, value=value)
    elif verb is Verb.MATURITY:
        for component, level in value.items():
            yield Effect(verb, COMPONENTS.index(component), EntityKind.ORGANISATION, value=level)
    elif verb in (Verb.RAISE, Verb.STAND_DOWN):
        yield Effect(verb, level_row(value), EntityKind.LEVEL)
    elif verb in (Verb.BLOCK, Verb.UNBLOCK):
        for name in value:
            yield from _ways(bench, verb, name)
    else:
        yield from _named(bench, verb, _KINDS[effect.verb], value)


def _named(bench: Bench, verb: Verb, kind: EntityKind, value: object) -> Iterator[Effect]:
    """One row for each name of a list, or for each name and amount of a mapping."""
    if not isinstance(value, dict):
        for name in value if isinstance(value, tuple) else (value,):
            yield Effect(verb, bench.names.row(kind, name), kind)
        return
    for name, written in value.items():
        amount, number = _amount(verb, written)
        yield Effect(verb, bench.names.row(kind, name), kind, amount, number)


def _amount(verb: Verb, written: object) -> tuple[Amount, float]:
    if written is None:
        return Amount.ABSOLUTE, _WHOLE
    if isinstance(written, Change):
        return (Amount.FACTOR if written.kind == "factor" else Amount.ABSOLUTE), written.value
    number = number_of(written)  # type: ignore[arg-type]  # the schema leaves rates, amounts and numbers
    return (Amount.SUM if verb in _ADDING else Amount.ABSOLUTE), number


def _ways(bench: Bench, verb: Verb, name: str) -> Iterator[Effect]:
    if bench.names.has(EntityKind.SUPPLIER, name):
        yield Effect(verb, bench.names.row(EntityKind.SUPPLIER, name), EntityKind.SUPPLIER)
        return
    for row in rows_of_link(bench, name):
        yield Effect(verb, row, EntityKind.LINK)


def _told(bench: Bench, tell: Tell) -> Iterator[Effect]:
    said = Effect(
        Verb.TELL,
        NONE,
        EntityKind.ORGANISATION,
        audience=bench.names.rows(EntityKind.TEAM, tell.to),
        truth=tell.truth,
        text=tell.text,
    )
    if not tell.about:
        yield said
    for name in tell.about:
        kind = bench.names.kind_of(name, _ITEMS)
        yield replace(said, target=bench.names.row(kind, name), target_kind=kind)


def _held(bench: Bench, effect: WrittenEffect, row: Effect) -> Effect:
    if effect.for_ is not None:
        return replace(row, hold=Hold.FOR, hold_ms=effect.for_)
    if effect.until is not None:
        return replace(row, hold=Hold.UNTIL, condition=bench.conditions.place(effect.until))
    return row if effect.while_ is None else replace(row, hold=Hold.WHILE_RUNNING)
