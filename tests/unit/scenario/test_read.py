"""Reading whole scenarios: each broken file with the faults written at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError, ScenarioError
from sems_sim.scenario.read import read_scenario

DATA = Path(__file__).resolve().parents[2] / "data"
BROKEN = sorted((DATA / "broken").glob("*.yaml"))
HEAD = "sems_sim: 1\nid: try\ntitle: A try\nclock: {start: 2025-03-20T23:49:00+00:00, runs: 36h}\n"
FIRE = "incidents: {fire: {opens: 0m}}\n"


def _written(folder: Path, text: str) -> Path:
    path = folder / "try.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_has_exactly_the_faults_it_announces(path: Path) -> None:
    """Line, column, width, message and remedy of every fault stand in the last lines of the file."""
    announced = [line[3:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#! ")]

    with pytest.raises(ScenarioError) as caught:
        read_scenario(path)
    found = [f"{f.line}:{f.column}:{f.width} {f.message} | {f.remedy}" for f in caught.value.faults]
    assert announced == found


def test_every_fault_shows_the_line_it_is_about() -> None:
    """In no broken file does the mark stand under nothing."""
    for path in BROKEN:
        with pytest.raises(ScenarioError) as caught:
            read_scenario(path)
        for fault in caught.value.faults:
            marked = fault.text_line[fault.column - 1 : fault.column - 1 + fault.width]
            assert marked.strip() or fault.message == "a tab where spaces are due", (path.name, fault)


def test_ten_lines_are_a_scenario(tmp_path: Path) -> None:
    """Only the head and something that can go wrong are required."""
    scenario = read_scenario(_written(tmp_path, FIRE))

    assert ("try", ["fire"]) == (scenario.sections.id, list(scenario.sections.incidents))


def test_empty_sections_and_entities_count_as_left_out(tmp_path: Path) -> None:
    """A colon with nothing after it is no fault where nothing is needed."""
    scenario = read_scenario(_written(tmp_path, FIRE + "teams:\nassets:\n  hall:\nlevels:\n  operational:\n"))

    assert ({}, ["hall"], ["operational"]) == (
        scenario.sections.teams,
        list(scenario.sections.assets),
        list(scenario.sections.levels),
    )


def test_private_keys_are_ignored_everywhere(tmp_path: Path) -> None:
    """Keys that begin with x- may stand in any mapping."""
    text = "x-a: 1\nincidents: {fire: {opens: 0m, x-b: {c: 1}}, x-d: 5}\n"

    assert ["fire"] == list(read_scenario(_written(tmp_path, text)).sections.incidents)


def test_people_off_is_a_switch(tmp_path: Path) -> None:
    """`off` is text for YAML and a switch for the scenario; on is the default."""
    assert read_scenario(_written(tmp_path, FIRE)).sections.people
    assert not read_scenario(_written(tmp_path, FIRE + "people: off\n")).sections.people


def test_strategic_is_another_word_for_crisis(tmp_path: Path) -> None:
    """One level, two words, everywhere a level may stand."""
    text = (
        FIRE
        + "levels: {strategic: {when: response >= tactical}}\n"
        + "plans: {p: {level: strategic, when: response >= strategic}}\n"
    )
    sections = read_scenario(_written(tmp_path, text)).sections

    assert (["crisis"], "crisis") == (list(sections.levels), sections.plans["p"].level)


def test_values_are_set_from_outside(tmp_path: Path) -> None:
    """`--set` changes what is read, and its faults name the argument."""
    path = _written(tmp_path, FIRE + "assets: {hall: {}}\n")

    assert 3 == read_scenario(path, {"assets.hall.units": "3"}).sections.assets["hall"].units
    with pytest.raises(ScenarioError) as caught:
        read_scenario(path, {"assets.hall.state": "onn"})
    assert "--set assets.hall.state=onn: 'onn' is not allowed for 'state'" in str(caught.value)
    with pytest.raises(ArgumentError):
        read_scenario(path, {"assets.hal.state": "on"})


def test_places_are_kept_for_those_who_come_later(tmp_path: Path) -> None:
    """The compiler can point at the text of any value."""
    scenario = read_scenario(_written(tmp_path, FIRE + "plans:\n  fight: {when: active(fire)}\n"))

    assert (7, 17) == (
        scenario.places.at(("plans", "fight", "when")).line,
        scenario.places.at(("plans", "fight", "when")).column,
    )
    fault = scenario.fault(("plans", "fight", "when"), "m", "r", 7, 4)
    assert (7, 24, 4) == (fault.line, fault.column, fault.width)


def test_the_digest_tells_files_apart(tmp_path: Path) -> None:
    """One byte more is another scenario."""
    first = read_scenario(_written(tmp_path, FIRE)).digest

    assert first != read_scenario(_written(tmp_path, FIRE + " ")).digest


def test_hundreds_of_faults_are_told_up_to_a_bound(tmp_path: Path) -> None:
    """A file that is wrong everywhere ends in a list one can read."""
    text = FIRE + "assets:\n" + "".join(f"  a{n}: {{unit: 1}}\n" for n in range(1000))

    with pytest.raises(ScenarioError) as caught:
        read_scenario(_written(tmp_path, text))
    assert 201 == len(caught.value.faults)
    assert "more faults from here on" in caught.value.faults[-1].message


def test_wrong_values_do_not_hide_wrong_names(tmp_path: Path) -> None:
    """Faults of the schema and faults across sections come together."""
    text = FIRE + "assets: {hall: {units: x, needs: pmp}}\nteams: {desk: {tells: [nobody]}}\n"

    with pytest.raises(ScenarioError) as caught:
        read_scenario(_written(tmp_path, text))
    assert ["'x' is no number", "there is no asset 'pmp'", "there is no team 'nobody'"] == [
        fault.message for fault in caught.value.faults
    ]
