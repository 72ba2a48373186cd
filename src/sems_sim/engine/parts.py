"""The parts of a world, side by side, for those who need several."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.engine.assets import Assets
from sems_sim.engine.crews import Crews
from sems_sim.engine.decisions import Decisions
from sems_sim.engine.escalation import Command
from sems_sim.engine.incidents import Incidents
from sems_sim.engine.messages import Messages
from sems_sim.engine.people import People
from sems_sim.engine.plans import Plans
from sems_sim.engine.services import Services
from sems_sim.engine.speech import Speech
from sems_sim.engine.stocks import Stocks
from sems_sim.engine.suppliers import Suppliers
from sems_sim.engine.supply import Pools
from sems_sim.engine.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything in a world that acts or is acted on."""

    suppliers: Suppliers
    stocks: Stocks
    pools: Pools
    crews: Crews
    assets: Assets
    services: Services
    incidents: Incidents
    people: People
    messages: Messages
    speech: Speech
    command: Command
    decisions: Decisions
    tasks: Tasks
    plans: Plans
