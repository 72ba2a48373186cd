"""The model in plain memory says what the model says, row by row and list by list."""

from pathlib import Path
from typing import Any

import pytest

from sems_sim.kernel import flatten
from sems_sim.kernel.flatten import PAIRED, Lists, layout_of, lists_of, rows_of
from sems_sim.model import AssetRow, Model, Span
from sems_sim.scenario import compile_model, read_scenario

SCENARIOS = ("north-hyde", "insider-concern", "checkin-ransomware", "screening-shortfall")


@pytest.fixture(scope="module", params=SCENARIOS)
def model(request: pytest.FixtureRequest) -> Model:
    """A shipped scenario, compiled."""
    return compile_model(read_scenario(Path("scenarios") / f"{request.param}.yaml"))


def _read_back(value: Any, first: int, lists: Lists, *, is_paired: bool) -> Any:
    """Read a list from where it was laid, in the form that the model has it in."""
    end = first + len(value)
    kind = type(value[0]) if value else int
    if issubclass(kind, int):
        return tuple(lists.numbers[first:end])
    if kind is float:
        return tuple(lists.reals[first:end])
    if hasattr(kind, "__dataclass_fields__"):
        return tuple(lists.rows[kind.__name__][first:end])
    if is_paired:
        return tuple(lists.pairs[first:end])
    return tuple(tuple(lists.numbers[start : start + count]) for start, count in lists.spans[first:end])


def _differences(row: Any, flat: Any, lists: Lists) -> list[str]:
    found = []
    for name in row.__dataclass_fields__:
        value = getattr(row, name)
        if isinstance(value, Span):
            same = (value.first, value.count) == (flat[f"{name}_first"], flat[f"{name}_count"])
        elif f"{name}_first" in flat.dtype.names:
            back = _read_back(value, int(flat[f"{name}_first"]), lists, is_paired=name in PAIRED)
            same = len(value) == flat[f"{name}_count"] and tuple(value) == back
        elif name in flat.dtype.names:
            same = value == flat[name].item()
        else:
            same = isinstance(value, str) or (
                isinstance(value, tuple) and all(isinstance(v, str) for v in value)
            )
        found += [] if same else [f"{type(row).__name__}.{name}: {value!r}"]
    return found


def test_every_row_says_what_the_model_says(model: Model) -> None:
    """Each field of each row of each table is there, its lists too; only text stays behind."""
    tables, lists = lists_of(model)
    rows = {
        type(one): (one_table, tables[type(one)])
        for one_table in _tables(model, lists)
        for one in one_table[:1]
    }
    found = [
        difference
        for one_table, flat in rows.values()
        for row, laid in zip(one_table, flat, strict=True)
        for difference in _differences(row, laid, lists)
    ]

    assert [] == found
    assert len(rows) > 20


def _tables(model: Model, lists: Lists) -> list[Any]:
    values = [getattr(model, name) for name in model.__dataclass_fields__]
    whole = [
        value
        for value in values
        if isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__")
    ]
    return [*whole, *lists.rows.values()]


def test_a_table_without_rows_has_its_layout(model: Model) -> None:
    """A scenario without assets has no rows of them, with the same fields."""
    none = rows_of(
        Model(**{name: getattr(model, name) for name in model.__dataclass_fields__} | {"assets": ()}),
        AssetRow,
    )

    assert (0, layout_of(AssetRow)) == (len(none), none.dtype)


def test_a_model_is_laid_out_once(model: Model) -> None:
    """Asked again for the same model, the same arrays are given."""
    assert lists_of(model)[0] is lists_of(model)[0]


def test_lists_of_pairs_are_the_lists_of_pairs_of_the_model(model: Model) -> None:
    """No list of (index, amount) is laid down as whole numbers, which would lose the amounts."""
    _, lists = lists_of(model)
    found = {
        name
        for rows in _tables(model, lists)
        for row in rows
        for name in row.__dataclass_fields__
        if isinstance(value := getattr(row, name), tuple)
        for inner in value
        if isinstance(inner, tuple) and any(isinstance(one, float) for one in inner)
    }

    assert found <= PAIRED
    assert flatten.PAIRED
