"""A folder that one process writes at a time, in files that are there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from sems_sim.errors import ArgumentError

LOCK = ".lock"


def write_whole(path: Path, raw: bytes, *, lasting: bool = True) -> None:
    """Write a file so that nobody ever sees half of it.

    `lasting`: wait until the disk has it, so that it also outlives a loss of power.

    Raises:
        ArgumentError: If it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(raw)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
        if lasting:
            _settle(path.parent)
    except OSError as error:
        raise ArgumentError(
            f"{path}: cannot be written", "is the disk full, and is the folder yours?"
        ) from error


def _settle(folder: Path) -> None:
    """Have the disk keep the new name of a file too; Windows does so by itself and opens no folder."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sha256_of(path: Path) -> str:
    """Return the hash of a file in hexadecimal digits; nothing where there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


class Lock:
    """Keeps a folder to one writer; the system takes it back when the writer ends, however that ends."""

    def __init__(self, folder: Path) -> None:
        """Say which folder; it is made if it is not there."""
        self.folder = folder
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Take the folder.

        Raises:
            ArgumentError: If another process has it, or if it cannot be made.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / LOCK).open("ab")
        except OSError as error:
            raise ArgumentError(f"{self.folder}: cannot be made", "give another folder with --out") from error
        if not _taken(file):
            file.close()
            hint = "wait for it, or give another folder with --out"
            raise ArgumentError(f"{self.folder}: another process is writing here", hint)
        self._file = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it back; the empty file stays, since taking it away could let two writers in."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _taken(file: IO[bytes]) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # Some network drives have no locks; work goes on without, as it would with a program that knows none.
        return True
    return True
