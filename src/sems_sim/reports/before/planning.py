"""The plan of an exercise, read from its scenario and model."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.errors import ArgumentError
from sems_sim.exercise import style as styles
from sems_sim.model import NONE, Model
from sems_sim.reports.before.plan import (
    Aim,
    DebriefQuestion,
    Duty,
    Event,
    ForPlayers,
    Group,
    Plan,
    Question,
    Seat,
    Sheet,
    Span,
    Test,
    Tier,
)
from sems_sim.reports.before.rules import usual_rules
from sems_sim.scenario import Exercise, Inject, Scenario, effects_text
from sems_sim.telling import Deeds, LocalClock, Names, capital, elapsed, plain, readable


def plan_of(scenario: Scenario, model: Model) -> Plan:
    """Read everything that the papers before the day tell.

    Raises:
        ArgumentError: If the scenario has no exercise.
    """
    exercise = scenario.sections.exercise
    if exercise is None:
        raise ArgumentError(
            f"{scenario.sections.id} has no exercise to prepare for", "add exercise: with injects"
        )
    return _Planner(scenario, model, exercise).plan()


class _Planner:
    """Reads one scenario."""

    def __init__(self, scenario: Scenario, model: Model, exercise: Exercise) -> None:
        self._file = scenario.sections
        self._model = model
        self._exercise = exercise
        self._names = Names(model)
        self._local = LocalClock(model.start)
        self._deeds = Deeds(model)
        self._effects_of = {model.name_of(row.entity): row.effects for row in model.injects}
        self._has_days = self._local.spans_days(model.horizon_ms)

    def plan(self) -> Plan:
        """The whole of it."""
        events = tuple(sorted(map(self._event, self._exercise.injects), key=_by_time))
        return Plan(
            players=self._for_players(),
            id=self._file.id,
            summary=self._file.summary,
            events=events,
            spans=tuple(self._spans()),
            tests=tuple(self._tests()),
            questions=tuple(self._questions()),
            debrief=tuple(
                DebriefQuestion(one.ask, one.objective, one.note) for one in self._exercise.questions
            ),
            secrets=tuple(self._secrets(events)),
        )

    # --- what players may know ---

    def _for_players(self) -> ForPlayers:
        exercise, style = self._exercise, styles.style_of(self._exercise.style)
        local = self._local
        return ForPlayers(
            title=self._file.title,
            marking=exercise.handling,
            style=style,
            starts=f"{local.day(0)} {local.date(0)}, {local.time(0)} ({local.offset()})",
            began=self._model.start,
            sponsor=exercise.sponsor,
            contact=exercise.contact,
            venue=exercise.venue,
            participants=exercise.participants,
            organisation=self._file.organisation.name or self._file.organisation.title,
            background=exercise.background.strip(),
            duties=tuple(self._duties()),
            aims=tuple(self._aim(name) for name in exercise.objectives),
            sheets=tuple(Sheet(one.number, one.title, one.room_ms, one.questions) for one in self._spans()),
            seats=tuple(
                Seat(role.title or capital(readable(name)), self._person(role.team), role.note)
                for name, role in exercise.roles.items()
            ),
            groups=tuple(self._groups()),
            tiers=tuple(self._tiers()),
            rules=exercise.rules or usual_rules(style),
        )

    def _aim(self, name: str) -> Aim:
        written = self._exercise.objectives[name]
        return Aim(name, written.text, written.capability, written.sems)

    def _duties(self) -> Iterator[Duty]:
        """Services with a promise to keep; what has none is nobody's duty."""
        for name, one in self._file.services.items():
            if one.mbco or one.critical or one.rto is not None or one.mtpd is not None:
                title = one.title or capital(readable(name))
                yield Duty(title, one.mbco, one.rto, one.mtpd, one.critical)

    def _person(self, name: str) -> str:
        """What people call a team, or a sender or recipient in words of its own."""
        return capital(self._names.person(name))

    def _groups(self) -> Iterator[Group]:
        for row in self._model.teams:
            name = self._model.name_of(row.entity)
            written = self._file.teams.get(name)
            yield Group(
                title=capital(self._names.of(row.entity)),
                level="" if row.level == NONE else plain(self._model.labels[row.level]),
                members=() if written is None else written.members,
                people=row.people,
                location="" if written is None else written.location,
                is_played=name in self._exercise.played,
                is_outside=row.outside,
            )

    def _tiers(self) -> Iterator[Tier]:
        for place, row in enumerate(self._model.levels):
            led_by = "" if row.led_by == NONE else capital(self._names.team(row.led_by))
            yield Tier(plain(self._model.labels[place]), led_by, row.quorum or None, row.rhythm_ms or None)

    # --- what control knows ---

    def _moment(self, at_ms: int) -> str:
        time = self._local.day_time(at_ms) if self._has_days else self._local.time(at_ms)
        return f"{time} ({elapsed(at_ms)})"

    def _spans(self) -> Iterator[Span]:
        ordered = sorted(self._exercise.modules, key=lambda one: (one.from_, one.to))
        for number, one in enumerate(ordered, 1):
            times = f"{self._moment(one.from_)} to {self._moment(one.to)}"
            room_ms = one.room_time or one.to - one.from_
            yield Span(number, one.title, one.from_, one.to, times, room_ms, one.questions, one.note)

    def _tests(self) -> Iterator[Test]:
        for name, one in self._exercise.objectives.items():
            serving = tuple(inject.id for inject in self._exercise.injects if name in inject.objective)
            target = one.target.text if one.target is not None else ""
            yield Test(self._aim(name), one.tasks, target, one.owner, one.source, one.note, serving)

    def _event(self, one: Inject) -> Event:
        return Event(
            id=one.id,
            title=one.title,
            kind=one.kind,
            at_ms=one.at,
            time="" if one.at is None else self._moment(one.at),
            condition="" if one.when is None else one.when.text,
            unless="" if one.unless is None else one.unless.text,
            source=self._person(one.from_) if one.from_ else "",
            to=tuple(self._person(name) for name in one.to),
            channel=one.by,
            text=one.text,
            truth=one.truth,
            expect=one.expect,
            objectives=one.objective,
            capability=one.capability,
            task=one.task,
            controller=one.controller,
            location=one.location,
            phase=one.phase,
            storyline=one.storyline,
            priority=one.priority,
            notes=one.notes or one.note,
            is_public=one.public,
            effects=self._effects(one),
        )

    def _effects(self, one: Inject) -> str:
        """In words, as far as the model has words for them; in the words of the file where it has not."""
        if not one.do:
            return ""
        span = self._effects_of.get(one.id)
        if span is None:
            return effects_text(one.do)
        return self._deeds.said(self._model.effects[span.first : span.first + span.count])

    def _questions(self) -> Iterator[Question]:
        for name, one in self._file.decisions.items():
            options = tuple(option.title or capital(readable(key)) for key, option in one.options.items())
            team = self._person(one.of) if one.of else ""
            ask = one.ask or one.title or capital(readable(name))
            yield Question(ask, team, "" if one.when is None else one.when.text, one.within, options)

    def _secrets(self, events: tuple[Event, ...]) -> Iterator[tuple[str, str]]:
        yield "the summary of the scenario", self._file.summary
        for one in events:
            yield f"the title of {one.id}", one.title
            yield f"the text of {one.id}", one.text
            yield f"the expected action of {one.id}", one.expect
            yield f"the condition of {one.id}", one.condition
            yield f"the condition of {one.id}", one.unless
            yield f"the effects of {one.id}", one.effects
            yield f"the notes on {one.id}", one.notes
        for name, incident in self._file.incidents.items():
            yield f"incident {name}", incident.title or readable(name)
        for question in self._questions():
            yield "a decision ahead", question.ask
            for option in question.options:
                yield "an option of a decision ahead", option
        for test in self._tests():
            yield f"the target of {test.aim.id}", test.target
        for debrief in self._exercise.questions:
            yield "a question of the debrief", debrief.ask


def _by_time(event: Event) -> tuple[bool, int]:
    return event.at_ms is None, event.at_ms or 0
