"""`sems-sim measures` and `sems-sim schema`."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.speaking import ask


def test_every_measure_has_a_unit_and_a_meaning(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The names are those of `run --json`."""
    rows = json.loads(ask(capsys, "measures", "pump.yaml", "--json").out)
    measured = json.loads(ask(capsys, "run", "pump.yaml", "--json").out)["measures"]

    assert list(measured) == [row["name"] for row in rows]
    assert all(row["unit"] and row["meaning"] for row in rows)
    assert "service.water.lost" in ask(capsys, "measures", "pump.yaml").out
    assert folder.exists()


def test_the_schema_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """An editor can read it as it comes."""
    document = json.loads(ask(capsys, "schema").out)

    assert "https://json-schema.org/draft/2020-12/schema" == document["$schema"]
    assert {"sems_sim", "assets", "incidents"} <= set(document["properties"])
