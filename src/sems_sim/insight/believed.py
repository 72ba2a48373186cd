"""A world as the players believe it; what they do not know is as on any day."""

from __future__ import annotations

from sems_sim.exercise import Standing
from sems_sim.model import Effect, EntityKind, ItemKind, Present, Verb

_ALL_UNITS = -1.0


def as_believed(standing: Standing, teams: tuple[int, ...]) -> tuple[Effect, ...]:
    """Return what has to happen for the truth to become what some teams, taken together, believe.

    Of what several of them know, the newest belief counts. Assets are up or down and incidents open or over as
    believed; an asset of which nobody knows anything is up, an incident over. What has no belief of its own stays as
    it is: how much of an asset works, how severe an incident is, queues, stocks, people and their work.
    """
    from sems_sim.kernel import beliefs_at, newest_belief

    model = standing.model
    beliefs = beliefs_at(Present(model, standing.seed, standing.now_ms, 0, standing.policy))
    found: list[Effect] = []
    for item, row in enumerate(model.items):
        knower = newest_belief(beliefs, teams, item)
        if row.kind is ItemKind.ASSET and not model.assets[row.index].is_standby:
            is_up = bool(beliefs.true_level[row.index] > 0.0)
            believed_up = knower < 0 or bool(beliefs.value[knower, item] > 0.0)
            found += _asset_as_believed(row.index, is_up=is_up, believed_up=believed_up)
        elif row.kind is ItemKind.INCIDENT:
            is_open = bool(beliefs.truly_open[row.index])
            believed_open = knower >= 0 and bool(beliefs.is_open[knower, item])
            found += _incident_as_believed(row.index, is_open=is_open, believed_open=believed_open)
    return tuple(found)


def _asset_as_believed(asset: int, *, is_up: bool, believed_up: bool) -> list[Effect]:
    if is_up == believed_up:
        return []
    return [Effect(Verb.REPAIR if believed_up else Verb.FAIL, asset, EntityKind.ASSET, value=_ALL_UNITS)]


def _incident_as_believed(incident: int, *, is_open: bool, believed_open: bool) -> list[Effect]:
    if is_open == believed_open:
        return []
    return [Effect(Verb.START if believed_open else Verb.END, incident, EntityKind.INCIDENT)]
