"""What may come, computed from where an exercise stands and made ready to be drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from sems_tui.desk import Hosting
from sems_tui.drawing import Chance, Fan, Outlook, times
from sems_tui.papers import Priced

if TYPE_CHECKING:
    from sems_sim.exercise import Standing
    from sems_sim.insight import Forecast

MOST_FORESEEN = 8


def looked_ahead(standing: Standing) -> Outlook:
    """Return the futures of a standing; slow the first time, while the model's rules are compiled.

    Raises:
        SimulationError: If a future cannot be run to its end.
    """
    from sems_sim.insight import forecast

    return outlook_of(forecast(standing))


def outlook_of(found: Forecast) -> Outlook:
    """Return a forecast as the desk draws it: targets and injects as chances, services as fans."""
    chances = [
        Chance(one.text or one.name, one.chance.value, one.chance.low, one.chance.high)
        for one in found.targets
    ]
    for inject in found.injects:
        if inject.p50_ms >= 0:
            verb = "is due" if inject.is_prompt else "comes"
            words = f"{inject.name} {verb}, in half of these by {times.since_start(inject.p50_ms)}"
            chances.append(
                Chance(words, inject.chance.value, inject.chance.low, inject.chance.high, is_good=None)
            )
    for one in found.shortages:
        verb = "runs out" if one.kind == "stock" else "runs short"
        words = f"{one.title} {verb}, in half of these by {times.since_start(one.p50_ms)}"
        chances.append(Chance(words, one.chance.value, one.chance.low, one.chance.high, is_good=False))
    fans = tuple(
        Fan(one.title, one.moments_ms, one.p05, one.p25, one.p50, one.p75, one.p95, one.mark)
        for one in found.services
    )
    return Outlook(found.now_ms, found.futures, fans, tuple(chances), found.readings)


def compared(before: Standing, after: Standing, words: str) -> Outlook:
    """Return the futures of a standing beside those with one command more, with the same luck.

    Raises:
        SimulationError: If a future cannot be run to its end.
    """
    from sems_sim.insight import compare

    found = compare(before, after, words)
    as_it_is, changed = outlook_of(found.as_it_is), outlook_of(found.changed)
    return Outlook(
        as_it_is.as_of_ms,
        as_it_is.futures,
        tuple(
            replace(fan, title=f"{fan.title}, {label}")
            for pair in zip(as_it_is.fans, changed.fans, strict=True)
            for fan, label in zip(pair, ("as it is", "if so"), strict=True)
        ),
        tuple(_beside(chance, as_it_is.chances) for chance in changed.chances),
        (found.reading,),
        what_if=words,
    )


def _beside(chance: Chance, others: tuple[Chance, ...]) -> Chance:
    """Return a chance that also says what it is without the change."""
    share = next((one.share for one in others if one.words == chance.words), None)
    return chance if share is None else replace(chance, words=f"{chance.words} · as it is {share:.0%}")


def foreseen(standing: Standing, at_ms: int) -> tuple[str, ...]:
    """Return what the model brings from where an exercise stands up to a moment if nobody acts, a line each; slow.

    It is exact: a jump plays the same events with the same luck.
    """
    from sems_sim.engine import simulate
    from sems_sim.events import Kind
    from sems_sim.telling import Wording, most_telling, timeline_of

    run = simulate(standing.model, seed=standing.seed, until_ms=at_ms, policy=standing.policy)
    lines = [
        line
        for line in timeline_of(Wording(standing.model, run.trace))
        if line.time_ms >= standing.now_ms and run.trace[line.index].kind != Kind.ENDED
    ]
    return tuple(
        f"{times.since_start(line.time_ms)} {line.words}" for line in most_telling(lines, MOST_FORESEEN)
    )


def priced_by(host: Hosting) -> Callable[[Callable[[int, int], None]], tuple[Priced, ...]]:
    """Return what prices the exercise of a host, for the review."""
    from sems_tui.pricing import pricer_of

    return pricer_of(host)
