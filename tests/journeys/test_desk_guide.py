"""The guide to the desk shows the screens and keys as they are."""

import os
import re
from pathlib import Path

from sems_tui.keys import CONTROL, MOVING

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guides" / "desk.md"
SHOTS = ROOT / "tests" / "data" / "screens"
SCREEN = re.compile(r"(<!-- screen: (?P<name>[\w-]+) -->\n```text\n)(?P<shown>.*?)(```\n)", re.DOTALL)
KEYS = re.compile(r"(<!-- keys -->\n\n?)(?P<shown>.*?)(?=\n## |\Z)", re.DOTALL)


def _table() -> str:
    rows = [(key.shown, key.help) for key in CONTROL] + list(MOVING)
    return (
        "\n".join(["| key | does |", "| --- | --- |", *(f"| `{key}` | {words} |" for key, words in rows)])
        + "\n"
    )


def _written(text: str) -> str:
    """Return the guide with screens and keys as they are now."""

    def screen(match: re.Match[str]) -> str:
        kept = (SHOTS / f"{match['name']}.txt").read_text(encoding="utf-8").strip("\n")
        return f"{match[1]}{kept}\n{match[4]}"

    return KEYS.sub(lambda _: f"<!-- keys -->\n\n{_table()}", SCREEN.sub(screen, text))


def test_screens_and_keys_of_the_guide_are_those_of_the_desk() -> None:
    """Each text picture is the kept one, and the table lists every key; `SEMS_SIM_SHOTS=write` writes them anew."""
    text = GUIDE.read_text(encoding="utf-8")
    written = _written(text)
    if os.environ.get("SEMS_SIM_SHOTS") == "write":
        GUIDE.write_text(written, encoding="utf-8", newline="\n")
        text = written

    assert written == text
    assert 5 == len(SCREEN.findall(text))
