"""The grounds: twins, catalogue, changelog, decisions, links, and nobody's machine."""

import re
import tomllib
from pathlib import Path

from sems_sim import __version__
from tests.house.tree import ROOFS, ROOT, files, modules, told

LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:|mailto:|#)(?P<to>[^)#\s]+)(?:#[^)]*)?\)")
PARTS = ("Status:", "## Context", "## Decision", "## Refused", "## Consequences")


def _texts() -> dict[Path, str]:
    found = {}
    for path in files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            found[path] = raw.decode("utf-8")
    return found


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _twins(path: Path) -> list[str]:
    """Name the modules that a unit test may be the twin of: `test_tables_ties.py` tests `tables.py`."""
    steps = path.relative_to(ROOT / "tests" / "unit").with_suffix("").parts
    roof = steps[0] if steps[0] in ROOFS else "sems_sim"
    folder = [step for step in steps[:-1] if step != roof]
    words = steps[-1].removeprefix("test_").split("_")
    return [".".join([roof, *folder, "_".join(words[:n])]) for n in range(1, len(words) + 1)]


def test_every_unit_test_has_its_twin_in_the_source() -> None:
    """`tests/unit` mirrors the source, so that nobody has to search for the test of a file."""
    rooms = {module.name for module in modules()}
    paths = sorted((ROOT / "tests" / "unit").rglob("test_*.py"))
    found = [_place(path) for path in paths if not rooms.intersection(_twins(path))]

    assert [] == found, told(found)


def test_every_scenario_is_in_the_catalogue() -> None:
    """Each YAML file under `scenarios` has its line in the catalogue."""
    catalogue = (ROOT / "scenarios" / "README.md").read_text(encoding="utf-8")
    names = [
        path.relative_to(ROOT / "scenarios").as_posix()
        for path in sorted((ROOT / "scenarios").rglob("*.yaml"))
    ]
    found = [name for name in names if f"({name})" not in catalogue]

    assert [] == found, told(found)


def test_every_link_leads_somewhere() -> None:
    """Each relative link of each page names a file that exists."""
    found = [
        f"{_place(path)}: {match['to']}"
        for path, text in _texts().items()
        if path.suffix == ".md"
        for match in LINK.finditer(text)
        if not (path.parent / match["to"]).exists()
    ]

    assert [] == found, told(found)


def _decisions() -> list[Path]:
    return sorted(path for path in (ROOT / "docs" / "decisions").glob("*.md") if path.name != "README.md")


def test_every_decision_has_its_parts() -> None:
    """A record says its status, the context, the decision, what was refused and the consequences."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in _decisions()}
    found = [f"{name}: {part}" for name, text in texts.items() for part in PARTS if part not in text]

    assert [] == found, told(found)


def test_every_decision_has_its_place() -> None:
    """Decisions are numbered without a gap, and each stands in the index."""
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    names = [path.name for path in _decisions()]

    assert [f"{number:04}" for number in range(1, len(names) + 1)] == [name[:4] for name in names]
    assert [] == [name for name in names if f"({name})" not in index]


def test_the_changelog_knows_this_version() -> None:
    """The version that the package states has its heading in the changelog."""
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_shows_both_commands() -> None:
    """A newcomer finds how to run and how to test without scrolling through the Makefile."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = [command for command in ("make run", "make test") if command not in readme]

    assert [] == found, told(found)


def test_every_dependency_is_pinned_where_the_house_is_tested() -> None:
    """Whatever pyproject asks for has its exact version in constraints.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(one for group in project["optional-dependencies"].values() for one in group),
    ]
    pinned = {
        line.split("==")[0].lower()
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    }
    found = [one for one in asked if re.split(r"[<>=!~\[ ]", one)[0].lower() not in pinned]

    assert [] == found, told(found)


def test_every_exception_from_the_style_has_a_reason() -> None:
    """Each rule that pyproject switches off says why on its line."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    switched_off = [line for line in lines if re.match(r'\s+"[A-Z]{1,4}\d{0,4}",\s*(#|$)', line)]
    found = [line for line in switched_off if not re.search(r"#\s*\w+", line)]

    assert [] == found, told(found)


def test_the_tree_names_nobodys_machine() -> None:
    """No file holds a path that exists on one machine only."""
    homes = ("/" + "home/[a-z]", "/" + "Users/[A-Za-z]", "/" + "root/", "/" + "work/", r"[A-Z]:\\+Users")
    folder = re.compile(r"(?<![\w.])(" + "|".join(homes) + ")")
    found = [_place(path) for path, text in _texts().items() if folder.search(text)]

    assert [] == found, told(found)


def test_the_tree_names_no_package_index() -> None:
    """Where packages come from is the business of whoever installs."""
    signs = ("index" + "-url", "//" + r"registry\.", "/" + "simple/", "find" + "-links")
    address = re.compile("|".join(signs), re.IGNORECASE)
    found = [_place(path) for path, text in _texts().items() if address.search(text)]

    assert [] == found, told(found)
