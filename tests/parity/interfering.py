"""Orders and forced options: what somebody who plays might do at odd moments."""

from __future__ import annotations

from sems_sim.model import Model, Order, Policy

MOST = 6


def commands(model: Model, number: int) -> Policy:
    """Return effects that the scenario has, ordered at moments of the number's own, and options for every third."""
    every = [
        *(row.effects for row in model.options),
        *(row.effects for row in model.injects),
        *(row.effects for row in model.tasks),
    ]
    spans = [span for span in every if span.count]
    orders = tuple(
        Order((place * 7_919_993 + number * 104_729) % model.horizon_ms, span)
        for place, span in enumerate(spans[:MOST])
    )
    options = tuple(
        (place, 0) for place, row in enumerate(model.decisions) if row.options.count and number % 3 == 0
    )
    return Policy(options, orders)
