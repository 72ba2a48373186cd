"""A first exercise at the desk: the real app before the real host, by keys alone."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from sems_sim.exercise import Host, entries, verify
from sems_tui.app import DeskApp
from sems_tui.screens import ControlScreen, ReviewScreen
from tests.unit.sems_tui import shots

NORTH_HYDE = Path(__file__).parents[2] / "scenarios" / "north-hyde.yaml"


def _host(path: Path) -> Host:
    return Host.open_new(NORTH_HYDE, seed=7, journal_path=path)


def _desk(host: Host) -> DeskApp:
    return DeskApp(host, resume=Host.resume)


async def _press(pilot: Pilot[Any], *names: str) -> str:
    """Press keys and wait until what they ordered is on disk and on the screen."""
    for name in names:
        await pilot.press(name)
    desk = pilot.app.desk  # type: ignore[attr-defined]  # the desk's own app
    if desk is not None:
        for _ in range(200):
            await pilot.pause(0.05)
            if desk.is_idle:
                break
    await pilot.pause(0.35)
    return shots.text_of(pilot.app)


def _facts(host: Host, kind: type[Any]) -> list[Any]:
    return [entry.fact for entry in host.entries if isinstance(entry.fact, kind)]


def test_a_first_exercise_by_keys_alone(tmp_path: Path) -> None:
    """Start, pause, fire early, add an inject, decide off the list, correct it, jump to a module, end, review.

    A facilitator who knows only the screen gets through with the keys at its foot; everything stands in the journal,
    which proves unchanged by the hash that is shown at the end.
    """
    host = _host(tmp_path / "one.journal")
    seen: dict[str, str] = {}
    facts: list[entries.Fact] = []

    async def drive(pilot: Pilot[Any]) -> None:
        seen["ready"] = await _press(pilot)
        await _press(pilot, "space")
        seen["paused"] = await _press(pilot, "space")
        await _press(pilot, "1", "home", "down")
        seen["fire"] = await _press(pilot, "f")
        await _press(pilot, "enter")
        await _press(pilot, "a", *"Rumour", "tab", "space")
        seen["added"] = await _press(pilot, "enter")
        await _press(pilot, "t", "4", "tab", *"Stop", "enter")
        await _press(pilot, "3", "end", "c")
        seen["amend"] = await _press(pilot, "end", *"ped", "enter")
        seen["jump"] = await _press(pilot, "j")
        seen["digest"] = await _press(pilot, "enter")
        seen["module"] = await _press(pilot, "enter")
        await _press(pilot, "ctrl+e")
        seen["review"] = await _press(pilot, "enter")
        assert any(isinstance(one, ReviewScreen) for one in pilot.app.screen_stack)
        seen["hash"] = host.head_hash

        facts.extend(entry.fact for entry in host.entries)

    shots.driven(_desk(host), (120, 36), drive)

    assert "press space to begin" in seen["ready"]
    assert "‖ PAUSED" in seen["paused"]
    assert "not convened yet" in seen["fire"]
    assert [("I2", ("cmc",)), ("I6", ("cmc",))] == [
        (fact.inject, fact.unreached) for fact in facts if isinstance(fact, entries.InjectReleased)
    ][1:3]
    assert ["Stop"] == [fact.text for fact in facts if isinstance(fact, entries.DecisionTaken)]
    assert [(("text", "Stopped"),)] == [
        fact.changes for fact in facts if isinstance(fact, entries.EntryAmended)
    ]
    assert "Module 2: The morning" in seen["jump"]
    assert "Read aloud" in seen["digest"]
    assert "module 2/3 The morning" in seen["module"]
    assert "REVIEW" in seen["review"]
    assert verify(tmp_path / "one.journal", seen["hash"]) is not None


def test_resumed_after_a_break_it_tells_what_is_on_record(tmp_path: Path) -> None:
    """A desk opened on the journal of one that vanished shows the last things on record, and the clock stands."""
    path = tmp_path / "two.journal"
    host = _host(path)
    host.start()
    from sems_sim.exercise import commands

    host.submit(commands.StartExercise())
    host.submit(commands.Observe("The room is quiet", who="evaluator"))
    host.close()

    async def drive(pilot: Pilot[Any]) -> str:
        return await _press(pilot)

    text = shots.driven(_desk(Host.resume(path)), (80, 24), drive)

    assert "Resumed" in text
    assert "The room is quiet" in text
    assert "‖ PAUSED" in text


def test_a_slip_is_undone_by_going_on_in_a_branch(tmp_path: Path) -> None:
    """U takes the exercise back to before a slip, in a journal of its own; the first one keeps everything."""
    path = tmp_path / "three.journal"
    host = _host(path)
    found: dict[str, Any] = {}

    async def drive(pilot: Pilot[Any]) -> None:
        await _press(pilot, "space")
        await _press(pilot, "space")
        await _press(pilot, "x", "enter")
        found["slip"] = len(_facts(host, entries.EffectsApplied))
        await _press(pilot, "u")
        await _press(pilot, "enter")
        for _ in range(100):
            await pilot.pause(0.1)
            desk = pilot.app.desk  # type: ignore[attr-defined]  # the desk's own app
            if desk is not None and desk.host is not host:
                break
        await _press(pilot)
        found["desk"] = desk
        found["effects"] = len(_facts(desk.host, entries.EffectsApplied))
        found["control"] = sum(isinstance(one, ControlScreen) for one in pilot.app.screen_stack)

    shots.driven(_desk(host), (120, 36), drive)

    assert (1, 0) == (found["slip"], found["effects"])
    assert 1 == found["control"]
    assert path.exists()
