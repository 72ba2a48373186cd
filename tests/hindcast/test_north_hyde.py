"""North Hyde: what comes out of the inputs, against what was published of the day.

Where the model misses, the test says what is true of the miss, and docs/reference/hindcast-north-hyde.md why.
"""

import pytest

from sems_sim.engine import simulate
from sems_sim.model import Model
from tests.hindcast import publish
from tests.hindcast.evidence import (
    OUTCOMES,
    PUBLISHED_RUNS,
    SEED,
    TRANSFER,
    Found,
    Replication,
    find,
    harmed_by_option,
    north_hyde,
    replications,
)


@pytest.fixture(scope="session")
def model() -> Model:
    """The scenario as shipped."""
    return north_hyde()


@pytest.fixture(scope="session")
def ensemble(model: Model) -> list[Replication]:
    """The runs of the published table."""
    return replications(model, PUBLISHED_RUNS)


def _found(key: str, ensemble: list[Replication]) -> Found:
    return find(next(one for one in OUTCOMES if one.key == key), ensemble)


@pytest.mark.parametrize("key", ["first_landing", "full_operations"])
def test_a_published_time_is_met(key: str, ensemble: list[Replication]) -> None:
    """The median lies in the published band, P10 to P90 covers the published time, and the spread is allowed."""
    found = _found(key, ensemble)

    assert (True, True, True) == (found.is_centred, found.is_covered, found.is_sharp), found


def test_cancelled_flights_are_sharp_and_too_few(ensemble: list[Replication]) -> None:
    """A known miss: the median is within 2 % of the lower edge of the band, and P90 below the published number."""
    found = _found("cancelled", ensemble)

    assert found.is_sharp
    assert found.outcome.band[0] == pytest.approx(found.p50, rel=0.02)
    assert found.p90 < found.outcome.published


def test_power_at_the_terminals_is_back_in_its_band(ensemble: list[Replication]) -> None:
    """The check on the input: private network back at the terminals within the published 9 to 13 hours."""
    assert _found("terminals", ensemble).is_centred


def test_the_airport_stays_shut_long_after_the_power_is_back(ensemble: list[Replication]) -> None:
    """In every run hours pass between power at the terminals and the first landing: restoration is checked work."""
    gaps = [
        (one.whole["service.arrivals.first_served_h"] or 36.0)
        - (one.whole["asset.hv_central.last_up_h"] or 36.0)
        for one in ensemble
    ]

    assert min(gaps) > 2.0


def test_automatic_transfer_closes_the_airport_for_less_than_two_hours() -> None:
    """With both ties on, neither service is disrupted for two hours, and no flight is lost."""
    transfer = north_hyde(TRANSFER)
    runs = [simulate(transfer, seed=SEED, replication=number).measures for number in range(20)]

    for run in runs:
        for service in ("arrivals", "departures"):
            assert (run[f"service.{service}.time_to_rto_h"] or 0.0) < 2.0
            assert (run[f"service.{service}.below_mbco_h"] or 0.0) < 2.0
            assert run[f"service.{service}.lost"] == 0.0


def test_without_transfer_it_is_closed_for_far_longer(ensemble: list[Replication]) -> None:
    """The same measure tells the two apart: as it was, no run is back within two hours."""
    assert min(one.whole["service.arrivals.time_to_rto_h"] or 36.0 for one in ensemble) > 2.0


def test_closing_harms_fewer_people_than_waiting(model: Model) -> None:
    """With the same luck on both sides, suspending operations beats waiting for power in at least nine pairs of ten."""
    harmed = harmed_by_option(model, 30)
    better = [close < wait for close, wait in zip(harmed["close"], harmed["wait"], strict=True)]

    assert better.count(True) >= 27, harmed


@pytest.mark.proof
def test_the_published_page_is_what_the_model_gives() -> None:
    """Whoever makes the page again gets the page that is published, to the last digit."""
    assert publish.page() == publish.PAGE.read_text(encoding="utf-8")


@pytest.mark.proof
def test_the_verdicts_hold_with_twice_the_runs(model: Model) -> None:
    """400 replications give the same verdicts: times met, cancelled flights sharp and too few."""
    ensemble = replications(model, 400)

    assert "met" == _found("first_landing", ensemble).verdict
    assert "met" == _found("full_operations", ensemble).verdict
    assert not _found("cancelled", ensemble).is_covered
    assert _found("cancelled", ensemble).is_sharp
