"""Includes, overrides of included entities, and values set from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError, ScenarioError
from sems_sim.scenario.merge import apply_overrides, read_sources
from sems_sim.scenario.source import read_tree
from sems_sim.scenario.tree import find, plain


def _written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "main.yaml"


def _faults(path: Path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        read_sources(path)
    return [fault.message for fault in caught.value.faults]


def test_sections_of_an_included_file_are_merged(tmp_path: Path) -> None:
    """Named sections join by name, lists are joined, and what the file says itself stands."""
    main = _written(
        tmp_path,
        main="title: Crisis\ninclude: [parts/hub.yaml]\nassets: {hall: {}}\ntags: [b]\n"
        "organisation: {routine_incidents: 2}\n",
        parts__hub="title: Hub\nmoney: GBP\nassets: {pump: {units: 2}}\ntags: [a]\norganisation: {name: Hub}\n",
    )

    data = plain(read_sources(main).root)
    assert {"hall": {}, "pump": {"units": 2}} == data["assets"]
    assert ("Crisis", "GBP", ["a", "b"]) == (data["title"], data["money"], data["tags"])
    assert {"routine_incidents": 2, "name": "Hub"} == data["organisation"]


def test_a_value_remembers_the_file_it_comes_from(tmp_path: Path) -> None:
    """A fault in an included file names that file."""
    main = _written(tmp_path, main="include: hub.yaml\n", hub="assets:\n  pump: {}\n")

    place = find(read_sources(main).root, ("assets", "pump")).place
    assert (str(tmp_path / "hub.yaml"), 2) == (place.file, place.line)


def test_the_same_name_twice_is_a_fault_unless_it_overrides(tmp_path: Path) -> None:
    """An override replaces the keys it says and leaves the others as included."""
    hub = "assets: {pump: {units: 2, state: off}}\n"
    twice = _written(tmp_path / "a", main="include: hub.yaml\nassets: {pump: {units: 3}}\n", hub=hub)
    over = _written(
        tmp_path / "b", main="include: hub.yaml\nassets: {pump: {override: true, units: 3}}\n", hub=hub
    )

    assert [
        "'pump' of assets stands twice, also on line 1 of " + str(tmp_path / "a" / "hub.yaml")
    ] == _faults(twice)
    assert {"override": True, "units": 3, "state": "off"} == plain(read_sources(over).root)["assets"]["pump"]


def test_an_organisation_is_overridden_as_a_whole_or_key_by_key(tmp_path: Path) -> None:
    """One organisation, many crises: a key said twice needs `override: true` in the section."""
    hub = "organisation: {name: Hub, maturity: {comms: 2}}\n"
    twice = _written(tmp_path / "a", main="include: hub.yaml\norganisation: {name: Other}\n", hub=hub)
    over = _written(
        tmp_path / "b", main="include: hub.yaml\norganisation: {override: true, name: Other}\n", hub=hub
    )

    assert 1 == len(_faults(twice))
    assert "Other" == plain(read_sources(over).root)["organisation"]["name"]


def test_files_and_digest_follow_the_order_of_inclusion(tmp_path: Path) -> None:
    """The digest covers every byte of every file, and a file included twice counts once."""
    files = {"a": "include: c.yaml\n", "b": "include: c.yaml\n", "c": "assets: {pump: {}}\n"}
    main = _written(tmp_path, main="include: [a.yaml, b.yaml]\n", **files)

    first = read_sources(main)
    assert ["main.yaml", "a.yaml", "c.yaml", "b.yaml"] == [Path(name).name for name in first.files]
    (tmp_path / "c.yaml").write_text("assets: {pump: { }}\n", encoding="utf-8")
    assert first.digest != read_sources(main).digest


@pytest.mark.parametrize(
    "path", ["../out.yaml", "/etc/hosts", "a/../../out.yaml", "~/x.yaml", "C:\\x.yaml", "..\\x.yaml"]
)
def test_an_include_stays_inside_the_folder(tmp_path: Path, path: str) -> None:
    """Paths that lead out are refused for safety, with exit status 3."""
    main = _written(tmp_path, main=f"include: ['{path}']\n")

    with pytest.raises(ScenarioError) as caught:
        read_sources(main)
    assert 3 == caught.value.exit_status
    assert "an include stays inside the scenario's folder" == caught.value.faults[0].message


def test_a_symbolic_link_does_not_lead_out(tmp_path: Path) -> None:
    """What counts is where the link leads."""
    outside = tmp_path / "outside.yaml"
    outside.write_text("assets: {}\n", encoding="utf-8")
    main = _written(tmp_path / "in", main="include: link.yaml\n")
    try:
        (tmp_path / "in" / "link.yaml").symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no symbolic links")

    assert ["an include stays inside the scenario's folder"] == _faults(main)


def test_a_circle_of_includes_is_refused(tmp_path: Path) -> None:
    """Also one of two files."""
    main = _written(tmp_path, main="include: other.yaml\n", other="include: main.yaml\n")

    assert ["a circle of includes"] == _faults(main)


def test_a_missing_include_names_the_nearest_file(tmp_path: Path) -> None:
    """A slip of the pen is told as one."""
    main = _written(tmp_path, main="include: hubb.yaml\n", hub="assets: {}\n")

    with pytest.raises(ScenarioError) as caught:
        read_sources(main)
    assert "did you mean 'hub.yaml'?" == caught.value.faults[0].remedy


def test_faults_of_several_files_come_at_once(tmp_path: Path) -> None:
    """A fault in one include does not hide the fault in the next."""
    main = _written(tmp_path, main="include: [a.yaml, b.yaml]\n", a="x: 1\nx: 2\n", b="y: [\n")

    assert 2 == len(_faults(main))


@pytest.mark.parametrize(
    ("path", "value", "where", "expected"),
    [
        ("assets.tie.state", "on", ("assets", "tie", "state"), "on"),
        ("resources.crews.absence", "0.1", ("resources", "crews", "absence"), 0.1),
        ("organisation.maturity.comms", "2", ("organisation", "maturity", "comms"), 2),
        ("assets.tie.needs", "[a, b]", ("assets", "tie", "needs", 1), "b"),
        ("links.0.loses", "5%", ("links", 0, "loses"), "5%"),
        ("exercise.injects.I1.at", "5m", ("exercise", "injects", 0, "at"), "5m"),
    ],
)
def test_a_value_is_set_by_its_path(
    path: str, value: str, where: tuple[str | int, ...], expected: object
) -> None:
    """Keys, indices of lists and ids of injects lead to the value; it is read as YAML."""
    text = "assets: {tie: {state: off}}\nresources: {crews: {amount: 4}}\nlinks: [{by: phone}]\n"
    text += "exercise: {injects: [{id: I1}]}\n"
    root = read_tree(text, "a.yaml")
    apply_overrides(root, {path: value})

    assert expected == find(root, where).value


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("assets.tei.state", "on", "--set assets.tei.state=on: there is no 'tei' in assets"),
        ("asset.tie.state", "on", None),
        ("assets.tie.state.x", "on", "--set assets.tie.state.x=on: nothing lies below 'off'"),
        ("links.7.loses", "5%", "--set links.7.loses=5%: there is no entry '7'"),
        ("assets..tie", "on", "--set assets..tie=on: 'assets..tie' is no path"),
        ("assets.tie.needs", "[a", "--set assets.tie.needs=[a: a list or mapping in brackets is not closed"),
    ],
)
def test_a_path_that_leads_nowhere_names_the_argument(path: str, value: str, message: str | None) -> None:
    """The message repeats the argument; a new key is left to the schema to refuse."""
    root = read_tree("assets: {tie: {state: off}}\nlinks: [{by: phone}]\n", "a.yaml")
    if message is None:
        apply_overrides(root, {path: value})
        assert "asset" in root.value
        return
    with pytest.raises(ArgumentError) as caught:
        apply_overrides(root, {path: value})
    assert message == caught.value.message or message.split(":")[0] in caught.value.message
