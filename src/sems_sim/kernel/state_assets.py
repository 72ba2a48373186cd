"""Where assets, their gates and their units stand."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from sems_sim.kernel.doors import ASSETS
from sems_sim.kernel.memory import PER_UNIT, begin, state
from sems_sim.model import FULL, NONE, Model

_FIRST = ASSETS * PER_UNIT
GATE_EMPTIED, UNIT_ENDED, UNIT_MENDED, REFUSAL_MENDED, RESTARTED = (ASSETS << 8 | n for n in range(32, 37))
"""The unit's own events: (gate, 0), (asset, unit), (asset, unit), (asset, 0), (asset, 0)."""
DIRTY, CAUSES, FRONTIER, CHANGED = range(4)
"""The lists of assets with which the fixpoint works; each has room for all of them."""


class AssetState:
    """One asset: its units, its needs, and the level at which it works."""

    level: int
    working: int
    is_running: bool
    """For a standby, whether it has been started."""
    is_down: bool
    is_pinned: bool
    """Whether its level stays as it is."""
    switches: int = NONE
    """List of switchings by application, or NONE."""
    cuts: int = NONE
    """List of isolations and reconnections by application, or NONE."""
    has_refused: bool
    is_proven: bool
    """Whether a demand has already shown if it had a latent defect."""
    has_stock: bool
    is_living: bool
    """Whether the lives of its units advance."""
    calls: int
    failures: int
    """Failures of its units, and refusals that somebody mends."""
    restarts: int
    restart: int = NONE
    """Handle of the restart under way."""
    down_since_ms: int = NONE
    down_ms: int
    first_down_ms: int = NONE
    last_up_ms: int = NONE
    is_dirty: bool
    dirty_cause: int
    has_cause: bool
    """Whether this settling has looked at it."""
    cause: int
    """Why it was looked at last in this settling."""
    queued: int
    """The round for which it was queued last."""
    changed: int
    """The round before which its level changed last, and the record of that."""
    changed_record: int
    next_level: int
    next_cause: int


class UnitState:
    """One unit of an asset: row `asset_place(w, a).units_first` + its number."""

    is_broken: bool
    failures: int
    left_ms: int = NONE
    """Life that remains while it is paused, or NONE."""
    life_ms: int
    """The whole of its present life as drawn; 0 if chance had no say."""
    life_factor: float
    """By which the law's hours were multiplied."""
    end: int = NONE
    """Handle of the end of its life."""
    repair: int = NONE
    """Handle of the end of its repair."""
    job: int = NONE
    """The job by which its repair waits for people and kit, or holds them."""


class GateState:
    """One need of one asset: met, held by its buffer, or short."""

    size_ms: int
    is_drawn: bool
    """Whether chance had a say in its size."""
    left_ms: int
    anchor_ms: int
    recharge_ms: int
    recharges: int
    empties: int = NONE
    """Handle of the moment at which the buffer is empty."""
    met: int = FULL
    """Satisfaction as last looked at, in millionths."""
    is_short: bool


class FixpointState:
    """The fixpoint that ties all assets; one row."""

    is_settling: bool
    last_record: int = NONE
    turn: int
    """Number of the present round, over the whole replication."""
    dirty: int
    """How many assets are on each list."""
    causes: int
    frontier: int
    changed: int


class Shelved:
    """One asset on one of the lists."""

    value: int


def _assets(model: Model) -> NDArray[Any]:
    rows = begin(AssetState, len(model.assets))
    for place, row in enumerate(model.assets):
        rows["working"][place] = 0 if row.state == 2 else row.units
        rows["is_running"][place] = not row.is_standby
        rows["has_stock"][place] = all(model.stocks[stock].amount > 0.0 for stock, _ in row.stock_uses)
    return rows


def _units(model: Model) -> NDArray[Any]:
    is_broken = [row.state == 2 for row in model.assets for _ in range(row.units)]
    rows = begin(UnitState, len(is_broken))
    rows["is_broken"] = is_broken
    return rows


SHELF = _FIRST + 4
asset_state = state(_FIRST, AssetState, _assets)
unit_state = state(_FIRST + 1, UnitState, _units)
gate_state = state(_FIRST + 2, GateState, lambda model: sum(len(row.gates) for row in model.assets))
fixpoint = state(_FIRST + 3, FixpointState, lambda _model: 1)
shelf = state(SHELF, Shelved, lambda model: 4 * len(model.assets))
