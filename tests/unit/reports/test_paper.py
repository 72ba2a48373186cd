"""Papers as blocks: harmless text, numbered captions, the marking on everything."""

from __future__ import annotations

from sems_sim.reports.paper import (
    LONGEST,
    Facts,
    Figure,
    Paper,
    Run,
    Table,
    harmless,
    joined,
    numbered,
    shown,
)


def test_text_is_harmless_and_keeps_its_lines() -> None:
    """Control and direction characters go, line breaks of every kind stay, endless text says that it was cut."""
    assert "a\nb\nc" == harmless("a\r\nb\u2028c\x00\x1b\u202e")
    assert harmless("x" * 10_000).startswith("x" * LONGEST + " … [shortened here: 10,000 characters")


def test_texts_are_joined_without_empty_ones() -> None:
    """Lines stand one below the other; what says nothing leaves no line."""
    assert "a\nb" == shown(joined(("a", "", "b")))
    assert "a: b" == shown(joined(("a", (Run("b", struck=True),)), ": "))
    assert () == joined(("", ()))


def test_captions_are_counted_by_kind() -> None:
    """Tables and figures are numbered apart, in order; what has no caption has no number."""
    table, bare, facts = Table((), (), "one"), Table((), ()), Facts((), "two")
    figure = Figure("f", "", b"", "drawn", "alt")
    label = numbered((table, bare, figure, facts))

    assert ("Table 1", "", "Figure 1", "Table 2") == (label(table), label(bare), label(figure), label(facts))


def test_every_page_says_exercise() -> None:
    """The word stands before the marking, and alone where there is no marking."""
    empty = Paper("t", "k", "", (), (), "2026-01-12T00:00:00+00:00")

    assert "EXERCISE" == empty.banner
    assert "EXERCISE · Official" == Paper("t", "k", "Official", (), (), "").banner
