"""What a command answers: its exit status, and what it wrote where."""

from dataclasses import dataclass

import pytest

from sems_sim.cli.main import sems_sim
from sems_sim.cli.voice import status_of

PUMP = """\
sems_sim: 1
id: a-pump-fails
title: A pump fails at night
tags: [water]
clock: {start: 2026-01-12T22:00:00+00:00, runs: 24h}
money: EUR
assets: {pump: {title: Main pump}}
services: {water: {unit: household, demand: 30/h, needs: pump, mbco: 50%, rto: 4h, mtpd: 12h}}
resources: {fitters: {amount: {"00:00": 0, "07:00": 2, "19:00": 0}}}
incidents: {flood: {opens: 1h, severity: 0.4, hurts: [{at: 0.3, do: [{fail: pump}]}]}}
plans:
  mend_pump: {when: down(pump), tasks: {mend: {takes: 2h, uses: {fitters: 1}, do: [{repair: pump}]}}}
study: {targets: {quick: service.water.time_to_mbco_h <= 1h}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The exit status, what went to stdout and what to stderr."""

    status: int
    out: str
    talk: str


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Answer:
    """Run the command line in this process."""
    capsys.readouterr()
    status = status_of(sems_sim, arguments)
    said = capsys.readouterr()
    return Answer(status, said.out, said.err)
