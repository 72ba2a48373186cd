"""A folder of one's own for each test of a command."""

from pathlib import Path

import pytest

from tests.unit.cli.speaking import PUMP


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one scenario, which is where the command is given."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pump.yaml").write_text(PUMP, encoding="utf-8")
    return tmp_path
