"""`sems-sim new`."""

from pathlib import Path

import pytest

from sems_sim.cli.new import starter
from tests.unit.cli.speaking import ask


@pytest.mark.parametrize("name", ["my-scenario", "Our Plant: night", "works_2.yaml", 'odd "name" $x'])
def test_the_starter_is_sound_and_runs_at_once(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever it is called, it has no fault, and a run of it goes through."""
    path = ask(capsys, "new", name).out.strip()

    assert "can run" in ask(capsys, "check", path).out
    assert 0 == ask(capsys, "run", path, "--json").status
    assert (folder / "scenario.schema.json").is_file()


def test_something_happens_in_the_starter(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first run a newcomer sees has a failure, a service that suffers and a crisis team."""
    told = ask(capsys, "run", ask(capsys, "new").out.strip()).out

    for part in ("Mains supply went down", "fell to 0%", "Crisis team"):
        assert part in told
    assert folder.exists()


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second scenario of the same name is refused, and the first stays."""
    (folder / "mine.yaml").write_text("mine", encoding="utf-8")
    (folder / "scenario.schema.json").write_text("own", encoding="utf-8")

    assert 2 == ask(capsys, "new", "mine").status
    assert "mine" == (folder / "mine.yaml").read_text(encoding="utf-8")
    assert 0 == ask(capsys, "new", "other", "--dir", "deep/er").status
    assert (folder / "deep" / "er" / "other.yaml").is_file()
    assert "own" == (folder / "scenario.schema.json").read_text(encoding="utf-8")


def test_a_name_without_letters_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file needs a name."""
    assert 2 == ask(capsys, "new", "123").status
    assert 2 == ask(capsys, "new", "../..").status
    assert ["pump.yaml"] == [path.name for path in folder.iterdir()]


def test_the_starter_tells_editors_where_its_schema_is() -> None:
    """The line that turns completion on stands in the first lines, and each line is explained."""
    text = starter("plant", "Plant")

    assert "# yaml-language-server: $schema=scenario.schema.json" in text.splitlines()[1]
    assert "id: plant" in text
    assert 15 <= text.count("#")
