"""A review as one page."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sems_sim.reports import Background, page, review
from tests.unit.reports.tape import PUMP, pump_night, tape_of

_VOID = {"meta", "br", "link", "img", "hr", "input"}


class _Reader(HTMLParser):
    """Checks that elements close in order, and keeps what could reach outside or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        if tag in {"script", "iframe", "link", "img", "object", "embed"}:
            self.outside.append(tag)
        self.outside += [f"{name}={value}" for name, value in attrs if name.startswith("on")]
        self.outside += [str(v) for n, v in attrs if n in {"src", "href"} and not str(v).startswith("#")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty element opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def _read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    return reader


@pytest.fixture
def text(tmp_path: Path) -> str:
    """The page of the night on which the pump failed."""
    about = Background(
        organisation="Water works",
        file="pump.yaml",
        command="sems-sim run pump.yaml --seed 7",
        version="1.2.3",
    )
    return page(review(pump_night(tape_of(tmp_path)), about))


def test_the_page_needs_no_network_and_no_script(text: str) -> None:
    """Nothing is loaded from anywhere, and nothing runs."""
    reader = _read(text)

    assert [] == reader.outside
    assert "default-src 'none'" in text
    assert not re.search(r"@import|url\((?!#)", text)


def test_the_page_is_well_formed(text: str) -> None:
    """Every element that opens closes, in order."""
    reader = _read(text)

    assert ([], []) == (reader.wrong, reader.open)


def test_the_page_says_everything(text: str) -> None:
    """Answer, services, levels, assets, cascade, people, beliefs, decisions, timeline, failures, meaning, repeat."""
    for part in (
        "Water works",
        "A pump fails at night",
        "Water fell to",
        "Targets",
        "What it did to services",
        "Who led when",
        "What went wrong",
        "What brought about what",
        "People, kit and stocks",
        "What was true, and what those in charge believed",
        "Age of the picture",
        "What was decided",
        "What happened",
        "Surprises, and kinds of failure",
        "Assumed, because the file does not say",
        "Every measure",
        "sems-sim run pump.yaml --seed 7",
        "0123456789abcdef",
        "sems-sim 1.2.3",
    ):
        assert part in text, part


def test_what_a_scenario_says_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    """Titles, texts and questions with marks of HTML are escaped wherever they appear."""
    hostile = "<script>alert(1)</script>"
    text = PUMP.replace("A pump fails at night", f'"{hostile}"').replace("Main pump", f'"{hostile}"')
    text = text.replace("My tap is dry.", f'"{hostile}"').replace("Send water tankers?", f'"{hostile}"')
    text = text.replace("Send them all", f'"{hostile}"').replace("Duty chief", f'"{hostile}"')
    about = Background(organisation=hostile, sources=(hostile,), command=hostile, file=hostile)
    made = page(review(pump_night(tape_of(tmp_path, text)), about))

    assert "<script" not in made
    assert "&lt;script&gt;" in made
    assert [] == _read(made).outside


def test_the_same_run_gives_the_same_page(text: str, tmp_path: Path) -> None:
    """No date and no chance is in the page, so that two can be compared."""
    about = Background(
        organisation="Water works",
        file="pump.yaml",
        command="sems-sim run pump.yaml --seed 7",
        version="1.2.3",
    )

    assert text == page(review(pump_night(tape_of(tmp_path)), about))


def test_a_quiet_run_makes_a_page(tmp_path: Path) -> None:
    """A run in which nothing happened is told as one, without empty sections."""
    made = page(review(tape_of(tmp_path).run()))

    assert "No service was ever below full performance" in made
    assert "What brought about what" not in made
