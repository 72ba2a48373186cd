"""Lists that grow and shrink, and held effects as such lists."""

from typing import Any

import pytest

from tests.unit.kernel.interpreting import told


@pytest.fixture(scope="module")
def scenes() -> dict[str, Any]:
    """What happened, scene by scene."""
    return told("scenes")


def test_a_list_keeps_the_order_in_which_it_was_made(scenes: dict[str, Any]) -> None:
    """New entries stand at the end, and the list knows how many it has and what they come to."""
    lists = scenes["lists"]

    assert ([7, 8, 9, 8, 6], 5, 19.0) == (lists["all"], lists["count"], lists["sum"])


def test_pulling_takes_every_entry_of_a_number(scenes: dict[str, Any]) -> None:
    """It tells whether there was one, from the middle and from the end alike."""
    lists = scenes["lists"]

    assert [True, False, True] == lists["pulled"]
    assert ([7, 9], 9) == (lists["left"], lists["last"])


def test_the_latest_switch_decides(scenes: dict[str, Any]) -> None:
    """The last entry says yes or no; when it is pulled the one before it does."""
    assert (False, True) == (scenes["lists"]["says yes"], scenes["lists"]["then says yes"])


def test_an_emptied_list_has_no_first_and_no_last(scenes: dict[str, Any]) -> None:
    """After its last entry has gone a list is as it was when it was new."""
    assert [True, True] == scenes["lists"]["emptied"]
    assert [-1, -1, 0] == scenes["lists"]["none"]


def test_rows_given_back_are_used_again(scenes: dict[str, Any]) -> None:
    """A thousand entries that come and go need one row beside that of the list."""
    assert [2, 0] == scenes["lists_give_back"]


def test_modifiers_come_to_the_same_bits_as_on_the_engine(scenes: dict[str, Any]) -> None:
    """Value, whether absolute and the share kept, over absolute values, factors and sums."""
    assert [scene["engine"] for scene in scenes["modifiers"]] == [
        scene["kernel"] for scene in scenes["modifiers"]
    ]
