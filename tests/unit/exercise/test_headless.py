"""A script played without a screen: each command at its moment, as fast as can be."""

from __future__ import annotations

from pathlib import Path

from sems_sim.exercise import commands as ask
from sems_sim.exercise import entries as told
from sems_sim.exercise.headless import Played, play_script
from sems_sim.exercise.keeper import Keeper
from sems_sim.exercise.script import parse_script
from tests.unit.exercise.keeping import again, kept


def _played(folder: Path, text: str) -> tuple[Keeper, Played]:
    keeper = kept(folder)
    return keeper, play_script(keeper, parse_script(text, "s.yaml"))


def test_steps_come_at_their_moments(tmp_path: Path) -> None:
    """Scenario time by `at`, whatever the speed; the room's time by `wait`; and all of it is in the journal."""
    keeper, played = _played(
        tmp_path,
        "- start\n- {at: 5m, speed: 60}\n- {at: 15m, mark: a}\n- {wait: 2s, mark: b, by: umpire}\n- pause\n"
        "- {wait: 1h, mark: c}\n- end\n",
    )

    marks = [
        (e.at_ms, e.room_ms, e.fact.text, e.by)
        for e in keeper.session.entries
        if isinstance(e.fact, told.Marked)
    ]
    assert [
        (900_000, 310_000, "a", ""),
        (1_020_000, 312_000, "b", "umpire"),
        (1_020_000, 3_912_000, "c", ""),
    ] == marks
    assert (3_912_000, 7, ()) == (played.room_ms, played.steps, played.faults)
    keeper.journal.close()
    assert keeper.session.fingerprint == again(tmp_path).session.fingerprint


def test_a_refused_step_is_told_with_its_place_and_the_next_one_follows(tmp_path: Path) -> None:
    """Unless it may fail, which is no fault."""
    keeper, played = _played(tmp_path, "- start\n- {skip: I1}\n- {skip: I2, may_fail: true}\n- {mark: on}\n")

    assert [(2, 4, "refused: no SkipInject here", "mark something")] == [
        (fault.line, fault.column, fault.message, fault.remedy) for fault in played.faults
    ]
    assert (2, told.Marked("on")) == (played.steps, keeper.session.entries[-1].fact)


def test_a_moment_that_never_comes_ends_the_script(tmp_path: Path) -> None:
    """A clock that stands never shows it, and one that is past it never shows it again."""
    for name, text, message in (
        (
            "a",
            "- start\n- pause\n- {at: 5m, mark: a}\n- {mark: b}\n",
            "never comes to 5m: it stands at 0 (paused)",
        ),
        ("b", "- start\n- {jump: 2h}\n- {at: 1h, mark: a}\n", "the scenario clock shows 2h already"),
    ):
        (tmp_path / name).mkdir()
        keeper, played = _played(tmp_path / name, text)
        assert message in played.faults[0].message
        assert told.Marked("b") not in [entry.fact for entry in keeper.session.entries]


def test_an_answer_to_nothing_is_refused(tmp_path: Path) -> None:
    """A script that expects a prompt says so when none waits."""
    _, played = _played(tmp_path, "- start\n- {accept: raise}\n")

    assert "refused: no prompt of the kind 'raise' waits" == played.faults[0].message
    assert isinstance(parse_script("- accept: 3\n", "s")[0].command, ask.AnswerPrompt)
