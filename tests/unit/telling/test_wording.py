"""Each record as a sentence."""

from pathlib import Path

import pytest

from sems_sim.events import Kind, Record
from sems_sim.model import EntityKind, Verb
from sems_sim.telling.names import Names, readable
from sems_sim.telling.wording import Wording
from tests.unit.reports.tape import Tape, pump_night, tape_of


@pytest.fixture
def tape(tmp_path: Path) -> Tape:
    """A blank tape."""
    return tape_of(tmp_path)


def _said(tape: Tape, name: str, kind: Kind, value: float = 0.0) -> str:
    index = tape.say(0, name, kind, value)
    return Wording(tape.model, tape.records).sentence(index)


_ABOUT = {
    "INJECT": "I1",
    "INCIDENT": "flood",
    "PRECURSOR": "flood",
    "UNIT": "pump",
    "ASSET": "pump",
    "STANDBY": "pump",
    "BUFFER": "pump",
    "LATENT": "pump",
    "SERVICE": "water",
    "PERFORMANCE": "water",
    "DEMAND": "water",
    "RESOURCE": "fitters",
    "SURGE": "fitters",
    "LEVEL": "tactical",
    "AUTHORITY": "tactical",
    "CONTEXT": "tactical",
    "RHYTHM": "tactical",
    "PLAN": "mend_pump",
    "RAISE": "tactical",
    "STAND": "tactical",
    "DECISION": "tankers",
    "WRONG": "tankers",
    "TASK": "mend_pump.mend",
    "LINK": "watch-chief:direct",
    "MESSAGE": "watch-chief:direct",
    "WARNING": "flood",
    "SURPRISED": "flood",
}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_words(kind: Kind, tape: Tape) -> None:
    """No record is left without a sentence, and none shows a name of the file or a bare template."""
    said = _said(tape, _ABOUT.get(kind.name.split("_")[0], "watch"), kind, 1.0)

    assert said
    assert said[0] == said[0].upper()
    assert not set("{}_") & set(said), said


@pytest.mark.parametrize("verb", list(Verb))
def test_every_verb_has_words(verb: Verb, tape: Tape) -> None:
    """No effect is left without words."""
    said = _said(tape, "pump", Kind.EFFECT_APPLIED, float(verb))

    assert "was changed" not in said or verb in (Verb.DEMAND, Verb.CAPACITY, Verb.MATURITY)
    assert "{" not in said


def test_what_waits_for_players_names_what_it_is_about(tape: Tape) -> None:
    """Notes and news name the item; a note about nothing is a message."""
    item = next(
        number for number, row in enumerate(tape.model.items) if tape.model.name_of(row.entity) == "pump"
    )
    said = [_said(tape, "watch", kind, float(item)) for kind in (Kind.NOTE_DUE, Kind.TELL_DUE)]

    assert all(sentence.lower().endswith(f": {Names(tape.model).item(item)}".lower()) for sentence in said)
    assert _said(tape, "watch", Kind.NOTE_DUE, -1.0).endswith(": a message")


def test_what_no_option_says_is_said_so(tape: Tape) -> None:
    """A decision off the list names no option."""
    assert _said(tape, "tankers", Kind.DECISION_TAKEN, 0.0).endswith("something that no option says")


def test_titles_stand_for_names(tape: Tape) -> None:
    """Where the file gives a title it is used, and elsewhere the name is made readable."""
    names = Names(tape.model)

    assert ("Main pump", "mend pump") == (names.of(tape.entity("pump")), names.of(tape.entity("mend_pump")))
    assert "first flights" == readable("restart.first_flights")
    assert "watch to Duty chief" == names.of(tape.entity("watch-chief:direct"))


def test_an_asset_is_down_or_works_in_part_or_works(tape: Tape) -> None:
    """The level of an asset is told in words, in part as a share."""
    said = [_said(tape, "pump", Kind.ASSET_LEVEL, level) for level in (0.0, 0.75, 1.0)]

    assert ["Main pump went down", "Main pump worked at 75%", "Main pump worked fully"] == said


def test_a_belief_says_who_holds_what(tape: Tape) -> None:
    """The value that the record after it carries goes into the sentence."""
    index = tape.believe(1, "chief", "pump", 0.0)

    assert "Duty chief believed: Main pump down" == Wording(tape.model, tape.records).sentence(index)


def test_a_decision_names_its_option(tape: Tape) -> None:
    """Options are counted from 1 within their decision."""
    assert "Duty chief decided: Wait and see" == _said(tape, "tankers", Kind.DECISION_TAKEN, 2)


def test_going_back_to_a_lower_level_is_no_handover(tape: Tape) -> None:
    """A level that is entered because a higher one was stood down is told as a return."""
    ended = tape.say(5, "tactical", Kind.LEVEL_ENDED)
    index = tape.say(5, "operational", Kind.LEVEL_ENTERED, 1.0, ended)

    assert "Response went back to operational level" == Wording(tape.model, tape.records).sentence(index)


def test_hostile_titles_are_made_harmless(tmp_path: Path) -> None:
    """What a file says in a title cannot steer the terminal."""
    text = 'assets: {pump: {title: "\\e[31mred\\u202E"}}'
    tape = tape_of(tmp_path, _with(text))

    assert "[31mred went down" == _said(tape, "pump", Kind.ASSET_LEVEL, 0.0)


def _with(line: str) -> str:
    head = "sems_sim: 1\nid: odd\ntitle: Odd\nclock: {start: 2026-01-12T22:00:00+00:00, runs: 4h}\n"
    return f"{head}{line}\nincidents: {{flood: {{opens: 1h}}}}\n"


def test_a_kind_from_the_future_is_told_as_unknown(tape: Tape) -> None:
    """A trace of a later version does not stop the report."""
    tape.records.append(Record(0, 0, 0, 9999, 0.0, -1))

    assert "kind unknown" in Wording(tape.model, tape.records).sentence(0)


def test_every_entity_has_a_name_to_read(tmp_path: Path) -> None:
    """Each entity of a run can be named, whatever it is."""
    run = pump_night(tape_of(tmp_path))
    names = Names(run.model)

    assert all(names.of(index) for index in range(len(run.model.entities)))
    assert {EntityKind.LINK, EntityKind.TEAM} <= {entity.kind for entity in run.model.entities}
