"""What is asked before a command is given: forms, and nothing that draws them."""

from sems_tui.forms.clock import confirm_form, digest_form, jump_form, speed_form
from sems_tui.forms.decisions import decision_form
from sems_tui.forms.drafts import add_form, edit_form
from sems_tui.forms.effects import effect_form, palette_form
from sems_tui.forms.ending import ForkAt, end_form, undo_form
from sems_tui.forms.field import (
    Choice,
    Field,
    FieldError,
    Form,
    Line,
    Pick,
    PickMany,
    Tone,
    Value,
    Values,
    Words,
    filled,
)
from sems_tui.forms.injects import delay_form, fire_form, skip_form
from sems_tui.forms.log import amend_form, mark_form, no_duff_form, observation_form
from sems_tui.forms.messages import message_form, methane_form
from sems_tui.forms.outcomes import delivery_form, response_form
from sems_tui.forms.response import hold_form, level_form, plan_form, team_form

__all__ = [
    "Choice", "Field", "FieldError", "ForkAt", "Form", "Line", "Pick", "PickMany", "Tone", "Value", "Values", "Words",
    "add_form", "amend_form", "confirm_form", "decision_form", "delay_form", "delivery_form", "digest_form",
    "edit_form", "effect_form", "end_form", "filled", "fire_form", "hold_form", "jump_form", "level_form",
    "mark_form", "message_form", "methane_form", "no_duff_form", "observation_form", "palette_form", "plan_form",
    "response_form", "skip_form", "speed_form", "team_form", "undo_form",
]  # fmt: skip
