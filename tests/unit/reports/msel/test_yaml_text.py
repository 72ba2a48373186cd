"""What is written as YAML is read back as itself."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.reports.msel.yaml_text import block, flow, item
from sems_sim.scenario import read_piece

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ("null", "True", "on", "12:30", "1h30m", "x0.3", "- a", "a: b", "a #b", "# a", "'", '"', "@x", "%y", "&z", "*w",
     "!v", "a\nb", " a\nb", "a\n\nb", "a\n", "\u2028", "1_000", "0x1f", "~", "", "?", "{a}", "[b]", "a, b", "k:",
     "é — x", "\x85", "\ufeff")
)  # fmt: skip
KEY = TEXT.filter(lambda key: not key.startswith("x-") and key != "<<")
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(value=VALUE)
def test_any_value_on_one_line(value: Any) -> None:
    """Braces, brackets and quotes say exactly what was meant."""
    assert {"v": value} == read_piece(f"v: {flow(value)}", "t")


@settings(deadline=None, max_examples=150)
@given(values=st.dictionaries(st.sampled_from(("text", "title", "to", "do", "notes")), VALUE, min_size=1))
def test_any_mapping_in_lines(values: dict[str, Any]) -> None:
    """Text of several lines stands as a block, and nothing else of it changes."""
    assert values == read_piece("\n".join(block(values, 0)), "t")
    assert {"list": [values, values]} == read_piece(
        "\n".join(["list:", *item(values, 2), *item(values, 2)]), "t"
    )


@pytest.mark.parametrize("text", ["Power fails", "Duty manager", "1h30m", "EXCON (simulated)"])
def test_plain_words_stay_plain(text: str) -> None:
    """What people write often needs no quotes."""
    assert text == flow(text)
