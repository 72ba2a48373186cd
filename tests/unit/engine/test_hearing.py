"""Played teams: notes wait, are taken in as written, and nothing is passed on by itself."""

from __future__ import annotations

from sems_sim.events import Kind
from sems_sim.model import EntityKind, Verb
from tests.unit.engine.rehearsing import Live
from tests.unit.engine.staging import inject, row_of

OFFICE = (
    "assets: {pump: {}, valve: {}}\n"
    "teams: {desk: {level: operational, watches: [pump, valve], sees: 5000/h, reports: 100%, handles: 0m, "
    "competence: 1000, tells: [boss]}, boss: {level: crisis, handles: 0m, competence: 1000}}\n"
    "links: [{between: [desk, boss], by: radio, takes: 10m, loses: 0%}]\n"
)
FIRE = (
    OFFICE.replace("watches: [pump, valve]", "watches: [fire]")
    + "incidents: {fire: {opens: 1h, severity: 0.5, visibility: 1}}\n"
)
FAILS = inject("at: 1h, do: [{fail: pump}]", "at: 2h, do: [{fail: valve}]")


def test_what_a_played_team_could_see_waits_and_is_not_seen() -> None:
    """A note is due for each of two failures; nothing is noticed, believed or told, and there is no load."""
    live = Live(OFFICE + FAILS, played=("desk",))
    live.to(3)
    waiting = live.read().teams[row_of(live.start, EntityKind.TEAM, "desk")]
    told = live.end()

    assert ["desk", "desk"] == told.names(Kind.NOTE_DUE)
    assert [(True, 0.5), (True, 0.5)] == [(note.is_own, waiting.load) for note in waiting.notes]
    assert [] == told.told(Kind.SEEN) + told.told(Kind.BELIEVED) + told.told(Kind.MESSAGE_SENT)
    assert (0.0, 0.0) == (told.measure("team.desk.overload_h"), told.measure("team.desk.errors"))


def test_what_is_heard_is_believed_as_written_and_telling_is_due_once_an_item() -> None:
    """Heard at 3 h: both are believed then, oldest first; one prompt for each to pass on, and nothing sent."""
    live = Live(OFFICE + FAILS, played=("desk",))
    live.order(3, Verb.HEAR, "desk", -1)
    told = live.end()

    assert [3.0, 3.0] == told.hours(Kind.BELIEVED, "desk")
    assert [0.0, 0.0] == told.values(Kind.BELIEF, "desk")
    assert told.values(Kind.NOTE_DUE) == told.values(Kind.BELIEVED) == told.values(Kind.TELL_DUE)
    assert [] == told.told(Kind.MESSAGE_SENT)
    assert ["SEEN desk", "EFFECT_APPLIED desk"] == told.roots(told.told(Kind.BELIEVED)[0])


def test_only_what_is_asked_about_is_heard() -> None:
    """Hearing of the valve leaves the pump waiting; hearing again of what waits no more leaves no record."""
    live = Live(OFFICE + FAILS, played=("desk",))
    live.to(3)
    valve = live.read().teams[row_of(live.start, EntityKind.TEAM, "desk")].notes[1].item
    live.order(3, Verb.HEAR, "desk", valve)
    live.order(4, Verb.HEAR, "desk", valve)
    told = live.end()

    assert [float(valve)] == told.values(Kind.BELIEVED)
    assert [3.0] == told.hours(Kind.EFFECT_APPLIED)


def test_an_incident_is_detected_when_players_take_it_in() -> None:
    """It could be seen at 1 h, and is taken in at 4 h: that is when it was detected."""
    live = Live(FIRE, played=("desk",))
    live.order(4, Verb.HEAR, "desk", -1)
    told = live.end()

    assert told.hours(Kind.NOTE_DUE)[0] < 1.1
    assert 3.0 == told.measure("incident.fire.detected_h")
    assert Live(FIRE, played=("desk",)).end().measure("incident.fire.detected_h") is None


def test_the_model_goes_on_with_what_waits_when_it_takes_over() -> None:
    """Handed back at 3 h: both are seen, believed and told then, and the team is one like any other."""
    live = Live(OFFICE + FAILS, played=("desk",))
    live.order(3, Verb.PLAY, "desk", 0)
    told = live.end()

    assert [3.0, 3.0] == told.hours(Kind.SEEN, "desk") == told.hours(Kind.BELIEVED, "desk")
    assert 2 == len(told.told(Kind.MESSAGE_ARRIVED))
    assert [0.0] == told.values(Kind.TEAM_PLAYED)


def test_players_who_take_over_are_told_what_waits() -> None:
    """What lies in an inbox that takes hours to serve is due at once; what is in hand is finished."""
    live = Live(OFFICE.replace("handles: 0m", "handles: 5h, attention: 1", 1) + FAILS)
    live.order(3, Verb.PLAY, "desk", 1)
    told = live.end()

    assert [3.0] == told.hours(Kind.NOTE_DUE)
    assert 6.0 == round(told.hours(Kind.BELIEVED)[0], 1)
    assert 1 == len(told.told(Kind.BELIEVED))
    assert told.values(Kind.TELL_DUE) == told.values(Kind.BELIEVED)


def test_a_team_of_nobody_takes_nothing_in() -> None:
    """Its inbox waits until somebody is there, also where the model plays it."""
    live = Live(OFFICE + FAILS)
    live.order(0, Verb.ROSTER, "desk", 0)
    live.order(5, Verb.ROSTER, "desk", 1)
    told = live.end()

    assert [5.0, 5.0] == told.hours(Kind.BELIEVED, "desk")
    assert [0.0, 1.0] == told.values(Kind.ROSTER_CHANGED)


def test_players_act_on_a_warning_when_they_hear_of_it() -> None:
    """The sign shows hours ahead; foresight at its best acts on it as told."""
    text = FIRE.replace("opens: 1h", "opens: 20h, precursor: {lead: 10h, shows: 100%, do: [{end: fire}]}")
    lives = [Live(text, played=("desk",), seed=seed) for seed in range(8)]
    for live in lives:
        live.order(15, Verb.HEAR, "desk", -1)
    ends = [live.end() for live in lives]

    acted = [told.hours(Kind.WARNING_ACTED_ON) for told in ends]
    assert [15.0] in acted
    assert all(hours in ([], [15.0]) for hours in acted)
    assert all([] == told.told(Kind.REPORT_WITHHELD) for told in ends)
