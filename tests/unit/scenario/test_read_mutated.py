"""A good scenario with slips of the pen: it is read, or every fault is told."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.errors import Fault, ScenarioError
from sems_sim.scenario.lint import lint
from sems_sim.scenario.read import read_scenario

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "scenarios" / "north-hyde.yaml").read_text(encoding="utf-8")
WORD = re.compile(r"[A-Za-z_0-9./%:]+")
PLACES = [match.span() for match in WORD.finditer(TEXT)]
WORDS = sorted(
    {*WORD.findall(TEXT), "null", "true", "[]", "{}", "-1", "1e99", "~", "{", "]", "'", "\t", ", ", ": "}
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(WORDS)), min_size=1, max_size=3))
def test_a_slip_of_the_pen_is_read_or_told(slips: list[tuple[tuple[int, int], str]]) -> None:
    """Words of the file changed for others: no traceback, and every fault has a line, a message and a remedy."""
    text = TEXT
    for (start, end), word in sorted(slips, reverse=True):
        text = text[:start] + word + text[end:]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "slip.yaml"
        path.write_text(text, encoding="utf-8")
        faults = _faults(path)

    assert [] == [fault for fault in faults if not (fault.line and fault.message)]


def _faults(path: Path) -> list[Fault]:
    try:
        return list(lint(read_scenario(path)))
    except ScenarioError as error:
        return list(error.faults)
