"""The truth of a future can be what those concerned believe."""

from __future__ import annotations

from sems_sim.insight.believed import as_believed
from sems_sim.insight.outset import Outset, set_out
from sems_sim.kernel import beliefs_at, simulate_future
from sems_sim.model import EntityKind, Present, Verb
from tests.unit.insight.standings import HOUR_MS, stands, team


def test_what_nobody_knows_is_as_on_other_days() -> None:
    """A minute in, the crisis team knows nothing: the fire is out and everything is up."""
    standing = stands(60_000)
    found = as_believed(standing, (team("cmc"),))
    verbs = {(effect.verb, effect.target_kind) for effect in found}

    assert {(Verb.END, EntityKind.INCIDENT), (Verb.REPAIR, EntityKind.ASSET)} == verbs


def test_what_is_known_stays() -> None:
    """Hours later all of the failed network has been seen by those who watch it, and nothing is undone."""
    standing = stands(3 * HOUR_MS)
    everybody = tuple(range(len(standing.model.teams)))
    found = as_believed(standing, everybody)

    assert not [effect for effect in found if effect.target_kind is EntityKind.INCIDENT]
    assert len(found) < len(as_believed(stands(60_000), everybody))


def test_the_effects_make_the_belief_true() -> None:
    """Right after the present, incidents are open and assets up as the team believed."""
    standing, knowing = stands(60_000), (team("cmc"),)
    present = set_out(Outset(standing, pictures_of=knowing))
    run = simulate_future(present, 0)
    after = Present(present.model, 7, 60_001, 0, standing.policy)

    assert beliefs_at(after).truly_open.any(), "in the run itself it burns on"
    closed = [record for record in run.trace if record["kind"] == 31 and record["time_ms"] == 60_000]
    assert 1 == len(closed)
