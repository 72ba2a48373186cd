"""Finding by typing."""

from sems_tui.finding import found

LABELS = ("Grid intake A", "Baggage", "Private network, baggage hall", "Airfield lighting")


def test_the_beginning_of_a_label_comes_first() -> None:
    """What begins with the typed letters is found before what only has a word that does, or holds them somewhere."""
    assert 1 == found("bag", LABELS)
    assert 2 == found("net", LABELS)
    assert 3 == found("ghtin", LABELS)


def test_what_nothing_holds_is_not_found() -> None:
    """Letters that no label has lead nowhere, and neither do none."""
    assert found("zebra", LABELS) is None
    assert found(" ", LABELS) is None
