"""What the review gathers."""

from pathlib import Path

from sems_sim.exercise import commands, entries
from sems_tui.papers import Priced, review_of
from tests.unit.sems_tui import pictures

GOLD = commands.DecisionRecord("Gold", charge="free")
RECORD = (
    entries.Entry(1, 60_000, 6_000, entries.DecisionTaken("d", "Close?", "wait", "Wait", GOLD, 0, None), 1),
    entries.Entry(
        2, 90_000, 9_000, entries.EntryAmended(1, (("record.who", "Silver"),), (("record.who", "Gold"),)), 2
    ),
)


def test_amendments_count() -> None:
    """A decision is shown as it was corrected, and a discussion is not charged."""
    review = review_of(pictures.rich(), RECORD, "", Path("a.journal"))

    assert (("Who", "Silver"), ("Time charged", "not charged: a discussion")) == review.decisions[0].record
    assert not review.has_ended


def test_what_is_admitted_carries_its_limits() -> None:
    """Every priced sentence enters the record by role, with all that it says, and that it is a model's."""
    priced = Priced("a", "Gold", "It would have saved 4 M.", ("As things stood, the same",), ("Same luck.",))

    assert (
        "Gold: It would have saved 4 M. As things stood, the same. In this model, under these assumptions: Same luck."
        == priced.admitted
    )
