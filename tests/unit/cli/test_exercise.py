"""`sems-sim exercise`."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest

from sems_sim.engine import simulate
from sems_sim.exercise import DeskOrder, read_journal, rebuild, verify
from tests.unit.cli.speaking import ask

DRILL = """\
sems_sim: 1
id: a-pump-fails
title: A pump fails at night
clock: {start: 2026-01-12T22:00:00+00:00, runs: 24h}
assets: {pump: {title: Main pump}}
services: {water: {unit: household, demand: 30/h, needs: pump, mbco: 50%, rto: 4h, mtpd: 12h}}
incidents: {flood: {opens: 1h, severity: 0.4, hurts: [{at: 0.3, do: [{fail: pump}]}]}}
plans:
  mend_pump: {when: down(pump), tasks: {mend: {takes: 2h, do: [{repair: pump}]}}}
exercise:
  handling: Exercise, official
  injects: [{id: I1, at: 30m, text: It rains.}]
"""
SCRIPT = "by: control\nsteps:\n  - start\n  - {at: 20m, fire: I1}\n  - {at: 2h, mark: seen}\n  - {at: 5h, end: done}\n"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scenario and a script, which is where the command is given."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drill.yaml").write_text(DRILL, encoding="utf-8")
    (tmp_path / "script.yaml").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def test_a_script_is_played_told_and_kept(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The log goes to stdout with the hash that proves it; the journal lies in `results` under a name of its own."""
    first = ask(capsys, "exercise", "drill.yaml", "--headless", "script.yaml", "--seed", "3")
    ask(capsys, "exercise", "drill.yaml", "--headless", "script.yaml", "--seed", "3")

    assert 0 == first.status, first.talk
    for words in (
        "EXERCISE",
        "Exercise, official",
        "It rains.",
        "marked for the debrief: seen [control]",
        "ended at",
    ):
        assert words in first.out
    assert 2 == len(list((room / "results").glob("a-pump-fails-*.journal")))
    kept = room / first.talk.split("journal: ")[1].strip()
    assert (room / "results", 3) == (kept.parent, read_journal(kept).head.seed)
    assert verify(kept).head_hash in first.out


def test_json_is_one_document(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fingerprint, hash, every entry, and the measures that a run with the same orders gives."""
    arguments = (
        "exercise",
        "drill.yaml",
        "--headless",
        "script.yaml",
        "--journal",
        "j",
        "--speed",
        "x60",
        "--json",
    )
    answer = ask(capsys, *arguments)
    document = json.loads(answer.out)

    assert (0, "ended", 18_000_000, []) == (
        answer.status, document["state"], document["at_ms"], document["refused"],
    )  # fmt: skip
    assert (verify(room / "j").head_hash, "j") == (document["head_hash"], document["journal"])
    facts = [entry["fact"] for entry in document["entries"]]
    assert {"is": "SpeedSet", "speed": 60} == facts[0]
    (end,) = (fact for fact in facts if fact["is"] == "ExerciseEnded")
    standing = rebuild(read_journal(room / "j")).standing()
    run = simulate(standing.model, seed=standing.seed, policy=standing.policy, until_ms=standing.now_ms)
    assert (run.fingerprint, dict(run.measures)) == (end["fingerprint"], document["measures"])
    assert 1 == document["measures"]["asset.pump.failures"]


def test_the_same_script_gives_the_same_exercise(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Same file, seed and script: same fingerprint, whatever the speed and whatever the hour."""
    found = []
    for number, speed in enumerate(("1", "600")):
        answer = ask(
            capsys, "exercise", "drill.yaml", "--headless", "script.yaml", "--json", "--speed", speed,
            "--journal", f"j{number}",
        )  # fmt: skip
        found.append(json.loads(answer.out)["fingerprint"])

    assert found[0] == found[1]
    assert room.exists()


def test_what_is_refused_is_told_with_its_place(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The steps that follow are played; the exit status says that something was wrong."""
    (room / "script.yaml").write_text("- start\n- {fire: I9}\n- {at: 1h, mark: on}\n", encoding="utf-8")

    answer = ask(capsys, "exercise", "drill.yaml", "--headless", "script.yaml")

    assert 2 == answer.status
    assert "script.yaml:2:4: refused:" in answer.talk
    assert "marked for the debrief: on" in answer.out


def test_an_exercise_is_taken_up_again(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its own scenario, though the file has gone, and under its own journal."""
    (room / "first.yaml").write_text("- start\n- {at: 20m, mark: a}\n", encoding="utf-8")
    (room / "then.yaml").write_text("- resume\n- {at: 40m, mark: b}\n- end\n", encoding="utf-8")
    ask(capsys, "exercise", "drill.yaml", "--headless", "first.yaml", "--journal", "j")
    (room / "drill.yaml").unlink()

    answer = ask(capsys, "exercise", "--resume", "j", "--headless", "then.yaml")

    assert 0 == answer.status, answer.talk
    assert ["a", "b"] == [row.data["do"]["text"] for row in read_journal(room / "j").rows() if "do" in row.data
                          and row.data["do"]["is"] == "Mark"]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["drill.yaml", "--resume", "j"], "not both"),
        (["--resume", "j", "--seed", "3"], "takes no --journal, --seed or --set"),
        (["drill.yaml", "--speed", "601"], "from 1 to 600"),
        (["drill.yaml", "--json"], "--json goes with --headless"),
        (["--headless", "script.yaml"], "needs a scenario FILE"),
        (["--resume", "nothing", "--headless", "script.yaml"], "there is no journal nothing"),
        (["dril.yaml", "--headless", "script.yaml"], "did you mean 'drill.yaml'?"),
        (["drill.yaml", "--headless", "missing.yaml"], "there is no such file"),
        (
            ["drill.yaml", "--headless", "script.yaml", "--journal", "drill.yaml"],
            "no journal is ever overwritten",
        ),
        (["drill.yaml", "--headless", "script.yaml", "--journal", "no/where"], "there is no folder no"),
    ],
)
def test_wrong_arguments_are_told_in_our_words(
    room: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    """Each with what to do; nothing is written."""
    answer = ask(capsys, "exercise", *arguments)

    assert (2, "") == (answer.status, answer.out)
    assert words in answer.talk
    assert ["drill.yaml", "script.yaml"] == sorted(path.name for path in room.iterdir())


class _Desk:
    """An entry point that somebody installed."""

    name = "terminal"

    def __init__(self) -> None:
        """Nobody asked yet."""
        self.orders: list[DeskOrder] = []

    def load(self) -> _Desk:
        """Give the function."""
        return self

    def __call__(self, order: DeskOrder) -> int:
        """Open."""
        self.orders.append(order)
        return 0


def test_without_a_script_the_desk_that_is_installed_opens(
    room: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets what was asked for, and neither door knows the other."""
    desk = _Desk()
    monkeypatch.setattr(metadata, "entry_points", lambda group: [desk] if group == "sems_sim.desks" else [])

    assert 0 == ask(capsys, "exercise").status
    assert 0 == ask(capsys, "exercise", "drill.yaml", "--speed", "60", "--set", "a.b=1", "--seed", "0").status
    assert 0 == ask(capsys, "exercise", "--resume", "j").status

    assert [
        DeskOrder(),
        DeskOrder(Path("drill.yaml"), seed=0, overrides={"a.b": "1"}, speed=60),
        DeskOrder(resume=Path("j")),
    ] == desk.orders
    assert room.exists()


def test_an_installation_without_a_desk_says_so(
    room: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And names what works all the same."""
    monkeypatch.setattr(metadata, "entry_points", lambda group: [group][1:])

    answer = ask(capsys, "exercise", "drill.yaml")

    assert 2 == answer.status
    assert "--headless" in answer.talk
    assert room.exists()
