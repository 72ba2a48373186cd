"""A live exercise: commands in, entries out, pictures for screens."""

from sems_sim.exercise import codec, commands, entries, picture, style
from sems_sim.exercise.branch import fork
from sems_sim.exercise.chain import Head, NewRow, Position, Row
from sems_sim.exercise.host import Host
from sems_sim.exercise.journal import Journal, create_journal, open_journal, read_journal
from sems_sim.exercise.listeners import ResumeNote, Update
from sems_sim.exercise.proof import Verification, verify
from sems_sim.exercise.replay import rebuild, scenario_of

__all__ = [
    "Head", "Host", "Journal", "NewRow", "Position", "ResumeNote", "Row", "Update", "Verification", "codec",
    "commands", "create_journal", "entries", "fork", "open_journal", "picture", "read_journal", "rebuild",
    "scenario_of", "style", "verify",
]  # fmt: skip
