"""A world as the players believe it: what they do not know is as it is on any other day (fine print 23)."""

from __future__ import annotations

from sems_sim.exercise.standing import Standing
from sems_sim.kernel import Beliefs, beliefs_at, newest_belief
from sems_sim.model import Effect, EntityKind, ItemKind, Present, Verb

_ALL_UNITS = -1.0


def as_believed(standing: Standing, teams: tuple[int, ...]) -> tuple[Effect, ...]:
    """Return what has to happen for the truth to become what some teams, taken together, believe.

    Of what several of them know, the newest belief counts. Assets are up or down and incidents open or over as
    believed; an asset of which nobody knows anything is up, an incident over. What has no belief of its own stays as
    it is: how much of an asset works, how severe an incident is, queues, stocks, people and their work.
    """
    present = Present(standing.model, standing.seed, standing.now_ms, 0, standing.policy)
    beliefs = beliefs_at(present)
    found: list[Effect] = []
    for item, row in enumerate(standing.model.items):
        knower = newest_belief(beliefs, teams, item)
        if row.kind is ItemKind.ASSET:
            found += _asset_as_believed(standing, beliefs, (row.index, item, knower))
        elif row.kind is ItemKind.INCIDENT:
            found += _incident_as_believed(beliefs, (row.index, item, knower))
    return tuple(found)


def _asset_as_believed(standing: Standing, beliefs: Beliefs, place: tuple[int, int, int]) -> list[Effect]:
    asset, item, knower = place
    is_up = bool(beliefs.true_level[asset] > 0.0)
    believed_up = True if knower < 0 else bool(beliefs.value[knower, item] > 0.0)
    if is_up == believed_up or standing.model.assets[asset].is_standby:
        return []
    verb = Verb.REPAIR if believed_up else Verb.FAIL
    return [Effect(verb, asset, EntityKind.ASSET, value=_ALL_UNITS)]


def _incident_as_believed(beliefs: Beliefs, place: tuple[int, int, int]) -> list[Effect]:
    incident, item, knower = place
    is_open = bool(beliefs.truly_open[incident])
    believed_open = knower >= 0 and bool(beliefs.is_open[knower, item])
    if is_open == believed_open:
        return []
    return [Effect(Verb.START if believed_open else Verb.END, incident, EntityKind.INCIDENT)]
