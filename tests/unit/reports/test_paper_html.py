"""Papers as pages: the same content, escaped, without a network."""

from __future__ import annotations

from sems_sim.reports.paper_html import html_of
from tests.unit.reports.test_docx import PAPER


def test_a_page_needs_no_network_and_runs_nothing() -> None:
    """It loads nothing and has no script, whatever its words say."""
    page = html_of(PAPER)

    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_page_has_all_that_the_document_has() -> None:
    """Headings, tables with header cells, captions, struck words, blank places, the marking at head and foot."""
    page = html_of(PAPER)

    for words in ("One</h2>", '<th scope="col">Entry</th>', "Table 1. A table", "<del>old</del>", "Figure 1. A picture",
                  "For the evaluator: Strength 1", '<th scope="row">Name</th>'):  # fmt: skip
        assert words in page


def test_the_marking_stands_on_every_page() -> None:
    """On the screen at head and foot; printed, as the head and foot of a table, which every page repeats."""
    page = html_of(PAPER)

    assert 4 == page.count("EXERCISE · Official")
    assert "table-header-group" in page
    assert "table-footer-group" in page
