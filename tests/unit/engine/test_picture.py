"""Pictures: what is known, how old it is, how wrong; inboxes by rank."""

from __future__ import annotations

import pytest

from sems_sim.engine.picture import Inbox, Ledger, Note
from tests.unit.engine.staging import H


def note(number: int, rank: float = 0.0, arrived_ms: int = 0, draw: float = 0.5) -> Note:
    """A note that matters so much."""
    return Note(number, -1, None, 0, is_own=False, cause=-1, rank=rank, draw=draw, arrived_ms=arrived_ms)


def test_what_matters_most_is_taken_first_then_what_came_first_then_by_draw() -> None:
    """Rivals that came at one instant and matter alike tie by their draws, not by their numbers."""
    notes = [
        note(0, rank=1.0, arrived_ms=5, draw=0.9),
        note(1, rank=1.0, arrived_ms=5, draw=0.1),
        note(2, rank=1.0, arrived_ms=4, draw=0.8),
        note(3, rank=2.0, arrived_ms=9, draw=0.7),
    ]
    inbox = Inbox(waiting=list(notes))

    assert [3, 2, 1, 0] == [inbox.next_note().number for _ in notes]
    assert [] == inbox.waiting


def test_the_age_of_what_is_known_is_integrated_over_time() -> None:
    """Two items, one of which was observed at 1 h: from 2 h to 4 h its mean age is 2 h, over two items 1 h each."""
    ledger = Ledger(known=2, aged=1, observed_sum_ms=H, since_ms=2 * H)
    ledger.advance(4 * H)

    assert (4.0, 4.0) == (ledger.item_hours, ledger.age_hours)


def test_error_is_integrated_over_time() -> None:
    """A gap of 0.4 for 3 h."""
    ledger = Ledger(known=1, error=0.4)
    ledger.advance(3 * H)
    ledger.advance(3 * H)

    assert 1.2 == pytest.approx(ledger.error_hours)
    assert 3.0 == ledger.item_hours
