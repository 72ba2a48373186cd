"""The chapter on the rehearsal."""

from sems_sim.insight import rehearse
from sems_sim.reports.before.handbook_rehearsal import rehearsal_blocks
from sems_sim.reports.paper import Table
from tests.unit.reports.rehearsed_drill import told


def test_every_inject_and_every_objective_has_its_line() -> None:
    """Also those that never come."""
    found, model, plan = told()
    tables = [one for one in rehearsal_blocks(plan, rehearse(found, model, runs=2, engine="engine"))
              if isinstance(one, Table)]  # fmt: skip
    first = {row[0] for table in tables for row in table.rows}

    assert {event.id for event in plan.events} | {"O1", "O2"} <= first
