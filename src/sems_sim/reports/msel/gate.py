"""What a workbook must pass before anything opens it: size, ratio, no entities."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from sems_sim.errors import ArgumentError

MOST_BYTES = 32 * 1024 * 1024
MOST_PARTS = 2_000
MOST_UNPACKED = 128 * 1024 * 1024
MOST_SHEET = 24 * 1024 * 1024
MOST_RATIO = 400
_RATIO_FROM = 4 * 1024 * 1024
_SMALLER = "copy the table alone into a new workbook and save that"
_PLAIN = "open it, and save it again as Excel workbook (.xlsx)"
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([^"']+)""")


@dataclass(frozen=True, slots=True)
class Passed:
    """What was seen on the way in."""

    remarks: tuple[str, ...]
    has_formulas: bool


def pass_gate(data: bytes, name: str) -> Passed:
    """Look at the zip directory and at each part of XML. Raises ArgumentError with what is wrong and a remedy.

    Nothing is unpacked beyond its declared size, and nothing at all before the sizes are known. Macros are never run:
    they are named and left alone.
    """
    _refuse_other_formats(data, name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, name)
            return _looked_at(archive, parts, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise ArgumentError(f"{name}: this workbook is damaged", _PLAIN) from error


def _refuse_other_formats(data: bytes, name: str) -> None:
    if len(data) > MOST_BYTES:
        raise ArgumentError(f"{name}: the workbook is larger than {MOST_BYTES >> 20} MiB", _SMALLER)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ArgumentError(
            f"{name}: an old workbook (.xls), or one with a password",
            "save it as Excel workbook (.xlsx) without a password",
        )
    if not data.startswith(b"PK"):
        raise ArgumentError(f"{name}: this is no workbook", "give an .xlsx or a .csv file")


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MOST_PARTS:
        raise ArgumentError(f"{name}: the workbook has {len(parts):,} parts", _SMALLER)
    total = 0
    for part in parts:
        total += part.file_size
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > _RATIO_FROM and ratio > MOST_RATIO:
            raise ArgumentError(
                f"{name}: refused, for {part.filename[:60]!r} unpacks to {ratio:,.0f} times its size",
                _SMALLER,
            )
        if part.filename.startswith("xl/worksheets/") and part.file_size > MOST_SHEET:
            size = part.file_size / (1 << 20)
            raise ArgumentError(
                f"{name}: one sheet alone unpacks to {size:,.0f} MiB, as of some hundred thousand rows",
                _SMALLER,
            )
    if total > MOST_UNPACKED:
        raise ArgumentError(f"{name}: the workbook unpacks to {total / (1 << 20):,.0f} MiB", _SMALLER)


def _looked_at(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str) -> Passed:
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        raise ArgumentError(f"{name}: refused, for a part of the workbook stands twice", _PLAIN)
    if "xl/workbook.xml" not in names:
        other = "a document of another program" if "mimetype" in names else "a zip file, but no workbook"
        raise ArgumentError(f"{name}: this is {other}", _PLAIN)
    has_formulas = False
    for part in parts:
        if part.flag_bits & 1:
            raise ArgumentError(f"{name}: the workbook is encrypted", "save it without a password")
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            text = archive.read(part)
            _refuse_entities(text, part.filename, name)
            has_formulas |= part.filename.startswith("xl/worksheets/") and (b"<f>" in text or b"<f " in text)
    return Passed(_remarks(names), has_formulas)


def _refuse_entities(text: bytes, part: str, name: str) -> None:
    encoding = _ENCODING.match(text.removeprefix(b"\xef\xbb\xbf").lstrip())
    declared = encoding[1].decode("ascii", "replace").lower() if encoding else "utf-8"
    if text[:2] in (b"\xff\xfe", b"\xfe\xff") or declared not in ("utf-8", "us-ascii", "ascii"):
        raise ArgumentError(f"{name}: refused, for {part[:60]!r} is not in UTF-8", _PLAIN)
    if _DECLARATION.search(text):
        raise ArgumentError(
            f"{name}: refused, for {part[:60]!r} declares entities (an XML bomb does)", _PLAIN
        )


def _remarks(names: list[str]) -> tuple[str, ...]:
    said = []
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        said.append("the workbook carries macros: they were not run and are not taken over")
    if any(part.startswith("xl/externalLinks/") for part in names):
        said.append("the workbook links to other workbooks: only what it shows itself was read")
    if any(part.startswith("xl/media/") for part in names):
        said.append("pictures in the workbook were not read")
    return tuple(said)
