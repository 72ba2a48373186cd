"""The list of events after an exercise: as it was played, for the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sems_sim.reports.exercise_injects import InjectReview
from sems_sim.reports.msel.drafts import InjectActual
from sems_sim.reports.paper_kind import Source

if TYPE_CHECKING:
    from sems_sim.exercise import commands
    from sems_sim.scenario import Inject, Scenario

_SEEN = {
    "fully": "expected action seen fully",
    "partly": "expected action seen partly",
    "not": "expected action not seen",
}


def actuals_of(injects: Sequence[InjectReview]) -> tuple[InjectActual, ...]:
    """Return what became of each inject, as the spreadsheet takes it."""
    return tuple(
        InjectActual(
            one.id, one.status, one.released_ms, one.released_by, _SEEN.get(one.seen, ""), one.narrative
        )
        for one in injects
    )


def as_played(source: Source) -> Scenario:
    """Return the scenario with the injects that were added or edited live, so that none is left out of the list.

    What such an inject brought about in the model stands in its notes, in the words of the scenario language.

    Raises:
        ArgumentError: If the source is no exercise.
    """
    from sems_sim.exercise import amending, entries
    from sems_sim.scenario import Exercise

    scenario, session = source.played()
    drafts: dict[str, commands.InjectDraft] = {}
    for entry in amending.counting(session.entries):
        if isinstance(entry.fact, entries.InjectAdded | entries.InjectEdited):
            drafts[entry.fact.draft.id] = entry.fact.draft
    if not drafts:
        return scenario
    section = scenario.sections.exercise or Exercise()
    written = {one.id: one for one in section.injects}
    changed = {name: _written(draft, written.get(name)) for name, draft in drafts.items()}
    changed_section = section.model_copy(update={"injects": tuple({**written, **changed}.values())})
    return replace(scenario, sections=scenario.sections.model_copy(update={"exercise": changed_section}))


def _written(draft: commands.InjectDraft, before: Inject | None) -> Inject:
    from sems_sim.scenario import Inject

    said = {
        "title": draft.title,
        "kind": draft.kind,
        "at": draft.at_ms,
        "from_": draft.source,
        "to": draft.to,
        "by": draft.channel,
        "text": draft.text,
        "truth": draft.truth,
        "expect": draft.expect,
        "objective": draft.objective,
        "controller": draft.controller,
        "notes": _notes(draft),
        "do": (),
    }
    start = Inject.model_construct(id=draft.id) if before is None else before
    return start.model_copy(update=said)


def _notes(draft: commands.InjectDraft) -> str:
    parts = (
        "Added or edited during the exercise.",
        draft.notes,
        f"In the model: {draft.effects}" if draft.effects else "",
    )
    return " ".join(part for part in parts if part)
