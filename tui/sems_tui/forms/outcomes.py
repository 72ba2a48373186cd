"""The forms for what became of an inject: whom it reached, what response was seen."""

from __future__ import annotations

from sems_sim.exercise import commands
from sems_sim.exercise import picture as views
from sems_tui.forms.field import Choice, FieldError, Form, Line, Pick, Values, Words, text_of
from sems_tui.forms.injects import called, inject_of
from sems_tui.forms.people import team_of, title_of, titles_of

_SEEN: dict[str, commands.Seen] = {"fully": "fully", "partly": "partly", "not": "not"}


def delivery_form(picture: views.Picture, name: str) -> Form[commands.Command]:
    """The form that notes that an inject reached a team, or was acknowledged by it."""
    inject = inject_of(picture, name)
    teams = tuple(Choice(one, title_of(picture, one), _delivered(inject, one)) for one in inject.to)
    states = (Choice("yes", "reached them, and they acknowledged it"), Choice("", "reached them"))
    return Form(
        title=f"Handed over: {called(inject)}",
        build=lambda values: commands.NoteDelivery(
            inject.id, _recipient(values, inject), text_of(values, "acknowledged") == "yes"
        ),
        fields=lambda _: (
            Pick("team", "Whom", teams, as_list=True),
            Pick("acknowledged", "How far", states, "yes"),
        ),
        notes=(Line(f"It goes to: {titles_of(picture, inject.to)}"),),
        accept="note it",
        marking=picture.marking,
    )


def _delivered(inject: views.InjectView, team: str) -> str:
    if team in inject.acknowledged_by:
        return "acknowledged"
    return "delivered" if team in inject.delivered_to else "open"


def _recipient(values: Values, inject: views.InjectView) -> str:
    if inject.released_ms is None:
        raise FieldError("", "it was not released yet", "fire it first")
    if not inject.to:
        raise FieldError("", "it goes to nobody", "edit whom it goes to")
    return text_of(values, "team")


def response_form(picture: views.Picture, name: str) -> Form[commands.Command]:
    """The form that notes how far the expected action was seen, and the evidence."""
    inject = inject_of(picture, name)
    choices = (
        Choice("fully", "Fully", "the expected action was seen as it should be"),
        Choice("partly", "Partly", "something of it was seen, or late, or not by whom it should be"),
        Choice("not", "Not", "it was not seen"),
    )
    first = next((one for one in inject.to if team_of(picture, one) is not None), "")
    return Form(
        title=f"Response to: {called(inject)}",
        build=lambda values: commands.RateResponse(
            inject.id, _SEEN[text_of(values, "seen")], text_of(values, "who"), text_of(values, "evidence")
        ),
        fields=lambda _: (
            Pick("seen", "Seen", choices, inject.seen, as_list=True),
            Words("evidence", "Evidence", inject.evidence, "what was said or done"),
            Words("who", "By whom", title_of(picture, first), "a role, not a name"),
        ),
        says=lambda values: _rated(inject, values),
        notes=(Line(f"Expected: {inject.expect or 'nothing was written down'}", "strong"),),
        accept="note it",
        marking=picture.marking,
    )


def _rated(inject: views.InjectView, values: Values) -> tuple[Line, ...]:
    lines = []
    if inject.released_ms is None:
        lines.append(Line("! This inject was not released yet.", "warn"))
    if inject.seen and inject.seen != text_of(values, "seen"):
        lines.append(Line(f"It replaces: {inject.seen}."))
    return tuple(lines)
