"""Each column to one field and each field to one column, for the largest sum of scores."""

from __future__ import annotations

from collections.abc import Sequence

_FAR = float("inf")


def assign(scores: Sequence[Sequence[float]]) -> list[int]:
    """For each row the column it gets, or -1, so that the sum of scores is the largest there is.

    `scores` is a table of rows of one length; a score of 0 or less is never worth taking. This is the Hungarian method
    with shortest augmenting paths, on a table made square with zeros; of equal sums the first rows and columns win.
    """
    rows = len(scores)
    columns = len(scores[0]) if rows else 0
    size = max(rows, columns)
    cost = [
        [-max(0.0, scores[i][j]) if i < rows and j < columns else 0.0 for j in range(size)]
        for i in range(size)
    ]
    owner = _matched(cost, size)
    found = [-1] * rows
    for column in range(columns):
        row = owner[column]
        if row < rows and scores[row][column] > 0:
            found[row] = column
    return found


def _matched(cost: list[list[float]], size: int) -> list[int]:
    """The row that owns each column in the cheapest perfect matching of a square table."""
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    owner = [size] * (size + 1)  # the last column stands for "not yet placed"
    for row in range(size):
        owner[size] = row
        way = _shortest(cost, size, owner, of_row, of_column)
        column, back = way
        while column != size:
            before = back[column]
            owner[column] = owner[before]
            column = before
    return owner[:size]


def _shortest(
    cost: list[list[float]], size: int, owner: list[int], of_row: list[float], of_column: list[float]
) -> tuple[int, list[int]]:
    """The free column at the end of the shortest way from the unplaced row, and the way back; adjusts the prices."""
    least, back, done = [_FAR] * (size + 1), [size] * (size + 1), [False] * (size + 1)
    column = size
    while True:
        done[column] = True
        row, step, following = owner[column], _FAR, size
        for j in range(size):
            if not done[j]:
                reduced = cost[row][j] - of_row[row] - of_column[j]
                if reduced < least[j]:
                    least[j], back[j] = reduced, column
                if least[j] < step:
                    step, following = least[j], j
        for j in range(size + 1):
            if done[j]:
                of_row[owner[j]] += step
                of_column[j] -= step
            else:
                least[j] -= step
        column = following
        if owner[column] == size:
            return column, back
