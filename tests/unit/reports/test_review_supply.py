"""People, kit and stocks."""

from pathlib import Path

from sems_sim.events import Kind
from sems_sim.reports.review import review
from sems_sim.reports.review_supply import needed
from sems_sim.reports.steps import Stretch, value_at
from tests.unit.reports.tape import MINUTE_MS, pump_night, tape_of


def test_a_shortfall_says_what_how_many_how_long_and_who_waited(tmp_path: Path) -> None:
    """The shortage lasts from being short to being enough, and the task that waited is named."""
    (row,) = review(pump_night(tape_of(tmp_path))).shortfalls

    assert ("Fitters", 1, ("Mend",), True) == (row.title, row.missing, row.waited, row.is_over)
    assert Stretch(106 * MINUTE_MS, 540 * MINUTE_MS) == row.stretch


def test_a_shortfall_that_does_not_end_is_told_as_such(tmp_path: Path) -> None:
    """What is still short when the run ends is not over."""
    tape = tape_of(tmp_path)
    tape.say(60, "fitters", Kind.RESOURCE_SHORT, 2)
    (row,) = review(tape.run()).shortfalls

    assert not row.is_over
    assert tape.model.horizon_ms == row.stretch.to_ms


def test_a_stock_runs_out_until_it_is_delivered(tmp_path: Path) -> None:
    """An empty stock is a shortfall, and what uses it is named."""
    text = (
        "sems_sim: 1\nid: s\ntitle: S\nclock: {start: 2026-01-12T22:00:00+00:00, runs: 8h}\n"
        "assets: {genset: {title: Generator, stock: {diesel: 10 L/h}}}\n"
        "stocks: {diesel: {amount: 20 L}}\nincidents: {flood: {opens: 1h}}\n"
    )
    tape = tape_of(tmp_path, text)
    tape.say(120, "diesel", Kind.STOCK_EMPTY, 0)
    tape.say(180, "diesel", Kind.STOCK_DELIVERED, 50)
    (row,) = review(tape.run()).shortfalls

    assert ("Diesel", 0.0, ("Generator",)) == (row.title, row.missing, row.waited)
    assert 60 * MINUTE_MS == row.stretch.length_ms


def test_in_use_is_what_is_there_and_not_free(tmp_path: Path) -> None:
    """Use is read off the count of free ones, and need is use and what is missing."""
    (fitters,) = review(pump_night(tape_of(tmp_path))).resources

    assert (0.0, 2.0) == (value_at(fitters.present, 0), value_at(fitters.present, 541 * MINUTE_MS))
    assert 1.0 == value_at(fitters.in_use, 600 * MINUTE_MS)
    assert 1.0 == value_at(needed(fitters), 200 * MINUTE_MS)
