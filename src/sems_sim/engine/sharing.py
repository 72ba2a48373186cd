"""How services share the people and kit that no task holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Claim:
    """What one service could do if staff were no limit."""

    service: int
    staff: tuple[tuple[int, float], ...]
    """(resource, units served per hour by one of it)."""
    work_per_h: float
    """What it could serve; infinite with a backlog and no other limit."""
    arrival_per_h: float


@dataclass(frozen=True, slots=True)
class Shares:
    """What the staff lets each service serve, and what the services together lack."""

    rates_per_h: dict[int, float]
    """By service; infinite where it needs no staff."""
    missing: dict[int, float]
    """By resource: units that the services could use beyond what is there."""


def share_staff(claims: Sequence[Claim], available: dict[int, float]) -> Shares:
    """Share what is available, in proportion to what each could use where that is too much for all.

    Where it is enough, each may use what the others do not, so that what is left over shows as ability to serve.
    """
    wished = dict.fromkeys(sorted(available), 0.0)
    for claim in claims:
        for resource, rate in claim.staff:
            wished[resource] += _wish(claim, rate, available[resource])
    rates: dict[int, float] = {}
    for claim in claims:
        reached = inf
        for resource, rate in claim.staff:
            there, wish = available[resource], _wish(claim, rate, available[resource])
            enough = wished[resource] <= there
            share = there - (wished[resource] - wish) if enough else there * wish / wished[resource]
            reached = min(reached, share * rate)
        rates[claim.service] = reached
    missing = {resource: max(0.0, wish - available[resource]) for resource, wish in wished.items()}
    return Shares(rates, missing)


def _wish(claim: Claim, rate_per_h: float, available: float) -> float:
    """Return how many of a resource a service could use; all that are there, where nothing else limits it."""
    if claim.work_per_h == inf:
        return max(available, claim.arrival_per_h / rate_per_h)
    return claim.work_per_h / rate_per_h
