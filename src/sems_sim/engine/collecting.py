"""Hourly samples of teams, assets and incidents, collected by Mesa.

They look and change nothing, and no result depends on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from sems_sim.engine.agenda import key_of
from sems_sim.engine.asset import Asset
from sems_sim.engine.incidents import Incident
from sems_sim.engine.people import Team
from sems_sim.engine.world import World
from sems_sim.events import ROOT, Phase
from sems_sim.laws import ms_to_hours
from sems_sim.model import FULL, Act

if TYPE_CHECKING:
    import pandas as pd

HOUR_MS = 3_600_000
SAMPLED_ASSETS = 200
"""With more assets than this only teams and incidents are sampled; the trace has every change of every asset."""


class Collector:
    """A Mesa data collector that is asked each full hour; the step it counts by is the hour."""

    def __init__(self, world: World) -> None:
        """Say what is collected of each kind of agent."""
        tables = world.tables
        reporters: dict[type[mesa.Agent], dict[str, object]] = {
            Team: {
                "team": lambda team: tables.name_of(team.row.entity),
                "picture_age_h": _picture_age_h,
                "picture_error": lambda team: team.ledger.error / max(1, team.ledger.known),
                "in_hand": lambda team: len(team.inbox.waiting) + team.inbox.busy + team.open_decisions,
            },
            Incident: {
                "incident": lambda incident: tables.name_of(incident.row.entity),
                "severity": lambda incident: incident.severity_now(),
                "open": lambda incident: len(incident.open),
            },
        }
        if len(tables.assets) <= SAMPLED_ASSETS:
            reporters[Asset] = {
                "asset": lambda asset: tables.name_of(asset.row.entity),
                "level": lambda asset: asset.level / FULL,
            }
        present = {kind: rows for kind, rows in reporters.items() if kind in world.agents_by_type}
        self._collector = mesa.DataCollector(agenttype_reporters=present)  # type: ignore[no-untyped-call] # untyped in Mesa

    def start(self, world: World) -> None:
        """Collect at the start and each full hour; the world is not kept, since this outlives it."""
        self._arrange(world, 0)

    def _arrange(self, world: World, hour: int) -> None:
        # The last key of all within an instant: what is collected is the hour as it ends up.
        key = key_of(Phase.ACCOUNT, world.organisation, Act.COLLECT)

        def collect(_: int) -> None:
            world.steps = hour
            self._collector.collect(world)  # type: ignore[no-untyped-call] # untyped in Mesa
            self._arrange(world, hour + 1)

        world.at(hour * HOUR_MS, key, collect, ROOT)

    def frame(self, kind: type[mesa.Agent]) -> pd.DataFrame:
        """Return what was collected of one kind of agent, indexed by hour and agent."""
        frame: pd.DataFrame = self._collector.get_agenttype_vars_dataframe(kind)  # type: ignore[no-untyped-call] # as above
        return frame


def _picture_age_h(team: Team) -> float:
    ledger, now = team.ledger, team.world.now_ms
    return ms_to_hours(ledger.aged * now - ledger.observed_sum_ms) / max(1, ledger.known)
