"""Levels and teams in pictures: who is in charge, who believes what."""

from __future__ import annotations

from sems_sim.engine import BeliefReading, WorldReading
from sems_sim.exercise.picture import BeliefView, LevelView, TeamView, WaitingNote
from sems_sim.exercise.play import Play
from sems_sim.model import NONE, ItemKind
from sems_sim.telling import believed_words

_CLOSE = 0.02
"""A belief that is nearer to the truth than this is not called wrong."""


def draw_levels(play: Play, reading: WorldReading) -> tuple[LevelView, ...]:
    """Return the ladder of levels, lowest first."""
    model, now = play.file_model, reading.response
    found = []
    for number, row in enumerate(model.levels):
        leader = "" if row.led_by == NONE else play.names.team(row.led_by)
        due, is_current = now.entry_ms[number], number == now.level
        waits = is_current and not now.has_authority
        found.append(
            LevelView(
                model.name_of(row.entity),
                play.names.level(number),
                leader,
                is_current,
                entered_ms=play.entered_ms.get(number),
                due_ms=None if due == NONE else due,
                authority_ms=now.authority_ms if waits else None,
                is_held=now.is_pinned,
            )
        )
    return tuple(found)


def draw_teams(play: Play, reading: WorldReading) -> tuple[TeamView, ...]:
    """Return every team with its picture."""
    return tuple(_team(play, reading, index) for index in range(len(play.file_model.teams)))


def _team(play: Play, reading: WorldReading, index: int) -> TeamView:
    row, now = play.file_model.teams[index], reading.teams[index]
    beliefs = {one.item: one for one in now.beliefs}
    items = [number for number, one in enumerate(play.file_model.items) if not _is_hidden(play, one.entity)]
    watched = set(row.watches)
    shown = [item for item in items if item in beliefs or item in watched]
    return TeamView(
        name=play.file_model.name_of(row.entity),
        title=play.names.team(index),
        level="" if row.level == NONE else play.names.level(row.level),
        is_played=now.is_played,
        is_convened=play.is_convened(index),
        people=now.people,
        present=now.present,
        load=now.load,
        waiting=_notes(play, reading, index),
        picture=tuple(_belief(play, reading, item, beliefs.get(item)) for item in shown),
    )


def _is_hidden(play: Play, entity: int) -> bool:
    return entity in play.hidden


def _notes(play: Play, reading: WorldReading, index: int) -> tuple[WaitingNote, ...]:
    """Return what waits for a played team: of each thing the latest."""
    latest: dict[int, WaitingNote] = {}
    for note in reading.teams[index].notes:
        if note.item == NONE or not reading.teams[index].is_played:
            continue
        row = play.file_model.items[note.item]
        said = "a first sign of it" if note.is_warning else believed_words(row.kind, note.value)
        words = f"{play.names.item(note.item)}: {said}"
        latest[note.item] = WaitingNote(
            play.file_model.name_of(row.entity), words, note.arrived_ms, is_own=note.is_own
        )
    return tuple(latest.values())


def _belief(play: Play, reading: WorldReading, item: int, held: BeliefReading | None) -> BeliefView:
    row = play.file_model.items[item]
    true = _truth(reading, row.kind, row.index)
    believed = "unknown" if held is None else believed_words(row.kind, held.value)
    is_wrong = held is not None and abs(held.value - true) > _CLOSE
    age = None if held is None or held.is_in_view else max(0, play.at_ms - held.observed_ms)
    return BeliefView(
        play.file_model.name_of(row.entity),
        play.names.item(item),
        believed,
        believed_words(row.kind, true),
        age_ms=age,
        is_known=held is not None,
        is_wrong=is_wrong,
    )


def _truth(reading: WorldReading, kind: ItemKind, index: int) -> float:
    if kind is ItemKind.ASSET:
        return reading.assets[index].level
    if kind is ItemKind.SERVICE:
        return reading.services[index].performance
    return max((one.severity for one in reading.occurrences if one.incident == index), default=0.0)
