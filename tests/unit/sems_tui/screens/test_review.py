"""The review."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from sems_sim.errors import JournalError
from sems_sim.exercise import commands, entries
from sems_tui.app import DeskApp
from sems_tui.errands import Ground, errands
from sems_tui.papers import PRICED_BY, Priced
from sems_tui.screens import ReviewGround, ReviewScreen
from tests.unit.sems_tui import pictures, shots

ENDED = replace(pictures.rich(), clock=replace(pictures.CLOCK, state="ended"))
GOLD = commands.DecisionRecord(
    "Gold", "Power was promised by 07:00", charge="declared", declared_ms=1_200_000
)
WAIT = entries.DecisionTaken("d", "Suspend operations?", "wait", "Wait for power", GOLD, 0, 1_200_000)
CLOSE = entries.DecisionTaken(
    "d", "Suspend operations?", "close", "Suspend the day", GOLD, 0, 2_400_000, reverses=2
)
RECORD = (
    entries.Entry(1, 0, 0, entries.ExerciseStarted(), 1),
    entries.Entry(2, 60_000, 6_000, WAIT, 2),
    entries.Entry(3, 90_000, 9_000, CLOSE, 3),
    entries.Entry(4, 90_000, 9_000, entries.ExerciseEnded("", "ab" * 16), 4),
)
PRICED = Priced(
    "d3", "Crisis management centre", "Suspending at once would have saved 4.1 M GBP (95 % interval 3.2 to 5.0).",
    ("As things stood, the same.",), ("Both courses have the same luck.",),
)  # fmt: skip


def price(progress: Callable[[int, int], None]) -> tuple[Priced, ...]:
    """Price at once."""
    progress(1, 1)
    return (PRICED,)


def after(
    *keys: str,
    size: tuple[int, int] = (120, 60),
    journal: Path = Path("results/a.journal"),
    record: Any = RECORD,
    papers: Callable[[Path], Sequence[Path]] | None = None,
) -> tuple[str, list[commands.Command]]:
    """Return the screen after some keys, and the commands that were given."""
    ordered: list[commands.Command] = []
    ground = ReviewGround(
        ordered.append,
        lambda: record,
        lambda: "5e35" * 16,
        journal,
        errands(Ground(lambda: record)),
        price,
        papers,
    )

    async def drive(pilot: Pilot[Any]) -> str:
        pilot.app.push_screen(ReviewScreen(ENDED, ground))
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        await shots.settled(pilot)
        return shots.text_of(pilot.app)

    return shots.driven(DeskApp(first=Screen), size, drive), ordered


@pytest.mark.parametrize("size", shots.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_as_kept(size: tuple[int, int]) -> None:
    """At each size the review looks as it did when somebody last looked at it."""
    assert "" == shots.differs(f"review-{size[0]}x{size[1]}", after("p", size=size)[0])


def test_objectives_decisions_and_the_head_are_there() -> None:
    """What was rated, what was decided with its record and what it replaced, and the head of the journal are shown."""
    text = after(size=(120, 100))[0]

    wanted = (
        "rated M", "✗ missed", "reversed by entry 3", "Why: Power was promised", "20m, as declared", "5e35" * 16,
        "was: Rolls were called out", "EXERCISE",
    )  # fmt: skip
    for words in wanted:
        assert words in text


def test_prices_are_admitted_one_by_one() -> None:
    """Nothing that was priced enters the record before the facilitator admits it, by role and with its limits."""
    text, ordered = after("p", "4", "down", "space")

    assert "[ ] Crisis management centre: Suspending at once" in text
    assert [commands.Observe(PRICED.admitted, PRICED_BY)] == ordered
    assert PRICED.admitted.endswith(
        "In this model, under these assumptions: Both courses have the same luck."
    )


def test_what_was_admitted_is_not_admitted_twice() -> None:
    """A line that stands in the record is ticked, and space says so."""
    kept = (*RECORD, entries.Entry(5, 90_000, 9_000, entries.Observed(PRICED.admitted, PRICED_BY), 5))
    text, ordered = after("p", "4", "down", "space", record=kept)

    assert "[×] Crisis management centre" in text
    assert [] == ordered


def test_an_observation_is_made_of_the_chosen_objective() -> None:
    """o on an objective opens the dialog for a rating of it."""
    _, ordered = after("down", "o", *"late", "enter")

    assert [commands.Observe("late", "umpire", "O1")] == ordered


def test_keys_that_need_a_line_say_which() -> None:
    """A response needs an inject, an amendment a line of the log, admitting a priced line."""
    assert "Choose an inject (3) first" in after("r")[0]
    assert "Choose a line of the log (5)" in after("c")[0]
    assert "Choose a priced line (4) first" in after("space")[0]


def test_the_page_is_written_beside_the_journal(tmp_path: Path) -> None:
    """w writes what is shown as text, and says where."""
    text, _ = after("w", journal=tmp_path / "a.journal", size=(200, 60))
    page = (tmp_path / "a.review.md").read_text(encoding="utf-8")

    assert "Written:" in text
    assert page.startswith("# EXERCISE: A substation fire closes the airport")
    assert "5e35" * 16 in page
    assert "~~Rolls were called out~~" in page


def test_a_page_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Where nothing can be written the screen says so, and goes on."""
    assert "cannot be written" in after("w", journal=tmp_path / "gone" / "a.journal")[0]


def test_every_paper_is_written_at_one_key(tmp_path: Path) -> None:
    """W hands the journal to whoever makes papers, and names what came of it."""
    asked: list[Path] = []

    def papers(journal: Path) -> tuple[Path, ...]:
        asked.append(journal)
        return (tmp_path / "AAR.docx", tmp_path / "log.csv")

    text, _ = after("W", journal=tmp_path / "a.journal", size=(200, 60), papers=papers)

    assert [tmp_path / "a.journal"] == asked
    assert "2 papers are in" in text


def test_papers_that_cannot_be_made_are_said(tmp_path: Path) -> None:
    """What is wrong with the journal or the folder stands on the screen."""

    def papers(_: Path) -> tuple[Path, ...]:
        raise JournalError("the journal is damaged at row 12", "restore it")

    assert "damaged at row 12" in after("W", journal=tmp_path / "a.journal", papers=papers)[0]
