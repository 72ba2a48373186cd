"""A briefing and what a rehearsal found, for tests of the screens before an exercise."""

from pathlib import Path

from sems_sim.exercise import style
from sems_tui.papers import Brief, Readiness
from sems_tui.papers.brief import ModuleBrief, ObjectiveBrief, TeamBrief

BRIEF = Brief(
    path=Path("north-hyde.yaml"),
    title="A substation fire closes the airport",
    summary="Late on 20 March 2025 a transformer fire took out one of three grid intakes of a hub airport.",
    marking="Exercise, official",
    style=style.UK,
    starts="Thu 23:49, 20 March 2025; runs for 1d12h",
    objectives=(
        ObjectiveBrief(
            "O1", "Escalate to crisis level within 60 minutes", "level.crisis.first_h <= 60m", ("I1",)
        ),
        ObjectiveBrief("O3", "Restart in a safe order", "", ()),
    ),
    rules=("Act in your role.", "If something real happens, say NO DUFF."),
    roles=(("Gold commander", "Crisis management centre", "Has the plan in a folder"),),
    teams=(
        TeamBrief(
            "cmc",
            "Crisis management centre",
            "crisis",
            8,
            8,
            is_played=True,
            is_outside=False,
            is_written=True,
        ),
        TeamBrief("media", "Media", "", 3, 3, is_played=False, is_outside=True),
    ),
    modules=(
        ModuleBrief(1, "The first hour", "Thu 23:49 to Fri 00:49, 40m in the room", ("Who is in charge?",)),
    ),
    injects=5,
    assumptions=("A message without a link takes lognormal 5m 0.8",),
    seed=7,
    has_exercise=True,
)
READINESS = Readiness(
    findings=(
        (
            "problem",
            "I5 reaches nobody: the crisis management centre has not gathered.",
            "send it to the duty manager",
        ),
        ("doubt", "Nothing happens for 31 minutes in The morning.", "add an inject"),
        ("note", "Airlines and media are played by EXCON.", ""),
    ),
    timetable=("I1 comes at Thu 23:49 in every run",),
    seed=17,
    why_seed="Seed 17 is nearest the middle of 200 runs, and both objectives are tested in it.",
    runs=200,
    assumptions=("Every team is run by the model.",),
)
