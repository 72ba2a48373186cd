"""Files written whole or not at all, and JSON that any reader can read."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from sems_sim.errors import ArgumentError


def write_whole(path: Path, text: str) -> None:
    """Write a text so that no reader ever sees half of it. Raises ArgumentError if it cannot be written."""
    write_bytes(path, text.encode("utf-8", errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that no reader ever sees half of it. Raises ArgumentError if it cannot be written."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise ArgumentError(
            f"{path}: cannot be written here", "is there such a folder, and is it yours?"
        ) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise ArgumentError(f"{path}: cannot be written", "is it a folder, or in use?") from error
    finally:
        temporary.unlink(missing_ok=True)


def as_json(document: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """One JSON document with a line break at its end; NaN and infinity are refused."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
