"""The list of injects, decisions, prompts and objectives in pictures."""

from __future__ import annotations

from sems_sim.exercise.amending import counting
from sems_sim.exercise.entries import Observed, ResponseRated
from sems_sim.exercise.injects import DUE, PENDING, RELEASED, Inject
from sems_sim.exercise.judging import judged
from sems_sim.exercise.passing import Passing
from sems_sim.exercise.picture import DecisionView, InjectView, ObjectiveView, OptionView, PromptView
from sems_sim.exercise.play import ENDED, READY, Play
from sems_sim.model import NONE

_WORST_FIRST = ("U", "M", "S", "P")


def draw_injects(play: Play) -> tuple[InjectView, ...]:
    """Return the list of injects: by due time, those without one after them in the order of the file."""
    order = {name: place for place, name in enumerate(play.injects)}
    shown = sorted(
        play.injects.values(),
        key=lambda one: (_moment(one) is None, _moment(one) or 0, order[one.draft.id]),
    )
    return tuple(_inject(play, one) for one in shown)


def _moment(inject: Inject) -> int | None:
    return inject.due_ms if inject.released_ms is None else inject.released_ms


def _status(inject: Inject) -> str:
    if inject.status != RELEASED:
        return inject.status
    reached = [name for name in inject.draft.to if name in inject.delivered]
    if inject.acknowledged:
        return "acknowledged"
    return "delivered" if reached and len(reached) == len(inject.draft.to) else RELEASED


def _inject(play: Play, inject: Inject) -> InjectView:
    draft, written = inject.draft, inject.written
    condition = ""
    if inject.due_ms is None and written is not None and inject.status in (PENDING, DUE, "skipped"):
        condition = written.condition
    return InjectView(
        id=draft.id,
        title=inject.title,
        kind=draft.kind,
        status=_status(inject),
        due_ms=inject.due_ms,
        condition=condition or ("" if written is None or not written.unless else f"unless {written.unless}"),
        source=play.names.person(draft.source),
        to=draft.to,
        channel=draft.channel,
        text=draft.text,
        truth=draft.truth,
        expect=draft.expect,
        objective=draft.objective,
        owner=draft.controller,
        effects=_effects_words(play, inject),
        effects_text=draft.effects,
        released_ms=inject.released_ms,
        delivered_to=tuple(inject.delivered),
        acknowledged_by=tuple(inject.acknowledged),
        unreached=tuple(inject.unreached),
        seen=inject.seen,
        evidence=inject.evidence,
        is_changed=inject.is_own,
        notes=draft.notes,
        phase="" if written is None else written.phase,
        storyline="" if written is None else written.storyline,
    )


def _effects_words(play: Play, inject: Inject) -> str:
    """Return what an inject brings about, in words: the model's own, or what was written live."""
    if inject.row != NONE and not inject.is_own:
        return play.words_of(play.file_model.injects[inject.row].effects)
    return inject.words


def draw_decisions(play: Play) -> tuple[DecisionView, ...]:
    """Return the decisions: what waits for an answer first, by its deadline."""
    found = [_decision(play, name) for name in play.decisions]
    rank = {"open": 0, "overdue": 0, "taken": 1, "closed": 2, "ahead": 3}
    far = play.file_model.horizon_ms
    return tuple(sorted(found, key=lambda one: (rank[one.state], one.deadline_ms or far, one.name)))


def _decision(play: Play, name: str) -> DecisionView:
    one, model = play.decisions[name], play.file_model
    span = model.decisions[one.row].options
    options = tuple(
        OptionView(
            option,
            model.options[span.first + number].title,
            is_policy=model.options[span.first + number].is_policy,
            effects=play.words_of(model.options[span.first + number].effects),
        )
        for number, option in enumerate(one.options)
    )
    return DecisionView(
        one.name,
        one.question,
        one.team,
        is_played=play.is_played(one.team),
        state=one.state,
        opened_ms=one.opened_ms,
        deadline_ms=one.deadline_ms,
        options=options,
        chosen=one.chosen,
        default_charge="declared" if play.clock.speed > 1 else "clock",
    )


def draw_prompts(play: Play) -> tuple[PromptView, ...]:
    """Return what waits for a word, oldest first; after the end nothing does."""
    if play.state == ENDED:
        return ()
    return tuple(
        PromptView(one.number, one.kind, one.subject, one.team, one.words, one.answer, one.since_ms)
        for one in play.prompts.open_ones()
    )


def draw_objectives(play: Play, passing: Passing) -> tuple[ObjectiveView, ...]:
    """Return the objectives with what there is on them so far."""
    entries = counting(play.entries)
    observed = [one.fact for one in entries if isinstance(one.fact, Observed)]
    answers = [one.fact for one in entries if isinstance(one.fact, ResponseRated)]
    values = {} if play.state == READY else judged(play, passing)
    found = []
    for one in play.material.objectives:
        own = [fact for fact in observed if fact.objective == one.id]
        injects = tuple(name for name, inject in play.injects.items() if one.id in inject.draft.objective)
        seen = [
            f"{fact.inject}: seen {fact.seen}{_of(fact.evidence)}"
            for fact in answers
            if fact.inject in injects
        ]
        notes = [fact.text for fact in own if fact.text]
        target, value, is_met = values.get(one.id, (play.target_words(one.target), "", None))
        ratings = {fact.rating for fact in own if fact.rating}
        rating = next((mark for mark in _WORST_FIRST if mark in ratings), "")
        found.append(
            ObjectiveView(one.id, one.text, target, value, is_met, rating, tuple(notes + seen), injects)
        )
    return tuple(found)


def _of(evidence: str) -> str:
    return f" ({evidence})" if evidence else ""
