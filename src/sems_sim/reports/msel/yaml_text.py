"""Values as the YAML of scenarios: plain where that is safe, quoted where it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_SAFE = re.compile(r"[^\W\d_](?:[\w /()'%+.;!?–’-]*[\w()%.!?])?")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_LITERAL = re.compile(r"[^\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off"))
_DURATION = re.compile(r"0|(?:\d+(?:\.\d+)?[wdhms])+")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def scalar(value: object) -> str:
    """One value on one line, so that it is read back as itself, also inside brackets."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if _DURATION.fullmatch(text) or (
        _SAFE.fullmatch(text) and text.lower() not in _WORDS and ": " not in text and " #" not in text
    ):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Text in double quotes; whatever is not printable is written as an escape."""
    return '"' + "".join(_SHORT.get(sign) or _visible(sign) for sign in text) + '"'


def _visible(sign: str) -> str:
    code = ord(sign)
    if _LITERAL.fullmatch(sign) or sign == " ":
        return sign
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def flow(value: object) -> str:
    """Any value on one line: mappings in braces, lists in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def key_text(key: object) -> str:
    """A key, quoted unless it is a plain name."""
    text = str(key)
    return text if _KEY.fullmatch(text) and text.lower() not in _WORDS else quoted(text)


def block(values: Mapping[str, object], indent: int) -> list[str]:
    """A mapping in lines, one key a line; text of several lines as a block of its own."""
    lines: list[str] = []
    for key, value in values.items():
        lines += entry(key, value, indent)
    return lines


def entry(key: str, value: object, indent: int) -> list[str]:
    """One key with its value, in lines."""
    space = " " * indent
    if isinstance(value, str) and _is_block(value):
        below = [f"{space}  {line}" if line else "" for line in value.split("\n")]
        return [f"{space}{key_text(key)}: |-", *below]
    return [f"{space}{key_text(key)}: {flow(value)}"]


def item(values: Mapping[str, object], indent: int) -> list[str]:
    """A mapping as one entry of a list, in lines."""
    lines = block(values, indent + 2)
    return [f"{' ' * indent}- {lines[0][indent + 2 :]}", *lines[1:]]


def _is_block(text: str) -> bool:
    """Whether a text can stand as a block of lines and be read back as itself."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0])
        and bool(lines[-1])
        and not any(line.startswith((" ", "\t")) or line != line.rstrip() for line in lines)
        and all(_LITERAL.fullmatch(line.replace(" ", "")) for line in lines)
    )
