"""What is read of a team: its picture with its age, and what waits."""

from __future__ import annotations

from sems_sim.model import EntityKind, Verb
from tests.unit.engine.rehearsing import Live
from tests.unit.engine.staging import H, inject, row_of
from tests.unit.engine.test_hearing import OFFICE


def test_a_team_shows_what_it_believes_and_what_waits() -> None:
    """The desk is played and has heard of the pump only; the boss has no idea of anything."""
    live = Live(
        OFFICE + inject("at: 1h, do: [{fail: pump}]", "at: 2h, do: [{fail: valve}]"), played=("desk",)
    )
    live.order(1.5, Verb.HEAR, "desk", -1)
    live.to(3)
    teams = live.read().teams
    desk, boss = (teams[row_of(live.start, EntityKind.TEAM, name)] for name in ("desk", "boss"))

    assert [(0.0, 0.0), (1.0, 1.0)] == [(one.value, one.error) for one in desk.beliefs]
    assert [1] == [one.item for one in desk.notes]
    assert 2 * H <= desk.notes[0].arrived_ms < 2.1 * H
    assert (True, 0.5, 0) == (desk.is_played, desk.load, desk.in_hand)
    assert ((), (), False) == (boss.beliefs, boss.notes, boss.is_played)
