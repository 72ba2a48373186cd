"""How far long work has come."""

import pytest

from sems_sim.cli.progress import Telling, telling


def test_a_line_has_count_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten seconds with 500 of 2,000 done, 50 a second and 30 seconds are left."""
    moments = iter([100.0, 110.0])
    monkeypatch.setattr("sems_sim.cli.progress.time.monotonic", lambda: next(moments))
    told = Telling("runs", None, True, 0.0, 0.0)
    told(0, 2_000)

    assert "500 of 2,000 runs, 50 a second, 30 s left" == told.words(500, 2_000)


def test_what_was_there_at_the_start_is_no_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs taken over from an earlier time count as done and not as made now."""
    moments = iter([100.0, 110.0])
    monkeypatch.setattr("sems_sim.cli.progress.time.monotonic", lambda: next(moments))
    told = Telling("runs", None, True, 0.0, 0.0)
    told(1_000, 2_000)

    assert "1,100 of 2,000 runs, 10 a second, 90 s left" == told.words(1_100, 2_000)


def test_nothing_is_told_when_nobody_wants_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Silence is kept, and short work says nothing even where it may."""
    with telling("runs", is_silent=True) as told:
        told(1, 2)
    with telling("runs", is_silent=False) as told:
        told(2, 2)

    assert ("", "") == tuple(capsys.readouterr())
