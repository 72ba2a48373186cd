"""The deeds of an exercise, found in its orders and in what the model said was due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.events import Kind
from sems_sim.exercise import Standing
from sems_sim.insight.deeds import Deed, decision_deed, escalation_deed, readers_of
from sems_sim.insight.outset import effects_of, ever_played
from sems_sim.model import NONE, Verb

_RAISES = (Verb.RAISE, Verb.ENTER)


def deeds_in(standing: Standing, charged_ms: Mapping[int, int] | None = None) -> tuple[Deed, ...]:
    """Return every decision that was taken by an order, and every level that was due for players to raise.

    In the order in which they were due. `charged_ms` says, by number of order, how long a decision took by charged
    time. Late answers to injects are for whoever watched the room: see `answer_deed`.

    Raises:
        SimulationError: If the exercise cannot be replayed.
    """
    from sems_sim.kernel import simulate

    run = simulate(standing.model, seed=standing.seed, until_ms=standing.now_ms, policy=standing.policy)
    found = [*_decisions(standing, run.trace, charged_ms or {}), *_escalations(standing, run.trace)]
    return tuple(sorted(found, key=lambda deed: (deed.due_ms, deed.kind, deed.name)))


def _moments(told: NDArray[Any], entity: int, kind: Kind) -> list[int]:
    """Return when records of a kind about an entity were made, in ms."""
    here = (told["entity"] == entity) & (told["kind"] == int(kind))
    return [int(moment) for moment in np.unique(told["time_ms"][here])]


def _decisions(standing: Standing, told: NDArray[Any], charged_ms: Mapping[int, int]) -> list[Deed]:
    found = []
    for number, order in enumerate(standing.policy.orders):
        if order.at_ms >= standing.now_ms:
            continue
        for effect in effects_of(standing, order):
            if effect.verb is not Verb.TAKE:
                continue
            entity = standing.model.decisions[effect.target].entity
            opened = [one for one in _moments(told, entity, Kind.DECISION_OPENED) if one < order.at_ms]
            if opened:
                found.append(
                    decision_deed(
                        standing,
                        effect.target,
                        opened_ms=opened[-1],
                        order=number,
                        charged_ms=charged_ms.get(number),
                    )
                )
    return found


def _escalations(standing: Standing, told: NDArray[Any]) -> list[Deed]:
    found = []
    for level, row in enumerate(standing.model.levels):
        ready_ms = -1
        for due_ms in _moments(told, row.entity, Kind.RAISE_DUE):
            if due_ms <= ready_ms:
                continue  # said again, before it was raised
            order = _raised_by(standing, level, due_ms)
            entered = [one for one in _moments(told, row.entity, Kind.LEVEL_ENTERED) if one >= due_ms]
            if order == NONE and entered:
                continue  # the model raised it, or another level took it along
            ready_ms = standing.now_ms if order == NONE else standing.policy.orders[order].at_ms
            number = None if order == NONE else order
            found.append(
                escalation_deed(standing, level, due_ms=due_ms, order=number, team=_whose(standing, level))
            )
    return found


def _raised_by(standing: Standing, level: int, due_ms: int) -> int:
    """Return the first order by which a level was raised after it was due, or NONE."""
    for number, order in enumerate(standing.policy.orders):
        if due_ms <= order.at_ms < standing.now_ms and any(
            effect.verb in _RAISES and effect.target == level for effect in effects_of(standing, order)
        ):
            return number
    return NONE


def _whose(standing: Standing, level: int) -> int:
    """Return the one played team whose business it was to raise a level, or NONE if it is not one alone."""
    teams = set(ever_played(standing)) & set(readers_of(standing, level))
    return teams.pop() if len(teams) == 1 else NONE
