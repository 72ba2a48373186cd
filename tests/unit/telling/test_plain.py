"""Untrusted text made harmless."""

from sems_sim.telling.plain import capital, plain, shortened


def test_nothing_that_steers_a_terminal_is_left() -> None:
    """Escape sequences lose their escape, and with it their power."""
    assert "[2J[31mred" == plain("\x1b[2J\x1b[31mred\x07")


def test_nothing_hides_in_a_line() -> None:
    """Marks that turn the direction of writing, have no width or break lines are taken out."""
    assert "safe text" == plain("sa\u202efe\u200b\r\n\ttext\u2028")


def test_letters_of_every_script_stay() -> None:
    """Only what cannot be seen is taken out."""
    assert "Zürich 東京 Ελλάδα" == plain("Zürich 東京 Ελλάδα")


def test_a_long_text_is_cut_with_a_sign() -> None:
    """A reader sees that something was left out."""
    assert ("short", "a long…") == (shortened("short", 7), shortened("a long text", 7))


def test_a_sentence_begins_with_a_capital() -> None:
    """Only the first letter changes, so that names keep theirs."""
    assert "Hv desk and the CMC" == capital("hv desk and the CMC")
