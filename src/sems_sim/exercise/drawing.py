"""Pictures are drawn from an exercise as it stands; screens get nothing else."""

from __future__ import annotations

from sems_sim.exercise.drawing_injects import draw_decisions, draw_injects, draw_objectives, draw_prompts
from sems_sim.exercise.drawing_people import draw_levels, draw_teams
from sems_sim.exercise.drawing_situation import Situation
from sems_sim.exercise.feed import draw_feed
from sems_sim.exercise.passing import Passing
from sems_sim.exercise.picture import ClockView, ModuleView, Picture, PublicInject, PublicPicture
from sems_sim.exercise.play import ENDED, NO_DUFF, READY, RUNNING, Play


def draw_picture(play: Play, passing: Passing, room_ms: int) -> Picture:
    """Return what a facilitator may see; `room_ms` is a moment to which the exercise has been advanced."""
    reading, modules = play.reading(), _modules(play)
    situation = Situation(play, reading)
    return Picture(
        title=play.material.title,
        marking=play.material.marking,
        style=play.material.style,
        money=play.file_model.money,
        clock=_clock(play, passing, modules, room_ms),
        modules=modules,
        levels=draw_levels(play, reading),
        injects=draw_injects(play),
        assets=situation.assets(),
        services=situation.services(passing.narrator.performance),
        resources=situation.resources(),
        stocks=situation.stocks(),
        suppliers=situation.suppliers(),
        incidents=situation.incidents(),
        tasks=situation.tasks(),
        things=situation.things(),
        teams=draw_teams(play, reading),
        decisions=draw_decisions(play),
        prompts=draw_prompts(play),
        objectives=draw_objectives(play, passing),
        feed=draw_feed(play, passing.narrator),
        held=tuple(play.held),
        cost=reading.cost,
        people_harmed=reading.harmed,
        rumour=reading.rumour,
        assumptions=play.file_model.assumptions,
        has_model=play.material.has_model,
    )


def _modules(play: Play) -> tuple[ModuleView, ...]:
    return tuple(
        ModuleView(
            one.number,
            one.title,
            one.from_ms,
            one.to_ms,
            one.room_ms,
            one.questions,
            state=_state_of(play, one.number),
            begun_room_ms=_since_start(play, play.modules_begun.get(one.number)),
        )
        for one in play.material.modules
    )


def _since_start(play: Play, room_ms: int | None) -> int | None:
    """Return the room's time since STARTEX, as the clock shows it."""
    return None if room_ms is None or play.begun_room_ms is None else room_ms - play.begun_room_ms


def _state_of(play: Play, module: int) -> str:
    if module == play.module:
        return "running"
    is_past = play.state != READY and play.material.modules[module - 1].to_ms <= play.at_ms
    return "done" if module in play.modules_done or is_past else "ahead"


def _clock(play: Play, passing: Passing, modules: tuple[ModuleView, ...], room_ms: int) -> ClockView:
    begun = play.begun_room_ms
    room_ms = min(room_ms, play.clock.room_ms) if play.state == ENDED else room_ms
    return ClockView(
        state=play.state,
        why=play.why,
        room_ms=0 if begun is None else max(0, room_ms - begun),
        at_ms=play.at_ms,
        time=f"{play.local.day(play.at_ms)} {play.local.seconds(play.at_ms)}",
        speed=play.clock.speed,
        stops_ms=passing.stop_ms(),
        module=modules[play.module - 1] if play.module else None,
    )


_PUBLIC_STATES = {READY: "about to begin", RUNNING: "running", NO_DUFF: "stopped", ENDED: "ended"}


def draw_public(play: Play, room_ms: int) -> PublicPicture:
    """Return what the room's screen may show: marking, clock, module, and the last inject meant for everybody."""
    begun, module = play.begun_room_ms, play.material.modules[play.module - 1] if play.module else None
    return PublicPicture(
        title=play.material.title,
        marking=play.material.marking,
        style=play.material.style,
        state=_PUBLIC_STATES.get(play.state, "paused"),
        time=f"{play.local.day(play.at_ms)} {play.local.time(play.at_ms)}",
        room_ms=0 if begun is None else max(0, room_ms - begun),
        module="" if module is None else module.title,
        questions=() if module is None else module.questions,
        inject=_last_public(play),
    )


def _last_public(play: Play) -> PublicInject | None:
    out = [one for one in play.injects.values() if one.released_ms is not None and one.is_public]
    if not out:
        return None
    last = max(out, key=lambda one: (one.released_ms or 0, one.draft.id))
    draft = last.draft
    return PublicInject(
        time=play.local.time(last.released_ms or 0),
        source=play.names.person(draft.source),
        to=tuple(play.team_title(name) for name in draft.to),
        channel=draft.channel,
        text=draft.text,
    )
