"""The compact protocol: bytes as its specification has them, and back."""

import pytest

from sems_sim.stress import thrift


def test_numbers_are_written_seven_bits_a_byte() -> None:
    """The specification's own examples: 50399 takes three bytes, small numbers one."""
    assert bytes([0xDF, 0x89, 0x03]) == thrift.varint(50_399)
    assert [b"\x00", b"\x7f", b"\x80\x01"] == [thrift.varint(number) for number in (0, 127, 128)]


def test_a_field_is_the_step_from_the_last_its_type_and_its_value() -> None:
    """Signs are folded into the lowest bit: 0, -1, 1, -2 are 0, 1, 2, 3."""
    written = thrift.struct(thrift.i32(1, -1), thrift.i64(3, 1), thrift.text(4, "é"))

    assert b"\x15\x01" + b"\x26\x02" + b"\x18\x02\xc3\xa9" + b"\x00" == written


def test_what_was_written_is_read_back() -> None:
    """Structures, lists short and long, and large numbers survive."""
    inside = thrift.struct(thrift.i32(5, 7))
    written = thrift.struct(
        thrift.i64(1, 2**62),
        thrift.inner(2, inside),
        thrift.structs(3, [inside, inside]),
        thrift.numbers(4, list(range(-10, 10))),
        thrift.texts(5, ["a", "b"]),
    )
    expected = {1: 2**62, 2: {5: 7}, 3: [{5: 7}, {5: 7}], 4: list(range(-10, 10)), 5: [b"a", b"b"]}

    assert expected == thrift.Reader(written).struct()


@pytest.mark.parametrize(
    "raw", [b"\x15", b"\x15\x80", b"\x1d\x00"], ids=["no value", "half a number", "no kind"]
)
def test_bytes_that_are_no_structure_are_refused(raw: bytes) -> None:
    """Bytes that end too soon, or hold what is not known, raise ValueError."""
    with pytest.raises(ValueError, match=r"the bytes end|is not known"):
        thrift.Reader(raw).struct()
