"""Why: from a record to its root."""

from sems_sim.events import ROOT, Record
from sems_sim.telling.causes import chain, nearest_cause


def _trace(*causes: int) -> list[Record]:
    return [Record(0, 0, 0, 1, 0.0, cause) for cause in causes]


def test_the_chain_ends_at_the_root() -> None:
    """Each step leads to the cause of the one before, until nothing brought it about."""
    assert (3, 1, 0) == chain(_trace(ROOT, 0, ROOT, 1), 3)


def test_a_damaged_trace_ends_the_chain_instead_of_going_round() -> None:
    """A cause that is no earlier record ends the chain."""
    assert (1,) == chain(_trace(ROOT, 1), 1)


def test_the_nearest_cause_that_passes_is_found() -> None:
    """Routine records between are stepped over."""
    trace = _trace(ROOT, 0, 1, 2)

    assert 1 == nearest_cause(trace, 3, lambda cause: cause < 2)
    assert ROOT == nearest_cause(trace, 3, lambda _: False)
