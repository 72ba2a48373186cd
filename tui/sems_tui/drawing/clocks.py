"""The head of a screen: the marking, clocks with speed and state, levels."""

from __future__ import annotations

from sems_sim.exercise import picture as views
from sems_sim.telling import capital
from sems_tui.drawing.line import Line, cut, joined, length, spread
from sems_tui.drawing.marks import CLOCK, HELD, mark
from sems_tui.drawing.times import since_start, span, to_the_second, until


def band(marking: str, title: str, width: int) -> Line:
    """Return the line that stands on every screen: the word EXERCISE and the handling marking."""
    label = joined(((("EXERCISE", "strong"),), ((marking, "strong"),)))
    room = width - length(label) - 3
    return spread(label, ((title, ""),), width) if length(((title, ""),)) <= room else cut(label, width)


def state_line(clock: views.ClockView, width: int) -> Line:
    """Return state, speed, scenario clock, exercise clock and what will stop them."""
    glyph, word, tone = mark(CLOCK, clock.state)
    state: Line = ((f"{glyph} {word}", tone), (f" ×{clock.speed}" if clock.speed > 1 else " ×1", "strong"))
    scenario: Line = ((clock.time, "strong"), (f" {since_start(clock.at_ms)}", "dim"))
    room: Line = (("room ", "dim"), (to_the_second(clock.room_ms), "strong"))
    for last in (_stop(clock), _stop(clock)[:2], ()):
        line = joined((state, scenario, room, last), "  ")
        if length(line) <= width:
            return line
    return cut(line, width)


def _stop(clock: views.ClockView) -> Line:
    if clock.state == "ready":
        return (("press space to begin", "accent"),)
    if clock.state in ("paused", "no duff", "ended") and clock.why:
        return ((clock.why, "warn"),)
    if clock.state == "ended":
        return ()
    where = f"end of {clock.module.title}" if clock.module else "end of the scenario"
    return (("stops ", "dim"), (until(clock.stops_ms, clock.at_ms), ""), (f", {where}", "dim"))


def module_line(clock: views.ClockView, modules: tuple[views.ModuleView, ...]) -> Line:
    """Return the module that runs, or the next one, with the room's time for it, the number first."""
    module = clock.module
    if module is None:
        following = next((one for one in modules if one.state == "ahead"), None)
        return ((f"next: {following.number} {following.title}", "dim"),) if following else ()
    words: Line = ((f"module {module.number}/{len(modules)}", ""), (f" {module.title}", ""))
    if module.room_ms is None or module.begun_room_ms is None:
        return words
    used = clock.room_ms - module.begun_room_ms
    over = used > module.room_ms
    timing = f" ({span(used)} of {span(module.room_ms)}{', OVER' if over else ''})"
    return (*words, (timing, "warn" if over else "dim"))


def ladder(levels: tuple[views.LevelView, ...], at_ms: int, width: int, tail: Line = ()) -> Line:
    """Return the levels from the lowest up, the present one marked, with when each was or will be in place."""
    steps = joined((_step(one, at_ms) for one in levels), " → ")
    for shorter in (tail, tail[:2], tail[:1]):
        if length(steps) + length(shorter) + 2 <= width:
            return spread(steps, shorter, width)
    return cut(steps, width)


def _step(level: views.LevelView, at_ms: int) -> Line:
    held: Line = ((f" {HELD}", "held"),) if level.is_held else ()
    if level.is_current:
        gap = level.authority_ms is not None and level.authority_ms > at_ms
        since = "" if level.entered_ms is None else f" since {since_start(level.entered_ms)}"
        acts = f", acts {until(level.authority_ms or 0, at_ms)}" if gap else ""
        return ((f"● {level.label.upper()}", "strong"), (since + acts, "warn" if gap else "dim"), *held)
    if level.due_ms is not None:
        return ((f"◔ {capital(level.label)} {until(level.due_ms, at_ms)}", "warn"), *held)
    return ((f"○ {capital(level.label)}", "dim"), *held)
