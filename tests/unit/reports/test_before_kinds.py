"""The papers before the day, by the names of their files."""

import time
from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.reports import KINDS, PaperKind, Source, kind_of, make_paper
from sems_sim.reports.before_kinds import BEFORE
from sems_sim.reports.review import Review
from sems_sim.scenario import read_scenario
from tests.made.drill import write_drill
from tests.unit.reports.rehearsed_drill import ended, told


@pytest.mark.parametrize("kind", BEFORE, ids=lambda kind: kind.example)
def test_each_is_made_from_a_scenario_and_is_marked_and_comes_out_the_same(kind: PaperKind) -> None:
    """The same file gives the same bytes; every one carries the handling marking."""
    found = kind_of(Path(kind.example))
    source = Source(scenario=told()[0])
    first = make_paper(found, source)

    assert found in KINDS
    assert first == make_paper(found, source)
    if not found.example.endswith(".docx"):
        assert "Exercise, official" in first.decode()


def test_they_are_made_from_a_journal_too(tmp_path: Path) -> None:
    """Which holds the scenario itself, so that the file may be gone."""
    source = ended(tmp_path)
    (tmp_path / "drill.yaml").unlink()

    assert b"poisoned" in make_paper(kind_of(Path("handbook.html")), source)


def test_a_run_has_no_situation_manual() -> None:
    """That is said, with what to give instead."""
    with pytest.raises(ArgumentError, match="cannot be made from a run"):
        make_paper(kind_of(Path("sitman.docx")), Source(run=Review.__new__(Review)))


def test_all_papers_of_two_hundred_injects_take_less_than_ten_seconds_each(tmp_path: Path) -> None:
    """A six-hour drill with thirty teams."""
    source = Source(scenario=read_scenario(write_drill(tmp_path / "drill.yaml")))
    for name in ("sitman.docx", "handbook.docx", "handbook.html", "cards.docx"):
        began = time.perf_counter()
        make_paper(kind_of(Path(name)), source)
        assert time.perf_counter() - began < 10, name


def test_hostile_words_are_harmless_in_every_paper() -> None:
    """Markup is shown as it was written, and what steers is left out."""
    from tests.unit.exercise.stage import TEXT, scenario

    nasty = TEXT.replace("The pump is down.", '"<script>alert(1)</script> ]]> & \\x07\\u202Eevil"')
    source = Source(scenario=scenario(nasty))
    page = make_paper(kind_of(Path("handbook.html")), source).decode()

    assert "<script>" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for kind in BEFORE:
        make_paper(kind, source)


def test_whoever_asks_for_a_manual_is_told_what_it_lacks_and_what_it_gives_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No background; a module's title that is also an inject's. The file is written all the same."""
    from tests.unit.cli.speaking import ask
    from tests.unit.exercise.stage import TEXT

    (tmp_path / "d.yaml").write_text(
        TEXT.replace("title: The night", "title: The pump is down"), encoding="utf-8"
    )
    answer = ask(capsys, "report", str(tmp_path / "d.yaml"), "--to", str(tmp_path / "sitman.docx"))

    assert 0 == answer.status
    assert "has no exercise.background" in answer.talk
    assert "the text of I1" in answer.talk
    assert (tmp_path / "sitman.docx").exists()
