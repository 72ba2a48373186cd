"""A drill that keeps many secrets, and an exercise of it that has ended."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sems_sim.exercise import begin, commands
from sems_sim.exercise.entries import DecisionTaken, Observed
from sems_sim.model import Model
from sems_sim.reports import Source, read_source
from sems_sim.reports.before import Plan, plan_of
from sems_sim.scenario import Scenario, compile_model
from tests.unit.exercise.stage import MINUTE, TEXT, scenario

WALL = "2026-02-03T10:00:00+00:00"
HOSTILE = '=cmd|"/c calc"!A1'
SECRETIVE = TEXT.replace(
    "  style: uk\n",
    """  style: uk
  background: |
    The station serves nine villages.

    It has two pumps, and one of them is old.
  sponsor: The water board
  rules: [Speak up when you decide.]
  roles: {chief: {team: board, title: Chief of the board, note: You have just come back from leave.}}
  questions: [{ask: Who knew that the mains had gone?, objective: O1, note: Give them time.}]
""",
).replace(
    "    - {id: I2,",
    """    - {id: S1, title: A rumour of poison, when: severity(flood) > 0.35, unless: chosen(warn), to: [board],
       by: social media, text: "They say the water is poisoned.", truth: false, expect: Denies it within ten minutes,
       notes: Do not let them trace it., controller: Control 2, location: Side room, objective: O1,
       do: [{demand: {water: x2}, for: 1h}]}
    - {id: I2,""",
)


@cache
def told() -> tuple[Scenario, Model, Plan]:
    """The scenario, its model and its plan."""
    found = scenario(SECRETIVE)
    model = compile_model(found)
    return found, model, plan_of(found, model)


def ended(folder: Path) -> Source:
    """An exercise of two hours that has ended, as its journal tells it: decisions, METHANE, amendments."""
    path = folder / "drill.yaml"
    path.write_text(SECRETIVE, encoding="utf-8")
    opened = begin(path, seed=3, journal_path=folder / "j.journal", wall=lambda: WALL)
    keeper, clock = opened.keeper, {"ms": 0}

    def do(*given: commands.Command, wait_ms: int = MINUTE) -> None:
        for one in given:
            clock["ms"] += wait_ms
            keeper.handle(one, clock["ms"], "EXCON")

    do(commands.SetSpeed(10), commands.StartExercise(), wait_ms=0)
    do(commands.JumpTo(40 * MINUTE))
    record = commands.DecisionRecord(
        "Duty manager", "It is night", "The pump is down", "Warn, or wait", "Panic"
    )
    do(commands.DecideOffList("Knock at every door", record=record))
    do(commands.SendMethane("duty", ("board",), "yes", "Pump station", "Flood", "Live cables", "North gate"))
    do(commands.Observe(HOSTILE, "Umpire", "O2", rating="U"))
    last = {type(one.fact): one.number for one in keeper.session.entries}
    do(commands.AmendEntry(last[DecisionTaken], (("text", "Knock at every second door"),), "misheard"))
    do(commands.AmendEntry(last[Observed], (("rating", "S"),), "mistyped"))
    do(commands.JumpTo(110 * MINUTE), commands.EndExercise("done"))
    keeper.journal.close()
    return read_source(folder / "j.journal")
