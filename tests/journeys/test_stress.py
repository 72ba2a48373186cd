"""`sems-sim stress` from a shell: stopped by hand, gone on with, and the same in the end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.cli.speaking import PUMP

N = 500
LONGEST_WAIT_S = 120
ASK = [
    sys.executable,
    "-m",
    "sems_sim",
    "stress",
    "pump.yaml",
    "-n",
    str(N),
    "--engine",
    "engine",
    "--workers",
    "1",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a scenario and nothing else."""
    (tmp_path / "pump.yaml").write_text(PUMP, encoding="utf-8")
    return tmp_path


def _ask(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ASK, *more], cwd=folder, capture_output=True, text=True, check=False, timeout=LONGEST_WAIT_S
    )


def _stopped(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Press Ctrl-C as soon as the first chunk is in hand."""
    process = subprocess.Popen(
        [*ASK, *more],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_STATE_HOME": str(folder / "state")},
    )
    end = time.monotonic() + LONGEST_WAIT_S
    while not list(folder.rglob("in-hand/*.npz")) and time.monotonic() < end and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, talk = process.communicate(timeout=LONGEST_WAIT_S)
    return subprocess.CompletedProcess(ASK, process.returncode, out, talk)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell there interrupts in another way")
def test_stopped_by_hand_and_gone_on_with_is_the_same(folder: Path) -> None:
    """Ctrl-C ends with 130 and says how to go on; what comes of that is what an undisturbed run gives."""
    stopped = _stopped(folder, "--out", "kept")
    resumed = _ask(folder, "--out", "kept", "--resume", "--json")
    whole = _ask(folder, "--json")

    assert 130 == stopped.returncode
    assert "--out kept --resume" in stopped.stderr
    assert "" == stopped.stdout
    assert (0, 0) == (resumed.returncode, whole.returncode)
    assert json.loads(whole.stdout) == json.loads(resumed.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell there interrupts in another way")
def test_what_was_finished_is_kept_even_where_nobody_asked(folder: Path) -> None:
    """Without a folder, the runs of an interrupted ensemble are kept with the user's state, and it says where."""
    stopped = _stopped(folder)
    kept = list((folder / "state").rglob("manifest.json"))

    assert 130 == stopped.returncode
    assert 1 == len(kept)
    assert str(kept[0].parent) in stopped.stderr


def test_a_pipe_gets_data_alone(folder: Path) -> None:
    """With `--json` into a pipe nothing is told on the way, and stdout is one document."""
    asked = subprocess.run(
        [*ASK[:5], "-n", "20", *ASK[7:], "--json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_WAIT_S,
    )

    assert (0, "") == (asked.returncode, asked.stderr)
    assert 20 == json.loads(asked.stdout)["replications"]
