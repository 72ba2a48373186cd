"""The same futures with one thing changed, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sems_sim.exercise import Standing
from sems_sim.insight.forecast import Forecast, seen_from, watched_of
from sems_sim.insight.outset import Ordered, Outset, ever_played, set_out
from sems_sim.insight.playing import Effort, Played, play
from sems_sim.insight.worth import Worth, headline_measures, worths
from sems_sim.model import Effect, Order, Span


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be otherwise, from the present on or from an earlier order on."""

    words: str
    more: tuple[Ordered, ...] = ()
    """Orders on top; one before the present is taken to be given at the present."""
    instead: tuple[tuple[int, tuple[Effect, ...]], ...] = ()
    """(number of an order, its effects instead); no effects: as if it had not been given."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two forecasts with the same luck, and what lies between them."""

    words: str
    from_ms: int
    """The moment from which both set out: the present, or that of the first order changed."""
    as_it_is: Forecast
    changed: Forecast
    worths: tuple[Worth, ...]
    """`saved` is by how much the change does better."""
    reading: str


def what_if(
    standing: Standing,
    change: Change,
    *,
    measures: tuple[str, ...] = (),
    effort: Effort | None = None,
) -> Comparison:
    """Compare the futures of a standing with those under a change, future by future with the same luck.

    Raises:
        InterruptedRunError: If the effort was stopped.
        SimulationError: If a future cannot be run to its end.
        ArgumentError: If the scenario has no such measure.
    """
    effort = effort or Effort()
    orders = standing.policy.orders
    moments = [orders[number].at_ms for number, _ in change.instead]
    from_ms = min([standing.now_ms, *moments])
    before, after = _since(standing, from_ms), _since(_with_changed(standing, change), from_ms)
    more = tuple(Ordered(max(from_ms, one.at_ms), one.effects) for one in change.more)
    watched = watched_of(standing)
    back = tuple((team, standing.now_ms) for team in ever_played(standing))
    first = play(set_out(Outset(before, (), back)), effort, watched)
    second = play(set_out(Outset(after, more, back)), effort, watched)
    found = worths(first, second, measures or headline_measures(standing.model))
    return Comparison(
        change.words,
        from_ms,
        seen_from(before, first),
        seen_from(after, second),
        found,
        reading_of(change.words, found),
    )


def compare(
    before: Standing,
    after: Standing,
    words: str,
    *,
    measures: tuple[str, ...] = (),
    effort: Effort | None = None,
) -> Comparison:
    """Compare the futures of two standings of one moment that differ in what was ordered, with the same luck.

    Raises:
        InterruptedRunError: If the effort was stopped.
        SimulationError: If a future cannot be run to its end.
        ArgumentError: If the scenario has no such measure.
    """
    effort = effort or Effort()
    first, second = (_followed(standing, effort) for standing in (before, after))
    found = worths(first, second, measures or headline_measures(before.model))
    seen = seen_from(before, first), seen_from(after, second)
    return Comparison(words, before.now_ms, *seen, found, reading_of(words, found))


def _followed(standing: Standing, effort: Effort) -> Played:
    """Play the futures of a standing, with the players' plan followed from there on."""
    back = tuple((team, standing.now_ms) for team in ever_played(standing))
    return play(set_out(Outset(standing, (), back)), effort, watched_of(standing))


def _since(standing: Standing, from_ms: int) -> Standing:
    return replace(standing, now_ms=from_ms)


def _with_changed(standing: Standing, change: Change) -> Standing:
    """Return the standing with some orders replaced; the rest keep their numbers."""
    effects, orders = list(standing.model.effects), list(standing.policy.orders)
    for number, instead in change.instead:
        orders[number] = Order(orders[number].at_ms, Span(len(effects), len(instead)) if instead else Span())
        effects += instead
    model = replace(standing.model, effects=tuple(effects))
    return replace(standing, model=model, policy=replace(standing.policy, orders=tuple(orders)))


def reading_of(words: str, found: tuple[Worth, ...]) -> str:
    """Say in one sentence what a change is worth in the measure that it moves most clearly."""
    clear = [one for one in found if one.n and one.matters]
    if not clear:
        n = max((one.n for one in found), default=0)
        return f"In this model, {words}: no clear difference in {n:,} futures."
    parts = [told(one) for one in clear[:3]]
    return f"In this model, {words}: {'; '.join(parts)}."


def told(one: Worth) -> str:
    """Return what a worth says, in words: cost.total lower by 1,200 (800 to 1,600), better in 83 % of 300 futures."""
    better = one.saved.value >= 0.0
    low, high = sorted((abs(one.saved.low), abs(one.saved.high)))
    if one.saved.holds(0.0):
        low, high = one.saved.low, one.saved.high
    share = round(100 * one.share_better.value)
    word = "better" if better else "worse"
    return (
        f"{one.measure} {word} by {amount(abs(one.saved.value), one.unit)} "
        f"({amount(low, one.unit)} to {amount(high, one.unit)}), better in {share} % of {one.n:,} futures"
    )


def amount(value: float, unit: str) -> str:
    """Return a number as people read it, with its unit where that is a word."""
    if unit == "yes/no":
        return f"{100 * value:.0f} points"
    text = f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:.3g}"
    return f"{text} h" if unit == "h" else text
