"""What a forecast says, in sentences; and what it takes for granted."""

from __future__ import annotations

from typing import Protocol

from sems_sim.exercise import Standing
from sems_sim.insight.seen import Coming, Fan, LevelOdds, Shortage, TargetOdds
from sems_sim.model import Model

MOST = 8
HOUR_MS = 3_600_000
NEARLY = 0.05
"""Below this share of the futures, or above the rest, nothing needs to be said of a threshold."""


class Seen(Protocol):
    """A forecast, as sentences need it."""

    @property
    def now_ms(self) -> int:
        """The present."""

    @property
    def futures(self) -> int:
        """How many futures there are."""

    @property
    def services(self) -> tuple[Fan, ...]:
        """Fans of performance."""

    @property
    def levels(self) -> LevelOdds:
        """How likely each level is."""

    @property
    def targets(self) -> tuple[TargetOdds, ...]:
        """How often each target is met."""

    @property
    def injects(self) -> tuple[Coming, ...]:
        """What waits for a condition."""

    @property
    def shortages(self) -> tuple[Shortage, ...]:
        """What runs short."""


def clock(time_ms: int) -> str:
    """Return a moment as time since the start: T+3:25."""
    minutes = time_ms // 60_000
    return f"T+{minutes // 60}:{minutes % 60:02d}"


def out_of(share: float, futures: int) -> str:
    """Return a share of futures in words, with their number: in 240 of 300 futures."""
    return f"in {round(share * futures):,} of {futures:,} futures"


def readings_of(seen: Seen, model: Model) -> tuple[str, ...]:
    """Return the most important things that a forecast says, one sentence each."""
    found = [_target(one, seen.futures) for one in sorted(seen.targets, key=lambda one: one.chance.value)]
    found += [line for fan in seen.services if (line := _service(fan))]
    found += [line for line in (_levels(seen.levels, seen.futures),) if line]
    found += [_shortage(one, seen.futures) for one in seen.shortages]
    found += [_inject(one, seen.futures) for one in seen.injects if one.p50_ms >= 0]
    if not found:
        found = [f"nothing stands out in {seen.futures:,} futures of {model.title}"]
    return tuple(_as_sentence(line) for line in found[:MOST])


def _as_sentence(line: str) -> str:
    return line[0].upper() + line[1:] + "."


def _target(one: TargetOdds, futures: int) -> str:
    low, high = round(100 * one.chance.low), round(100 * one.chance.high)
    words = one.text or one.name
    return f"target {words} is met {out_of(one.chance.value, futures)} (95 % interval {low} to {high} %)"


def _service(fan: Fan) -> str:
    """Say when the median future falls below the minimum objective or comes back above it, and the range."""
    if fan.mark <= 0.0:
        return ""
    below = [place for place, value in enumerate(fan.p50) if value < fan.mark]
    if not below:
        risky = next((place for place, value in enumerate(fan.p05) if value < fan.mark), None)
        if risky is None:
            return ""
        return f"{fan.title} may fall below its minimum objective from {clock(fan.moments_ms[risky])} on"
    back = next((place for place in range(below[0], len(fan.p50)) if fan.p50[place] >= fan.mark), None)
    since = "is" if below[0] == 0 else f"from {clock(fan.moments_ms[below[0]])} is"
    until = "to the end" if back is None else f"until about {clock(fan.moments_ms[back])}"
    return f"{fan.title} {since} below its minimum objective {until} in the middle of the futures"


def _levels(levels: LevelOdds, futures: int) -> str:
    top = levels.odds[-1]
    if top[0] > 0.5:
        left = next((place for place, value in enumerate(top) if value < 0.5), None)
        if left is None:
            return f"the {levels.labels[-1]} level is still in force at the end {out_of(top[-1], futures)}"
        return f"the {levels.labels[-1]} level is left by {clock(levels.moments_ms[left])} in half of the futures"
    highest = max(top)
    if highest < NEARLY:
        return ""
    when = clock(levels.moments_ms[top.index(highest)])
    return f"the {levels.labels[-1]} level is in force {out_of(highest, futures)} at {when}"


def _shortage(one: Shortage, futures: int) -> str:
    verb = "runs out" if one.kind == "stock" else "runs short"
    return f"{one.title} {verb} {out_of(one.chance.value, futures)}, in half of these by {clock(one.p50_ms)}"


def _inject(one: Coming, futures: int) -> str:
    verb = "is due" if one.is_prompt else "comes"
    return (
        f"inject {one.title} {verb} {out_of(one.chance.value, futures)}, "
        f"between {clock(one.p05_ms)} and {clock(one.p95_ms)}"
    )


def assumptions_of(standing: Standing, played: tuple[int, ...], *, from_picture: bool) -> tuple[str, ...]:
    """Return what a forecast takes for granted, one sentence each."""
    model = standing.model
    found = ["In this model: what the scenario leaves out does not happen."]
    if from_picture:
        found.append(
            "It starts from what the played teams believe: what they do not know is taken to be as on any other day."
        )
    else:
        found.append("It starts from the truth, which the players may not know.")
    if played:
        names = ", ".join(model.title_of(model.teams[team].entity) for team in played)
        found.append(f"From now on the plan is followed as the scenario has it, also by {names}.")
    found.append(
        "What is under way is drawn anew, on condition of having lasted so far; all later luck is new."
    )
    if standing.policy.prompted:
        found.append("Injects that wait for a word do not come by themselves.")
    if any(order.at_ms >= standing.now_ms and order.effects.count for order in standing.policy.orders):
        found.append("What has been arranged for later comes as arranged.")
    return tuple(found)
