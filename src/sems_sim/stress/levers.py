"""What levers can be set to, which of them go together, and what that costs.

The stated plan is the file as it stands. A lever that is set to what the file says already is the stated plan's, and
costs nothing more than it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product
from typing import Any, Literal

from sems_sim.errors import ArgumentError
from sems_sim.scenario import Lever, LeverCost, Scenario, written_at
from sems_sim.stress.design import quasi_random

How = Literal["all", "each", "sampled"]
MOST = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """One lever at one of its values."""

    lever: str
    step: int
    """Which of its values, from 0."""
    text: str
    is_stated: bool
    """Whether it is what the file says."""

    def __str__(self) -> str:
        """The choice as it is written on the command line."""
        return f"{self.lever}={self.text}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a plan costs more than the stated one, whether or not the crisis comes.

    `a_year` spreads what is paid once over the life that is stated; it is None where something is paid once and no
    life is stated, or where a lever that is moved states no cost at all.
    """

    once: float
    yearly: float
    a_year: float | None

    @property
    def is_nothing(self) -> bool:
        """Whether it costs the same."""
        return self.once == 0.0 and self.yearly == 0.0


NO_COST = Cost(0.0, 0.0, 0.0)
_UNSTATED = LeverCost()


def levers_of(scenario: Scenario) -> dict[str, Lever]:
    """The levers that the scenario states, by name."""
    study = scenario.sections.study
    return dict(study.levers) if study is not None else {}


def choices_of(scenario: Scenario, name: str) -> tuple[Choice, ...]:
    """Every value of one lever, in the order of the file.

    Raises:
        ArgumentError: there is no such lever; the remedy has the nearest names.
    """
    levers = levers_of(scenario)
    lever = levers.get(name)
    if lever is None:
        near = get_close_matches(name, levers, n=3)
        known = f"known: {', '.join(levers)}" if levers else "the scenario states none in study.levers"
        raise ArgumentError(f"no lever is called “{name}”", f"did you mean {near[0]}?" if near else known)
    stated = _stated_values(scenario, lever)
    return tuple(
        Choice(name, step, _text(value), all(_is_same(value, now) for now in stated))
        for step, value in enumerate(lever.to)
    )


def combinations(
    scenario: Scenario, names: Sequence[str], *, how: How = "all", most: int = MOST, seed: int = 1
) -> tuple[tuple[Choice, ...], ...]:
    """Which choices are tried together: all combinations, each lever alone, or a quasi-random sample of `most`.

    The stated plan is not among them, nor any in which two levers that overlap are both moved.

    Raises:
        ArgumentError: there are more than `most` combinations, or none.
    """
    tables = [choices_of(scenario, name) for name in dict.fromkeys(names)]
    if not tables:
        raise ArgumentError("no lever to vary", "name some: --vary LEVER")
    count = math.prod(len(table) for table in tables)
    if how == "all" and count > most:
        message = f"{len(tables)} levers make {count:,} combinations, more than {most}"
        raise ArgumentError(message, "vary fewer, allow more, or take a sample of them")
    found = dict.fromkeys(_tried(tables, how, most, seed))
    overlaps = _overlaps(scenario)
    kept = tuple(one for one in found if _is_change(one) and not _clash(one, overlaps))
    if not kept:
        raise ArgumentError("the levers leave the stated plan as it is", "give a lever another value")
    return kept


def cost_of(scenario: Scenario, choices: Iterable[Choice]) -> Cost:
    """What these choices cost more than the stated plan. Money that the stated plan has spent once stays spent."""
    levers, once, yearly, a_year = levers_of(scenario), 0.0, 0.0, 0.0
    unknown = False
    for choice in choices:
        cost = levers[choice.lever].cost
        stated = next((one.step for one in choices_of(scenario, choice.lever) if one.is_stated), 0)
        now = _yearly(cost.yearly.amount, cost.yearly.per_step, choice.step)
        yearly += now - _yearly(cost.yearly.amount, cost.yearly.per_step, stated)
        paid = cost.once if choice.step > 0 and stated == 0 else 0.0
        once += paid
        if (paid and not cost.life) or (cost == _UNSTATED and not choice.is_stated):
            unknown = True
        elif paid and cost.life:
            a_year += paid / cost.life
    return Cost(once, yearly, None if unknown else a_year + yearly)


def _yearly(amount: float, per_step: float, step: int) -> float:
    return (amount if step > 0 else 0.0) + per_step * step


def _tried(tables: list[tuple[Choice, ...]], how: How, most: int, seed: int) -> Iterator[tuple[Choice, ...]]:
    if how == "all":
        yield from product(*tables)
    elif how == "each":
        yield from ((choice,) for table in tables for choice in table)
    else:
        for row in quasi_random(most, len(tables), seed):
            yield tuple(table[int(u * len(table))] for table, u in zip(tables, row.tolist(), strict=True))


def _is_change(choices: tuple[Choice, ...]) -> bool:
    return not all(choice.is_stated for choice in choices)


def _overlaps(scenario: Scenario) -> list[frozenset[str]]:
    study = scenario.sections.study
    if study is None:
        return []
    pairs = [frozenset((name, other)) for name, lever in study.levers.items() for other in lever.overlaps]
    return pairs + [frozenset(group) for group in study.overlaps]


def _clash(choices: tuple[Choice, ...], overlaps: list[frozenset[str]]) -> bool:
    moved = {choice.lever for choice in choices if not choice.is_stated}
    return any(len(moved & group) > 1 for group in overlaps)


def _stated_values(scenario: Scenario, lever: Lever) -> list[Any]:
    """What the file says at each path; the level of maturity that a preset gives, where it gives one."""
    return [_stated(scenario, path) for path in lever.set]


def _stated(scenario: Scenario, path: str) -> Any:  # noqa: ANN401 - whatever the file holds
    found = written_at(scenario, path)
    head, _, component = path.rpartition(".")
    if found is None and head == "organisation.maturity":
        return scenario.sections.organisation.maturity.levels().get(component)
    return found


def _is_same(value: Any, now: Any) -> bool:  # noqa: ANN401 - whatever the file holds
    return now is not None and (value == now or _text(value) == _text(now))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever the file holds
    """The value as the text of a setting, which is read as YAML again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(str(key))}: {_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_text, value)) + "]"
    text = str(value)
    return f'"{text}"' if isinstance(value, str) and any(sign in text for sign in ",:{}[]#") else text
