"""Needs: k of n, nested, graceful, with floors and buffers that drain in real time."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import inject, play


def hall(needs: str, *, more: str = "", fails: str = "{fail: a}") -> list[tuple[float, float]]:
    """The levels of a hall with these needs when something fails at 1 h and is repaired at 5 h."""
    text = f"assets: {{a: {{}}, b: {{}}, c: {{units: 2}}, hall: {{needs: {needs}{more}}}}}\n"
    return play(text + inject(f"at: 1h, do: [{fails}]", "at: 5h, do: [{repair: [a, b, c]}]")).levels("hall")


@pytest.mark.parametrize(
    ("needs", "fails", "levels"),
    [
        ("a", "{fail: a}", [(1.0, 0.0), (5.0, 1.0)]),
        ("[a, b]", "{fail: b}", [(1.0, 0.0), (5.0, 1.0)]),
        ("{any: [a, b]}", "{fail: a}", []),
        ("{any: [a, b]}", "{fail: [a, b]}", [(1.0, 0.0), (5.0, 1.0)]),
        ("{at_least: 2, of: [a, b, c]}", "{fail: a}", []),
        ("{at_least: 2, of: [a, b, c]}", "{fail: [a, b]}", [(1.0, 0.0), (5.0, 1.0)]),
        ("{all: [a, {any: [b, c]}]}", "{fail: b}", []),
        ("{all: [a, {any: [b, c]}]}", "{fail: [b, c]}", [(1.0, 0.0), (5.0, 1.0)]),
        ("{all: [a], floor: 30%}", "{fail: a}", [(1.0, 0.3), (5.0, 1.0)]),
        ("{all: [a, b], graceful: true}", "{fail: a}", [(1.0, 0.5), (5.0, 1.0)]),
        ("{all: [a, b], graceful: true, floor: 20%}", "{fail: a}", [(1.0, 0.6), (5.0, 1.0)]),
        ("{any: [a, c], graceful: true}", "{fail: {c: 1}}", []),
        ("c", "{fail: {c: 1}}", [(1.0, 0.0), (5.0, 1.0)]),
        ("{all: [c], graceful: true}", "{fail: {c: 1}}", [(1.0, 0.5), (5.0, 1.0)]),
        ("{at_least: 2, of: [a, b, c], graceful: true}", "{fail: [a, b]}", [(1.0, 0.5), (5.0, 1.0)]),
        ("[{all: [a], floor: 50%}, {all: [b], floor: 20%}]", "{fail: [a, b]}", [(1.0, 0.2), (5.0, 1.0)]),
    ],
)
def test_a_gate_lets_through_what_its_kind_says(
    needs: str, fails: str, levels: list[tuple[float, float]]
) -> None:
    """a = min(1, sum of levels / k); hard below 1 gives the floor; graceful floor + (1 - floor) a; the least counts."""
    assert levels == hall(needs, fails=fails)


def test_a_buffer_carries_its_owner_until_it_is_empty() -> None:
    """A 2 h buffer holds the level up for 2 h; then it falls, caused by the buffer's end."""
    text = "assets: {a: {}, hall: {needs: {all: [a], buffer: 2h}}}\n"
    told = play(text + inject("at: 1h, do: [{fail: a}]", "at: 5h, do: [{repair: a}]"))

    assert [(3.0, 0.0), (5.0, 1.0)] == told.levels("hall")
    assert [2.0] == told.values(Kind.BUFFER_STARTED, "hall")
    fall = told.told(Kind.ASSET_LEVEL, "hall")[0]
    assert ["BUFFER_EMPTY hall", "BUFFER_STARTED hall", "ASSET_LEVEL a"] == told.roots(fall)[:3]


def test_a_buffer_that_is_relieved_in_time_lets_nothing_be_felt() -> None:
    """A need short for less than the buffer lasts changes no level."""
    text = "assets: {a: {}, hall: {needs: {all: [a], buffer: 2h}}}\n"
    told = play(text + inject("at: 1h, do: [{fail: a}]", "at: 2h59m, do: [{repair: a}]"))

    assert [] == told.levels("hall")
    assert [] == told.told(Kind.BUFFER_EMPTY)


@pytest.mark.parametrize(
    ("recharge", "falls"),
    [("", 6.0), (", recharge: 4h", 5.0), (", recharge: 2h", 5.5), (", recharge: 1h", 6.0)],
)
def test_a_buffer_refills_at_its_own_pace(recharge: str, falls: float) -> None:
    """Drained for 1.5 of 2 h, met for 1 h, short again: 2 h of recharge give back 1 h of buffer, 4 h give half."""
    text = f"assets: {{a: {{}}, hall: {{needs: {{all: [a], buffer: 2h{recharge}}}}}}}\n"
    told = play(
        text + inject("at: 1h30m, do: [{fail: a}]", "at: 3h, do: [{repair: a}]", "at: 4h, do: [{fail: a}]")
    )

    assert [(falls, 0.0)] == told.levels("hall")


def test_a_buffer_is_full_and_holds_at_the_start() -> None:
    """What is short before time 0 drains from time 0, and the initial state is silent."""
    told = play("assets: {a: {state: failed}, hall: {needs: {all: [a], buffer: 2h}}}\n" + inject("at: 9h"))

    assert [(2.0, 0.0)] == told.levels("hall")
    assert [] == told.levels("a")
    assert [0.0] == told.hours(Kind.BUFFER_STARTED)


def test_a_buffer_behind_a_buffer_adds_up() -> None:
    """The second starts when the first is empty."""
    text = "assets: {a: {}, b: {needs: {all: [a], buffer: 2h}}, c: {needs: {all: [b], buffer: 3h}}}\n"
    told = play(text + inject("at: 1h, do: [{fail: a}]"))

    assert [(3.0, 0.0)] == told.levels("b")
    assert [(6.0, 0.0)] == told.levels("c")


def test_an_asset_that_is_off_drains_no_buffer() -> None:
    """A buffer carries work, and there is none."""
    text = "assets: {a: {}, hall: {needs: {all: [a], buffer: 2h}}}\n"
    told = play(
        text
        + inject(
            "at: 1h, do: [{switch_off: hall}]", "at: 2h, do: [{fail: a}]", "at: 6h, do: [{switch_on: hall}]"
        )
    )

    assert [(1.0, 0.0), (6.0, 1.0), (8.0, 0.0)] == told.levels("hall")
