"""Rules are compiled once, for whole numbers, reals and truths as they are stated."""

import subprocess
import sys
from pathlib import Path

import pytest

SIGNATURES = """
import importlib, pkgutil, sys
import sems_sim.kernel as kernel
from sems_sim.kernel.compiling import entrance
from sems_sim.kernel.units import UNITS, _switchboard

kept = [entrance(_switchboard(name), cache=False) for name in UNITS]
for module in pkgutil.iter_modules(kernel.__path__):
    for name, value in vars(importlib.import_module(f"sems_sim.kernel.{module.name}")).items():
        count = len(getattr(value, "signatures", ()))
        if count > 1:
            print(module.name, name, count)
"""


@pytest.mark.proof
def test_no_rule_is_compiled_for_two_kinds_of_arguments() -> None:
    """A rule that is called with a truth here and a number there would be compiled twice, and slow all down."""
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", SIGNATURES],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        timeout=1800,
    )

    assert (0, "") == (done.returncode, done.stdout), done.stderr
