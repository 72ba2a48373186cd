"""Files that are whole, and a folder with one writer."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.stress.folder import Lock, sha256_of, write_whole

HOLD = """
import sys
from pathlib import Path
from sems_sim.stress.folder import Lock

with Lock(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""


def test_a_file_is_never_seen_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is stopped before the last step leaves the old file as it was."""
    write_whole(tmp_path / "a" / "f", b"old")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a" / "f", b"new")

    assert b"old" == (tmp_path / "a" / "f").read_bytes()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The error says which file."""
    (tmp_path / "f").write_text("in the way")

    with pytest.raises(ArgumentError, match="g: cannot be written"):
        write_whole(tmp_path / "f" / "g", b"")


def test_the_hash_of_nothing_is_no_hash(tmp_path: Path) -> None:
    """A file that is not there has no hash; one that is, its SHA-256."""
    (tmp_path / "f").write_bytes(b"abc")

    assert "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" == sha256_of(tmp_path / "f")
    assert "" == sha256_of(tmp_path / "g")


def test_two_writers_are_one_too_many(tmp_path: Path) -> None:
    """While one has the folder, another is refused; then it may."""
    with Lock(tmp_path / "new"), pytest.raises(ArgumentError, match="another process is writing here"):
        Lock(tmp_path / "new").__enter__()
    with Lock(tmp_path / "new"):
        assert (tmp_path / "new" / ".lock").exists()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_writer_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    """The lock of a process goes with it, however it ends."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert b"mine\n" == process.stdout.readline()
        with pytest.raises(ArgumentError, match="another process"):
            Lock(tmp_path).__enter__()
        process.send_signal(signal.SIGKILL)
        process.communicate()

    with Lock(tmp_path):
        assert (tmp_path / ".lock").exists()
