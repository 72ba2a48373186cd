"""Papers before the day: for players, control and evaluators, and forms to fill in."""

from sems_sim.reports.before.cards import inject_cards, recipients
from sems_sim.reports.before.desk_keys import KEYS
from sems_sim.reports.before.forms import debrief_sheet, feedback_form, observation_sheet, sign_in_sheet
from sems_sim.reports.before.handbook import handbook
from sems_sim.reports.before.manual import situation_manual
from sems_sim.reports.before.plan import ForPlayers, Plan
from sems_sim.reports.before.planning import plan_of
from sems_sim.reports.before.questions import SCALE, STATEMENTS, WISHES
from sems_sim.reports.before.rules import RATINGS
from sems_sim.reports.before.spoilers import texts_of, told_too_early

__all__ = [
    "KEYS", "RATINGS", "SCALE", "STATEMENTS", "WISHES", "ForPlayers", "Plan", "debrief_sheet", "feedback_form",
    "handbook", "inject_cards", "observation_sheet", "plan_of", "recipients", "sign_in_sheet", "situation_manual",
    "texts_of", "told_too_early",
]  # fmt: skip
