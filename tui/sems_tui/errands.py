"""The errands of the control screen: which dialog opens for which key, and about what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from sems_sim.exercise import commands, entries
from sems_sim.exercise import picture as views
from sems_tui import forms
from sems_tui.dialogs import FormDialog

Errand = Callable[[views.Picture, str], Screen[Any]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the dialogs have to know beside the picture."""

    entries: Callable[[], Sequence[entries.Entry]] = tuple
    """Everything on record so far, in order."""
    head_hash: Callable[[], str] = str
    """The head of the journal."""
    foresee: Callable[[int], tuple[str, ...]] | None = None
    """What the model would bring up to a moment; slow."""


def errands(ground: Ground) -> dict[str, Errand]:
    """Return what opens each dialog by its name.

    Most are dismissed with a command, `add`, `edit` and `team` with several.

    `undo` is dismissed with a `ForkAt`, which is no command: whoever opens it branches the journal off.
    """
    plain: dict[str, Callable[[views.Picture, str], forms.Form[commands.Command]]] = {
        "fire": forms.fire_form,
        "delay": forms.delay_form,
        "skip": forms.skip_form,
        "response": forms.response_form,
        "delivery": forms.delivery_form,
        "decision": forms.decision_form,
        "hold": forms.hold_form,
        "plan": lambda picture, _: forms.plan_form(picture),
        "level": lambda picture, _: forms.level_form(picture),
        "message": lambda picture, _: forms.message_form(picture),
        "methane": lambda picture, _: forms.methane_form(picture),
        "effect": lambda picture, _: forms.effect_form(picture),
        "observation": forms.observation_form,
        "mark": lambda picture, _: forms.mark_form(picture),
        "speed": lambda picture, _: forms.speed_form(picture),
        "no_duff": lambda picture, _: forms.no_duff_form(picture),
        "jump": lambda picture, _: forms.jump_form(picture, ground.foresee),
        "end": lambda picture, _: forms.end_form(picture, ground.head_hash()),
        "amend": lambda picture, entry: forms.amend_form(picture, ground.entries(), _number(entry)),
    }
    found: dict[str, Errand] = {name: _opener(form) for name, form in plain.items()}
    found["team"] = _opener(forms.team_form)
    found["add"] = _opener(lambda picture, _: forms.add_form(picture))
    found["edit"] = _opener(forms.edit_form)
    found["undo"] = _opener(lambda picture, entry: forms.undo_form(picture, ground.entries(), _number(entry)))
    return found


def _opener(form: Callable[[views.Picture, str], forms.Form[Any]]) -> Errand:
    def opened(picture: views.Picture, subject: str) -> Screen[Any]:
        try:
            return FormDialog(form(picture, subject))
        except forms.FieldError as error:
            words = (f"{error.message}.", f"{error.remedy}.")
            refused = forms.confirm_form(
                "That cannot be done", None, *words, accept="close", marking=picture.marking
            )
            return FormDialog(refused)

    return opened


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
