"""The log as people read it."""

from dataclasses import fields
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.exercise.commands import Observe
from sems_sim.exercise.entries import Fact
from sems_sim.exercise.feed import Saying
from tests.unit.exercise.stage import MINUTE, Stage


def _moments(kind: type[Any]) -> dict[str, st.SearchStrategy[Any]]:
    """Return what may stand for the numbers of a fact: moments and amounts that a scenario can have."""
    numbers = st.integers(0, 10**9)
    return {
        one.name: st.none() | numbers if "None" in str(one.type) else numbers
        for one in fields(kind)
        if str(one.type).startswith("int")
    }


@pytest.mark.parametrize("kind", get_args(Fact), ids=lambda kind: kind.__name__)
def test_every_fact_can_be_said(kind: type[Any]) -> None:
    """No entry is without words, a kind and a weight, whatever its fields hold."""
    saying = Saying(Stage().session._play)

    @settings(max_examples=5, deadline=None)
    @given(st.builds(kind, **_moments(kind)))
    def check(fact: Any) -> None:
        assert isinstance(saying.words(fact), str)
        assert saying.kind(fact)
        assert isinstance(saying.weight(fact), int)

    check()


def test_a_line_of_the_model_says_why() -> None:
    """What followed from the flood names the flood, nearest cause first."""
    stage = Stage().begin(60)
    stage.to(15 * MINUTE)
    line = next(one for one in stage.picture.feed if one.words == "Main pump went down")

    assert any("The flood began" in cause for cause in line.why)


def test_a_line_is_drawn_once_and_stays() -> None:
    """The log grows at its end; what was said is not said anew."""
    stage = Stage().begin()
    stage.do(Observe("one"))
    before = stage.picture.feed
    stage.do(Observe("two"))
    after = stage.picture.feed

    assert before == after[: len(before)]
    assert all(one is other for one, other in zip(before, after, strict=False))
