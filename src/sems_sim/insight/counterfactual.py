"""The same crisis with the same luck and one deed changed.

Futures set out at the moment at which the two courses part, with the same new luck for all that was still open, the
plan followed afterwards, and nothing of what was ordered later: first from what those concerned believed then, and
then from what was so. Last, the exercise itself is replayed with its own luck and the one deed changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sems_sim.exercise import Standing
from sems_sim.insight.deeds import Alternative, Deed, done_by
from sems_sim.insight.outset import Ordered, Outset, effects_of, ever_played, set_out, standing_at
from sems_sim.insight.playing import Effort, play
from sems_sim.insight.what_if import amount, told
from sems_sim.insight.worth import Worth, differs, headline_measures, worths
from sems_sim.model import NONE, Effect, EntityKind, Model, Order, Policy, Span, Verb
from sems_sim.stress import outcome_of


@dataclass(frozen=True, slots=True)
class Hindsight:
    """One measure of the exercise as it went, and as it would have gone with its own luck; None: did not happen."""

    measure: str
    unit: str
    as_done: float | None
    otherwise: float | None

    @property
    def matters(self) -> bool:
        """Whether the two differ by more than a thousandth."""
        if self.as_done is None or self.otherwise is None:
            return self.as_done is not self.otherwise
        return differs(self.as_done, self.otherwise)


@dataclass(frozen=True, slots=True)
class Priced:
    """What one deed, done another way, would have been worth. For the facilitator, who admits it to the report."""

    deed: Deed
    alternative: Alternative
    parted_ms: int
    """When the two courses part."""
    knowable: tuple[Worth, ...]
    """On what was knowable then: from the pictures of those concerned."""
    on_truth: tuple[Worth, ...]
    """As things truly stood, known or not."""
    hindsight: tuple[Hindsight, ...]
    """With the luck of the day."""
    sentence: str
    assumptions: tuple[str, ...]


def price(
    standing: Standing, deed: Deed, alternative: Alternative, *, effort: Effort | None = None
) -> Priced:
    """Price one alternative to one deed of an exercise that stands at its end (`standing.now_ms` is ENDEX).

    Raises:
        InterruptedRunError: If the effort was stopped.
        SimulationError: If a future cannot be run to its end.
    """
    parted_ms = _parted(deed, alternative)
    measures = headline_measures(standing.model)
    courses = _courses(standing, deed, alternative)
    pictures = tuple(sorted({*ever_played(standing), *deed.knowing}))
    knowable = _worths_from(courses, pictures, effort or Effort())
    on_truth = _worths_from(courses, (), effort or Effort()) if pictures else knowable
    hindsight = _hindsight(standing, deed, alternative, measures)
    judged = Priced(
        deed, alternative, parted_ms, knowable, on_truth, hindsight, "", _assumptions(standing, parted_ms)
    )
    return replace(judged, sentence=_sentence(standing.model, judged))


def _courses(standing: Standing, deed: Deed, alternative: Alternative) -> tuple[Outset, Outset]:
    """Return where the futures of both courses set out: as it was done, and otherwise."""
    parted_ms = _parted(deed, alternative)
    before = standing_at(standing, parted_ms)
    lifted = _unpinned(standing, parted_ms)
    own = (Ordered(deed.done_ms, done_by(standing, deed)),) if deed.done_ms != NONE else ()
    other = (Ordered(alternative.at_ms, alternative.effects),)
    back = _handed_back(standing, deed, alternative)
    return Outset(before, (*lifted, *own), back), Outset(before, (*lifted, *other), back)


def _worths_from(
    courses: tuple[Outset, Outset], pictures: tuple[int, ...], effort: Effort
) -> tuple[Worth, ...]:
    as_done, otherwise = (play(set_out(replace(one, pictures_of=pictures)), effort) for one in courses)
    return worths(as_done, otherwise, headline_measures(courses[0].standing.model))


def _parted(deed: Deed, alternative: Alternative) -> int:
    return alternative.at_ms if deed.done_ms == NONE else min(deed.done_ms, alternative.at_ms)


def _handed_back(standing: Standing, deed: Deed, alternative: Alternative) -> tuple[tuple[int, int], ...]:
    """Return when the model runs whose deed it was: not before both courses have done it.

    Where it was never done, not before the exercise ended.
    """
    if alternative.at_ms == deed.done_ms:
        return ()
    until_ms = standing.now_ms if deed.done_ms == NONE else max(deed.done_ms, alternative.at_ms)
    teams = ever_played(standing) if deed.team == NONE else (deed.team,)
    return tuple((team, until_ms) for team in teams)


def _unpinned(standing: Standing, at_ms: int) -> tuple[Ordered, ...]:
    """Let go of everything that a director held at a moment: what he kept from happening has no price."""
    held: dict[tuple[EntityKind, int], None] = {}
    for order in standing.policy.orders:
        if order.at_ms >= at_ms:
            continue
        for effect in effects_of(standing, order):
            place = (effect.target_kind, effect.target)
            if effect.verb is Verb.PIN:
                held[place] = None
            elif effect.verb is Verb.UNPIN:
                held.pop(place, None)
    effects = tuple(Effect(Verb.UNPIN, target, kind) for kind, target in held)
    return (Ordered(at_ms, effects),) if effects else ()


def _hindsight(
    standing: Standing, deed: Deed, alternative: Alternative, measures: tuple[str, ...]
) -> tuple[Hindsight, ...]:
    """Replay the exercise with its own luck and the one deed changed; all that was ordered besides stays."""
    from sems_sim.kernel import simulate

    effects, orders = list(standing.model.effects), list(standing.policy.orders)
    for number in deed.orders:
        orders[number] = Order(orders[number].at_ms, Span())
    orders.append(Order(alternative.at_ms, Span(len(effects), len(alternative.effects))))
    effects += alternative.effects
    model = replace(standing.model, effects=tuple(effects))
    policy: Policy = replace(standing.policy, orders=tuple(orders))
    end_ms = standing.now_ms
    as_done = simulate(standing.model, seed=standing.seed, until_ms=end_ms, policy=standing.policy).measures
    otherwise = simulate(model, seed=standing.seed, until_ms=end_ms, policy=policy).measures
    return tuple(
        Hindsight(name, outcome_of(model, name).unit, as_done[name], otherwise[name]) for name in measures
    )


# --- words ---


def _sentence(model: Model, judged: Priced) -> str:
    deed = judged.deed
    who = f"{model.title_of(model.teams[deed.team].entity)}: " if deed.team != NONE else ""
    moved = [one for one in judged.hindsight if one.matters]
    day = "; ".join(_moved(one) for one in moved[:2]) or "the same result"
    known, true = _said(judged.knowable), _said(judged.on_truth)
    stood = "the same" if known == true else true
    return (
        f"{who}{deed.title}, {judged.alternative.words}: on what was knowable then, {known}. "
        f"As things stood, {stood}. With the luck of the day: {day}. In this model."
    )


def _said(found: tuple[Worth, ...]) -> str:
    clear = [one for one in found if one.n and one.matters]
    if clear:
        return "; ".join(told(one) for one in clear[:2])
    return f"no clear difference in {max((one.n for one in found), default=0):,} futures"


def _moved(one: Hindsight) -> str:
    def said(value: float | None) -> str:
        return "never" if value is None else amount(value, "" if one.unit == "yes/no" else one.unit)

    return f"{one.measure} {said(one.otherwise)} and not {said(one.as_done)}"


def _assumptions(standing: Standing, parted_ms: int) -> tuple[str, ...]:
    found = ["Both courses have the same luck, and the plan is followed after the deed by every team."]
    found.append(
        "What was knowable is what those concerned believed; what nobody of them knew is as on other days."
    )
    if any(order.at_ms > parted_ms and order.effects.count for order in standing.policy.orders):
        found.append(
            "What was ordered later, injects of the facilitator among it, has no part in what was knowable."
        )
    if _pins(standing):
        found.append("What directors held is let go when the courses part, and is not priced.")
    found.append(
        "The luck of the day is the exercise's own up to its end, with all other orders as they were given."
    )
    return tuple(found)


def _pins(standing: Standing) -> bool:
    orders = standing.policy.orders
    return any(effect.verb is Verb.PIN for order in orders for effect in effects_of(standing, order))
