"""The command line as a user meets it: in a shell of its own, with pipes and colour."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sems_sim.cli.main import sems_sim

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference" / "commands.md"
NORTH_HYDE = ROOT / "scenarios" / "north-hyde.yaml"


def _run(
    *arguments: str, cwd: Path | None = None, encoding: str = "utf-8", **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    return subprocess.run(
        [sys.executable, "-m", "sems_sim", *arguments],
        capture_output=True,
        text=True,
        encoding=encoding,
        check=False,
        timeout=120,
        cwd=cwd,
        env={**environment, "PYTHONIOENCODING": encoding, **variables},
    )


def test_a_hub_airport_closes_and_the_story_is_told(tmp_path: Path) -> None:
    """One command simulates the closure, tells it in the terminal and in one page, and keeps the run."""
    done = _run("run", str(NORTH_HYDE), "--report", "nh.html", "--out", "results", cwd=tmp_path, COLUMNS="80")
    page = (tmp_path / "nh.html").read_text(encoding="utf-8")

    assert 0 == done.returncode, done.stderr
    assert "A substation fire closes the airport" in done.stdout
    assert "What happened" in done.stdout
    assert "Grid intake A (North Hyde) went down" in page
    assert 80 >= max(len(line) for line in done.stdout.splitlines())
    assert page.count("<svg") >= 6

    asked = _run("why", "results/north-hyde-seed7", "Terminal systems", cwd=tmp_path)

    assert 0 == asked.returncode, asked.stderr
    assert "Substation fire began" in asked.stdout


def test_the_same_file_and_seed_give_the_same_run(tmp_path: Path) -> None:
    """Fingerprint, measures and page are the same twice, whatever the hash seed of the interpreter."""
    told, pages = [], []
    for number in ("1", "2"):
        done = _run(
            "run", str(NORTH_HYDE), "--json", "--report", "p.html", cwd=tmp_path, PYTHONHASHSEED=number
        )
        told.append(json.loads(done.stdout))
        pages.append((tmp_path / "p.html").read_text(encoding="utf-8"))

    assert told[0] == told[1]
    assert pages[0] == pages[1]


def test_a_page_of_a_later_start_is_not_needed_for_json(tmp_path: Path) -> None:
    """`--json` alone writes nothing anywhere and says nothing beside the document."""
    done = _run("run", str(NORTH_HYDE), "--json", cwd=tmp_path)

    assert "" == done.stderr
    assert [] == list(tmp_path.iterdir())


def test_a_newcomer_gets_from_nothing_to_a_page(tmp_path: Path) -> None:
    """`new`, `check`, `run` in this order work without reading anything else."""
    path = _run("new", "My plant", cwd=tmp_path).stdout.strip()
    checked = _run("check", path, cwd=tmp_path)
    done = _run("run", path, "--report", "plant.html", cwd=tmp_path)

    assert ("my-plant.yaml", 0, 0) == (path, checked.returncode, done.returncode)
    assert (tmp_path / "plant.html").is_file()


def test_an_output_in_an_old_encoding_is_drawn_with_plain_characters(tmp_path: Path) -> None:
    """A console that knows no block characters gets a picture all the same."""
    done = _run("run", str(NORTH_HYDE), cwd=tmp_path, encoding="ascii")

    assert 0 == done.returncode, done.stderr
    assert "####" in done.stdout


def test_a_reader_who_leaves_early_is_no_fault(tmp_path: Path) -> None:
    """`sems-sim measures FILE | head -1` ends quietly."""
    script = "import sys; sys.stdin.readline()"
    first = subprocess.Popen(
        [sys.executable, "-m", "sems_sim", "measures", str(NORTH_HYDE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    subprocess.run([sys.executable, "-c", script], stdin=first.stdout, check=True, timeout=60)
    assert first.stdout is not None
    first.stdout.close()
    talk = first.communicate(timeout=60)[1]

    assert (0, b"") == (first.returncode, talk)


def test_colour_is_for_terminals_only(tmp_path: Path) -> None:
    """What goes into a pipe has no escape sequences."""
    assert "\x1b" not in _run("run", str(NORTH_HYDE), cwd=tmp_path).stdout


def _commands() -> dict[str, click.Command]:
    return dict(sems_sim.commands)


@pytest.mark.parametrize("name", sorted(_commands()))
def test_the_reference_names_every_option(name: str) -> None:
    """Each command has its section, with each argument and option that it takes."""
    text = REFERENCE.read_text(encoding="utf-8")
    match = re.search(rf"^## {name}\n(?P<section>.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"no section for {name}"
    lacking = []
    for parameter in _commands()[name].params:
        words = (
            parameter.opts
            if isinstance(parameter, click.Option)
            else [parameter.make_metavar(_context(name)).strip("[]")]
        )
        lacking += [
            word for word in words if f"`{word}" not in match["section"] and word not in match["section"]
        ]

    assert [] == lacking


def _context(name: str) -> click.Context:
    return click.Context(_commands()[name])


def test_the_reference_names_no_option_that_is_not_there() -> None:
    """What a page promises exists."""
    leaves = [
        leaf
        for command in _commands().values()
        for leaf in (command.commands.values() if isinstance(command, click.Group) else (command,))
    ]
    options = {option for command in leaves for p in command.params for option in p.opts}
    promised = set(re.findall(r"`(--[a-z-]+)", REFERENCE.read_text(encoding="utf-8")))

    assert set() == promised - options - {"--help", "--version"}
