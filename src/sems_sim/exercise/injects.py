"""The list of injects as it stands: what comes when, what was given out, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sems_sim.exercise.commands import InjectDraft
from sems_sim.exercise.material import Material, Written
from sems_sim.model import NONE, EntityKind, Model

PENDING, DUE, RELEASED, SKIPPED, NOT_NEEDED = "pending", "due", "released", "skipped", "not needed"


@dataclass(slots=True)
class Inject:
    """One inject and where it stands."""

    draft: InjectDraft
    written: Written | None
    """As the file has it; None if it was added."""
    row: int
    """Its row in the model, or NONE if it was added."""
    due_ms: int | None
    status: str = PENDING
    words: str = ""
    """What was written live for it to bring about, in words."""
    is_own: bool = False
    """It was added or edited: the exercise gives it out, and the model's own stays back."""
    released_ms: int | None = None
    delivered: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)
    seen: str = ""
    evidence: str = ""

    @property
    def is_out(self) -> bool:
        """Whether it has been given out."""
        return self.released_ms is not None

    @property
    def is_public(self) -> bool:
        """Whether everybody in the room may see it."""
        return self.written is not None and self.written.is_public

    @property
    def title(self) -> str:
        """What people call it."""
        return self.draft.title or _first_words(self.draft.text) or self.draft.id

    @property
    def prompts(self) -> bool:
        """Whether it only ever prompts."""
        return self.written is not None and self.written.prompts


def injects_of(material: Material, model: Model) -> dict[str, Inject]:
    """Return the injects of a scenario by id, in the order of the file."""
    rows = {entity.name: entity.index for entity in model.entities if entity.kind is EntityKind.INJECT}
    return {
        written.draft.id: Inject(
            written.draft, written, rows.get(written.draft.id, NONE), written.draft.at_ms
        )
        for written in material.injects
    }


_LONGEST = 48


def _first_words(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
