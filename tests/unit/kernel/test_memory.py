"""Tables of records: how rows are laid out, how they begin, and how rules reach them."""

import numpy as np
import pytest

from sems_sim.kernel import memory
from sems_sim.kernel.memory import (
    MEMORY,
    SHAPES,
    Interpreted,
    Shape,
    begin,
    layout,
    state,
    through,
    through_with,
)
from sems_sim.kernel.state_world import world
from sems_sim.kernel.units import UNITS, _switchboard


class Mixed:
    """A row with one field of each kind."""

    number: int = -1
    is_so: bool
    amount: float = 2.5


def test_a_row_has_the_fields_of_its_class_in_their_order() -> None:
    """Whole numbers and reals take eight bytes each, a truth one, and a real begins where eight divides."""
    found = layout(Mixed)
    fields = dict(found.fields or {})

    assert ("number", "is_so", "amount") == found.names
    assert {"number": 0, "is_so": 8, "amount": 16} == {name: place for name, (_, place, *_) in fields.items()}
    assert 24 == found.itemsize


def test_rows_begin_as_the_class_says() -> None:
    """A field with a value begins with it, another with 0."""
    rows = begin(Mixed, 2)

    assert [(-1, False, 2.5)] * 2 == [tuple(row) for row in rows.tolist()]


def test_a_number_is_given_to_one_table_only() -> None:
    """Whoever takes a number that is taken, or is none, is told when the file is loaded."""
    with pytest.raises(ValueError, match="taken"):
        state(0, Mixed, lambda model: len(model.assets))
    with pytest.raises(ValueError, match="no number"):
        state(256, Mixed, lambda model: len(model.assets))


@pytest.fixture(scope="module")
def shapes() -> list[Shape]:
    """Every table of every unit."""
    for name in UNITS:
        _switchboard(name)
    return list(SHAPES.values())


def test_every_field_of_every_table_is_a_number_or_a_truth(shapes: list[Shape]) -> None:
    """What compiled rules read is whole numbers, reals and truths, and nothing else."""
    kinds = {shape.dtype[name].str for shape in shapes for name in shape.dtype.names or ()}

    assert {"<i8", "<f8", "|b1"} >= kinds


def test_every_row_of_a_pool_begins_with_its_link(shapes: list[Shape]) -> None:
    """Rows that are handed out and given back hang together by their first field, a whole number."""
    never_given_back = {"Record", "Place", "Runs", "SegmentStart", "SegmentRate"}
    pools = [shape for shape in shapes if shape.is_pool and shape.name not in never_given_back]

    assert [] == [shape.name for shape in pools if (shape.dtype.names or ("",))[0] != "link"]


def test_an_interpreted_row_gives_plain_numbers_and_takes_them() -> None:
    """Fields are ints, floats and bools of Python, also where numpy has a method of that name."""
    rows = np.zeros(3, [("item", "i8"), ("round", "f8"), ("all", "?")])
    row = Interpreted(rows, 1)
    row.item, row.round, row.all = 7, 0.5, True

    assert [int, float, bool] == [type(row.item), type(row.round), type(row.all)]
    assert [(0, 0.0, False), (7, 0.5, True), (0, 0.0, False)] == rows.tolist()


def test_an_interpreted_row_that_is_not_there_is_an_error() -> None:
    """A negative index reaches nothing from the end."""
    for index in (-1, 3):
        with pytest.raises(IndexError):
            Interpreted(np.zeros(3, layout(Mixed)), index)


def test_doors_hand_over_whole_numbers_and_a_real() -> None:
    """What is not given is 0; the unit is in the high bits of the code."""
    heard: list[tuple[float, ...]] = []

    def unit(*given: float) -> int:
        heard.append(given)
        return 9

    MEMORY[-5] = ([], [None, unit])
    try:
        given = through(-5, 1 << 8 | 3, 1, 2), through_with(-5, 1 << 8 | 4, 0.5, 6)
    finally:
        del MEMORY[-5]

    assert (9, 9) == given
    assert [(-5, 259, 1, 2, 0, 0, 0, 0, 0.0), (-5, 260, 6, 0, 0, 0, 0, 0, 0.5)] == heard


def test_a_row_that_is_cleared_tells_what_it_was_linked_to() -> None:
    """A row handed out again is all 0, and the pool goes on with the row behind it."""
    rows = np.full(2, 4).astype([("link", "i8"), ("amount", "f8")])
    MEMORY[-6] = ([rows], [])
    try:
        link = memory.clear_row(-6, 0, 1)
        memory.set_link(-6, 0, 1, 5)
        room = memory.room_of(-6, 0)
    finally:
        del MEMORY[-6]

    assert (4, 2) == (link, room)
    assert [(4, 4.0), (5, 0.0)] == rows.tolist()


def test_the_bits_of_a_real_are_a_signed_whole_number() -> None:
    """-0.0 is the smallest of them, 1.0 has its exponent alone."""
    assert (-(1 << 63), 1023 << 52) == (memory.bits_of(-0.0), memory.bits_of(1.0))


def test_an_accessor_is_named_after_its_row() -> None:
    """What a compiler complains about names the row."""
    assert "World" == world.__name__
