"""What is loaded when: heavy libraries only where used, seen from a fresh interpreter."""

import json
import subprocess
import sys

from tests.house.tree import modules, packages, told

HEAVY = {
    "mesa", "simpy", "numpy", "scipy", "pandas", "matplotlib", "pydantic", "jinja2", "textual", "numba", "llvmlite",
    "dask", "distributed", "SALib", "openpyxl", "docx",
}  # fmt: skip
OUTSIDE = HEAVY | {"yaml", "click", "rich"}

# Package or file -> what importing it must not load. Its own work may load it later, when it is used.
LIGHT = {
    "errors": OUTSIDE,
    "units": OUTSIDE,
    "events": OUTSIDE,
    "laws": OUTSIDE - {"numpy"},
    "model": OUTSIDE - {"numpy"},
    "scenario": HEAVY - {"pydantic", "numpy"} | {"click", "rich"},
    "kernel": HEAVY - {"numpy", "numba", "llvmlite", "scipy"} | {"click", "rich"},
    "telling": HEAVY - {"numpy"} | {"yaml", "click", "rich"},
    "engine": {"numba", "yaml", "pydantic", "matplotlib", "jinja2", "textual", "click", "rich"},
    "stress": HEAVY - {"numpy", "pydantic"} | {"click", "rich"},
    "exercise": HEAVY - {"numpy", "pydantic"} | {"click", "rich"},
    "reports": HEAVY - {"numpy", "jinja2"} | {"yaml", "click"},
    "insight": HEAVY - {"numpy", "pydantic"} | {"click", "rich"},
    "cli": HEAVY | {"yaml"},
}


def _fresh(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


def _loaded_by(code: str) -> set[str]:
    """Run code in a fresh interpreter and name the top-level modules that it leaves loaded."""
    tail = "\nimport json, sys\nsys.stderr.write(json.dumps([name.split('.')[0] for name in sys.modules]))"
    done = _fresh(code + tail)
    assert 0 == done.returncode, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def _standing() -> set[str]:
    """Name the packages and root files that stand today."""
    return set(packages()) | {
        m.name.split(".")[1] for m in modules() if m.name.startswith("sems_sim.") and not m.package
    }


def test_every_module_can_be_imported() -> None:
    """Each module of both roofs loads by its name, without a warning."""
    names = [module.name for module in modules()]
    code = f"import importlib\nfor name in {names!r}:\n    importlib.import_module(name)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )

    assert (0, "") == (done.returncode, done.stderr)


def test_a_room_loads_only_what_it_needs() -> None:
    """Importing a package does not load libraries that belong to others, or that only its work needs."""
    found: dict[str, set[str]] = {}
    for name in sorted(LIGHT.keys() & _standing()):
        surplus = _loaded_by(f"import sems_sim.{name}") & LIGHT[name]
        found |= {name: surplus} if surplus else {}

    assert {} == found, told(found)


def test_help_loads_nothing_heavy() -> None:
    """`sems-sim --help` reads no scenario, draws nothing and simulates nothing, and so starts at once."""
    ask = (
        "import sys\nfrom sems_sim.cli.main import main\nsys.argv = ['sems-sim', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code"
    )

    assert set() == _loaded_by(ask) & LIGHT["cli"]
