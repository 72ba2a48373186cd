"""What a facilitator briefs the room on, and whether all is ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sems_sim.exercise import commands, style
from sems_sim.model import NONE, EntityKind, Model
from sems_sim.scenario import Exercise, Scenario, compile_model, read_scenario
from sems_sim.telling import LocalClock, Names, capital, elapsed, plain, readable
from sems_sim.units import format_duration

DEFAULT_SEED = 7
RULES = (
    "This is an exercise. Say so first in every call and message that leaves the room, and mark every paper.",
    "Act in your role, on what you know now, with the plans you really have.",
    "Speak to whoever is not in the room through {control}.",
    "Do not fight the scenario; note what seems wrong for the {debrief}.",
    "If something real happens, say {no_duff}: everything stops.",
)
"""The rules of play where a scenario says none; words of the trade are filled in."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class TeamBrief:
    """One team, who plays it, and how many are there."""

    name: str
    title: str
    level: str
    people: int
    present: int
    is_played: bool
    is_outside: bool
    is_written: bool = False
    """Whether the scenario itself says that people play it."""


@dataclass(frozen=True, slots=True)
class ModuleBrief:
    """One stretch of play."""

    number: int
    title: str
    times: str
    """From and to on both clocks, and the time it takes in the room."""
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveBrief:
    """One objective."""

    id: str
    text: str
    target: str
    injects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything to be said before an exercise begins."""

    path: Path
    title: str
    summary: str
    marking: str
    style: style.Style
    starts: str
    objectives: tuple[ObjectiveBrief, ...]
    rules: tuple[str, ...]
    roles: tuple[tuple[str, str, str], ...]
    """(role, its team, what whoever plays it should know)."""
    teams: tuple[TeamBrief, ...]
    modules: tuple[ModuleBrief, ...]
    injects: int
    assumptions: tuple[str, ...]
    seed: int
    has_exercise: bool
    is_seed_written: bool = False

    def with_team(self, changed: TeamBrief) -> Brief:
        """Return the same with another word on who plays a team."""
        return replace(self, teams=tuple(changed if one.name == changed.name else one for one in self.teams))


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a rehearsal on the model found."""

    findings: tuple[tuple[str, str, str], ...]
    """(problem, doubt or note; the sentence; its remedy), the worst first."""
    timetable: tuple[str, ...]
    """When each inject usually comes."""
    seed: int
    why_seed: str
    runs: int
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begin:
    """An exercise is to be opened: of which file, with which luck, and what was changed at the briefing."""

    path: Path
    seed: int
    commands: tuple[commands.Command, ...]


def brief_of(path: Path, overrides: Mapping[str, str] | None = None, seed: int | None = None) -> Brief:
    """Read a scenario for its briefing; `overrides` and `seed` replace what the file says.

    Raises:
        ScenarioError: If the file is wrong, with every fault.
    """
    scenario = read_scenario(path, overrides)
    model = compile_model(scenario)
    section = scenario.sections.exercise or Exercise()
    words = style.style_of(section.style)
    clock = LocalClock(model.start)
    return Brief(
        path=path,
        title=plain(model.title),
        summary=plain(scenario.sections.summary),
        marking=plain(section.handling) or "Exercise",
        style=words,
        starts=f"{clock.day_time(0)}, {clock.date(0)}; runs for {format_duration(model.horizon_ms)}",
        objectives=_objectives(section),
        rules=tuple(plain(one) for one in section.rules) or _standard_rules(words),
        roles=_roles(section, model),
        teams=_teams(section, model),
        modules=_modules(section, clock),
        injects=len(section.injects),
        assumptions=tuple(plain(one) for one in model.assumptions),
        seed=next(one for one in (seed, section.seed, DEFAULT_SEED) if one is not None),
        has_exercise=scenario.sections.exercise is not None,
        is_seed_written=seed is None and section.seed is not None,
    )


def _standard_rules(words: style.Style) -> tuple[str, ...]:
    return tuple(
        one.format(control=words.control, debrief=words.debrief, no_duff=words.no_duff) for one in RULES
    )


def _objectives(section: Exercise) -> tuple[ObjectiveBrief, ...]:
    return tuple(
        ObjectiveBrief(
            name,
            plain(one.text),
            "" if one.target is None else plain(one.target.text),
            tuple(inject.id for inject in section.injects if name in inject.objective),
        )
        for name, one in section.objectives.items()
    )


def _roles(section: Exercise, model: Model) -> tuple[tuple[str, str, str], ...]:
    names = Names(model)
    return tuple(
        (capital(plain(one.title) or readable(name)), capital(names.person(one.team)), plain(one.note))
        for name, one in section.roles.items()
    )


def _teams(section: Exercise, model: Model) -> tuple[TeamBrief, ...]:
    """Where the file says of nobody that people play it, those who lead are proposed."""
    names, found = Names(model), []
    leading = {level.led_by for level in model.levels if level.led_by != NONE}
    for entity in model.entities:
        if entity.kind is EntityKind.TEAM:
            row = model.teams[entity.index]
            level = "" if row.outside else names.level(row.level)
            is_written = entity.name in section.played
            title = capital(names.person(entity.name))
            is_played = is_written or (not section.played and entity.index in leading)
            team = TeamBrief(
                entity.name, title, level, row.people, row.people, is_played, row.outside, is_written
            )
            found.append(team)
    return tuple(sorted(found, key=lambda one: not one.is_played))


def _modules(section: Exercise, clock: LocalClock) -> tuple[ModuleBrief, ...]:
    in_order = sorted(section.modules, key=lambda one: (one.from_, one.to))
    return tuple(
        ModuleBrief(
            number,
            plain(one.title),
            f"{clock.day_time(one.from_)} to {clock.day_time(one.to)} ({elapsed(one.from_)} to {elapsed(one.to)}), "
            f"{format_duration(one.room_time or one.to - one.from_)} in the room",
            tuple(plain(question) for question in one.questions),
        )
        for number, one in enumerate(in_order, start=1)
    )


def begin_of(brief: Brief) -> Begin:
    """Return how to begin, with a command for each team of which the briefing says something else than the file."""
    changes: list[commands.Command] = []
    for team in brief.teams:
        if team.is_played != team.is_written:
            changes.append(commands.SetPlayed(team.name, team.is_played))
        if team.present != team.people:
            changes.append(commands.SetRoster(team.name, team.present))
    return Begin(brief.path, brief.seed, tuple(changes))


def readiness_of(
    path: Path,
    progress: Progress | None = None,
    *,
    overrides: Mapping[str, str] | None = None,
    runs: int = 200,
) -> Readiness:
    """Play an exercise on the model beforehand and say what was found; takes seconds.

    Raises:
        ScenarioError: If the file is wrong.
        ArgumentError: If there is nothing to rehearse.
    """
    from sems_sim.insight import rehearse

    scenario: Scenario = read_scenario(path, overrides)
    model = compile_model(scenario)
    found = rehearse(scenario, model, runs=runs, progress=progress)
    clock = LocalClock(model.start)
    return Readiness(
        findings=tuple((one.weight, one.sentence, one.remedy) for one in found.findings),
        timetable=tuple(
            _when(one.id, one.share, one.p10_ms, one.p50_ms, one.p90_ms, clock) for one in found.injects
        ),
        seed=found.choice.seed,
        why_seed=found.choice.sentence,
        runs=found.runs,
        assumptions=found.assumptions,
    )


def _when(
    name: str, share: float, early: int | None, middle: int | None, late: int | None, clock: LocalClock
) -> str:
    if middle is None or early is None or late is None:
        return f"{name} never comes by itself"
    often = "in every run" if share >= 1 else f"in {share:.0%} of runs"
    if early == late:
        return f"{name} comes at {clock.day_time(middle)} {often}"
    between = f"between {clock.day_time(early)} and {clock.day_time(late)}"
    return f"{name} comes around {clock.day_time(middle)} {often}, mostly {between}"
