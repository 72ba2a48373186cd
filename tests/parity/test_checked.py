"""No rule reads or writes a row that is not there."""

from __future__ import annotations

import os
import subprocess
import sys

CHECKED = """
from pathlib import Path
from tests.made.scenario import made, model_of
from tests.parity.comparing import difference
from tests.parity.exercising import exercise
from sems_sim.kernel.header import IS_CHECKED
from sems_sim.scenario import compile_model, read_scenario

assert IS_CHECKED
for path in sorted(Path("scenarios").glob("*.yaml")):
    model = compile_model(read_scenario(path))
    assert "" == difference(model, 11), path
for number in range(40):
    assert "" == difference(model_of(made(number)), number), number
    grown, policy = exercise(model_of(made(number)), number)
    assert "" == difference(grown, number, policy=policy), number
print("no rule strayed")
"""


def test_no_rule_strays_out_of_its_tables() -> None:
    """With every access checked, the shipped scenarios, forty made ones and their exercises stray nowhere."""
    environment = {**os.environ, "SEMS_SIM_KERNEL": "checked"}
    done = subprocess.run(
        [sys.executable, "-c", CHECKED], env=environment, capture_output=True, text=True, check=False
    )
    assert "no rule strayed" in done.stdout, done.stderr[-2000:]
