"""The README as a newcomer takes it: what it shows has to work as it stands."""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def _shown() -> str:
    """Cut the scenario out of the README."""
    match = re.search(r"```yaml\n(?P<text>.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert match, "the README shows no scenario"
    return match["text"]


def test_the_scenario_has_the_ten_lines_that_its_heading_promises() -> None:
    """The example stays as short as it claims to be."""
    assert 10 == len(_shown().splitlines())


def test_the_scenario_runs_as_it_stands(tmp_path: Path) -> None:
    """Whoever pastes the example into a file can run it, and the pump fails and is mended."""
    file = tmp_path / "a-pump-fails.yaml"
    file.write_text(_shown(), encoding="utf-8")
    command = [sys.executable, "-m", "sems_sim", "run", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert 0 == done.returncode, done.stderr
    assert '"asset.pump.failures"' in done.stdout
