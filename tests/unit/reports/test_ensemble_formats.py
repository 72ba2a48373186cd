"""Ensembles and studies in the terminal and on the page."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console, Group

from sems_sim.reports.ensemble import Making, StressReview, stress_review
from sems_sim.reports.ensemble_html import stress_page, studies_page
from sems_sim.reports.ensemble_terminal import draw_stress, draw_studies
from sems_sim.reports.plots import Picture, chart_pictures, ensemble_pictures
from sems_sim.reports.review import Background
from sems_sim.reports.studies import Chart, Column, Mark, Study, StudyTable
from sems_sim.reports.terminal import Screen
from sems_sim.reports.terminal_rows import ASCII, UNICODE, Glyphs
from sems_sim.stress import Here, run_ensemble
from tests.unit.reports.tape import PUMP, tape_of

INFINITE = float("inf")
CHART = Chart(
    "a-chart",
    "change of cost",
    (Mark("one & two", -1.0, 2.0, 5.0), Mark("doubtful", -INFINITE, 0.5, 3.0, is_clear=False)),
    "Change of cost for two plans.",
)
STUDY = Study(
    "plans",
    "Plans <compared>",
    "Each against the stated one.",
    ("one is best.",),
    (StudyTable((Column("plan"), Column("change", is_number=True)), (("one", "2 (−1 to 5)"),) * 20),),
    (CHART,),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> StressReview:
    """Thirty nights on which the pump may fail, and a study."""
    model = tape_of(tmp_path_factory.mktemp("pump"), PUMP).model
    made = run_ensemble(model, replications=30, seed=7, engine="engine", executor=Here())
    making = Making("engine", 7, "sems-sim stress pump.yaml", "sems-sim run pump.yaml --seed 7")
    return stress_review(made, model, making, Background(), (STUDY,))


def _written(group: Group, width: int) -> str:
    console = Console(width=width, color_system=None, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(group)
    return captured.get()


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_the_terminal_begins_with_the_answer(told: StressReview, width: int, glyphs: Glyphs) -> None:
    """The first line is the share of runs that hold, at any width, and no line is wider than the terminal."""
    lines = _written(draw_stress(told, Screen(width, glyphs)), width).splitlines()

    assert told.answer.startswith(lines[0].strip())
    assert max(map(len, lines)) <= width


def test_plain_terminals_get_plain_characters(told: StressReview) -> None:
    """Where the output is ASCII, the pictures are drawn with it."""
    plain = replace(told, title="", studies=())
    drawn = _written(draw_stress(plain, Screen(80, ASCII)), 80)
    pictures = (
        drawn[drawn.index("The crisis over time") : drawn.index("Runs to look at")] if plain.runs else drawn
    )

    assert not {character for character in pictures if ord(character) > 127 and character not in "±−…"}


def test_a_long_table_is_cut_unless_all_is_asked_for() -> None:
    """Twelve rows of a study are shown, and how many there are more."""
    short = _written(draw_studies("Answer.", (STUDY,), Screen(80, UNICODE)), 80)
    full = _written(draw_studies("Answer.", (STUDY,), Screen(80, UNICODE, is_verbose=True)), 80)

    assert (12, 20) == (short.count("2 (−1 to 5)"), full.count("2 (−1 to 5)"))
    assert "8 more" in short


def test_what_is_in_doubt_is_drawn_otherwise() -> None:
    """An estimate that cannot be told from chance has a mark of its own, which the key explains."""
    drawn = _written(draw_studies("Answer.", (STUDY,), Screen(80, UNICODE)), 80)

    assert re.search(r"doubtful\s.*o", drawn)
    assert "o cannot be told from chance" in drawn


@pytest.fixture(scope="module")
def drawn(told: StressReview) -> dict[str, Picture]:
    """Every picture of the page."""
    return ensemble_pictures(told) | chart_pictures((CHART,))


def test_pictures_say_in_words_what_they_show(drawn: dict[str, Picture]) -> None:
    """Each is well-formed, has its words as a title, and no colour that would not turn dark."""
    assert {"services", "levels", "a-chart"} <= set(drawn)
    for picture in drawn.values():
        root = ET.fromstring(picture.svg)  # noqa: S314 - our own picture
        assert picture.alt == root[0].text
        assert not re.findall(r"#[0-9a-f]{6}\b", picture.svg)


def test_pictures_can_share_a_page(drawn: dict[str, Picture]) -> None:
    """No two elements have one id."""
    ids = [found for picture in drawn.values() for found in re.findall(r'\bid="([^"]+)"', picture.svg)]

    assert len(ids) == len(set(ids))


def test_the_page_needs_nothing_else_and_trusts_nobody(told: StressReview) -> None:
    """No script, no address, and words of a scenario are escaped."""
    hostile = replace(told, title="<script>alert(1)</script>")
    text = stress_page(hostile)

    assert "<script" not in text
    assert "Plans &lt;compared&gt;" in text
    assert not re.findall(r'(?:src|href)="(?!#)', text)


def test_the_same_review_gives_the_same_bytes(told: StressReview) -> None:
    """No date and no chance is in a page."""
    assert stress_page(told) == stress_page(told)


def test_studies_of_several_crises_have_a_page(tmp_path: Path) -> None:
    """The page begins with the answer, and says how to make it again."""
    text = studies_page("Every target is met in: both.", (STUDY,), "sems-sim stress a b", "1.0")

    assert "Every target is met in: both." in text
    assert "sems-sim stress a b" in text
    assert not list(tmp_path.iterdir())
