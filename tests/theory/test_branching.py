"""Incidents bring about incidents: trees that die out or not, a household's illness."""

from __future__ import annotations

from collections import Counter

import pytest

from sems_sim.events import Kind
from tests.theory import formulas as exact
from tests.theory.sampling import mean_of, meet, share_of
from tests.theory.theatre import MINUTE_MS, moments, play

PERIOD_MS = 200 * MINUTE_MS


def _trees(m: float, count: int, stop: int = 20) -> list[tuple[int, bool]]:
    """How many ever heard each rumour, and whether it went everywhere."""
    overrides = {"plans.talk.tasks.fall_silent.takes": f"{m!r}m", "clock.runs": f"{200 * count}m"}
    overrides["plans.deny.when"] = f"opened >= {stop}"
    run = play("rumour_poisson", overrides)
    members = Counter(time // PERIOD_MS for time, _ in moments(run, "rumour", Kind.INCIDENT_OPENED))
    everywhere = {time // PERIOD_MS for time, _ in moments(run, "deny", Kind.PLAN_STARTED)}
    return [(members[tree], tree in everywhere) for tree in range(count)]


def test_a_rumour_dies_out_as_often_as_its_root_says() -> None:
    """Poisson offspring of mean 1.5 die out with the smallest root of q = exp(m(q - 1)): a quarter off would show."""
    trees = _trees(1.5, 400)
    meet(exact.poisson_extinction(1.5), share_of(not everywhere for _, everywhere in trees), within=0.28)
    for size in (1, 2):
        share = share_of(members == size for members, _ in trees)
        meet(exact.borel(1.5, size), share, within=0.42 if size == 1 else 0.85)


def test_a_small_rumour_has_borels_size() -> None:
    """Total progeny with offspring of mean 0.5 is Borel: an error of an eighth in the mean of 2 would show."""
    sizes = [members for members, _ in _trees(0.5, 1800)]
    meet(2.0, mean_of(sizes), within=0.12)
    for size, within in ((1, 0.09), (2, 0.22), (3, 0.4)):
        meet(exact.borel(0.5, size), share_of(found == size for found in sizes), within=within)


def test_a_rumour_of_generations_dies_out_as_its_generating_function_says() -> None:
    """Geometric offspring, generation by generation up to the fourth: an error of a quarter would show."""
    runs = 500
    last = []
    for replication in range(runs):
        run = play("rumour_geometric", {"clock.runs": "4m1s"}, replication=replication)
        last.append(max(time for time, _ in moments(run, "rumour", Kind.INCIDENT_OPENED)) // MINUTE_MS)
    for generation in (1, 2, 3, 4):
        expected = exact.geometric_extinct_by(1.5, generation)
        meet(expected, share_of(found < generation for found in last), within=0.25)


def test_a_household_falls_ill_as_reed_and_frost_said() -> None:
    """Final size among three with p = 0.3: shares and mean; an error of 7 % in the mean would show."""
    run = play("household")
    cases = Counter(
        (time // (10 * MINUTE_MS), person)
        for person in (1, 2, 3)
        for time, _ in moments(run, f"ill_{person}", Kind.INCIDENT_OPENED)
    )
    assert max(cases.values()) == 1
    sizes = [sum(cases[household, person] for person in (1, 2, 3)) for household in range(3000)]
    pmf = exact.reed_frost(3, 1, 0.3)
    meet(sum(k * p for k, p in enumerate(pmf)), mean_of(sizes), within=0.07)
    for size, p in enumerate(pmf):
        meet(p, share_of(found == size for found in sizes), within=0.15)


@pytest.mark.proof
@pytest.mark.parametrize(("m", "stop", "within"), [(1.2, 40, 0.09), (2.0, 20, 0.18)])
def test_other_rumours_die_out_as_often_as_their_roots_say(m: float, stop: int, within: float) -> None:
    """Poisson offspring of mean 1.2 and 2: an error of 9 % and of 18 % would show.

    The slower one needs more talkers to be sure: those who have talked for a while have few listeners to come.
    """
    trees = _trees(m, 1200 if m < 1.5 else 2500, stop)
    meet(exact.poisson_extinction(m), share_of(not everywhere for _, everywhere in trees), within=within)


@pytest.mark.proof
def test_a_larger_rumour_has_borels_size() -> None:
    """Total progeny with offspring of mean 0.8, up to seven: an error of an eighth would show."""
    sizes = [members for members, _ in _trees(0.8, 5000)]
    for size in range(1, 8):
        share = share_of(found == size for found in sizes)
        meet(exact.borel(0.8, size), share, within=0.07 if size == 1 else 0.4)
