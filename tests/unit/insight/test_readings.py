"""What a forecast says in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.insight.readings import assumptions_of, clock, out_of, readings_of
from sems_sim.insight.seen import Coming, Fan, LevelOdds, Shortage, TargetOdds
from sems_sim.stress import chance
from tests.unit.insight.standings import HOUR_MS, airport, stands, team

MOMENTS = tuple(hour * HOUR_MS for hour in range(4))
QUIET = LevelOdds(("operational", "tactical", "crisis"), MOMENTS, ((1.0,) * 4, (0.0,) * 4, (0.0,) * 4))


@dataclass(frozen=True)
class Told:
    """A forecast by hand."""

    now_ms: int = 0
    futures: int = 300
    services: tuple[Fan, ...] = ()
    levels: LevelOdds = QUIET
    targets: tuple[TargetOdds, ...] = ()
    injects: tuple[Coming, ...] = ()
    shortages: tuple[Shortage, ...] = ()


def _fan(p05: tuple[float, ...], p50: tuple[float, ...]) -> Fan:
    return Fan("desk", "Desk", MOMENTS, p05, p05, p50, p50, p50, 0.5)


def test_a_moment_is_time_since_the_start() -> None:
    """Hours and minutes."""
    assert "T+3:25" == clock(3 * HOUR_MS + 25 * 60_000)


def test_a_share_is_told_as_a_count() -> None:
    """People count futures; they do not multiply."""
    assert "in 240 of 300 futures" == out_of(0.8, 300)


def test_the_target_most_in_danger_comes_first() -> None:
    """With its interval."""
    safe = TargetOdds("b", "cost < 5", "cost.total", chance(299, 300))
    doubtful = TargetOdds("a", "open < 2h", "x", chance(30, 300))
    lines = readings_of(Told(targets=(safe, doubtful)), airport())

    assert lines[0].startswith("Target open < 2h is met in 30 of 300 futures (95 % interval 7 to 14 %)")


def test_a_service_tells_when_it_is_below_its_objective() -> None:
    """In the middle of the futures, or only possibly."""
    below = readings_of(Told(services=(_fan((0.2,) * 4, (0.9, 0.4, 0.4, 0.7)),)), airport())
    risky = readings_of(Told(services=(_fan((0.9, 0.9, 0.3, 0.3), (0.9,) * 4),)), airport())
    well = readings_of(Told(services=(_fan((0.9,) * 4, (0.9,) * 4),)), airport())

    assert (
        "Desk from T+1:00 is below its minimum objective until about T+3:00 in the middle of the futures.",
    ) == below
    assert ("Desk may fall below its minimum objective from T+2:00 on.",) == risky
    assert "Nothing stands out" in well[0]


def test_shortages_and_injects_are_told_with_their_moments() -> None:
    """What runs out, and what comes."""
    lines = readings_of(
        Told(
            shortages=(Shortage("fuel", "Fuel", "stock", chance(30, 300), 1, 2 * HOUR_MS, 3),),
            injects=(Coming("i", "Press", chance(150, 300), HOUR_MS, HOUR_MS, 2 * HOUR_MS, True),),
        ),
        airport(),
    )

    assert "Fuel runs out in 30 of 300 futures, in half of these by T+2:00." == lines[0]
    assert "Inject Press is due in 150 of 300 futures, between T+1:00 and T+2:00." == lines[1]


def test_assumptions_say_from_what_it_starts_and_who_follows_the_plan() -> None:
    """Truth or picture; the teams that people play; what waits for a word."""
    standing = stands(HOUR_MS, played=("cmc",), prompted=(0,))
    truth = " ".join(assumptions_of(standing, (team("cmc"),), from_picture=False))
    picture = " ".join(assumptions_of(standing, (team("cmc"),), from_picture=True))

    assert "starts from the truth" in truth
    assert "also by Crisis management centre" in truth
    assert "wait for a word" in truth
    assert "what the played teams believe" in picture
