"""What is under way between teams: links, parcels, statements, and what feeds the rumour."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel.doors import SPEECH
from sems_sim.kernel.memory import PER_UNIT, layout, pool, state, static
from sems_sim.model import NONE, Model

_FIRST = SPEECH * PER_UNIT


class Parcel:
    """What a message, a report that is still withheld, or a confidence says; a row of the pool `parcel`."""

    link: int
    team: int
    """Who speaks."""
    along: int
    """The link it goes along, or NONE."""
    number: int
    """Of a message: of its present try. Of a report: of the note that it is about."""
    item: int
    snapshot: int
    """A row of the pool `snapshot` that the parcel owns, or NONE."""
    observed_ms: int
    warns_incident: int
    """The incident that it warns of, and the number of its opening; NONE if it warns of nothing."""
    warns_number: int
    tries: int
    """How often it was sent, or thought about."""


class LinkState:
    """How one team's word reaches another."""

    numbers: int
    """How many tries there have been; numbers them."""
    blocks: int = NONE
    """List of what blocks it (1) or opens it (0)."""


class ActedOn:
    """On which warnings of an incident somebody has thought of acting."""

    numbers: int = NONE
    """List of the openings by number."""


class SpeechState:
    """Statements, rumour, and items that missed a silo; one row."""

    is_stepping: bool
    fed_by: int = NONE
    """What brought the present rumour up, or feeds it."""
    statements: int
    missed: int
    """How many views a missed silo leaves uninformed now."""
    first_missed: int = NONE
    """All views that were ever so: go on with `view(w, one).next_missed`."""


class Harming:
    """One incident that harms people, for all to see."""

    incident: int


class Critical:
    """One critical service."""

    service: int


def _listed(kept: list[int], row: type) -> NDArray[Any]:
    return np.array([(index,) for index in kept], layout(row))


def _harming(model: Model) -> NDArray[Any]:
    return _listed([index for index, row in enumerate(model.incidents) if row.harms_per_h > 0.0], Harming)


def _critical(model: Model) -> NDArray[Any]:
    return _listed([index for index, row in enumerate(model.services) if row.critical], Critical)


PARCELS, HARMING, CRITICAL = _FIRST, _FIRST + 1, _FIRST + 2
parcel = pool(PARCELS, Parcel, lambda model: 256 + 4 * len(model.links))
harming = static(HARMING, Harming, _harming)
critical = static(CRITICAL, Critical, _critical)
link_state = state(_FIRST + 3, LinkState, lambda model: len(model.links))
acted_on = state(_FIRST + 4, ActedOn, lambda model: len(model.incidents))
speech_state = state(_FIRST + 5, SpeechState, lambda model: 1)
