"""What a trainer should know before the day: the findings of a rehearsal, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sems_sim.insight.course import names_of
from sems_sim.insight.rehearsed import Finding, InjectForecast, Rehearsal, Weight
from sems_sim.model import EntityKind, Model
from sems_sim.scenario import Exercise
from sems_sim.telling import LocalClock, Names, amounts, elapsed, plain

TRIFLE, RARE, OFTEN = 0.05, 0.25, 0.5
"""Shares of runs: below the first not worth a word, below the second rare, from the third on to be expected."""
_WEIGHTS: tuple[Weight, ...] = ("problem", "doubt", "note")
_LEVELS = ("operational", "tactical", "crisis")


def findings_of(exercise: Exercise, model: Model, rehearsal: Rehearsal) -> Rehearsal:
    """The rehearsal with what follows from it, problems first."""
    desk = _Judgement(exercise, model, rehearsal)
    found = [finding for rule in _RULES for finding in rule(desk)]
    ordered = sorted(found, key=lambda one: _WEIGHTS.index(one.weight))
    return replace(rehearsal, findings=tuple(ordered))


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What the rules look at, and the words they share."""

    exercise: Exercise
    model: Model
    rehearsal: Rehearsal

    def runs(self, share: float) -> str:
        """`in 12 of 200 runs`, `in all 200 runs`."""
        total = self.rehearsal.runs
        count = round(share * total)
        return f"in all {total} runs" if count == total > 1 else f"in {count} of {total} runs"

    def when(self, at_ms: int) -> str:
        """`00:34 (T+0:45)`."""
        clock = LocalClock(self.model.start)
        time = clock.day_time(at_ms) if clock.spans_days(self.model.horizon_ms) else clock.time(at_ms)
        return f"{time} ({elapsed(at_ms)})"


def _injects_that_do_not_come(desk: _Judgement) -> Iterator[Finding]:
    written = {inject.id: inject for inject in desk.exercise.injects}
    for one in desk.rehearsal.injects:
        inject = written[one.id]
        if inject.kind == "expected_action":
            continue  # what the players should do is not sent by anybody
        if one.share == 0.0 and inject.kind == "contingency":
            sentence = (
                f"Inject {one.id} is for the case that people do not act, and the model always did in time."
            )
            yield Finding("note", one.id, sentence, "keep it ready: it prompts if the players do not act")
        elif one.share == 0.0 and inject.at is None and inject.when is None:
            sentence = f"Inject {one.id} comes on the facilitator's word only."
            yield Finding("note", one.id, sentence, "add at: or when: if it should be offered by itself")
        elif one.share == 0.0:
            yield _never(desk, one)
        elif one.share < RARE and inject.kind != "contingency":
            sentence = f"Inject {one.id} comes {desk.runs(one.share)} only."
            yield Finding("doubt", one.id, sentence, "choose a seed in which it comes, or ease its condition")


def _never(desk: _Judgement, one: InjectForecast) -> Finding:
    inject = next(inject for inject in desk.exercise.injects if inject.id == one.id)
    if inject.at is not None and inject.at >= desk.model.horizon_ms:
        why = "it is due after the end of the run"
    elif inject.at is not None:
        why = (
            f"what makes it needless always holds by then ({inject.unless.text})"
            if inject.unless
            else "nobody knows why"
        )
    else:
        why = f"its condition never became true ({inject.when.text})" if inject.when else "nobody knows why"
    return Finding(
        "problem", one.id, f"Inject {one.id} never comes: {why}.", "give it a time, or another condition"
    )


def _injects_between_modules(desk: _Judgement) -> Iterator[Finding]:
    for one in desk.rehearsal.injects:
        if one.outside_modules >= TRIFLE and one.p50_ms is not None:
            usual = f"usually at {desk.when(one.p50_ms)}"
            sentence = f"Inject {one.id} comes between modules {desk.runs(one.outside_modules)}, {usual}."
            remedy = (
                "it is read out when the clock is moved on; move it or a module if the players should meet it"
            )
            yield Finding("doubt" if one.outside_modules >= OFTEN else "note", one.id, sentence, remedy)


def _teams_that_have_not_met(desk: _Judgement) -> Iterator[Finding]:
    """Whoever is on duty can be rung up at any hour; a team with a quorum cannot answer before it has met."""
    on_call: dict[str, list[str]] = {}
    for one in desk.rehearsal.injects:
        for absent in one.unconvened:
            if absent.share < TRIFLE:
                continue
            if absent.is_on_call:
                on_call.setdefault(absent.team, []).append(one.id)
                continue
            share = amounts.share(absent.share)
            sentence = f"Inject {one.id} goes to {absent.team}, who have not gathered by then in {share} of its runs."
            remedy = "move it, tie it to the level (when: response >= …), or say who takes it before"
            yield Finding("doubt" if absent.share >= RARE else "note", one.id, sentence, remedy)
    for team, ids in on_call.items():
        sentence = f"{_listed(ids)} may reach {team} before their level is in place."
        yield Finding("note", ids[0], sentence, "they are on call: ring them up")


def _listed(ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return f"Inject {ids[0]}"
    return f"Injects {', '.join(ids[:-1])} and {ids[-1]}"


def _clashes(desk: _Judgement) -> Iterator[Finding]:
    for one in desk.rehearsal.clashes:
        if one.share < TRIFLE:
            continue
        who = one.who if one.is_team else f"the controller {one.who}"
        injects = f"{', '.join(one.injects[:-1])} and {one.injects[-1]}"
        sentence = (
            f"{len(one.injects)} injects reach {who} within two minutes of the room's time {desk.runs(one.share)}: "
            f"{injects}, about {desk.when(one.at_ms)}."
        )
        yield Finding("doubt" if one.share >= RARE else "note", one.injects[0], sentence, "move them apart")


def _dead_times(desk: _Judgement) -> Iterator[Finding]:
    for one in desk.rehearsal.dead_times:
        if one.share < TRIFLE:
            continue
        span = f"from {desk.when(one.from_ms)} to {desk.when(one.to_ms)}"
        sentence = (
            f"In “{one.module}” nothing reaches the players for {amounts.duration(one.room_ms)} of the room's time "
            f"{desk.runs(one.share)}, typically {span}."
        )
        weight: Weight = "doubt" if one.share >= RARE else "note"
        yield Finding(weight, one.module, sentence, "add an inject, or let the clock run faster there")


def _objectives(desk: _Judgement) -> Iterator[Finding]:
    for one in desk.rehearsal.objectives:
        if not one.injects:
            sentence = f"No inject serves the objective {one.id}: {one.text}."
            yield Finding("problem", one.id, sentence, f"add objective: {one.id} to an inject")
        elif one.tested < OFTEN:
            sentence = f"The objective {one.id} is tested {desk.runs(one.tested)}: its injects rarely come in a module."
            weight: Weight = "problem" if one.tested == 0.0 else "doubt"
            yield Finding(weight, one.id, sentence, "give it an inject that comes for certain")
        if one.met is None:
            sentence = f"Nothing measures the objective {one.id}: observers must rate it."
            yield Finding("note", one.id, sentence, "add target: a measure and its limit, if there is one")
        elif one.met in (0.0, 1.0):
            verb = "met" if one.met else "missed"
            sentence = f"The target of {one.id} ({one.target}) is {verb} {desk.runs(1.0)}."
            yield Finding(
                "doubt", one.id, sentence, "it tells nothing about the players: choose another limit"
            )


def _decisions(desk: _Judgement) -> Iterator[Finding]:
    for one in desk.rehearsal.decisions:
        if one.share < RARE:
            how = "never comes up" if one.share == 0.0 else f"comes up {desk.runs(one.share)} only"
            sentence = f"The question “{one.question}” {how}."
            yield Finding(
                "doubt", one.name, sentence, "let an inject ask it (do: {ask: …}), or ease its condition"
            )


def _expectations(desk: _Judgement) -> Iterator[Finding]:
    for inject in desk.exercise.injects:
        if inject.to and not inject.expect and inject.kind in ("contextual", "contingency"):
            sentence = f"Inject {inject.id} does not say what the players should do."
            yield Finding("doubt", inject.id, sentence, "add expect: so that it can be rated")


def _players(desk: _Judgement) -> Iterator[Finding]:
    """Played teams whose level the model itself rarely reaches, and those whom control must play."""
    names, teams = Names(desk.model), names_of(desk.model, EntityKind.TEAM)
    for row, name in enumerate(teams):
        team = desk.model.teams[row]
        reached = desk.rehearsal.reached[team.level] if team.level > 0 else 1.0
        if name in desk.exercise.played and not team.outside and reached < OFTEN:
            who, level = names.of(team.entity), _LEVELS[team.level]
            sentence = f"{who} is played, and {level} level is in place {desk.runs(reached)} only."
            yield Finding("doubt", name, sentence, "give them cause to meet, or let them sit from the start")
    if desk.rehearsal.control_speaks_for:
        sentence = (
            f"Control must speak for: {', '.join(plain(one) for one in desk.rehearsal.control_speaks_for)}."
        )
        yield Finding("note", "control", sentence, "share these out among the controllers")


_RULES: tuple[Callable[[_Judgement], Iterator[Finding]], ...] = (
    _injects_that_do_not_come,
    _objectives,
    _injects_between_modules,
    _teams_that_have_not_met,
    _clashes,
    _dead_times,
    _decisions,
    _expectations,
    _players,
)
