"""k of n with shared repair, cold standby, and causes that strike several at once."""

from __future__ import annotations

import pytest

from tests.theory import formulas as exact
from tests.theory.sampling import mean_of, meet, ratio_of, time_batches
from tests.theory.theatre import MINUTE_MS, Run, level_path, measured, outages, play

BATCHES = 40


def _down(level: float) -> float:
    return float(level == 0.0)


def _meet(run: Run, system: str, expected: exact.Redundancy, within: float) -> None:
    """Compare unavailability, failure frequency and mean outage; the path comes from the trace."""
    share = time_batches(level_path(run, system), run.end_ms, BATCHES, _down)
    found = mean_of(share)
    meet(expected.unavailability, found, within=1.5 * within)
    assert (
        pytest.approx(found.mean, rel=1e-6)
        == measured(run, f"asset.{system}.down_h") * 60.0 * MINUTE_MS / run.end_ms
    )
    stretch = run.end_ms / BATCHES
    counts = [0.0] * BATCHES
    for since, _ in outages(run, system):
        counts[int(since / stretch)] += 1.0
    meet(expected.failure_frequency, mean_of(n / (stretch / MINUTE_MS) for n in counts), within=within)
    meet(expected.mean_down, mean_of(length / MINUTE_MS for _, length in outages(run, system)), within=within)


def _units(
    n: int, k: int, lam: float, mu: float, repairers: int, failures: int
) -> tuple[Run, exact.Redundancy]:
    expected = exact.k_of_n(n, k, lam, mu, repairers)
    overrides = {
        "resources.repairer.amount": str(repairers),
        "assets.plant.units": str(n),
        "assets.plant.trip": str((k - 0.5) / n),
        "assets.plant.fails": f"exponential {1.0 / lam!r}m",
        "assets.plant.repair.takes": f"exponential {1.0 / mu!r}m",
        "clock.runs": f"{round(failures / expected.failure_frequency)}m",
    }
    return play("k_of_n_units", overrides), expected


@pytest.mark.parametrize(
    ("n", "k", "lam", "mu", "repairers"), [(2, 1, 0.02, 0.1, 1), (2, 1, 0.02, 0.1, 2), (5, 3, 0.1, 0.2, 2)]
)
def test_alike_units_share_repairers(n: int, k: int, lam: float, mu: float, repairers: int) -> None:
    """Units of one plant that trips below k/n: an error of an eighth in any of its figures would show."""
    _meet(*_run_first(_units(n, k, lam, mu, repairers, 2400)), within=0.13)


def _run_first(pair: tuple[Run, exact.Redundancy]) -> tuple[Run, str, exact.Redundancy]:
    return pair[0], "plant", pair[1]


def test_two_of_three_servers_are_enough() -> None:
    """A gate over three servers with three repairers, as in the table: an error of an eighth would show."""
    expected = exact.k_of_n(3, 2, 0.01, 0.1, 3)
    run = play("k_of_n_gate", {"clock.runs": "320000m"})
    _meet(run, "hall", expected, within=0.15)


def test_a_cold_standby_ages_only_while_it_runs() -> None:
    """One of three with two in cold standby and one repairer: an error of an eighth would show."""
    overrides = {"clock.runs": "60000m"}
    for asset, where in (("duty", "fails"), ("spare_a", "standby.runs"), ("spare_b", "standby.runs")):
        overrides[f"assets.{asset}.{where}"] = "exponential 10m"
    _meet(play("cold_standby", overrides), "load", exact.k_of_n(3, 1, 0.1, 0.1, 1, cold=True), within=0.13)


def test_a_common_cause_takes_both() -> None:
    """Two feeders, a fifth of whose failures strike both: an error of an eighth in P(both down) would show."""
    overrides = {f"assets.feeder_{which}.fails": "exponential 5m" for which in "ab"}
    run = play("common_cause", {**overrides, "clock.runs": "30000m"})
    found = mean_of(time_batches(level_path(run, "load"), run.end_ms, BATCHES, _down))
    meet(exact.common_cause_pair(0.2, 0.2, 0.5), found, within=0.13)


def _beta(u: float, beta: float, failures: int) -> tuple[Run, float]:
    """Parts repaired in a mean minute: an unavailability x needs a mean life of (1 - x)/x minutes."""

    def life(x: float) -> str:
        return f"exponential {(1.0 - x) / x!r}m"

    expected = exact.beta_factor(u, beta)
    overrides = {
        "assets.own_a.fails": life((1.0 - beta) * u),
        "assets.own_b.fails": life((1.0 - beta) * u),
        "assets.shared.fails": life(beta * u),
        "clock.runs": f"{round(failures / (2.0 * u * (1.0 - beta) + beta * u))}m",
    }
    return play("beta_factor", overrides), expected


def test_what_is_shared_defeats_redundancy() -> None:
    """The beta factor: system, own and shared unavailability add up; an error of a sixth would show."""
    run, expected = _beta(0.1, 0.2, 9000)
    found = mean_of(time_batches(level_path(run, "load"), run.end_ms, BATCHES, _down))
    own = (0.8 * 0.1) ** 2
    meet(expected - own * 0.2 * 0.1, found, within=0.17)  # both at once count once


@pytest.mark.proof
@pytest.mark.parametrize(
    ("n", "k", "lam", "mu", "repairers"),
    [(2, 1, 0.001, 0.1, 1), (2, 1, 0.001, 0.1, 2), (3, 2, 0.001, 0.1, 1)],
)
def test_rare_double_failures_are_met(n: int, k: int, lam: float, mu: float, repairers: int) -> None:
    """The rows with lives of 1,000 hours, an hour being a second here: an error of a seventh would show."""
    _meet(*_run_first(_units(n, k, 60.0 * lam, 60.0 * mu, repairers, 1600)), within=0.15)


@pytest.mark.proof
def test_a_rare_triple_failure_is_met() -> None:
    """The row with cold standby, down once in 11,000 hours: an error of a sixth would show."""
    run = play("cold_standby", {"clock.runs": "14000000m"})
    _meet(run, "load", exact.k_of_n(3, 1, 0.01, 0.1, 1, cold=True), within=0.17)


@pytest.mark.proof
def test_the_beta_factor_row_is_met() -> None:
    """U = 0.01 and beta = 0.1, where the shared cause is 93 % of the total: an error of an eighth would show."""
    run, expected = _beta(0.01, 0.1, 60_000)
    down = time_batches(level_path(run, "load"), run.end_ms, BATCHES, _down)
    meet(expected, ratio_of(down, [1.0] * BATCHES), within=0.15)
