"""The reference page is written from the schema, and is up to date."""

from __future__ import annotations

from pathlib import Path

from sems_sim.scenario.conditions_text import FUNCTIONS
from sems_sim.scenario.schema.effects import VERBS
from sems_sim.scenario.schema.reference import write_reference

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "scenario.md"


def test_the_page_in_the_docs_is_the_page_of_the_schema() -> None:
    """Whoever changes the schema writes the page again: `sems-sim schema --reference`."""
    assert write_reference() == PAGE.read_text(encoding="utf-8")


def test_the_page_names_every_verb_and_every_condition() -> None:
    """Nothing of the language is left unsaid."""
    page = write_reference()

    assert [] == [name for name in (*VERBS, *FUNCTIONS) if f"`{name}" not in page]


def test_no_line_of_a_table_lacks_its_words() -> None:
    """Every key has a kind and a meaning."""
    rows = [line for line in write_reference().splitlines() if line.startswith("| `")]

    assert [] == [
        row for row in rows if "| anything |" in row and "`appetite`" not in row and "`to`" not in row
    ]
    assert [] == [row for row in rows if row.endswith("|  |")]
