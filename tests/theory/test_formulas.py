"""The closed forms of this folder agree with published numbers, to a millionth."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sems_sim.laws import normal_cdf
from tests.theory import formulas as exact

CLOSE = 1e-6


@cache
def _blocks() -> dict[str, Any]:
    text = (Path(__file__).parent / "exact.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def _near(number: float) -> Any:
    return pytest.approx(number, rel=CLOSE, abs=1e-12)


def test_erlang_b_matches_its_table() -> None:
    """The share of lost calls agrees with all six published rows to a millionth."""
    for row in _blocks()["erlang_b"]:
        assert _near(row["B"]) == exact.erlang_b(row["c"], row["a"])


def test_erlang_c_matches_its_table() -> None:
    """Chance to wait, mean wait and tail agree with all eight published rows to a millionth."""
    for row in _blocks()["erlang_c"]:
        queue = exact.erlang_c(row["c"], row["lam"], row["mu"])
        assert _near(row["P_wait"]) == queue.waits
        assert _near(row["Wq"]) == queue.wait
        assert _near(row["P_Wq_gt_0p5"]) == queue.later_than(0.5)


def test_erlang_c_matches_the_security_lanes() -> None:
    """Six lanes wait 36 seconds on average, ten a third of a second, as published."""
    for row in _blocks()["erlang_c_security_lanes"]:
        queue = exact.erlang_c(row["lanes"], row["lam_per_h"], row["mu_per_h"])
        assert _near(row["P_wait"]) == queue.waits
        assert _near(row["Wq_s"]) == queue.wait * 3600.0


def test_erlang_c_matches_published_spot_values() -> None:
    """Printed telephone tables agree to the digits they print."""
    for row in _blocks()["published_spot_values"]:
        assert pytest.approx(row["P_wait"], abs=5e-5) == exact.erlang_c(row["c"], row["a"], 1.0).waits


def test_pollaczek_khinchine_matches_its_table() -> None:
    """The mean wait agrees for deterministic, Erlang, uniform, lognormal and hyperexponential service."""
    for row in _blocks()["pollaczek_khinchine"]:
        assert _near(row["Wq"]) == exact.pollaczek_khinchine(row["lam"], row["ES"], row["scv"])


def test_the_limited_queue_matches_its_row() -> None:
    """Blocking and mean number of M/M/2/5 agree to a millionth."""
    for row in _blocks()["mmck"]:
        p = exact.limited_queue(row["c"], row["K"], row["lam"], row["mu"])
        assert _near(row["P_block"]) == p[-1]
        assert _near(row["L"]) == sum(n * one for n, one in enumerate(p))


def test_machine_repair_matches_its_table() -> None:
    """Number down, throughput and use of repairers agree with all six rows to a millionth."""
    for row in _blocks()["machine_repair"]:
        p = exact.machine_repair(row["N"], row["c"], row["lam"], row["mu"])
        down = sum(n * one for n, one in enumerate(p))
        assert _near(row["E_down"]) == down
        assert _near(row["throughput"]) == row["lam"] * (row["N"] - down)
        assert _near(row["repairer_util"]) == sum(
            min(n, row["c"]) / row["c"] * one for n, one in enumerate(p)
        )


def test_k_of_n_matches_its_tables() -> None:
    """Binomial tails, and the chains with shared repair and cold standby, agree to a millionth."""
    for row in _blocks()["k_out_of_n"]["independent"]:
        assert _near(row["A_sys"]) == exact.independent_k_of_n(row["n"], row["k"], row["A"])
    for row in _blocks()["k_out_of_n"]["ctmc"]:
        found = exact.k_of_n(
            row["n"], row["k"], row["lam"], row["mu"], row["repairers"], cold=row["standby"] == "cold"
        )
        assert _near(row["U"]) == found.unavailability
        assert _near(row["failure_freq"]) == found.failure_frequency
        assert _near(row["MTTF"]) == found.mttf
        assert _near(row["mean_down"]) == found.mean_down


def test_buffered_dependencies_match_their_tables() -> None:
    """What outlasts a buffer agrees for exponential and for lognormal repair to a millionth."""
    for row in _blocks()["buffered_dependency_exponential"]:
        exceeds, unavailable = exact.buffered_exponential(
            row["feeder_mtbf"], row["feeder_mttr"], row["buffer"]
        )
        assert _near(row["P_outage_exceeds_buffer"]) == exceeds
        assert _near(row["load_unavailability"]) == unavailable
    for row in _blocks()["buffered_dependency_lognormal"]:
        exceeds, excess = exact.buffered_lognormal(row["repair_mean"], row["sigma_log"], row["buffer"])
        assert _near(row["P_exceed"]) == exceeds
        assert _near(row["E_excess"]) == excess
        assert _near(row["load_unavail_mtbf1000"]) == excess / (1000.0 + row["repair_mean"])


def test_the_beta_factor_matches_its_table() -> None:
    """Common cause dominates redundancy as in the three published rows."""
    for row in _blocks()["beta_factor"]:
        assert _near(row["U_sys"]) == exact.beta_factor(row["U_indep"], row["beta"])


def test_the_fluid_queue_matches_its_table() -> None:
    """Longest queue, time to clear and total delay agree with the three published rows."""
    for row in _blocks()["fluid_capacity_drop"]:
        longest, clear, delay = exact.fluid(row["lam"], row["mu"], row["mu_reduced"], row["D"])
        assert _near(row["Q_max"]) == longest
        assert _near(row["clear_after_restoration"]) == clear
        assert _near(row["total_delay"]) == delay


def test_branching_matches_its_tables() -> None:
    """Extinction with Poisson and geometric offspring and the law of total progeny agree to a millionth."""
    block = _blocks()["branching"]
    for row in block["poisson_extinction"]:
        assert _near(row["q"]) == exact.poisson_extinction(row["m"])
    for row in block["borel_pmf"]:
        assert _near(row["p"]) == exact.borel(row["m"], row["n"])
    for row in block["subcritical_total_progeny"]:
        p = [exact.borel(row["m"], n) for n in range(1, 3000)]
        assert _near(row["mean"]) == sum(n * one for n, one in enumerate(p, 1))
    for row in block["geometric_extinction"]:
        assert _near(row["q"]) == exact.geometric_extinct_by(row["m"], 200)


def test_reed_and_frost_match_their_tables() -> None:
    """The chain of binomials agrees for households of four and of ten."""
    for row in _blocks()["reed_frost"]:
        found = exact.reed_frost(row["S0"], row["I0"], row["p"])
        assert [_near(p) for p in row["pmf_new_cases"].values()] == found


def test_spares_and_newsvendor_match_their_tables() -> None:
    """Fill rate, waiting demands and the cost around the best quantity agree to a millionth."""
    for row in _blocks()["spares_palm"]:
        fill, waiting = exact.palm(row["lam_T"], row["spares"])
        assert _near(row["fill_rate"]) == fill
        assert _near(row["EBO"]) == waiting
    for row in _blocks()["newsvendor"]:
        for shift, key in ((-1, "cost_minus1"), (0, "cost"), (1, "cost_plus1")):
            cost = exact.newsvendor_poisson(row["lam"], row["Q"] + shift, row["c_over"], row["c_under"])
            assert _near(row[key]) == cost


def test_pert_matches_the_textbook_project() -> None:
    """Three-point means, the critical path of 44 weeks, its variance 9 and P(T <= 47) agree."""
    block = _blocks()["pert_reliable"]
    path_mean = path_variance = 0.0
    for name, row in block["activities"].items():
        mean, variance = exact.three_points(row["a"], row["m"], row["b"])
        assert _near(block["te"][name]) == mean
        if name in block["critical_path"]:
            path_mean, path_variance = path_mean + mean, path_variance + variance
    assert _near(block["T"]) == path_mean
    assert _near(block["var"]) == path_variance
    assert _near(block["P_le_47_classical"]) == normal_cdf((47.0 - path_mean) / path_variance**0.5)


def test_networks_match_their_tables() -> None:
    """The longest of n, the bridge of five arcs (83/24) and stages in a row agree to a millionth."""
    for row in _blocks()["max_of_exponentials"]:
        assert (_near(row["mean"]), _near(row["var"])) == exact.joined(row["n"])
    first, second = exact.bridge()
    assert _near(83.0 / 24.0) == first
    assert _near(1069.0 / 72.0) == second
    for row in _blocks()["erlang_stage"]:
        assert _near(row["P_le_mean"]) == exact.erlang_up_to(row["k"], row["rate"], row["mean"])


def test_an_unlimited_pool_matches_its_table() -> None:
    """The chance that more than the stated number are busy in M/G/infinity agrees to a millionth."""
    for row in _blocks()["mginf"]:
        assert _near(row["mean_busy"]) == row["lam"] * row["ES"]
        assert _near(row["P_gt_cap"]) == 1.0 - exact.poisson_up_to(row["mean_busy"], row["cap"])
