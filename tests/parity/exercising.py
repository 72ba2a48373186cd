"""Exercises that nobody thought of: teams played, and every verb at odd moments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sems_sim.laws import stream, uniform
from sems_sim.model import LAPSE, NONE, OFF_LIST, Effect, EntityKind, Model, Order, Policy, Span, Verb

MOST = 30
"""Orders of one exercise."""
Maker = Callable[["_Chooser"], Effect | None]


class _Chooser:
    """Draws whatever an exercise may say of a model; the same for the same number."""

    def __init__(self, model: Model, number: int) -> None:
        self.model = model
        self._number = number
        self._stream = stream(model.id, "exercise")
        self._drawn = 0

    def below(self, count: int) -> int:
        """A whole number from 0 to count - 1."""
        self._drawn += 1
        return int(uniform(self._number, 0, self._stream, self._drawn) * count)

    def about(self, verb: Verb, kind: EntityKind, count: int, value: float = 0.0) -> Effect | None:
        """An effect on one of so many; None if there are none."""
        return Effect(verb, self.below(count), kind, value=value) if count else None


def _take(it: _Chooser) -> Effect | None:
    found = it.about(Verb.TAKE, EntityKind.DECISION, len(it.model.decisions))
    if found is None:
        return None
    choices = (OFF_LIST, LAPSE, *range(it.model.decisions[found.target].options.count))
    return replace(found, value=float(choices[it.below(len(choices))]))


def _pin(it: _Chooser) -> Effect | None:
    model, verb = it.model, (Verb.PIN, Verb.UNPIN)[it.below(2)]
    found = (
        it.about(verb, EntityKind.ASSET, len(model.assets)),
        it.about(verb, EntityKind.TASK, len(model.tasks)),
        it.about(verb, EntityKind.INCIDENT, len(model.incidents)),
        Effect(verb, NONE, EntityKind.LEVEL),
    )
    return found[it.below(4)]


def _people(it: _Chooser) -> Effect | None:
    teams = len(it.model.teams)
    if not teams:
        return None
    item = float(it.below(len(it.model.items) + 1) - 1) if it.below(2) else -1.0
    found = (
        it.about(Verb.PLAY, EntityKind.TEAM, teams, float(it.below(2))),
        it.about(Verb.HEAR, EntityKind.TEAM, teams, item),
        it.about(Verb.ROSTER, EntityKind.TEAM, teams, float(it.below(13))),
    )
    return found[it.below(3)]


def _inject(it: _Chooser) -> Effect | None:
    injects = len(it.model.injects)
    found = (
        it.about(Verb.WITHHOLD, EntityKind.INJECT, injects, float(it.below(2))),
        it.about(Verb.RESCHEDULE, EntityKind.INJECT, injects, float(it.below(it.model.horizon_ms))),
        it.about(Verb.RELEASE, EntityKind.INJECT, injects),
    )
    return found[it.below(3)]


def _level(it: _Chooser) -> Effect:
    verb = (Verb.ENTER, Verb.RAISE, Verb.STAND_DOWN, Verb.ENTER)[it.below(4)]
    return Effect(verb, 1 + it.below(len(it.model.levels) - 1), EntityKind.LEVEL)


def _plan(it: _Chooser) -> Effect | None:
    return it.about(Verb.INVOKE, EntityKind.PLAN, len(it.model.plans), float(it.below(3)))


def _lift(it: _Chooser) -> Effect:
    return Effect(Verb.LIFT, NONE, EntityKind.ORGANISATION, value=float(it.below(MOST)))


def _written(it: _Chooser) -> Effect | None:
    """An effect that the scenario has; one that lasts while a task runs has no place in an order."""
    effects = [one for one in it.model.effects if one.hold != 3]
    return effects[it.below(len(effects))] if effects else None


def _asked(it: _Chooser) -> Effect | None:
    return it.about(Verb.ASK, EntityKind.DECISION, len(it.model.decisions))


_MAKERS: tuple[Maker, ...] = (
    _take, _pin, _people, _people, _people, _inject, _level, _plan, _lift, _written, _written, _asked, _pin,
)  # fmt: skip


def exercise(model: Model, number: int) -> tuple[Model, Policy]:
    """Return the model grown by the orders of an exercise, and the policy that gives them."""
    it = _Chooser(model, number)
    played = tuple(team for team in range(len(model.teams)) if it.below(2))
    prompted = tuple(inject for inject in range(len(model.injects)) if it.below(3) == 0)
    moments = sorted({it.below(model.horizon_ms) for _ in range(MOST)})
    effects, orders = list(model.effects), []
    for at_ms in moments:
        made = [_MAKERS[it.below(len(_MAKERS))](it) for _ in range(1 + it.below(2))]
        own = [effect for effect in made if effect is not None]
        orders.append(Order(at_ms, Span(len(effects), len(own))))
        effects += own
    options = tuple((decision, 0) for decision in range(len(model.decisions)) if number % 4 == 0)
    return replace(model, effects=tuple(effects)), Policy(options, tuple(orders), played, prompted)
