"""`sems-sim stress`."""

import json
import math
from pathlib import Path

import pytest

from sems_sim.cli.crisis import Order
from sems_sim.cli.stress_order import StressOrder, Studies
from sems_sim.cli.stress_studies import read_break
from sems_sim.engine import simulate
from sems_sim.errors import ArgumentError
from sems_sim.model import measures_of
from sems_sim.scenario import compile_model, read_scenario
from tests.unit.cli.speaking import PUMP, ask

KEYS = [
    "scenario",
    "seed",
    "engine",
    "replications",
    "fingerprint",
    "horizon_h",
    "events",
    "assumptions",
    "warnings",
    "targets",
    "measures",
    "studies",
]
SUMMARY = ["mean", "se", "sd", "p05", "p25", "p50", "p75", "p95", "n", "censored"]
FEW = ("--engine", "engine", "--workers", "1", "-n", "12")
UNSURE = """\
study:
  targets: {quick: service.water.time_to_mbco_h <= 1h}
  levers: {crew: {set: resources.fitters.amount, to: [0, 4]}}
  uncertainties: {depth: {set: incidents.flood.severity, by: uniform 0.1 0.6}}
"""


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is kept for the user is kept in the folder of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_the_first_line_is_the_share_of_runs_that_hold(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything else stands in what share of runs the targets are met, with its interval and n."""
    answer = ask(capsys, "stress", "pump.yaml", *FEW)

    assert 0 == answer.status
    assert answer.out.startswith("The stated target is met in 0% (0% to 26.5%, n = 12) of runs")
    assert folder.exists()


def test_json_is_one_document_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The head is that of a run with the number of replications, and each measure has its summary."""
    answer = ask(capsys, "stress", "pump.yaml", "--json", "--seed", "11", *FEW)
    document = json.loads(answer.out)
    names = [measure.name for measure in measures_of(compile_model(read_scenario(folder / "pump.yaml")))]

    assert (0, "") == (answer.status, answer.talk)
    assert KEYS == list(document)
    assert ("a-pump-fails", 11, "engine", 12) == tuple(document[key] for key in KEYS[:4])
    assert names == list(document["measures"])
    assert all(SUMMARY == list(found) for found in document["measures"].values())
    assert ["all", "quick"] == list(document["targets"])


def test_each_replication_is_a_run_that_can_be_looked_at(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The least and the largest value of an ensemble are those of its single runs."""
    model = compile_model(read_scenario(folder / "pump.yaml"))
    costs = [simulate(model, seed=7, replication=r).measures["service.water.lost"] for r in range(12)]
    found = json.loads(ask(capsys, "stress", "pump.yaml", "--json", *FEW).out)
    run = json.loads(ask(capsys, "run", "pump.yaml", "--json", "--replication", "4").out)

    assert math.fsum(cost or 0.0 for cost in costs) / 12 == pytest.approx(
        found["measures"]["service.water.lost"]["mean"]
    )
    assert (4, costs[4]) == (run["replication"], run["measures"]["service.water.lost"])


def test_a_target_missed_in_any_run_fails_only_when_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--fail-on-target` is for scripts."""
    plain = ask(capsys, "stress", "pump.yaml", "--json", *FEW)
    strict = ask(capsys, "stress", "pump.yaml", "--json", "--fail-on-target", *FEW)

    assert (0, 1) == (plain.status, strict.status)
    assert plain.out == strict.out
    assert folder.exists()


def test_runs_are_kept_where_there_are_results_and_gone_on_with(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under `results` the same request finds its folder again and another request gets its own."""
    (folder / "results").mkdir()
    first = ask(capsys, "stress", "pump.yaml", *FEW)
    again = ask(capsys, "stress", "pump.yaml", *FEW)
    other = ask(capsys, "stress", "pump.yaml", "--set", "incidents.flood.severity=0.1", *FEW)
    kept = sorted(path.name for path in (folder / "results").iterdir())

    assert (0, 0, 0) == (first.status, again.status, other.status)
    assert ["a-pump-fails-seed7-stress", "a-pump-fails-seed7-stress-2"] == kept
    assert first.out == again.out


def test_a_folder_that_holds_runs_is_not_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder asked for is only gone on with when that is said; then more runs are added to it."""
    ask(capsys, "stress", "pump.yaml", "--out", "mine", *FEW)
    refused = ask(capsys, "stress", "pump.yaml", "--out", "mine", *FEW)
    more = ask(capsys, "stress", "pump.yaml", "--out", "mine", "--resume", *FEW[:-1], "20", "--json")

    assert (2, 0, 20) == (refused.status, more.status, json.loads(more.out)["replications"])
    assert "--resume" in refused.talk
    assert (folder / "mine" / "manifest.json").is_file()


def test_nothing_is_left_behind_where_nothing_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a folder of results the runs are gone when all is told."""
    ask(capsys, "stress", "pump.yaml", *FEW)

    ask(capsys, "stress", "pump.yaml", "--vary", "no-such-lever", *FEW)

    assert [] == list((folder / "state").rglob("manifest.json"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-n", "none"), "a number of runs"),
        (("--precision", "cost.totl=1"), "cost.total"),
        (("--precision", "cost.total"), "half width"),
        (("--workers", "0"), "a whole number"),
        (("--workers", "2", "--cluster", "tcp://x:1"), "do not go together"),
        (("--resume",), "--out"),
        (("--uncertain", "sobl"), "sobol"),
        (("--vary", "crews"), "study.levers"),
        (("--break", "all=120%"), "between 0 and 100%"),
        (("--engine", "motor"), "no such simulator"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    """A wrong argument ends with status 2 and says what would be right."""
    answer = ask(capsys, "stress", "pump.yaml", "--engine", "engine", "--workers", "1", "-n", "2", *arguments)

    assert 2 == answer.status
    assert words in answer.talk
    assert folder.exists()


def test_a_precision_says_whether_it_was_reached(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With too few runs allowed the report says that the interval is not narrow enough."""
    answer = ask(capsys, "stress", "pump.yaml", "--precision", "targets.all=0.1%", *FEW)

    assert 0 == answer.status
    assert "not reached" in answer.out
    assert folder.exists()


def test_levers_are_compared_with_the_stated_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--vary` gives a table of plans with what pairing saved, and data in the document."""
    head = PUMP.split("study:")[0]
    (folder / "unsure.yaml").write_text(head + UNSURE, encoding="utf-8")
    told = ask(capsys, "stress", "unsure.yaml", "--vary", "crew", *FEW)
    data = json.loads(ask(capsys, "stress", "unsure.yaml", "--vary", "crew", "--json", *FEW).out)

    assert 0 == told.status
    assert "Levers compared" in told.out
    assert "crew=4" in told.out
    assert 12 == data["studies"]["levers"]["n"]


def test_a_report_is_one_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--report` writes a page that needs nothing else."""
    ask(capsys, "stress", "pump.yaml", "--report", "page.html", *FEW)
    text = (folder / "page.html").read_text(encoding="utf-8")

    assert text.startswith("<!DOCTYPE html>")
    assert "12 simulated crises" in text
    assert "src=" not in text


def test_several_crises_make_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With several files the first line has each crisis, and the table is crises by targets."""
    other = PUMP.replace("id: a-pump-fails", "id: quiet").replace("A pump fails at night", "A quiet night")
    (folder / "quiet.yaml").write_text(other.replace("severity: 0.4", "severity: 0.1"), encoding="utf-8")
    answer = ask(capsys, "stress", "pump.yaml", "quiet.yaml", *FEW)

    assert 0 == answer.status
    assert answer.out.startswith(
        "Every target is met, in this model, under these assumptions, in: A pump fails"
    )
    assert "A quiet night" in answer.out


def test_a_command_can_be_said_again() -> None:
    """The command of an ensemble has all that changes a result and nothing that does not."""
    order = StressOrder(
        Order(Path("a.yaml"), 3, {"x.y": "1"}, engine="kernel"), 50, studies=Studies(("crew",))
    )
    words = "sems-sim stress a.yaml -n 50 --seed 3 --engine kernel --set x.y=1 --vary crew"

    assert words == order.command([Path("a.yaml")])


def test_a_target_breaks_at_a_stated_chance() -> None:
    """The chance is 80 % unless it is said as a share or in percent."""
    assert ("targets.all", 0.8) == read_break("all")
    assert ("targets.quick", 0.5) == read_break("targets.quick=50%")
    assert ("targets.quick", 0.25) == read_break("quick=0.25")
    with pytest.raises(ArgumentError, match="between 0 and 100%"):
        read_break("quick=often")
