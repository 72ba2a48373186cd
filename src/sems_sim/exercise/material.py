"""What a scenario brings to an exercise: modules, objectives, injects, who is played."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.exercise.commands import InjectDraft
from sems_sim.exercise.style import Style, style_of
from sems_sim.model import EntityKind, Model
from sems_sim.scenario import Exercise, Inject, Scenario, effects_text

PROMPTING = ("contingency", "expected_action")
"""Kinds of inject that only ever prompt: a contingency, and what the players themselves should do."""


@dataclass(frozen=True, slots=True)
class Module:
    """A stretch of scenario time that is played in the room; counted from 1."""

    number: int
    title: str
    from_ms: int
    to_ms: int
    room_ms: int | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """What the exercise is to show."""

    id: str
    text: str
    target: str
    """The name of the model's target that stands for it; empty if there is none."""
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """An inject as the file has it, beside what can be edited."""

    draft: InjectDraft
    condition: str
    unless: str
    is_public: bool
    phase: str
    storyline: str

    @property
    def prompts(self) -> bool:
        """Whether it only ever prompts."""
        return self.draft.kind in PROMPTING


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a facilitator needs beside the model."""

    title: str
    marking: str
    style: Style
    modules: tuple[Module, ...]
    objectives: tuple[Objective, ...]
    injects: tuple[Written, ...]
    played: tuple[str, ...]
    has_model: bool


def material_of(scenario: Scenario, model: Model) -> Material:
    """Read the exercise's part of a scenario."""
    section = scenario.sections.exercise or Exercise()
    teams = {entity.name for entity in model.entities if entity.kind is EntityKind.TEAM}
    return Material(
        title=model.title,
        marking=section.handling or "Exercise",
        style=style_of(section.style),
        modules=_modules(section),
        objectives=_objectives(section),
        injects=tuple(_written(inject) for inject in section.injects),
        played=tuple(name for name in section.played if name in teams),
        has_model=bool(model.assets or model.services or model.incidents),
    )


def _modules(section: Exercise) -> tuple[Module, ...]:
    in_order = sorted(section.modules, key=lambda one: (one.from_, one.to))
    return tuple(
        Module(number, one.title, one.from_, one.to, one.room_time, one.questions)
        for number, one in enumerate(in_order, start=1)
    )


def _objectives(section: Exercise) -> tuple[Objective, ...]:
    return tuple(
        Objective(name, one.text, name if one.target is not None else "", one.tasks)
        for name, one in section.objectives.items()
    )


def _written(inject: Inject) -> Written:
    draft = InjectDraft(
        id=inject.id,
        title=inject.title,
        kind=inject.kind,
        at_ms=inject.at,
        source=inject.from_,
        to=inject.to,
        channel=inject.by,
        text=inject.text,
        truth=inject.truth,
        expect=inject.expect,
        objective=inject.objective,
        effects=effects_text(inject.do),
        controller=inject.controller,
        notes=inject.notes,
    )
    return Written(
        draft,
        condition="" if inject.when is None else inject.when.text,
        unless="" if inject.unless is None else inject.unless.text,
        is_public=inject.public,
        phase=inject.phase,
        storyline=inject.storyline,
    )
