"""A small exercise played to its end, with something of everything on record."""

from __future__ import annotations

from functools import cache

from sems_sim.exercise import commands as ask
from sems_sim.reports.exercise_minutes import PRICED_BY
from sems_sim.reports.exercise_review import ExerciseReview, exercise_review
from sems_sim.reports.paper_kind import Source
from tests.unit.exercise.stage import HOUR, MINUTE, TEXT, Stage

HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script>\x07\u202e &amp; ' + "x" * 9_000
CAPABLE = TEXT.replace(
    "O1: {text: Raise the alarm,", "O1: {text: Raise the alarm, capability: Command, tasks: [Call the board],"
).replace(
    "O2: {text: Keep a log}", "O2: {text: Keep a log, capability: Command}\n    O3: {text: Tell the public}"
)


def played(text: str = CAPABLE) -> Stage:
    """Play it: an inject answered, a decision corrected and reversed, two evaluators, a price admitted, ENDEX."""
    stage = Stage(text).begin()
    stage.to(20 * MINUTE)
    stage.do(ask.SendMessage("watch", ("duty",), "The pump is down", about=("pump",)))
    stage.do(ask.SendMethane("duty", ("board",), exact_location="Pump station", type_of_incident="Flood"))
    stage.do(ask.RaiseLevel("tactical", "Duty manager", gathered=True))
    stage.to(31 * MINUTE)
    stage.do(ask.RateResponse("I1", "partly", "Umpire 1", "asked for METHANE late"))
    stage.do(ask.Observe("Slow to start", "Umpire 1", objective="O1", rating="S"))
    stage.do(ask.Observe("Nobody led", "Umpire 2", objective="O1", rating="M"))
    stage.do(ask.SendMessage("duty", ("board",), "We are short of fitters"))
    stage.to(40 * MINUTE)
    record = ask.DecisionRecord(
        "Silver", "To gain time", "Pump down, cause unknown", "warn, wait", "Dry taps"
    )
    [taken] = [
        one.number for one in stage.do(ask.TakeDecision("warn", "wait", record)) if _is_decision(one.fact)
    ]
    stage.do(ask.AmendEntry(taken, (("record.rationale", "To be sure first"),), "misheard"))
    stage.do(ask.TakeDecision("warn", "warn_all", ask.DecisionRecord("Silver", "It spreads")))
    stage.do(ask.Observe("Waiting cost 2 hours. In this model, under these assumptions.", PRICED_BY))
    stage.to(HOUR)
    stage.do(ask.EndExercise("done"))
    return stage


def _is_decision(fact: object) -> bool:
    return type(fact).__name__ == "DecisionTaken"


@cache
def source() -> Source:
    """The exercise as papers take it; nothing in it is changed by a reader."""
    stage = played()
    return Source(scenario=stage.session.scenario, session=stage.session, file="a.journal")


@cache
def reviewed() -> ExerciseReview:
    """Its review."""
    return exercise_review(source())
