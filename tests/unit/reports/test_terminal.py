"""A review in the terminal."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from sems_sim.reports import Review, Screen, draw, glyphs_for, review
from sems_sim.reports.steps import Stretch, steps_of
from sems_sim.reports.terminal_rows import ASCII, UNICODE, Canvas, bar, chart, spark
from tests.unit.reports.tape import pump_night, tape_of


@pytest.fixture
def told(tmp_path: Path) -> Review:
    """The review of the night on which the pump failed."""
    return review(pump_night(tape_of(tmp_path)))


def _drawn(told: Review, screen: Screen) -> str:
    out = io.StringIO()
    Console(file=out, width=screen.width, highlight=False, markup=False).print(draw(told, screen))
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(told: Review, width: int) -> None:
    """Whatever the width, nothing runs over the edge."""
    assert width >= max(len(line) for line in _drawn(told, Screen(width, UNICODE)).splitlines())


def test_the_page_has_its_parts_in_order(told: Review) -> None:
    """The answer, what happened, pictures, what was short, believed, decided, targets, numbers, meaning."""
    drawn = _drawn(told, Screen(80, UNICODE))
    parts = [
        "A pump fails at night",
        "seed 7",
        "fingerprint 0123456789abcdef",
        "Flood began at 23:00",
        "What happened",
        "The crisis over time",
        "What ran short",
        "when those in charge knew",
        "What was decided",
        "Targets: 1 of 1 met",
        "Services in numbers",
        "The organisation in numbers",
        "Kinds of failure",
        "What the model assumed",
        "What these numbers mean",
    ]
    places = [drawn.index(part) for part in parts]

    assert sorted(places) == places


def test_routine_is_shown_only_on_demand(told: Review) -> None:
    """`--verbose` shows every record, and seconds with it."""
    assert "free" not in _drawn(told, Screen(80, UNICODE))
    assert "Fitters: 1 free" in _drawn(told, Screen(80, UNICODE, is_verbose=True))


def test_a_terminal_without_blocks_gets_plain_characters(told: Review) -> None:
    """An output that cannot carry block characters is drawn with letters and signs it can."""
    drawn = _drawn(told, Screen(80, ASCII))

    assert ASCII == glyphs_for("ascii") == glyphs_for(None)
    assert UNICODE == glyphs_for("utf-8")
    assert not set("█▒░↳─") & set(drawn)


def test_a_chart_marks_its_minimum_where_nothing_covers_it() -> None:
    """The line of the minimum runs through the row it belongs to, under what was served."""
    canvas = Canvas(8, 8, UNICODE)
    top, upper, lower, bottom = chart(canvas, steps_of(1.0, [(4, 0.0)]), 0.5, 4)

    assert ("████    ", "████╌╌╌╌", "████    ", "████    ") == (top, upper, lower, bottom)


def test_a_bar_covers_its_stretch() -> None:
    """However short a stretch is, it has a mark; later layers lie on top."""
    canvas = Canvas(10, 100, UNICODE)

    assert "  ███▒    " == bar(canvas, [([Stretch(20, 60)], "█"), ([Stretch(55, 56)], "▒")])


def test_a_spark_shows_even_little() -> None:
    """What is more than nothing is never drawn as nothing."""
    assert " ▁▁█" == spark(Canvas(4, 4, UNICODE), steps_of(0.0, [(1, 0.01), (3, 1.0)]))
