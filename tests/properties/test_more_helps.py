"""More never hurts on average, and without a threat there is no loss."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from math import sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sems_sim.engine import simulate
from tests.made.choosing import Choice, Drawn, Seeded
from tests.made.scenario import Plain, model_of

HEAD: Plain = {
    "sems_sim": 1,
    "id": "made",
    "title": "Made by a test",
    "clock": {"start": "2025-01-01T00:00:00+00:00", "runs": "24h"},
    "people": "off",
}
SOURCES = ("s1", "s2", "s3", "s4")


def supply(choose: Choice) -> Plain:
    """A service that needs a hall that needs some of several sources, each with lives and repairs of its own."""
    used = choose.some(SOURCES, 2, 3)
    sources = {
        name: {
            "fails": choose.one(("exponential 3h", "weibull 4h 2", "uniform 1h 6h")),
            "repair": "exponential 1h",
        }
        for name in SOURCES
    }
    gate: Plain = {"at_least": choose.whole(1, len(used)), "of": used, "buffer": choose.one(("10m", "30m"))}
    if choose.maybe(40):
        gate["graceful"] = True
    if choose.maybe(50):
        gate["recharge"] = "1h"
    hall: Plain = {"needs": gate}
    if choose.maybe(40):
        hall["restart"] = "30m"
    service: Plain = {
        "demand": "30/h",
        "capacity": choose.one(("30/h", "45/h")),
        "needs": "hall",
        "value": 10,
    }
    service |= {"patience": choose.one(("20m", "1h")), "staff": {"crew": "10/h"}}
    resources = {"crew": {"amount": choose.whole(2, 4), "absence": "20%"}}
    return {
        **HEAD,
        "assets": {**sources, "hall": hall},
        "services": {"arrivals": service},
        "resources": resources,
    }


def longer_buffer(plain: Plain) -> None:
    """Twice or six times as long."""
    plain["assets"]["hall"]["needs"]["buffer"] = "1h"


def one_source_more(plain: Plain) -> None:
    """Another that would do as well."""
    gate = plain["assets"]["hall"]["needs"]
    gate["of"] = [*gate["of"], next(name for name in SOURCES if name not in gate["of"])]


def one_person_more(plain: Plain) -> None:
    """At the counter."""
    plain["resources"]["crew"]["amount"] += 1


def _losses(plain: Plain, size: int) -> list[float]:
    model = model_of(plain)
    runs = (simulate(model, seed=3, replication=number) for number in range(size))
    return [run.measures["cost.lost_service"] or 0.0 for run in runs]


def _paired(plain: Plain, change: Callable[[Plain], None], size: int) -> tuple[float, float]:
    """Mean of (loss with more - loss as it was) under the same luck, and its standard error."""
    more = deepcopy(plain)
    change(more)
    gaps = [after - before for before, after in zip(_losses(plain, size), _losses(more, size), strict=True)]
    mean = sum(gaps) / size
    return mean, sqrt(sum((gap - mean) * (gap - mean) for gap in gaps) / size / (size - 1))


CHANGES = [longer_buffer, one_source_more, one_person_more]


@pytest.mark.parametrize("change", CHANGES)
def test_more_of_it_never_raises_expected_loss(change: Callable[[Plain], None]) -> None:
    """A longer buffer, a spare source, one person more: over paired replications the mean loss does not rise."""
    found = []
    helped = 0
    for number in range(4):
        mean, error = _paired(supply(Choice(Seeded(number))), change, 25)
        helped += mean < 0.0
        if mean > 4.0 * error:
            found.append((number, mean, error))

    assert [] == found
    assert helped >= 2


@pytest.mark.proof
@pytest.mark.parametrize("change", CHANGES)
def test_more_of_it_never_raises_expected_loss_anywhere(change: Callable[[Plain], None]) -> None:
    """The same for forty supplies and 100 replications each."""
    found = []
    for number in range(40):
        mean, error = _paired(supply(Choice(Seeded(number))), change, 100)
        if mean > 4.0 * error:
            found.append((number, mean, error))

    assert [] == found


def calm(choose: Choice) -> Plain:
    """Enough of everything, and nothing that fails."""
    demand = choose.one(("10/h", "25/h", {"00:00": "5/h", "08:00": "30/h"}))
    service: Plain = {
        "demand": demand,
        "needs": choose.one(("hall", {"any": ["hall", "grid"], "buffer": "1h"})),
    }
    service |= {"value": 10, "mbco": "80%", "rto": "1h", "mtpd": "2h", "critical": True, "uses": {"meals": 1}}
    for key, percent, value in (
        ("capacity", 70, "30/h"),
        ("patience", 50, "0m"),
        ("staff", 60, {"crew": "10/h"}),
    ):
        if choose.maybe(percent):
            service[key] = value
    plain: Plain = {
        **HEAD,
        "people": choose.one(("off", True)),
        "organisation": {
            "catastrophe": {"services": 1, "cost": 1, "harmed": 0, "severity": 0.01},
            "penalties": 100,
        },
        "assets": {
            "grid": {"units": 3},
            "genset": {"standby": {}},
            "hall": {"needs": {"any": ["grid", "genset"]}},
        },
        "services": {"arrivals": service, "checks": {"after": "arrivals", "capacity": "30/h", "value": 5}},
        "resources": {"crew": {"amount": choose.one((3, {"00:00": 3, "09:00": 7}))}},
        "stocks": {"meals": {"amount": 150, "reorder_below": 100, "lot": 200, "lead": "1h"}},
        "incidents": {"fire": {"hurts": [{"at": 0, "do": [{"fail": "grid"}]}]}},
        "plans": {"douse": {"when": "active(fire)", "tasks": {"t": {"do": [{"end": "fire"}]}}}},
    }
    if choose.maybe(50):
        plain["teams"] = {"desk": {"watches": ["grid", "arrivals", "fire"], "level": "operational"}}
    return plain


@st.composite
def calm_scenarios(draw: st.DrawFn) -> Plain:
    """Calm ones, for Hypothesis."""
    return calm(Choice(Drawn(draw)))


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(calm_scenarios())
def test_no_threat_no_loss(scenario: Plain) -> None:
    """Where capacity covers demand and staff and stock suffice, nothing is lost, late, dear or beyond routine."""
    measures = simulate(model_of(scenario), seed=1).measures
    bad = ("lost", "loss_h", "below_mbco_h", "over_mtpd_h", "down_h", "backlog_max", "out_h")
    found = {name: value for name, value in measures.items() if name.rsplit(".", 1)[-1] in bad and value}

    assert {} == found
    assert (0.0, 0.0, 0.0) == tuple(
        measures[name] for name in ("cost.total", "crisis.beyond_routine_h", "crisis.unmet_h")
    )
    assert (0.0, 0.0) == (measures["people.affected"], measures["catastrophe.happened"])
    assert 1.0 == measures["service.arrivals.min_performance"]
