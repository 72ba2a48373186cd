"""The form for decisions: an option, something else, or nothing; with its record."""

from __future__ import annotations

from sems_sim.errors import QuantityError
from sems_sim.exercise import commands
from sems_sim.exercise import picture as views
from sems_sim.units import parse_duration
from sems_tui.forms.effect_words import effects_of
from sems_tui.forms.effects import palette_form
from sems_tui.forms.field import (
    Choice,
    Field,
    FieldError,
    Form,
    Line,
    Pick,
    Values,
    Words,
    text_of,
    wanted,
)
from sems_tui.forms.injects import times_of
from sems_tui.forms.people import title_of
from sems_tui.moments import span

OTHER = "~other"
CLOSE = "~close"
UNASKED = "~unasked"
_ORDER = ("overdue", "open", "taken", "closed", "ahead")
_CHARGES: dict[str, commands.Charge] = {"clock": "clock", "declared": "declared", "free": "free"}
_CHARGE_CHOICES = (
    Choice("declared", "as declared", "“that would take us 20 minutes”"),
    Choice("clock", "as the scenario clock ran", "from the question to now"),
    Choice("free", "not at all", "a discussion; no measure of time uses it"),
)


def decision_form(picture: views.Picture, name: str = "") -> Form[commands.Command]:
    """The form that takes, changes or closes a decision; without a name, the most urgent question comes first."""
    return Form(
        title="Decision",
        build=lambda values: _decided(picture, values),
        fields=lambda values: _fields(picture, values, name),
        says=lambda values: _says(picture, values),
        accept="record it",
        first=f"option_{name or _questions(picture)[0].value}",
        marking=picture.marking,
        palette=lambda effects: palette_form(picture, effects),
    )


def in_order(picture: views.Picture) -> tuple[views.DecisionView, ...]:
    """The decisions, the most urgent first: overdue, open, taken (to be changed), closed, not asked yet."""
    named = [one for one in picture.decisions if one.name]
    ranked = sorted(named, key=lambda one: (_ORDER.index(one.state), one.deadline_ms or 0))
    return tuple(ranked)


def _questions(picture: views.Picture) -> tuple[Choice, ...]:
    asked = tuple(Choice(one.name, one.question, _state(picture, one)) for one in in_order(picture))
    return (*asked, Choice(UNASKED, "A decision that nobody asked for"))


def _state(picture: views.Picture, decision: views.DecisionView) -> str:
    if decision.state == "taken":
        return f"decided: {decision.chosen}"
    if decision.deadline_ms is not None and decision.state in ("open", "overdue"):
        return f"{decision.state}, due {times_of(picture).away(decision.deadline_ms)}"
    return {"ahead": "not asked yet"}.get(decision.state, decision.state)


def _asked(picture: views.Picture, values: Values) -> views.DecisionView | None:
    name = text_of(values, "decision")
    return next((one for one in picture.decisions if name and one.name == name), None)


def _fields(picture: views.Picture, values: Values, first: str) -> tuple[Field, ...]:
    questions = _questions(picture)
    name = text_of(values, "decision") or first or questions[0].value
    decision = next((one for one in picture.decisions if one.name == name), None)
    fields: list[Field] = [Pick("decision", "Question", questions, name)]
    if decision is not None:
        fields.append(Pick(f"option_{name}", "Decided", _options(decision), as_list=True))
    option = _option(values, decision) if decision is not None else OTHER
    if option == CLOSE:
        return (*fields, Words("why", "Why", hint="time is out; asked elsewhere; overtaken"))
    if option == OTHER:
        fields.append(Words("text", "What", hint="what was decided, in their words"))
        fields.append(
            Words("effects", "In the model", "", "no effect; ctrl+t chooses one", takes_effects=True)
        )
    return (*fields, *_record_fields(picture, values, decision))


def _options(decision: views.DecisionView) -> tuple[Choice, ...]:
    options = tuple(
        Choice(one.name, f"{one.title}{' ◆ doctrine' if one.is_policy else ''}", one.effects)
        for one in decision.options
    )
    rest = (Choice(OTHER, "Something else", "off the list"), Choice(CLOSE, "Nothing: close the question"))
    return (*options, *(rest if decision.state in ("open", "overdue") else rest[:1]))


def _option(values: Values, decision: views.DecisionView) -> str:
    taken = text_of(values, f"option_{decision.name}")
    return taken or (decision.options[0].name if decision.options else OTHER)


def _record_fields(
    picture: views.Picture, values: Values, decision: views.DecisionView | None
) -> tuple[Field, ...]:
    team = title_of(picture, decision.team) if decision is not None else ""
    charge = decision.default_charge if decision is not None else "declared"
    fields: list[Field] = [
        Words("rationale", "Why", hint="the reason they gave"),
        Words("who", "Who", team, "a role, not a name"),
        Pick("charge", "Time", _CHARGE_CHOICES, charge),
    ]
    if (text_of(values, "charge") or charge) == "declared":
        fields.append(Words("declared", "It took", hint="20m; empty: as the scenario clock ran"))
    return (
        *fields,
        Words("situation", "Known", hint="what they knew then", is_folded=True),
        Words("considered", "Considered", hint="the options they looked at", is_folded=True),
        Words("risk", "Risk", hint="what they accepted", is_folded=True),
        Words("review", "Review", hint="when they look at it again: 30m · 06:30 · T+2:15", is_folded=True),
    )


def _record(picture: views.Picture, values: Values) -> commands.DecisionRecord:
    return commands.DecisionRecord(
        who=text_of(values, "who"),
        rationale=text_of(values, "rationale"),
        situation=text_of(values, "situation"),
        considered=text_of(values, "considered"),
        risk=text_of(values, "risk"),
        review_ms=_review(picture, values),
        charge=_CHARGES.get(text_of(values, "charge"), "declared"),
        declared_ms=_declared(values),
    )


def _review(picture: views.Picture, values: Values) -> int | None:
    text = text_of(values, "review")
    if not text:
        return None
    try:
        return times_of(picture).read(text)
    except QuantityError as error:
        raise FieldError("review", error.message, error.remedy) from None


def _declared(values: Values) -> int | None:
    text = text_of(values, "declared")
    if not text or text_of(values, "charge") != "declared":
        return None
    try:
        return parse_duration(text)
    except QuantityError as error:
        raise FieldError("declared", error.message, error.remedy) from None


def _decided(picture: views.Picture, values: Values) -> commands.Command:
    decision = _asked(picture, values)
    option = OTHER if decision is None else _option(values, decision)
    if decision is not None and option == CLOSE:
        return commands.CloseDecision(decision.name, text_of(values, "why"))
    if option == OTHER:
        text = wanted(values, "text", "what was decided is not said", "write it in their words")
        name = "" if decision is None else decision.name
        return commands.DecideOffList(text, name, effects_of(values), _record(picture, values))
    return commands.TakeDecision(text_of(values, "decision"), option, _record(picture, values))


def _says(picture: views.Picture, values: Values) -> tuple[Line, ...]:
    decision = _asked(picture, values)
    if decision is None:
        effects = text_of(values, "effects")
        return (
            Line("It stands in the log" + (f", and {effects} comes about." if effects else "."), "strong"),
        )
    lines = []
    if decision.state == "taken":
        lines.append(
            Line(f"It replaces “{decision.chosen}”, which stays in the record as reversed.", "strong")
        )
    option = _option(values, decision)
    effects = next((one.effects for one in decision.options if one.name == option), "")
    if effects:
        lines.append(Line(f"In the model: {effects}"))
    if option != CLOSE:
        lines += _charged(picture, values, decision)
    return tuple(lines)


def _charged(picture: views.Picture, values: Values, decision: views.DecisionView) -> tuple[Line, ...]:
    if decision.opened_ms is None:
        return (Line("Nobody asked yet; it counts as asked and decided now."),)
    if text_of(values, "charge") == "free":
        return (Line("Its time is not charged, and no measure of time uses it."),)
    now_ms = picture.clock.at_ms
    declared_ms = _declared(values)
    took_ms = max(0, now_ms - decision.opened_ms) if declared_ms is None else declared_ms
    said = "as declared" if declared_ms is not None else "as the scenario clock ran"
    line = Line(f"Charged: {span(took_ms)}, {said}.")
    if decision.deadline_ms is not None and decision.opened_ms + took_ms > decision.deadline_ms:
        allowed_ms = decision.deadline_ms - decision.opened_ms
        return (line, Line(f"! That is beyond the {span(allowed_ms)} they had.", "warn"))
    return (line,)
