"""The cascade as a tree."""

from pathlib import Path

from sems_sim.events import Kind
from sems_sim.reports.review import review
from tests.unit.reports.tape import pump_night, tape_of


def test_what_went_wrong_hangs_from_what_brought_it_about(tmp_path: Path) -> None:
    """The flood took the pump, and the pump the water; hidden gates and units are stepped over."""
    (flood,) = review(pump_night(tape_of(tmp_path))).cascade
    (pump,) = flood.branches
    (water,) = pump.branches

    assert ["Flood", "Main pump", "Water"] == [
        flood.words.split(" began")[0],
        pump.words.split(" went")[0],
        water.words.split(" lost")[0],
    ]
    assert 3 == flood.size


def test_what_befalls_a_thing_again_is_counted(tmp_path: Path) -> None:
    """The second failure of the same pump is a number beside the first, not another branch."""
    tape = tape_of(tmp_path)
    tape.say(10, "pump", Kind.ASSET_LEVEL, 0)
    tape.say(20, "pump", Kind.ASSET_LEVEL, 1)
    tape.say(30, "pump", Kind.ASSET_LEVEL, 0)
    (pump,) = review(tape.run()).cascade

    assert 1 == pump.again


def test_an_inject_that_brought_nothing_about_is_no_cause(tmp_path: Path) -> None:
    """An inject stands in the tree only where something came of it."""
    tape = tape_of(tmp_path)
    fired = tape.say(10, "I1", Kind.INJECT_FIRED)

    assert () == review(tape.run()).cascade

    tape.say(11, "pump", Kind.ASSET_LEVEL, 0, fired)

    assert 2 == review(tape.run()).cascade[0].size


def test_a_cascade_through_thousands_is_cut_and_counted(tmp_path: Path) -> None:
    """However long a chain is, the tree stays readable, and says how much is not shown."""
    length = 1500
    links = "\n".join(f"  a{n}: {{needs: a{n - 1}}}" for n in range(1, length))
    text = (
        "sems_sim: 1\nid: c\ntitle: C\nclock: {start: 2026-01-12T22:00:00+00:00, runs: 8h}\n"
        f"assets:\n  a0: {{}}\n{links}\nincidents: {{f: {{opens: 1h, hurts: [{{at: 0, do: [{{fail: a0}}]}}]}}}}\n"
    )
    tape = tape_of(tmp_path, text)
    cause = tape.say(10, "a0", Kind.ASSET_LEVEL, 0)
    for number in range(1, length):
        cause = tape.say(10, f"a{number}", Kind.ASSET_LEVEL, 0, cause)
    (root,) = review(tape.run()).cascade
    deepest = root
    while deepest.branches:
        (deepest,) = deepest.branches

    assert length == root.size + deepest.beyond
    assert root.size < 50
