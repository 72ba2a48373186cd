"""The pictures of a page."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from sems_sim.reports.plots import Picture, pictures
from sems_sim.reports.review import Review, review
from tests.unit.reports.tape import PUMP, pump_night, tape_of


@pytest.fixture
def told(tmp_path: Path) -> Review:
    """The review of the night on which the pump failed."""
    return review(pump_night(tape_of(tmp_path)))


@pytest.fixture
def drawn(told: Review) -> dict[str, Picture]:
    """Its pictures."""
    return pictures(told)


def test_every_picture_there_is_something_for_is_drawn(drawn: dict[str, Picture]) -> None:
    """Services, levels, incidents, assets, resources, beliefs and the age of pictures."""
    assert ["services", "levels", "incidents", "assets", "resources", "beliefs", "ages"] == list(drawn)


def test_a_quiet_run_has_no_empty_pictures(tmp_path: Path) -> None:
    """What has nothing to show is not drawn."""
    assert ["levels"] == [name for name in pictures(review(tape_of(tmp_path).run())) if name != "ages"]


def test_the_same_review_gives_the_same_bytes(told: Review, drawn: dict[str, Picture]) -> None:
    """No date, no version and no chance is in a picture."""
    assert drawn == pictures(told)


def test_pictures_can_share_a_page(drawn: dict[str, Picture]) -> None:
    """No two elements of all pictures have the same id, and each reference leads to an id of its own picture."""
    for name, picture in drawn.items():
        ids = re.findall(r'\bid="([^"]+)"', picture.svg)
        used = re.findall(r'url\(#([^)]+)\)|xlink:href="#([^"]+)"', picture.svg)
        assert all(found.startswith(f"{name}-") for found in ids)
        assert len(ids) == len(set(ids))
        assert {first or second for first, second in used} <= set(ids)


def test_a_picture_is_told_in_words(drawn: dict[str, Picture]) -> None:
    """A title says what is shown, for whoever cannot see it."""
    for picture in drawn.values():
        root = ET.fromstring(picture.svg)  # noqa: S314 - our own picture
        assert "img" == root.get("role")
        assert picture.alt == root[0].text
    assert "Water fell to 0%" in drawn["services"].alt


def test_colours_are_the_pages_own(drawn: dict[str, Picture]) -> None:
    """No picture has a colour that would not turn dark with the page."""
    for picture in drawn.values():
        assert not set(re.findall(r"#[0-9a-f]{6}\b", picture.svg)), picture.alt
        assert "var(--" in picture.svg


def test_a_title_can_neither_break_a_picture_nor_be_a_formula(tmp_path: Path) -> None:
    """Marks of XML are escaped, and dollar signs stay dollar signs."""
    text = PUMP.replace("title: Main pump", "title: '<b>&$x_1$'")
    drawn = pictures(review(pump_night(tape_of(tmp_path, text))))

    ET.fromstring(drawn["assets"].svg)  # noqa: S314 - our own picture
    assert "&lt;b&gt;&amp;$x_1$" in drawn["assets"].svg
