"""Parquet files of our own: read back here, and by somebody else's reader."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from sems_sim.stress.parquet import Column, Table, reals, table, wholes, words


def _columns(rows: int) -> list[Column]:
    """Every shape of column: plain, coded, all the same, missing now and then, missing always, words."""
    numbers = np.arange(rows, dtype=np.int64)
    third = numbers / 3.0
    return [
        wholes("number", numbers - 2**40),
        wholes("few", numbers % 3),
        reals("third", third),
        reals("now.and then", np.where(numbers % 3 == 0, np.nan, third)),
        reals("never", np.full(rows, np.nan)),
        reals("always", np.full(rows, 2.5)),
        reals("yes or no", np.where(numbers % 5 == 1, np.nan, numbers % 2)),
        reals("minus nought", np.where(numbers % 2 == 0, -0.0, 0.0)),
        words("word", ["a", "bé", "", "d"], numbers % 4),
    ]


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 1_000])
def test_what_was_written_is_read_back(tmp_path: Path, rows: int) -> None:
    """Each column comes back bit for bit, whatever its encoding."""
    columns = _columns(rows)
    (tmp_path / "t.parquet").write_bytes(table(columns))
    found = Table(tmp_path / "t.parquet", tuple(column.kind for column in columns))

    for number, column in enumerate(columns):
        read = found.column(number)
        assert column.words == read.words
        assert np.array_equal(column.values, read.values, equal_nan=column.kind == "real"), column.name
        assert np.array_equal(np.signbit(column.values), np.signbit(read.values)), column.name


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 1_000])
def test_others_read_it_too(tmp_path: Path, rows: int) -> None:
    """DuckDB finds the same numbers, words and gaps under the same names."""
    columns = _columns(rows)
    (tmp_path / "t.parquet").write_bytes(table(columns))
    found = duckdb.read_parquet(str(tmp_path / "t.parquet"))
    rows_found = found.fetchall()

    assert [column.name for column in columns] == found.columns
    for number, column in enumerate(columns):
        theirs = [row[number] for row in rows_found]
        if column.kind == "text":
            assert [column.words[place] for place in column.values] == theirs
        else:
            expected = [None if np.isnan(value) else value for value in column.values]
            assert expected == theirs, column.name


def test_the_same_columns_are_the_same_bytes() -> None:
    """Nothing of a file depends on when it was written."""
    assert table(_columns(100)) == table(_columns(100))


def test_what_repeats_takes_little_room() -> None:
    """Ten thousand rows of yes and no take a bit each, and a column of one value next to nothing."""
    numbers = np.arange(10_000, dtype=np.int64)

    assert len(table([reals("x", np.where(numbers % 2, 1.0, 0.0))])) < 10_000 / 8 + 400
    assert len(table([reals("x", np.zeros(10_000))])) < 400


def test_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    """A file that is cut short is no table."""
    raw = table(_columns(10))
    (tmp_path / "t.parquet").write_bytes(raw[:-20])

    with pytest.raises(ValueError, match="not a file of ours"):
        Table(tmp_path / "t.parquet", ("whole",)).column(0)
