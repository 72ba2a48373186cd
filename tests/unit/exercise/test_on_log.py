"""What is written down, and put right."""

import pytest

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise.amending import Changes
from sems_sim.exercise.commands import AmendEntry, Observe, SendMethane
from sems_sim.exercise.entries import EntryAmended, MethaneSent, Observed
from tests.unit.exercise.stage import Stage


def _number(stage: Stage, kind: type) -> int:
    return next(one.number for one in stage.session.entries if isinstance(one.fact, kind))


def test_an_amended_entry_shows_the_new_words_and_keeps_the_old() -> None:
    """The line says what counts now, with what it said before beside it; the entry itself is untouched."""
    stage = Stage().begin()
    stage.do(Observe("They kept no log", objective="O2", rating="U"))
    number = _number(stage, Observed)
    stage.do(AmendEntry(number, (("text", "They kept a log"), ("rating", "P")), "mistyped"))
    line = stage.picture.feed[number - 1]

    assert ("O2 rated P: They kept a log", "O2 rated U: They kept no log") == (line.words, line.struck)
    assert Observed("They kept no log", objective="O2", rating="U") == stage.session.entries[number - 1].fact
    assert "P" == next(one for one in stage.picture.objectives if one.id == "O2").rating


def test_an_entry_can_be_amended_again() -> None:
    """Each amendment says what the field said until then."""
    stage = Stage().begin()
    stage.do(Observe("one"))
    number = _number(stage, Observed)
    stage.do(AmendEntry(number, (("text", "two"),)), AmendEntry(number, (("text", "three"),)))
    amendments = [one for one in stage.facts(EntryAmended) if isinstance(one, EntryAmended)]

    assert [(("text", "one"),), (("text", "two"),)] == [one.was for one in amendments]


@pytest.mark.parametrize(
    ("entry", "changes", "words"),
    [
        (99, (("text", "x"),), "no entry 99"),
        (1, (("text", "x"),), "no text 'text'"),
        (2, (), "nothing is to be changed"),
    ],
)
def test_an_amendment_that_fits_nothing_is_refused(entry: int, changes: Changes, words: str) -> None:
    """No entry, no such field, no change: each is named."""
    with pytest.raises(CommandRefusedError, match=words):
        Stage().begin().do(AmendEntry(entry, changes))


def test_a_rating_outside_the_scale_is_no_amendment() -> None:
    """P, S, M and U are the ratings."""
    stage = Stage().begin()
    stage.do(Observe("x", objective="O1", rating="S"))
    with pytest.raises(CommandRefusedError, match="rating"):
        stage.do(AmendEntry(_number(stage, Observed), (("rating", "A"),)))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (Observe("x", objective="O9"), "no objective 'O9'"),
        (Observe("x", inject="I9"), "no inject 'I9'"),
        (Observe("x", rating="P"), "needs an objective"),
        (Observe("  "), "nothing in this observation"),
    ],
)
def test_an_observation_has_to_be_about_something(command: Observe, words: str) -> None:
    """Unknown names and empty notes are refused."""
    with pytest.raises(CommandRefusedError, match=words):
        Stage().begin().do(command)


def test_a_message_is_ethane_until_a_major_incident_is_declared() -> None:
    """The seven fields are kept in their order, and the log says which it was."""
    stage = Stage().begin()
    stage.do(
        SendMethane("duty", ("watch",), exact_location="East pump house"),
        SendMethane("duty", ("watch",), major_incident="yes, 22:30", exact_location="East pump house"),
    )
    lines = [one.words.split(" ")[0] for one in stage.picture.feed if "ETHANE" in one.words]
    first = stage.facts(MethaneSent)[0]

    assert ["ETHANE", "METHANE"] == lines
    assert isinstance(first, MethaneSent)
    assert ["M", "E", "T", "H", "A", "N", "E"] == [name[0] for name, _ in first.fields]


def test_an_observation_that_is_written_down_later_says_when_it_was_seen() -> None:
    """A sheet that comes in after the end tells of a time before it."""
    stage = Stage().begin(60)
    stage.wait(60_000)
    entry = stage.do(Observe("They waited", "Umpire", seen_ms=1_800_000))[0]

    assert Observed("They waited", "Umpire", seen_ms=1_800_000) == entry.fact
    assert "They waited (seen at Mon 22:30 (T+0:30)), by Umpire" == stage.picture.feed[entry.number - 1].words


@pytest.mark.parametrize("seen_ms", [-1, 3_600_001])
def test_nobody_can_have_seen_what_has_not_come_yet(seen_ms: int) -> None:
    """Nor what was before it began."""
    stage = Stage().begin(60)
    stage.wait(60_000)
    with pytest.raises(CommandRefusedError, match="not come to"):
        stage.do(Observe("x", seen_ms=seen_ms))
