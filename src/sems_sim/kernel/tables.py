"""The model as rules read it: one accessor for each table, and a few lists beside them.

Static: all replications and threads share these. Fields are those of sems_sim.model, as flatten.py lays them out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sems_sim.kernel import flatten
from sems_sim.kernel.memory import static, static_of
from sems_sim.laws import Law
from sems_sim.model import (
    AssetRow,
    Condition,
    DecisionRow,
    Effect,
    FlagRow,
    Gate,
    Hurt,
    IncidentRow,
    IndicatorRow,
    InjectRow,
    Item,
    ItemKind,
    LevelRow,
    LinkRow,
    Model,
    OptionRow,
    PlanRow,
    Profile,
    Quantity,
    ResourceRow,
    RiskRow,
    ServiceRow,
    Spread,
    Step,
    StockRow,
    SupplierRow,
    TaskRow,
    TeamRow,
    Threshold,
    Wake,
)

_FIRST = 192
"""The first table number of the model's own tables."""


class Number:
    """One whole number of a list."""

    value: int


class Real:
    """One real number of a list."""

    value: float


class Pair:
    """One (index, amount) of a list."""

    index: int
    amount: float


class Stretch:
    """A range of `number`: one list of a list of lists."""

    first: int
    count: int


class EntityLine:
    """What an entity is."""

    kind: int
    index: int


def _singles(values: list[Any], kind: str) -> NDArray[Any]:
    rows = np.zeros(len(values), np.dtype([("value", kind)]))
    rows["value"] = values
    return rows


def _entities(model: Model) -> NDArray[Any]:
    kept = [(int(entity.kind), entity.index) for entity in model.entities]
    return np.array(kept, np.dtype([("kind", "i8"), ("index", "i8")]))


def _own(number: int, row: type) -> Any:  # noqa: ANN401 - the accessor of a row of the model
    return static_of(
        _FIRST + number, row.__name__, flatten.layout_of(row), lambda model: flatten.rows_of(model, row)
    )


QUANTILES = _FIRST
"""The table of single reals that listed laws read."""
quantile_value = static(QUANTILES, Real, lambda model: _singles(list(model.table), "f8"))
number = static(_FIRST + 1, Number, lambda model: _singles(flatten.lists_of(model)[1].numbers, "i8"))
real = static(_FIRST + 2, Real, lambda model: _singles(flatten.lists_of(model)[1].reals, "f8"))
pair = static(
    _FIRST + 3,
    Pair,
    lambda model: np.array(flatten.lists_of(model)[1].pairs, np.dtype([("index", "i8"), ("amount", "f8")])),
)
span = static(
    _FIRST + 4,
    Stretch,
    lambda model: np.array(flatten.lists_of(model)[1].spans, np.dtype([("first", "i8"), ("count", "i8")])),
)
entity_line = static(_FIRST + 5, EntityLine, _entities)
law_row = _own(6, Law)
effect_row = _own(7, Effect)
condition_row = _own(8, Condition)
step_row = _own(9, Step)
wake_row = _own(10, Wake)
quantity_row = _own(11, Quantity)
threshold_row = _own(12, Threshold)
item_row = _own(13, Item)
gate_row = _own(14, Gate)
profile_row = _own(15, Profile)
asset_row = _own(16, AssetRow)
service_row = _own(17, ServiceRow)
resource_row = _own(18, ResourceRow)
stock_row = _own(19, StockRow)
supplier_row = _own(20, SupplierRow)
team_row = _own(21, TeamRow)
link_row = _own(22, LinkRow)
level_row = _own(23, LevelRow)
risk_row = _own(24, RiskRow)
indicator_row = _own(25, IndicatorRow)
incident_row = _own(26, IncidentRow)
hurt_row = _own(27, Hurt)
spread_row = _own(28, Spread)
plan_row = _own(29, PlanRow)
task_row = _own(30, TaskRow)
decision_row = _own(31, DecisionRow)
option_row = _own(32, OptionRow)
inject_row = _own(33, InjectRow)
flag_row = _own(34, FlagRow)


class ConditionLine:
    """What is known of a condition before any run."""

    reader: int
    """The team in whose picture it is read, or NONE."""


def _condition_lines(model: Model) -> NDArray[Any]:
    kept = [
        (next((step.team for step in condition.steps if step.team >= 0), -1),)
        for condition in model.conditions
    ]
    return np.array(kept, np.dtype([("reader", "i8")]))


condition_line = static(_FIRST + 35, ConditionLine, _condition_lines)


class ItemOf:
    """For each asset, then service, then incident: its item, or NONE."""

    item: int


def _items_of(model: Model) -> NDArray[Any]:
    places = {(int(item.kind), item.index): place for place, item in enumerate(model.items)}
    counts = (
        (int(ItemKind.ASSET), len(model.assets)),
        (int(ItemKind.SERVICE), len(model.services)),
        (int(ItemKind.INCIDENT), len(model.incidents)),
    )
    kept = [(places.get((kind, index), -1),) for kind, count in counts for index in range(count)]
    return np.array(kept, np.dtype([("item", "i8")]))


item_of = static(_FIRST + 36, ItemOf, _items_of)
"""Index: asset; assets + service; assets + services + incident."""
