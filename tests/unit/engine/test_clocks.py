"""The clocks of one service, driven by hand."""

from __future__ import annotations

from sems_sim.engine.clocks import ServiceClock
from sems_sim.engine.world import World
from sems_sim.events import ROOT, Kind
from sems_sim.model import MAX_ENTITIES, Limits
from tests.unit.engine.small_model import H, Small


class Driven:
    """A clock that looks at given moments."""

    def __init__(self, steps: list[tuple[float, float, float]], mbco: float = 0.5) -> None:
        small = Small()
        small.service("flights", 10.0, mbco=mbco, rto_ms=2 * H, mtpd_ms=4 * H)
        self.world = World(small.model(limits=Limits(sustained_ms=H)), seed=1)
        self.changes: list[int] = []
        self.clock = ServiceClock(self.world, self.world.tables.services[0], self.changes.append)
        for number, (hours, ability, performance) in enumerate(steps):
            self._arrange(round(hours * H), 2 + number, ability, performance)
        self.world.at(100 * H, MAX_ENTITIES, lambda _: None, ROOT)
        self.world.agenda.run_until(100 * H)

    def _arrange(self, time_ms: int, key: int, ability: float, performance: float) -> None:
        self.world.at(time_ms, key, lambda _: self._look(ability, performance), ROOT)

    def _look(self, ability: float, performance: float) -> None:
        self.clock.note_performance(performance)
        self.clock.look(ability, performance, ROOT)

    def told(self) -> list[tuple[float, int]]:
        """What was recorded, and when."""
        return [(record.time_ms / H, record.kind) for record in self.world.trace]


def test_a_return_in_time_that_lasts_passes_no_limit() -> None:
    """Back after 1.5 h of a 2 h objective: the sustained hour ends after it, and still nothing is over."""
    driven = Driven([(1.0, 0.2, 0.2), (2.5, 0.8, 0.8)])

    assert [(1.0, Kind.SERVICE_DISRUPTED), (3.5, Kind.SERVICE_RESUMED)] == driven.told()
    assert 1.5 == driven.clock.hours_to_return()
    assert 2.5 == driven.clock.resumed_h()
    assert 0.0 == driven.clock.hours_over_mtpd(100 * H)


def test_a_return_that_breaks_off_after_the_limit_passes_it_then() -> None:
    """The limit passed in silence counts from the moment at which hope ends."""
    driven = Driven([(1.0, 0.2, 0.2), (2.5, 0.8, 0.8), (3.25, 0.1, 0.1)])

    assert [
        (1.0, Kind.SERVICE_DISRUPTED),
        (3.25, Kind.SERVICE_OVER_RTO),
        (5.0, Kind.SERVICE_OVER_MTPD),
    ] == driven.told()
    assert 95.0 == driven.clock.hours_over_mtpd(100 * H)
    assert (True, True) == (driven.clock.is_over_rto, driven.clock.is_over_mtpd)
    assert driven.clock.hours_to_return() is None
    assert driven.clock.resumed_h() is None


def test_ability_may_return_before_performance() -> None:
    """The recovery time ends with the ability, the disruption only when performance is back too."""
    driven = Driven([(1.0, 0.0, 0.0), (2.0, 1.0, 0.3), (5.5, 1.0, 0.9)])

    assert 1.0 == driven.clock.hours_to_ability(100 * H)
    assert 4.5 == driven.clock.hours_to_return()
    assert [
        (1.0, Kind.SERVICE_DISRUPTED), (3.0, Kind.SERVICE_OVER_RTO), (5.0, Kind.SERVICE_OVER_MTPD),
        (6.5, Kind.SERVICE_RESUMED),
    ] == driven.told()  # fmt: skip


def test_a_second_disruption_is_counted_afresh() -> None:
    """Hours to return are those of the first, the moment of return that of the last, hours beyond those of both."""
    driven = Driven([(1.0, 0.0, 0.0), (2.0, 1.0, 1.0), (10.0, 0.0, 0.0), (20.0, 1.0, 1.0)])

    assert (1.0, 20.0) == (driven.clock.hours_to_return(), driven.clock.resumed_h())
    assert 6.0 == driven.clock.hours_over_mtpd(100 * H)
    assert not driven.clock.is_over_mtpd
    assert len(driven.told()) == len(driven.changes)


def test_without_an_objective_only_a_full_stop_disrupts() -> None:
    """Half the ability is above nothing; none is not."""
    driven = Driven([(1.0, 0.5, 0.5), (2.0, 0.0, 0.0), (3.0, 0.1, 0.1)], mbco=0.0)

    assert [(2.0, Kind.SERVICE_DISRUPTED), (4.0, Kind.SERVICE_RESUMED)] == driven.told()
    assert 0.0 == driven.clock.below.until(100 * H)


def test_time_below_the_objective_is_that_of_performance() -> None:
    """It is counted with and without a disruption; exactly at the objective is not below."""
    driven = Driven([(1.0, 1.0, 0.4), (2.0, 1.0, 0.5), (3.0, 1.0, 0.0)])

    assert 98.0 == driven.clock.below.until(100 * H)
    assert 3 * H == driven.clock.below_since_ms
