"""Where the files of a scenario come from: a folder on the disk, or texts in hand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from sems_sim.errors import Fault, ScenarioError
from sems_sim.scenario.source import MOST_BYTES, read_bytes

Text = tuple[str, str]
"""(path from the scenario's folder, text); the text of a link is `LINK` and the path of what it leads to."""
LINK = "\x00"
_TOO_LARGE = "the file is larger than 4 MiB"


class Shelf(Protocol):
    """What reading needs to know of the place where the files are."""

    def resolved(self, folder: Path, written: str) -> Path | None:
        """Return where a path, as written in a file of a folder, leads; None if nowhere."""

    def is_file(self, path: Path) -> bool:
        """Tell whether there is such a file."""

    def read(self, path: Path, shown: str) -> bytes:
        """Return the bytes of a file. Raises ScenarioError."""

    def near(self, target: Path, folder: Path) -> str:
        """Return what to do about a file that is not there."""


class Disk:
    """Files in a folder; symbolic links are followed."""

    def resolved(self, folder: Path, written: str) -> Path | None:
        """Return where the path leads once every link is followed; None if nowhere."""
        try:
            return (folder / written).resolve()
        except (OSError, RuntimeError, ValueError):
            return None

    def is_file(self, path: Path) -> bool:
        """Tell whether there is such a file."""
        return path.is_file()

    def read(self, path: Path, shown: str) -> bytes:
        """Return the bytes of a file. Raises ScenarioError."""
        return read_bytes(path, shown)

    def near(self, target: Path, folder: Path) -> str:
        """Return the nearest name, or where paths are read from."""
        if not target.parent.is_dir():
            return f"there is no folder {target.parent.name!r} beside the scenario"
        names = sorted(entry.name for entry in list(target.parent.iterdir())[:1000])
        near = get_close_matches(target.name, names, 1)
        return f"did you mean {near[0]!r}?" if near else f"paths are read from the folder {folder.name!r}"


class InHand:
    """Texts that somebody kept; nothing on the disk is looked at."""

    def __init__(self, texts: Sequence[Text]) -> None:
        """Take the texts, the scenario's own first."""
        self._texts = {name: text for name, text in texts if not text.startswith(LINK)}
        self._links = {name: text[len(LINK) :] for name, text in texts if text.startswith(LINK)}

    def resolved(self, folder: Path, written: str) -> Path | None:
        """Return the path from the scenario's folder."""
        name = below(folder, written)
        return Path(self._links.get(name, name))

    def is_file(self, path: Path) -> bool:
        """Tell whether there is such a text."""
        return path.as_posix() in self._texts

    def read(self, path: Path, shown: str) -> bytes:
        """Return the text as bytes. Raises ScenarioError when it is missing or too large."""
        text = self._texts.get(path.as_posix())
        if text is None:
            raise ScenarioError([Fault(shown, 0, 0, "this file was not kept", "it cannot be read again")])
        data = text.encode()
        if len(data) > MOST_BYTES:
            raise ScenarioError([Fault(shown, 0, 0, _TOO_LARGE, "split it")])
        return data

    def near(self, target: Path, folder: Path) -> str:  # noqa: ARG002 - the face of a shelf
        """Return the nearest name among the texts."""
        near = get_close_matches(target.as_posix(), list(self._texts), 1)
        return f"did you mean {near[0]!r}?" if near else "it was not kept with the others"


def below(folder: Path, written: str) -> str:
    """Return the path of something written in a file of a folder, without `.` and doubled strokes."""
    return Path(os.path.normpath(folder / written)).as_posix()
