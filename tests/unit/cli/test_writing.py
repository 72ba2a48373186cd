"""Files written whole or not at all."""

from pathlib import Path

import pytest

from sems_sim.cli.writing import as_json, write_whole
from sems_sim.errors import ArgumentError


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new text stands alone, and nothing else is left in the folder."""
    path = tmp_path / "out.html"
    path.write_text("something longer than what follows", encoding="utf-8")
    write_whole(path, "new\n")

    assert "new\n" == path.read_text(encoding="utf-8")
    assert [path] == list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is not there, or a folder in the place of the file, is the user's to mend."""
    for path in (tmp_path / "nowhere" / "out.html", tmp_path):
        with pytest.raises(ArgumentError):
            write_whole(path, "text")


def test_no_reader_trips_over_our_json() -> None:
    """NaN and infinity are no JSON, and so are never written."""
    with pytest.raises(ValueError, match="JSON"):
        as_json({"x": float("nan")})

    assert '{\n "é": null\n}\n' == as_json({"é": None})
