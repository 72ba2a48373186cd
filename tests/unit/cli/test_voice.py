"""How the command line speaks when something is wrong."""

from pathlib import Path

import click
import pytest

from sems_sim.cli.voice import status_of
from sems_sim.errors import InterruptedRunError, TrustError
from tests.unit.cli.speaking import ask


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "did you mean 'check'?"),
        (["run", "--seeed", "3", "x.yaml"], "did you mean '--seed'?"),
        (["run"], "FILE is missing"),
        (["run", "--seed"], "it needs a value"),
        (["run", "--json=3", "x"], "it takes no value"),
        (["schema", "more"], "more was given than this command takes"),
        (["run", "pmup.yaml"], "did you mean 'pump.yaml'?"),
        (["run", "pump.yaml", "--seed", "-1"], "a seed is a whole number"),
        (["run", "pump.yaml", "--until", "6"], "did you mean '6m' or '6h'?"),
        (["run", "pump.yaml", "--until", "0"], "a run takes some time"),
        (["run", "pump.yaml", "--engine", "kernal"], "did you mean 'kernel'?"),
        (["run", "pump.yaml", "--replication", "-1"], "a whole number from 0 up"),
        (["run", "pump.yaml", "--set", "money"], "a setting is PATH=VALUE"),
        (["run", "pump.yaml", "--set", "assets.pmup.units=2"], "did you mean 'pump'?"),
        (["run", "."], "is a folder"),
    ],
)
def test_wrong_arguments_are_told_with_a_remedy(
    arguments: list[str], words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong goes to stderr in our words, nothing to stdout, and the status is 2."""
    answer = ask(capsys, *arguments)

    assert (2, "") == (answer.status, answer.out)
    assert words in answer.talk
    assert answer.talk.startswith("sems-sim: ")
    assert "Traceback" not in answer.talk
    assert folder.exists()


def _ending_with(error: BaseException) -> click.Command:
    @click.command()
    def end() -> None:
        raise error

    return end


def test_a_bug_is_one_line_and_its_details_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The user sees no traceback but where it is, and the status is 70."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    status = status_of(_ending_with(ZeroDivisionError("by zero")), [])
    talk = capsys.readouterr().err
    (kept,) = (tmp_path / "sems-sim").iterdir()

    assert 70 == status
    assert 1 == len(talk.splitlines())
    assert str(kept) in talk
    assert "by zero" in kept.read_text(encoding="utf-8")


def test_each_ending_has_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    """Refused for safety is 3, interrupted is 130, whether by us or by the keyboard."""
    statuses = [
        status_of(_ending_with(error), [])
        for error in (
            TrustError("not trusted"),
            InterruptedRunError("stopped"),
            KeyboardInterrupt(),
            click.Abort(),
        )
    ]

    assert [3, 130, 130, 130] == statuses
    assert "Traceback" not in capsys.readouterr().err


def test_a_closed_pipe_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever reads the output may stop reading."""
    monkeypatch.setattr("sems_sim.cli.voice._leave_the_pipe", lambda: 0)

    assert 0 == status_of(_ending_with(BrokenPipeError()), [])
    assert "" == capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever types the name alone sees what there is, in the order in which one needs it."""
    answer = ask(capsys)
    places = [answer.out.index(f"\n  {name} ") for name in ("run", "why", "check", "new", "list", "doctor")]

    assert 0 == answer.status
    assert sorted(places) == places
