"""A scenario read from the texts that a first reading kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sems_sim.errors import ScenarioError
from sems_sim.scenario.read import read_scenario, read_scenario_texts

_HEAD = "sems_sim: 1\nid: s\ntitle: S\nclock: {start: 2026-01-01T00:00:00+00:00, runs: 1h}\n"
_FLOOD = "incidents: {flood: {opens: 10m}}\n"


def _written(folder: Path) -> Path:
    (folder / "parts" / "deep").mkdir(parents=True)
    (folder / "main.yaml").write_text(_HEAD + "include: [parts/hub.yaml, ./parts/flood.yaml]\n", "utf-8")
    (folder / "parts" / "hub.yaml").write_bytes(b"\xef\xbb\xbfinclude: deep/pump.yaml\r\ntags: [hub]\r\n")
    (folder / "parts" / "flood.yaml").write_text(_FLOOD, "utf-8")
    (folder / "parts" / "deep" / "pump.yaml").write_text("assets: {pump: {}}\n", "utf-8")
    return folder / "main.yaml"


def test_kept_texts_give_the_same_scenario_when_the_files_are_gone(tmp_path: Path) -> None:
    """Digest, sections and settings from outside are those of the first reading, though nothing is on the disk."""
    path = _written(tmp_path / "s")
    first = read_scenario(path, {"assets.pump.units": "3"})
    shutil.rmtree(tmp_path / "s")

    again = read_scenario_texts(first.texts, {"assets.pump.units": "3"})

    assert (first.digest, first.sections) == (again.digest, again.sections)
    assert ["main.yaml", "parts/hub.yaml", "parts/deep/pump.yaml", "parts/flood.yaml"] == list(again.files)
    assert 3 == again.sections.assets["pump"].units


def test_links_are_kept_as_links(tmp_path: Path) -> None:
    """A file that is included by its name and by a link to it counts once, also when read again."""
    path = _written(tmp_path / "s")
    try:
        (tmp_path / "s" / "link").symlink_to(tmp_path / "s" / "parts")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    path.write_text(_HEAD + "include: [link/hub.yaml, parts/hub.yaml, link/flood.yaml]\n", "utf-8")
    first = read_scenario(path)

    again = read_scenario_texts(first.texts)

    assert (first.digest, first.sections) == (again.digest, again.sections)


def test_texts_that_lack_a_file_say_so() -> None:
    """What was not kept is named; the disk is not asked in its place."""
    with pytest.raises(ScenarioError) as caught:
        read_scenario_texts([("main.yaml", _HEAD + "include: flod.yaml\n"), ("flood.yaml", _FLOOD)])

    fault = caught.value.faults[0]
    assert ("there is no file 'flod.yaml'", "did you mean 'flood.yaml'?") == (fault.message, fault.remedy)
