"""Marks: no state is told by its colour alone."""

import pytest

from sems_tui.drawing import marks

TABLES = {
    "clock": marks.CLOCK, "inject": marks.INJECT, "seen": marks.SEEN, "asset": marks.ASSET, "decision": marks.DECISION,
    "task": marks.TASK, "rating": marks.RATING,
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_state_has_a_glyph_and_a_word_of_its_own(name: str) -> None:
    """Within a table neither glyph nor word stands for two states."""
    found = TABLES[name].values()

    assert len(found) == len({glyph for glyph, _, _ in found})
    assert len(found) == len({word for _, word, _ in found})
    assert all(word for _, word, _ in found)


def test_an_unknown_state_is_its_own_word() -> None:
    """A state that no table knows is told as it is called."""
    assert "melted" == marks.mark(marks.ASSET, "melted")[1]
