"""A log as CSV."""

import csv
from io import StringIO

import pytest

from sems_sim.reports.logs import Log, as_csv, guarded, visible


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_program_reads_it_as_it_is() -> None:
    """UTF-8 with its mark, CR LF, quotes where they are due; each row says how it is to be handled."""
    content = as_csv(Log("EXERCISE · Übung", ("A", "B"), (("x, “y”\nz", "2"),), "Nothing."))

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert [["Handling", "A", "B"], ["EXERCISE · Übung", "x, “y”\nz", "2"]] == _rows(content)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "'=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever begins like one begins with an apostrophe."""
    assert f"'{text}" == guarded(text)


def test_what_steers_or_hides_is_written_out_and_not_lost() -> None:
    """Bells, overrides of direction and broken surrogates can be seen; line breaks stay."""
    assert "a\\u0007b\\u202ec\\ud800\nd" == visible("a\x07b\u202ec\ud800\r\nd")


def test_an_empty_log_says_that_it_is_empty() -> None:
    """So that nobody takes it for a fault; the marking stands all the same."""
    assert ["EXERCISE", "Nothing.", ""] == _rows(as_csv(Log("EXERCISE", ("A", "B"), (), "Nothing.")))[1]
