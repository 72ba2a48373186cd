"""Lines: never wider than asked for, and nothing is lost without an ellipsis."""

from hypothesis import given
from hypothesis import strategies as st

from sems_tui.drawing import line

WORDS = st.text(st.sampled_from("ab é漢▓ "), max_size=30)
LINES = st.lists(st.tuples(WORDS, st.sampled_from(("", "dim", "bad"))), max_size=4).map(tuple)


@given(LINES, st.integers(1, 40))
def test_a_cut_line_fits(words: line.Line, width: int) -> None:
    """A line that is cut takes at most the width, also with wide characters; one that fits is untouched."""
    found = line.cut(words, width)

    assert line.length(found) <= width
    if line.length(words) <= width:
        assert line.plain(words) == line.plain(found)
    else:
        assert "…" in line.plain(found)


@given(LINES, LINES, st.integers(1, 40))
def test_both_ends_of_a_line_fit(left: line.Line, tail: line.Line, width: int) -> None:
    """A line with a right end takes at most the width."""
    assert line.length(line.spread(left, tail, width)) <= width


@given(WORDS, st.integers(1, 20))
def test_wrapping_loses_no_letter(words: str, width: int) -> None:
    """Words that are wrapped keep every letter in order, and each line fits."""
    found = line.wrapped(words, width)

    assert words.replace(" ", "") == "".join(line.plain(one) for one in found).replace(" ", "")
    assert [] == [one for one in found if line.length(one) > max(width, 2)]


@given(WORDS, st.integers(0, 20))
def test_a_column_is_as_wide_as_asked_for(words: str, width: int) -> None:
    """Words in a column take exactly its width, at the left or at the right."""
    assert width == line.length((line.sized(words, width),))
    assert width == line.length((line.right(words, width),))


def test_parts_that_are_empty_leave_no_gap() -> None:
    """Joining skips what says nothing."""
    assert "a · b" == line.plain(line.joined(((("a", ""),), (), (("", ""),), (("b", ""),))))
