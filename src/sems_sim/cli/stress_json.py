"""An ensemble as one JSON document: the head of a run, targets, every measure, studies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from sems_sim.cli.stress_order import StressOrder

if TYPE_CHECKING:
    from sems_sim.model import Model
    from sems_sim.stress import Ensemble


def ensemble_document(
    order: StressOrder, model: Model, ensemble: Ensemble, studies: Mapping[str, Any]
) -> dict[str, Any]:
    """The document of the contract; a value that is not known is null."""
    from sems_sim.units import hours

    return {
        "scenario": model.id,
        "seed": order.order.seed,
        "engine": order.order.engine,
        "replications": ensemble.n,
        "fingerprint": fingerprint_of(ensemble),
        "horizon_h": hours(model.horizon_ms),
        "events": int(ensemble.events.sum()),
        "assumptions": list(model.assumptions),
        "warnings": list(model.warnings),
        "targets": _targets(model, ensemble),
        "measures": _measures(model, ensemble),
        "studies": {name: plain_data(found) for name, found in studies.items()},
    }


def fingerprint_of(ensemble: Ensemble) -> str:
    """A hash of the fingerprints of all runs, in order."""
    import hashlib

    return hashlib.sha256("".join(ensemble.fingerprints).encode()).hexdigest()[:32]


def _targets(model: Model, ensemble: Ensemble) -> dict[str, Any]:
    from sems_sim.stress import share

    names = ["all", *(target.name for target in model.targets)] if model.targets else []
    return {name: plain_data(share(ensemble[f"targets.{name}"])) for name in names}


def _measures(model: Model, ensemble: Ensemble) -> dict[str, Any]:
    from sems_sim.model import measures_of
    from sems_sim.stress import summary
    from sems_sim.units import hours

    horizon_h = hours(model.horizon_ms)
    return {
        measure.name: summary(
            ensemble[measure.name], horizon_h if measure.censored and measure.unit == "h" else None
        ).as_json()
        for measure in measures_of(model)
    }


_NO_DATA = {"model", "source", "run", "trials", "trajectory", "columns", "unit"}


def plain_data(found: Any) -> Any:  # noqa: ANN401 - whatever a study returns
    """A result as JSON can say it: fields by name, null for what is not known or without end."""
    if is_dataclass(found) and not isinstance(found, type):
        return {
            one.name: plain_data(getattr(found, one.name))
            for one in fields(found)
            if one.name not in _NO_DATA
        }
    if isinstance(found, Mapping):
        return {str(key): plain_data(value) for key, value in found.items()}
    if isinstance(found, list | tuple | set | frozenset):
        return [plain_data(value) for value in found]
    return _scalar(found)


def _scalar(found: Any) -> Any:  # noqa: ANN401 - likewise
    if found is None or isinstance(found, str | bool):
        return found
    if isinstance(found, Enum):
        return found.name.lower()
    if hasattr(found, "tolist"):
        return plain_data(found.tolist())
    if isinstance(found, int):
        return found
    if isinstance(found, float):
        return found if math.isfinite(found) else None
    return str(found)
