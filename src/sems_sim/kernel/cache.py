"""Where compiled rules are kept: a folder named by the hash of all that they were made of.

Numba looks at the file of a function alone; a change in another file would leave stale code. So each state of the
sources has a folder of its own, and older ones are cleared away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from sems_sim.kernel.header import IS_CHECKED

_KEPT = 3
_READY = "ready"


@dataclass(frozen=True, slots=True)
class Cache:
    """Where compiled rules are kept, if anywhere."""

    folder: Path | None
    reason: str = ""
    """Why nothing can be kept."""

    @property
    def is_warm(self) -> bool:
        """Whether everything has been compiled."""
        return self.folder is not None and (self.folder / _READY).exists()

    def finish(self, processor_s: float) -> None:
        """Note that everything has been compiled, and what that took, and clear older folders away."""
        if self.folder is not None and not self.is_warm:
            (self.folder / _READY).write_text(f"{processor_s:.1f} processor seconds\n", encoding="utf-8")
            siblings = sorted(self.folder.parent.glob("kernel-*"), key=lambda path: path.stat().st_mtime)
            for old in siblings[:-_KEPT]:
                shutil.rmtree(old, ignore_errors=True)

    def compiled_in_s(self) -> float:
        """Return how many seconds of all processors compiling took; 0 if nothing is kept."""
        return float((self.folder / _READY).read_text().split()[0]) if self.folder and self.is_warm else 0.0

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until no other process compiles for this folder; who waited finds everything done."""
        if self.folder is None or self.is_warm:
            yield
            return
        with (self.folder / "compiling").open("ab") as file:
            _take(file)
            yield

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let numba keep its files here, and nothing of anybody else."""
        from numba.core import config

        before = config.CACHE_DIR
        config.CACHE_DIR = "" if self.folder is None else str(self.folder)
        try:
            yield
        finally:
            config.CACHE_DIR = before


def _take(file: IO[bytes]) -> None:
    """Wait for a file to be ours; the system gives it free when its holder ends, however that ends."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            with suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


@lru_cache(maxsize=1)
def find_cache() -> Cache:
    """Return the folder for the present sources; make it if it is not there."""
    root = _root()
    folder = root / f"kernel-{_hash()[:20]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Cache(None, f"{root}: {error.strerror or error}")
    return Cache(folder)


def _root() -> Path:
    """Return the user's folder for what can be made again; SEMS_SIM_CACHE replaces it."""
    stated = os.environ.get("SEMS_SIM_CACHE")
    if stated:
        return Path(stated)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "sems-sim" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "sems-sim"
    return Path(os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))) / "sems-sim"


def _hash() -> str:
    import llvmlite
    import numba

    made_of = hashlib.sha256()
    for word in (numba.__version__, llvmlite.__version__, sys.version, str(IS_CHECKED)):
        made_of.update(word.encode())
    for path in sources():
        made_of.update(path.name.encode() + path.read_bytes())
    return made_of.hexdigest()


def sources() -> tuple[Path, ...]:
    """Return every source that takes part in a compiled rule."""
    house = Path(__file__).resolve().parent.parent
    folders = (house / "kernel", house / "laws", house / "model")
    return (house / "events.py", *(path for folder in folders for path in sorted(folder.glob("*.py"))))
