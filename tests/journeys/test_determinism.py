"""The same file and seed give the same run, whatever the hash seed and the Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.golden import BOOK, ROOT, Fingerprints, fingerprints, written

VERSIONS = ("3.11", "3.12", "3.13")


def printed_by(python: str, hash_seed: str) -> Fingerprints:
    """The fingerprints as another process finds them."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [python, "-m", "tests.journeys.golden"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    found: Fingerprints = json.loads(done.stdout)
    return found


def test_runs_are_as_they_were_written_down() -> None:
    """Whichever Python and machine this is: the made scenarios and the airport run as they did elsewhere."""
    assert written() == fingerprints(), (
        f"if the model was changed on purpose: python -m tests.journeys.golden write, {BOOK}"
    )


def test_runs_of_different_seeds_differ() -> None:
    """The fingerprints that are written down say something."""
    for name, runs in written().items():
        assert len(runs) == len(set(runs.values())), name


@pytest.mark.parametrize("hash_seed", ["0", "1", "random"])
def test_no_result_depends_on_the_hash_seed(hash_seed: str) -> None:
    """Sets and dictionaries may lie in memory as they like."""
    assert fingerprints() == printed_by(sys.executable, hash_seed)


def _others() -> list[str]:
    """Other Pythons that are there and start, of the versions that are supported."""
    folders = sorted(
        (Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions").glob("3.*/bin")
    )
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    found = []
    for version in VERSIONS:
        python = shutil.which(f"python{version}", path=path)
        if python and version != here:
            found.append(python)
    return found


@pytest.mark.proof
def test_every_python_that_is_here_gives_the_same_runs(tmp_path: Path) -> None:
    """Each in a fresh environment with its own Mesa and NumPy: the fingerprints are those that are written down."""
    others = _others()
    if not others:
        pytest.skip("no other supported Python is here")
    for number, python in enumerate(others):
        place = tmp_path / str(number)
        subprocess.run([python, "-m", "venv", str(place)], check=True)
        inside = str(place / ("Scripts" if os.name == "nt" else "bin") / "python")
        install = [
            inside,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-c",
            "constraints.txt",
            ".",
        ]
        subprocess.run(install, cwd=ROOT, check=True)
        assert written() == printed_by(inside, "random"), python
