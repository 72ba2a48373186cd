"""The assignment is the best there is."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.reports.msel.assigning import assign

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 20), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


def _best(scores: list[list[int]]) -> int:
    rows, columns = len(scores), len(scores[0])
    if rows <= columns:
        return max(
            sum(scores[r][c] for r, c in enumerate(order)) for order in permutations(range(columns), rows)
        )
    return max(sum(scores[r][c] for c, r in enumerate(order)) for order in permutations(range(rows), columns))


@settings(deadline=None)
@given(scores=TABLES)
def test_no_assignment_has_a_larger_sum(scores: list[list[int]]) -> None:
    """Against every way to assign, the sum of scores is the largest; no column is given twice."""
    found = assign(scores)
    taken = [column for column in found if column >= 0]

    assert len(set(taken)) == len(taken)
    assert _best(scores) == sum(scores[row][column] for row, column in enumerate(found) if column >= 0)


def test_what_is_worth_nothing_is_not_taken() -> None:
    """A score of zero assigns nothing, and an empty table has no rows."""
    assert [-1, 0] == assign([[0.0, 0.0], [5.0, 0.0]])
    assert [] == assign([])
