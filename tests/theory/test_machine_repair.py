"""A fleet with few repairers: how many are down, how busy the repairers are."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.theory import formulas as exact
from tests.theory.sampling import mean_of, meet, time_batches
from tests.theory.theatre import count_path, measured, play

FLEETS = [(5, 1, 0.4, 2.5), (2, 1, 0.1, 0.125), (3, 2, 0.1, 0.125)]
LARGER = [*FLEETS, (10, 1, 0.05, 1.0), (10, 3, 0.1, 0.5), (20, 2, 0.02, 0.25)]


def _check(machines: int, c: int, lam: float, mu: float, failures: int, within: float) -> None:
    """Compare a run of about so many failures with the birth-death chain."""
    p = exact.machine_repair(machines, c, lam, mu)
    down = sum(n * one for n, one in enumerate(p))
    minutes = round(failures / (lam * (machines - down)))
    overrides = {
        "resources.repairer.amount": str(c),
        "assets.machine.units": str(machines),
        "assets.machine.fails": f"exponential {1.0 / lam!r}m",
        "assets.machine.repair.takes": f"exponential {1.0 / mu!r}m",
        "clock.runs": f"{minutes}m",
    }
    run = play("machine_repair", overrides)
    path = count_path(run, "machine", Kind.UNIT_FAILED, Kind.UNIT_REPAIRED)
    meet(down, mean_of(time_batches(path, run.end_ms, 40)), within=within)
    queue = sum(max(0, n - c) * one for n, one in enumerate(p))
    waiting = time_batches(path, run.end_ms, 40, lambda n: max(0.0, n - c))
    meet(queue, mean_of(waiting), within=3.0 * within)
    busy = sum(min(n, c) / c * one for n, one in enumerate(p))
    found = mean_of(time_batches(path, run.end_ms, 40, lambda n: min(n, float(c)) / c))
    meet(busy, found, within=within)
    assert pytest.approx(found.mean, rel=1e-3) == measured(run, "resource.repairer.utilisation")
    assert pytest.approx(failures, abs=6.0 * failures**0.5) == measured(run, "asset.machine.failures")


@pytest.mark.parametrize(("machines", "c", "lam", "mu"), FLEETS)
def test_a_fleet_waits_for_its_repairers(machines: int, c: int, lam: float, mu: float) -> None:
    """Machines down and repairers busy as in the birth-death chain: an error of a tenth would show."""
    _check(machines, c, lam, mu, 6000, 0.12)


@pytest.mark.proof
@pytest.mark.parametrize(("machines", "c", "lam", "mu"), LARGER)
def test_any_fleet_waits_for_its_repairers(machines: int, c: int, lam: float, mu: float) -> None:
    """All rows of the table, with long runs: an error of a tenth in machines down or repairers busy would show."""
    _check(machines, c, lam, mu, 40_000, 0.1)
