"""Two engines side by side: the first record in which they differ, in words."""

from __future__ import annotations

from typing import Any

from sems_sim.engine import simulate as on_engine
from sems_sim.errors import SimulationError
from sems_sim.events import Kind, Phase
from sems_sim.kernel import simulate as on_kernel
from sems_sim.model import Model, Policy


def told(model: Model, record: Any) -> str:
    """Return a record in words."""
    time_ms, phase, entity, kind, value, cause = (record[place] for place in range(6))
    name = model.name_of(int(entity))
    what = f"{Phase(int(phase)).name} {name}: {Kind(int(kind)).name} {float(value)!r}"
    return f"{int(time_ms)} ms {what} because of {int(cause)}"


def _same(one: Any, other: Any) -> bool:
    whole = all(int(one[place]) == int(other[place]) for place in (0, 1, 2, 3, 5))
    return whole and float(one[4]) == float(other[4])


def difference(
    model: Model,
    seed: int,
    replication: int = 0,
    *,
    until_ms: int | None = None,
    policy: Policy | None = None,
) -> str:
    """Return how the two engines differ on one replication, or nothing."""
    wish: dict[str, Any] = {"seed": seed, "replication": replication, "until_ms": until_ms, "policy": policy}
    try:
        one = on_engine(model, **wish)
    except SimulationError as error:
        return _difference_of_errors(model, wish, error)
    try:
        other = on_kernel(model, **wish)
    except SimulationError as error:
        return f"the engine ran to its end, and the kernel stopped: {error}"
    if one.fingerprint != other.fingerprint:
        return first_difference(model, one.trace, other.trace)
    if one.events != other.events:
        return f"same records, but {one.events} events on the engine and {other.events} on the kernel"
    return _difference_of_measures(one.measures, other.measures)


def _difference_of_errors(model: Model, wish: dict[str, Any], error: SimulationError) -> str:
    try:
        on_kernel(model, **wish)
    except SimulationError as other:
        same = (type(error), getattr(error, "at_ms", 0)) == (type(other), getattr(other, "at_ms", 0))
        return "" if same else f"the engine stopped with {error!r}, the kernel with {other!r}"
    return f"the engine stopped with {error!r}, and the kernel ran to its end"


def first_difference(model: Model, one: Any, other: Any) -> str:
    """Return in words the first record in which two runs differ."""
    for place, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if not _same(mine, yours):
            before = "\n".join(
                f"  {number:5d} {told(model, one[number])}" for number in range(max(0, place - 4), place)
            )
            return f"record {place} differs\n{before}\n  engine {told(model, mine)}\n  kernel {told(model, yours)}"
    place = min(len(one), len(other))
    more, who = (one, "engine") if len(one) > len(other) else (other, "kernel")
    return f"record {place} is only on the {who}: {told(model, more[place]) if len(more) > place else 'none'}"


def _difference_of_measures(one: dict[str, float | None], other: dict[str, float | None]) -> str:
    for name, value in one.items():
        if value != other[name]:
            return f"{name} is {value} on the engine and {other[name]} on the kernel"
    return ""
