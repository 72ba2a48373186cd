"""`sems-sim run`."""

import json
import math
from pathlib import Path

import pytest

from sems_sim.model import measures_of
from sems_sim.scenario import compile_model, read_scenario
from tests.unit.cli.speaking import PUMP, ask

KEYS = [
    "scenario",
    "seed",
    "engine",
    "fingerprint",
    "horizon_h",
    "events",
    "assumptions",
    "warnings",
    "measures",
]


def test_json_is_one_document_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The keys are those of the contract, in order, and each measure is a number or null."""
    answer = ask(capsys, "run", "pump.yaml", "--json", "--seed", "11")
    document = json.loads(answer.out)
    names = [measure.name for measure in measures_of(compile_model(read_scenario(folder / "pump.yaml")))]

    assert 0 == answer.status
    assert KEYS == list(document)
    assert ("a-pump-fails", 11, "engine", 24.0) == tuple(
        document[key] for key in ("scenario", "seed", "engine", "horizon_h")
    )
    assert names == list(document["measures"])
    assert all(value is None or math.isfinite(value) for value in document["measures"].values())


def test_a_missed_target_fails_only_when_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--fail-on-target` is for scripts; otherwise a missed target is a finding, not a failure."""
    plain = ask(capsys, "run", "pump.yaml", "--json")
    strict = ask(capsys, "run", "pump.yaml", "--json", "--fail-on-target")

    assert (0, 1) == (plain.status, strict.status)
    assert plain.out == strict.out
    assert folder.exists()


def test_settings_and_an_early_end_change_the_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--set` puts another value in the place of the file's, `--until` stops early."""
    mended = json.loads(
        ask(capsys, "run", "pump.yaml", "--json", "--set", "incidents.flood.severity=0.1").out
    )
    early = json.loads(ask(capsys, "run", "pump.yaml", "--json", "--until", "2h").out)

    assert 0 == mended["measures"]["asset.pump.failures"]
    assert (2.0, 1) == (early["horizon_h"], early["measures"]["asset.pump.failures"])
    assert folder.exists()


def test_the_story_goes_to_stdout_and_talk_to_stderr(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was asked for can be piped away; where things were kept is said beside it."""
    answer = ask(capsys, "run", "pump.yaml", "--report", "out.html", "--trace", "out.jsonl", "--out", "kept")

    assert 0 == answer.status
    assert "A pump fails at night" in answer.out
    assert "out.html" in answer.talk
    assert "out.html" not in answer.out
    assert "\x1b" not in answer.out
    assert (folder / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_trace_names_what_it_is_about(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line is an event with its number, time, kind, entity, value and cause."""
    ask(capsys, "run", "pump.yaml", "--trace", "out.jsonl", "--json")
    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    opened = next(row for row in rows if row["kind"] == "INCIDENT_OPENED")

    assert list(range(len(rows))) == [row["event"] for row in rows]
    assert ("flood", 3_600_000) == (opened["entity"], opened["time_ms"])
    assert all(row["cause"] < row["event"] for row in rows)


def test_a_faulty_file_is_told_with_every_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All faults with their places, none of them as a traceback."""
    (folder / "pump.yaml").write_text(
        PUMP.replace("needs: pump", "needs: pumpp").replace("0.4", "4"), "utf-8"
    )
    answer = ask(capsys, "run", "pump.yaml")

    assert (2, "") == (answer.status, answer.out)
    assert "did you mean 'pump'" in answer.talk
    assert 2 <= answer.talk.count("pump.yaml:")


def test_code_from_a_scenario_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without trust nothing of a scenario is executed, and the status is 3."""
    (folder / "pump.yaml").write_text(f"{PUMP}extensions: [mine.module:Thing]\n", encoding="utf-8")

    assert 3 == ask(capsys, "run", "pump.yaml").status
    assert 2 == ask(capsys, "run", "pump.yaml", "--trust-extensions").status


def test_runs_are_kept_where_there_is_a_folder_for_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a folder `results` nothing is kept; with one, or with `--out`, the run is."""
    ask(capsys, "run", "pump.yaml", "--json")

    assert ["pump.yaml"] == [path.name for path in folder.iterdir()]

    (folder / "results").mkdir()
    ask(capsys, "run", "pump.yaml", "--json")

    assert ["run.json", "trace.jsonl"] == sorted(
        path.name for path in (folder / "results" / "a-pump-fails-seed7").iterdir()
    )
