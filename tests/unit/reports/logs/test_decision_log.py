"""The decision log."""

from pathlib import Path

from sems_sim.reports.logs import decision_log, record_of
from sems_sim.reports.logs.decision_log import HEAD
from tests.unit.exercise.stage import MINUTE, Stage
from tests.unit.reports.rehearsed_drill import ended


def _rows(folder: Path) -> list[dict[str, str]]:
    log = decision_log(record_of(ended(folder)))
    return [dict(zip(HEAD, row, strict=True)) for row in log.rows]


def test_an_amended_decision_stands_with_its_first_words_and_with_the_new_ones(tmp_path: Path) -> None:
    """Nothing is erased: a row for what was written, and one below it for each amendment, with what it changed."""
    first, second = _rows(tmp_path)

    assert ("1", "as first written", "Knock at every door") == (
        first["Number"],
        first["Status"],
        first["Decision"],
    )
    assert ("1", "amendment", "Knock at every second door") == (
        second["Number"],
        second["Status"],
        second["Decision"],
    )
    assert "text: “Knock at every door” → “Knock at every second door”" == second["Amended"]
    assert int(first["Entry"]) < int(second["Entry"])


def test_a_decision_is_told_with_who_why_and_what_was_known(tmp_path: Path) -> None:
    """Time of the decision and time of writing, level, options, risk."""
    row = _rows(tmp_path)[0]

    assert ("2026-01-12 22:40:00", "T+0:40", "2026-02-03T10:00:00+00:00", "operational") == (
        row["Scenario time"], row["Since start"], row["Recorded"], row["Level"]
    )  # fmt: skip
    assert ("Duty manager", "The pump is down", "Warn, or wait", "It is night", "Panic", "no") == (
        row["Decided by"], row["Situation as known"], row["Options considered"], row["Rationale"], row["Risk"],
        row["On the list"],
    )  # fmt: skip


def test_a_decision_that_another_replaced_says_by_which() -> None:
    """And the other says in place of which it stands; a question names its team and when it was asked."""
    from sems_sim.exercise.commands import RaiseLevel, TakeDecision
    from sems_sim.reports import Source
    from tests.unit.exercise.stage import scenario

    stage = Stage().begin(60)
    stage.to(30 * MINUTE)
    stage.do(RaiseLevel("tactical", gathered=True))
    stage.wait(5_000)
    stage.do(TakeDecision("warn", "wait"))
    stage.wait(5_000)
    stage.do(TakeDecision("warn", "warn_all"))
    log = decision_log(record_of(Source(scenario=scenario(), session=stage.session)))
    first, second = (dict(zip(HEAD, row, strict=True)) for row in log.rows)

    assert (second["Entry"], first["Entry"]) == (first["Replaced by entry"], second["In place of entry"])
    assert ("Warn the public?", "Duty manager", "yes") == (
        first["Question"],
        first["Team"],
        first["On the list"],
    )
    assert first["Asked at"]
