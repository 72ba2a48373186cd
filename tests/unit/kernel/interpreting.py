"""Scenes on interpreted rules, played in a process of their own, told as plain values."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


@cache
def told(module: str) -> dict[str, Any]:
    """Return what the scenes of a module say, by their names; all of them are played at once.

    A scene is a function of `tests.unit.kernel.<module>` whose name begins with `scene_`.
    """
    code = (
        f"import json, tests.unit.kernel.{module} as scenes\n"
        "found = {name[6:]: play() for name, play in vars(scenes).items() if name.startswith('scene_')}\n"
        "print(json.dumps(found))"
    )
    environment = {**os.environ, "SEMS_SIM_KERNEL": "interpreted"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True, text=True, check=False, timeout=120, cwd=ROOT, env=environment,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
