"""What can be played here."""

from pathlib import Path

import pytest

from sems_sim.exercise import Host, commands
from sems_tui.papers.found import PRACTICE, find_journals, find_scenarios, journal_found, scenario_found
from tests.house.tree import ROOT

PUMP = ROOT / "scenarios" / "first-steps.yaml"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, in which one works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_scenarios_here_and_those_that_came_along_are_found(room: Path) -> None:
    """A scenario in this folder stands before one of the same name that came along, and each is there once."""
    (room / "north-hyde.yaml").write_text(PUMP.read_text(encoding="utf-8"), encoding="utf-8")
    found = {one.name: one for one in find_scenarios()}

    assert PRACTICE in found
    assert Path("north-hyde.yaml") == found["north-hyde"].path
    assert len(found) == len(find_scenarios())


def test_a_broken_scenario_is_shown_with_its_faults(room: Path) -> None:
    """A scenario that cannot be played is found all the same, with every fault and its place."""
    path = room / "broken.yaml"
    path.write_text(
        PUMP.read_text(encoding="utf-8").replace("needs: {asset: pump", "needs: {asset: pumpp"),
        encoding="utf-8",
    )
    found = scenario_found("broken", path)

    assert "cannot be played: 1 fault" == found.title
    assert "pumpp" in found.faults[0]


def test_what_an_exercise_holds_is_said() -> None:
    """Modules, injects and who is played are told for a scenario with an exercise."""
    found = scenario_found("north-hyde", ROOT / "scenarios" / "north-hyde.yaml")

    assert "3 modules · 5 injects · played: duty_manager, cmc" == found.detail


def test_journals_say_where_they_stand(room: Path) -> None:
    """A journal is found with the time at which it stands, and whether it has ended; the last written comes first."""
    path = room / "a.journal"
    host = Host.open_new(PUMP, seed=1, journal_path=path)
    host.submit(commands.StartExercise())
    host.submit(commands.JumpTo(3_600_000))
    host.close()
    (found,) = find_journals((room, room / "nowhere"))

    assert "A pump fails and a crew mends it" == found.title
    assert found.stands.startswith("stands at Mon 09:00 (T+1:00)")
    assert not found.has_ended


def test_an_ended_exercise_is_known_as_such(room: Path) -> None:
    """A journal in which ENDEX stands has ended; one without STARTEX has not begun."""
    path = room / "a.journal"
    host = Host.open_new(PUMP, seed=1, journal_path=path)
    host.close()
    assert journal_found(path).stands.startswith("not begun")
    host = Host.resume(path)
    host.submit(commands.StartExercise())
    host.submit(commands.EndExercise())
    host.close()

    assert journal_found(path).has_ended


def test_a_file_that_is_no_journal_says_so(room: Path) -> None:
    """What cannot be read is listed with the reason, and breaks nothing."""
    path = room / "b.journal"
    path.write_text("no journal", encoding="utf-8")
    found = journal_found(path)

    assert found.trouble
    assert "b.journal" == found.title
