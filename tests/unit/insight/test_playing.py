"""Futures are the same in whatever pieces and on however many cores they are played."""

from __future__ import annotations

import numpy as np
import pytest

from sems_sim.errors import InterruptedRunError
from sems_sim.insight import playing
from sems_sim.insight.outset import Outset, set_out
from sems_sim.insight.playing import Effort, play
from tests.unit.insight.standings import HOUR_MS, stands


def test_pieces_and_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One piece on one core, and seven on three, give the same numbers."""
    present = set_out(Outset(stands(2 * HOUR_MS)))
    whole = play(present, Effort(20, workers=1))
    monkeypatch.setattr(playing, "PIECE", 3)
    parts = play(present, Effort(20, workers=3))

    assert np.array_equal(whole.measures, parts.measures, equal_nan=True)
    assert np.array_equal(whole.bands, parts.bands)
    assert 20 == parts.count


def test_other_numbers_are_other_luck() -> None:
    """Futures from 100 on are not those from 0 on."""
    present = set_out(Outset(stands(2 * HOUR_MS)))
    some, others = (play(present, Effort(5, workers=1, first=first)) for first in (0, 100))

    assert not np.array_equal(some.column("cost.total"), others.column("cost.total"))


def test_work_that_is_stopped_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two pieces, after telling how far it came."""
    monkeypatch.setattr(playing, "PIECE", 5)
    told: list[tuple[int, int]] = []
    effort = Effort(
        15,
        workers=1,
        is_stopped=lambda: len(told) >= 2,
        progress=lambda done, total: told.append((done, total)),
    )
    with pytest.raises(InterruptedRunError):
        play(set_out(Outset(stands(2 * HOUR_MS))), effort)

    assert [(5, 15), (10, 15)] == told


def test_a_measure_that_is_not_there_is_an_error() -> None:
    """By name, not by a wrong column."""
    played = play(set_out(Outset(stands(2 * HOUR_MS))), Effort(1, workers=1))

    with pytest.raises(KeyError):
        played.column("cost.totals")
