"""The handshake by itself: nothing for players, a quorum of those who are there."""

from __future__ import annotations

from sems_sim.engine import Simulation
from sems_sim.engine.handover import Entry, Handover
from sems_sim.events import ROOT
from tests.unit.engine.staging import HEAD, inject, model_of

TOWN = (
    "assets: {pump: {}}\n"
    "teams: {desk: {level: operational, watches: [pump]}, board: {level: crisis, people: 8, quorum: 4}}\n"
    "levels: {crisis: {led_by: board, direct: down(pump)}}\n" + inject("at: 1h, do: [{fail: pump}]")
)


def _quorum_ms(present: int) -> int:
    simulation = Simulation(model_of(HEAD + TOWN), seed=5)
    people = simulation.parts.people
    board = people.all[0]
    board.present = present
    entry = Entry(simulation.model.levels[2], 1, board)
    return Handover(simulation.world, people).quorum_ms(entry)


def test_the_fewer_are_there_the_longer_a_quorum_takes_to_gather() -> None:
    """The fourth of eight, of six, of four; with three the last of them; with nobody there is nobody to wait for."""
    moments = [_quorum_ms(present) for present in (8, 6, 4)]

    assert sorted(moments) == moments
    assert 0 < _quorum_ms(3) <= moments[-1]
    assert 0 == _quorum_ms(0)


def _is_told(seed: int, played: bool) -> bool:
    """Whether the board knows of the pump when it has taken over from the desk."""
    simulation = Simulation(model_of(HEAD + TOWN), seed=seed)
    people = simulation.parts.people
    board, desk = people.all
    simulation.world.played[board.index] = played
    entry = Entry(simulation.model.levels[2], 1, board)
    Handover(simulation.world, people).hand_over([desk], entry, ROOT)
    assert not played or [1.0] == [record.value for record in simulation.world.trace]
    return board.knows(0)


def test_players_get_nothing_and_nothing_of_it_counts_as_lost() -> None:
    """An unplayed leader gets what the desk knows, more often than not; a played one is briefed in the room."""
    assert 10 < len([seed for seed in range(20) if _is_told(seed, played=False)])
    assert [] == [seed for seed in range(20) if _is_told(seed, played=True)]
