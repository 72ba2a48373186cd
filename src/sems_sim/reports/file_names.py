"""Names of files that every system takes, made from words that anybody may have written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 60


def file_name(parts: Iterable[str], ending: str) -> str:
    """Return parts as one name, `EEG_North-Hyde_Command_2026-01-12.docx`: letters, digits and hyphens only."""
    return "_".join(word for word in (_word(part) for part in parts) if word) + ending


def _word(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
