"""A live exercise: commands in, entries out, pictures for screens."""

from sems_sim.exercise import amending, codec, commands, entries, picture, style
from sems_sim.exercise.branch import fork
from sems_sim.exercise.chain import Head, NewRow, Position, Row
from sems_sim.exercise.desk_order import DeskOrder
from sems_sim.exercise.headless import Played, play_script
from sems_sim.exercise.host import Host, machine_clock
from sems_sim.exercise.journal import Journal, create_journal, open_journal, read_journal
from sems_sim.exercise.listeners import ResumeNote, Update
from sems_sim.exercise.opening import Opened, begin, take_up
from sems_sim.exercise.proof import Verification, verify
from sems_sim.exercise.replay import rebuild, scenario_of
from sems_sim.exercise.script import Step, parse_script, read_script
from sems_sim.exercise.sitting import Sitting
from sems_sim.exercise.standing import Standing

__all__ = [
    "DeskOrder", "Head", "Host", "Journal", "NewRow", "Opened", "Played", "Position", "ResumeNote", "Row", "Sitting",
    "Standing", "Step", "Update", "Verification", "amending", "begin", "codec", "commands", "create_journal",
    "entries", "fork", "machine_clock", "open_journal", "parse_script", "picture", "play_script", "read_journal",
    "read_script", "rebuild", "scenario_of", "style", "take_up", "verify",
]  # fmt: skip
