"""Lines of a form as the terminal shows them; a tone only repeats what the words say."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sems_tui.forms import Line, Tone

STYLES: dict[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "warn": "$text-warning",
    "good": "$text-success",
    "dim": "dim",
    "struck": "strike dim",
}


def drawn(lines: Sequence[Line]) -> Content:
    """The lines, one under the other."""
    return Content("\n").join(Content.styled(line.words, STYLES[line.tone]) for line in lines)
