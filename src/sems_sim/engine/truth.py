"""The truth about one item, as somebody would see it who looked now."""

from __future__ import annotations

from sems_sim.engine.assets import Assets
from sems_sim.engine.incidents import Incidents
from sems_sim.engine.picture import Snapshot
from sems_sim.engine.services import Services
from sems_sim.engine.world import World
from sems_sim.model import FULL, ItemKind


class Truth:
    """Looks at assets, services and incidents on behalf of teams."""

    def __init__(self, world: World, assets: Assets, services: Services, incidents: Incidents) -> None:
        """Know where to look."""
        self._items = world.tables.items
        self._assets = assets
        self._services = services
        self._incidents = incidents

    def snapshot(self, item: int) -> Snapshot:
        """Return an item as it is now."""
        row = self._items[item]
        if row.kind == ItemKind.ASSET:
            return Snapshot(self._assets.level(row.index) / FULL)
        if row.kind == ItemKind.SERVICE:
            return self._service(row.index)
        incident = self._incidents.all[row.index]
        contained = bool(incident.open) and all(one.is_contained for one in incident.open.values())
        return Snapshot(incident.severity_now(), is_open=bool(incident.open), is_contained=contained)

    def _service(self, index: int) -> Snapshot:
        services = self._services
        return Snapshot(
            services.performance(index),
            backlog=services.backlog(index),
            lost=services.lost(index),
            is_below_mbco=services.below_mbco(index),
            is_over_rto=services.over_rto(index),
            is_over_mtpd=services.over_mtpd(index),
        )
