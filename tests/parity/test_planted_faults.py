"""Faults planted in the rules are noticed: the comparison can fail, and does."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.parity.faults import FILES

LEAST = 0.95
EACH = 2
"""Faults planted in each file."""
PARTS = 2
"""Processes that share the files."""
FEW = ("rules_assets", "rules_services", "rules_people", "rules_stocks", "rules_clocks", "rules_books")
CHANGES_NOTHING = {
    "rules_agenda._run 25": "sampling looks at its count itself; a run that has stopped is run again from the start",
    "rules_agenda._pop 30": "an event put down in an empty agenda is beyond its end, and nobody looks there",
    "rules_lives.renew_life 1": "the job of a finished repair has ended for good, and an ended one cannot be withdrawn",
    "rules_plans_answers._finished_ms 5": "a task without an outcome has no time of finishing: they come together",
    "rules_lives.start_repair 10": "the entity decides between equal draws only, and no two are",
    "profiles.value_at 5": "a profile that counts from the start has its first part at 0, so nothing is before it",
    "pictures.let_go 3": "one snapshot that is not given back is room lost, and no fact",
}
"""Faults of the sample that no run can show, each with its reason."""


def _planted(count: int, scenes: int, files: tuple[str, ...]) -> dict[str, str]:
    """Plant faults in a process whose kernel is interpreted; return where each was caught, "" for nowhere."""
    command = [sys.executable, "-m", "tests.parity.planting", str(count), str(scenes), *files]
    environment = os.environ | {"SEMS_SIM_KERNEL": "interpreted"}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert 0 == ran.returncode, ran.stderr[-2000:]
    return dict(json.loads(line) for line in ran.stdout.splitlines())


def test_a_few_planted_faults_are_noticed() -> None:
    """One fault in each of six files shows within a few runs."""
    assert [] == [fault for fault, where in _planted(1, 5, FEW).items() if not where]


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_faults_all_over_the_rules_are_noticed(part: int) -> None:
    """Of the faults that change anything, at least 95 % show in a fixed set of runs."""
    found = _planted(EACH, 0, FILES[part::PARTS])
    counted = {fault: where for fault, where in found.items() if fault.split(":")[0] not in CHANGES_NOTHING}
    survivors = [fault for fault, where in counted.items() if not where]

    assert LEAST * len(counted) <= len(counted) - len(survivors), survivors
