"""Rehearse an exercise: play its list of injects on the model, many times, before the day.

Every team is run by the model, also those that people will play: a rehearsal says what the paper does, not what
people will do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from sems_sim.errors import ArgumentError
from sems_sim.insight.course import Course, course_of, is_convened, names_of
from sems_sim.insight.readiness import findings_of
from sems_sim.insight.rehearsed import (
    Absent,
    Clash,
    DeadTime,
    DecisionForecast,
    InjectForecast,
    ObjectiveForecast,
    Rehearsal,
)
from sems_sim.insight.seed_choice import choose_seed
from sems_sim.insight.timetable import Stretch, clash_in, longest_gap
from sems_sim.model import NONE, EntityKind, Model
from sems_sim.scenario import Exercise, Scenario
from sems_sim.stress import EngineName
from sems_sim.telling import Names, plain

Progress = Callable[[int, int], None]
"""Told (runs played, runs)."""


def rehearse(
    scenario: Scenario,
    model: Model,
    *,
    runs: int = 200,
    seed: int = 1,
    progress: Progress | None = None,
    engine: EngineName = "kernel",
) -> Rehearsal:
    """Play the exercise of a scenario with the seeds `seed`, `seed + 1`, … and say what will come of it.

    Raises:
        ArgumentError: If the scenario has no exercise, or there are no runs to play.
        SimulationError: If a run cannot be played to its end.
    """
    exercise = scenario.sections.exercise
    if exercise is None:
        raise ArgumentError("this scenario has no exercise to rehearse", "add exercise: with injects")
    if runs < 1:
        raise ArgumentError(f"{runs} runs are no rehearsal", "play 1 or more")
    courses = []
    for number in range(runs):
        courses.append(_played(model, seed + number, engine))
        if progress is not None:
            progress(number + 1, runs)
    return _Desk(exercise, model, tuple(courses)).rehearsal()


def _played(model: Model, seed: int, engine: EngineName) -> Course:
    if engine == "kernel":
        from sems_sim.kernel import simulate

        run = simulate(model, seed=seed)
        return course_of(model, seed, run.trace, run.measures)
    from sems_sim.engine import simulate as simulate_readably

    slow = simulate_readably(model, seed=seed)
    return course_of(model, seed, slow.to_numpy(), slow.measures)


class _Desk:
    """Lays the courses of all runs side by side."""

    def __init__(self, exercise: Exercise, model: Model, courses: tuple[Course, ...]) -> None:
        self.exercise = exercise
        self.model = model
        self.courses = courses
        self.ids = names_of(model, EntityKind.INJECT)
        self.written = {inject.id: inject for inject in exercise.injects}
        self.teams = names_of(model, EntityKind.TEAM)
        self.names = Names(model)
        self.stretches = tuple(
            Stretch(one.title, one.from_, one.to, one.room_time or one.to - one.from_)
            for one in exercise.modules
        )
        played = {row for row, name in enumerate(self.teams) if name in exercise.played}
        self.played = played or set(range(len(self.teams)))
        self.tested = tuple(self._tested(course) for course in courses)
        self.moments = tuple(sorted(set(self._moments(course))) for course in courses)

    def rehearsal(self) -> Rehearsal:
        """Everything that there is to say."""
        objectives = tuple(self._objective(name) for name in self.exercise.objectives)
        injects = tuple(sorted((self._inject(row) for row in range(len(self.ids))), key=_in_order))
        clashes, dead_times = tuple(self._clashes()), tuple(self._dead_times())
        decisions = tuple(self._decision(row) for row in range(len(self.model.decisions)))
        seeds = range(self.courses[0].seed, self.courses[-1].seed + 1)
        found = Rehearsal(
            runs=len(self.courses),
            first_seed=seeds[0],
            findings=(),
            injects=injects,
            clashes=clashes,
            dead_times=dead_times,
            objectives=objectives,
            decisions=decisions,
            reached=tuple(self._reached(level) for level in range(len(self.model.levels))),
            control_speaks_for=self._control(),
            choice=choose_seed(self.model, self.courses, self.tested),
            assumptions=_assumptions(self.exercise, seeds),
        )
        return findings_of(self.exercise, self.model, found)

    def _share(self, number: int) -> float:
        return number / len(self.courses)

    def _reached(self, level: int) -> float:
        return self._share(sum(max((one for _, one in c.levels), default=0) >= level for c in self.courses))

    # --- injects ---

    def _inject(self, row: int) -> InjectForecast:
        came = [(course, course.injects[row]) for course in self.courses if row in course.injects]
        times = [at_ms for _, at_ms in came]
        return InjectForecast(
            id=self.ids[row],
            title=plain(self.written[self.ids[row]].title),
            share=self._share(len(came)),
            p10_ms=_quantile(times, 0.1),
            p50_ms=_quantile(times, 0.5),
            p90_ms=_quantile(times, 0.9),
            outside_modules=self._share(sum(not self._is_in_a_module(at_ms) for at_ms in times)),
            unconvened=tuple(self._absent(row, came)),
        )

    def _absent(self, row: int, came: Sequence[tuple[Course, int]]) -> Iterable[Absent]:
        for team in self.model.injects[row].teams:
            away = sum(not is_convened(self.model, course, team, at_ms) for course, at_ms in came)
            if away:
                is_on_call = self.model.teams[team].quorum <= 1
                yield Absent(self.names.team(team), away / len(came), is_on_call)

    def _is_in_a_module(self, at_ms: int) -> bool:
        return not self.stretches or any(one.holds(at_ms) for one in self.stretches)

    def _clashes(self) -> Iterable[Clash]:
        for team, name in enumerate(self.teams):
            rows = [row for row, inject in enumerate(self.model.injects) if team in inject.teams]
            yield from self._clash(self.names.of(self.model.teams[team].entity) or name, rows, is_team=True)
        for name in sorted({one.controller for one in self.exercise.injects} - {""}):
            rows = [row for row, key in enumerate(self.ids) if self.written[key].controller == name]
            yield from self._clash(plain(name), rows, is_team=False)

    def _clash(self, who: str, rows: Sequence[int], *, is_team: bool) -> Iterable[Clash]:
        found = []
        for course in self.courses:
            moments = [(course.injects[row], self.ids[row]) for row in rows if row in course.injects]
            at_ms, together = clash_in(self.stretches, moments)
            if together:
                found.append((at_ms, together))
        if found:
            usual = Counter(together for _, together in found).most_common(1)[0][0]
            at_ms = _quantile([at_ms for at_ms, _ in found], 0.5) or 0
            yield Clash(who, is_team, usual, self._share(len(found)), at_ms)

    def _dead_times(self) -> Iterable[DeadTime]:
        for stretch in self.stretches:
            gaps = [longest_gap(stretch, moments) for moments in self.moments]
            found = sorted(gap for gap in gaps if gap is not None)
            if found:
                from_ms, to_ms = found[(len(found) - 1) // 2]
                room_ms = round((to_ms - from_ms) / stretch.pace)
                yield DeadTime(plain(stretch.title), self._share(len(found)), from_ms, to_ms, room_ms)

    def _moments(self, course: Course) -> Iterable[int]:
        """When something gives the players work: an inject, a question, another level, news."""
        yield from course.injects.values()
        yield from (at_ms for at_ms, _ in course.levels)
        yield from (at_ms for at_ms, team in course.news if team in self.played)
        for row, at_ms in course.decisions.items():
            if self.model.decisions[row].team in self.played:
                yield at_ms

    # --- objectives and questions ---

    def _tested(self, course: Course) -> frozenset[str]:
        return frozenset(
            name
            for row, at_ms in course.injects.items()
            if self._is_in_a_module(at_ms)
            for name in self.written[self.ids[row]].objective
        )

    def _objective(self, name: str) -> ObjectiveForecast:
        written = self.exercise.objectives[name]
        serving = tuple(one.id for one in self.exercise.injects if name in one.objective)
        met = [course.measures[f"targets.{name}"] for course in self.courses] if written.target else []
        return ObjectiveForecast(
            id=name,
            text=plain(written.text),
            injects=serving,
            tested=self._share(sum(name in tested for tested in self.tested)),
            target=written.target.text if written.target is not None else "",
            met=self._share(sum(one == 1.0 for one in met)) if met else None,
        )

    def _decision(self, row: int) -> DecisionForecast:
        written = self.model.decisions[row]
        times = [course.decisions[row] for course in self.courses if row in course.decisions]
        return DecisionForecast(
            name=self.model.name_of(written.entity),
            question=plain(written.ask) or self.names.of(written.entity),
            team=self.names.team(written.team) if written.team != NONE else "",
            share=self._share(len(times)),
            p50_ms=_quantile(times, 0.5),
        )

    def _control(self) -> tuple[str, ...]:
        """Who says or gets something in an inject although nobody plays them."""
        found: dict[str, None] = {}
        for inject in self.exercise.injects:
            for name in (inject.from_, *inject.to):
                if name and name not in self.exercise.played:
                    found[self.names.person(name)] = None
        return tuple(found)


def _assumptions(exercise: Exercise, seeds: range) -> tuple[str, ...]:
    played = ", ".join(exercise.played)
    also = f", also those that people will play ({played})" if played else ""
    said = [
        f"Every team is run by the model here{also}.",
        f"The exercise was played {len(seeds)} times, with the seeds {seeds[0]} to {seeds[-1]}.",
        "Modules are played at an even pace in the time they take in the room; between them the clock is moved on.",
    ]
    if any(inject.kind == "contingency" for inject in exercise.injects):
        said.append(
            "A contingency inject counts as coming when it would be offered; on the day it waits for a word."
        )
    return tuple(said)


def _quantile(times: Sequence[int], share: float) -> int | None:
    """A moment that happened; None if there are none."""
    if not times:
        return None
    return int(np.sort(np.asarray(times))[max(0, -int(-share * len(times) // 1) - 1)])


def _in_order(one: InjectForecast) -> tuple[bool, int, str]:
    return one.p50_ms is None, one.p50_ms or 0, one.id
