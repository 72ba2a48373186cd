"""What a jump would bring: the exercise played on from where it stands, with its own luck, if nobody acts."""

from __future__ import annotations

from sems_sim.engine import simulate
from sems_sim.events import Kind
from sems_sim.exercise import Standing
from sems_sim.telling import LocalClock, Weight, Wording, capital, timeline_of

MOST = 14
_SPENT = frozenset((Kind.ENDED, Kind.INJECT_FIRED))


def foresee(standing: Standing, at_ms: int) -> tuple[str, ...]:
    """Return what is worth telling between now and a moment, one line each; injects are listed elsewhere.

    Raises:
        SimulationError: If the run cannot be played that far.
    """
    model = standing.model
    run = simulate(model, seed=standing.seed, policy=standing.policy, until_ms=at_ms)
    clock, found = LocalClock(model.start), []
    for line in timeline_of(Wording(model, run.trace)):
        is_ahead = standing.now_ms <= line.time_ms <= at_ms
        if is_ahead and line.weight >= Weight.NOTABLE and run.trace[line.index].kind not in _SPENT:
            found.append((line.weight, f"{clock.day_time(line.time_ms)}  {capital(line.words)}"))
    if len(found) > MOST:
        found = [one for one in found if one[0] >= Weight.TURNING_POINT]
    told = [words for _, words in found]
    more = len(told) - MOST
    return tuple(told) if more <= 0 else (*told[:MOST], f"and {more} more")
