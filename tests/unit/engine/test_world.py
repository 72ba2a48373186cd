"""The world: its trace, its draws, and who is told of a change."""

from __future__ import annotations

import pytest

from sems_sim.engine.agenda import key_of
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import stream
from sems_sim.model import NONE, Act, Op, Parameter, QuantityKind, Signal, Step, Wake
from tests.unit.engine.small_model import Small, maturity


def world(seed: int = 7, replication: int = 0, **changes: object) -> World:
    """A world with nothing in it."""
    return World(Small().model(**changes), seed, replication)


class Waiting:
    """A condition that remembers by what it was woken."""

    def __init__(self, *wakes: Wake) -> None:
        """Depend on these."""
        self.wakes = wakes
        self.scope: Scope | None = None
        self.causes: list[int] = []

    def wake(self, cause: int) -> None:
        """Remember."""
        self.causes.append(cause)


def test_a_record_has_a_time_a_place_and_a_cause() -> None:
    """Records are numbered as they come, and say which one brought them about."""
    here = world()
    first = here.record(Phase.ASSET, 0, Kind.UNIT_FAILED, 1.0, ROOT)
    second = here.record(Phase.ASSET, 0, Kind.ASSET_LEVEL, 0.0, first)

    assert (0, 1) == (first, second)
    assert [(0, ROOT), (0, 0)] == [(record.time_ms, record.cause) for record in here.trace]
    assert second == here.last_record_of(0)
    assert ROOT == here.last_record_of(99)


def test_minus_nothing_is_written_as_nothing() -> None:
    """A value of -0 could be told from 0 by a careless reader."""
    here = world()
    here.record(Phase.ASSET, 0, Kind.ASSET_LEVEL, -0.0, ROOT)

    assert "0.0" == str(here.trace[0].value)


def test_chance_is_addressed_and_not_consumed() -> None:
    """The draw of a thing is the same whenever and however often it is asked for, and its own."""
    here, life = world(), stream("assets.pump", "life")
    first = here.chance(life, 5)
    others = [here.chance(life, n) for n in range(5)]

    assert first == here.chance(life, 5)
    assert first not in others
    assert first == world().chance(life, 5)
    assert first != world(replication=1).chance(life, 5)
    assert first != world(seed=8).chance(life, 5)
    assert first != here.chance(stream("assets.pump", "repair"), 5)


def test_durations_are_rounded_up_to_the_next_millisecond() -> None:
    """A third of an hour and a bit takes the millisecond it has begun."""
    small = Small()
    third, nothing = small.law(("constant", (1.0 / 3.0 + 1e-9,))), small.law(("constant", (-1.0,)))
    here = World(small.model(), 7)

    assert 1_200_001 == here.draw_ms(third, 1, 0)
    assert 2_400_001 == here.draw_ms(third, 1, 0, factor=2.0)
    assert 0 == here.draw_ms(nothing, 1, 0)
    assert 0 == here.draw_ms(NONE, 1, 0)


def test_only_who_depends_on_it_is_woken() -> None:
    """A change wakes the conditions that name it, and the parts that listen to its kind, with its cause."""
    here = world()
    mine, other = (
        Waiting(Wake(Signal.ASSET, 3)),
        Waiting(Wake(Signal.ASSET, 4), Wake(Signal.PICTURE, 3, team=1)),
    )
    heard: list[tuple[int, int]] = []
    here.watch(mine)
    here.watch(other)
    here.on(Signal.ASSET, lambda index, cause: heard.append((index, cause)))
    here.changed(Signal.ASSET, 3, 11)
    here.changed(Signal.PICTURE, 3, 12, team=2)
    here.changed(Signal.PICTURE, 3, 13, team=1)
    here.unwatch(mine)
    here.changed(Signal.ASSET, 3, 14)

    assert [11] == mine.causes
    assert [13] == other.causes
    assert [(3, 11), (3, 14)] == heard


def test_a_side_is_told_of_only_when_it_changes() -> None:
    """Being put where it already is wakes nobody."""
    small = Small()
    small.threshold(QuantityKind.LEVEL, 0, 0.5)
    here = World(small.model(), 7)
    one = Waiting(Wake(Signal.THRESHOLD, 0))
    here.watch(one)
    for side, cause in ((False, 1), (True, 2), (True, 3), (False, 4)):
        here.set_side(0, side, cause)

    assert [2, 4] == one.causes


def test_time_and_clock_are_read_from_the_same_clock() -> None:
    """`time` counts from the start of the scenario, `clock` from midnight, around midnight and on."""
    here = world(start_of_day_ms=23 * 3_600_000)
    here.at(2 * 3_600_000, key_of(Phase.COMMAND, 0, Act.COMMAND), lambda _: None, ROOT)
    here.agenda.run_until(2 * 3_600_000 + 1)

    def asks(fact: int, comparison: int, hours: float) -> bool:
        return here.facts[fact](Step(Op.FACT, fact, comparison=comparison, constant=hours * 3_600_000), None)

    time, clock, at_least, below = 23, 24, 4, 1
    assert asks(time, at_least, 2.0)
    assert asks(time, below, 2.5)
    assert asks(clock, at_least, 1.0)
    assert asks(clock, below, 1.5)


def test_maturity_counts_only_with_people() -> None:
    """With `people: off` every factor is 1 and every probability as stated."""
    levels = maturity({Parameter.TASK_DURATION: (0, 3.0, 1.0), Parameter.MESSAGE_LOSS: (0, 0.4, 0.1)})
    on, off = world(maturity=levels, people_on=True), world(maturity=levels)

    assert 1.0 == off.ratio(Parameter.TASK_DURATION)
    assert 0.2 == off.shifted(Parameter.MESSAGE_LOSS, 0.2)
    assert 3.0 / (3.0 - 2.0 * 0.75) == pytest.approx(on.ratio(Parameter.TASK_DURATION))
    assert on.shifted(Parameter.MESSAGE_LOSS, 0.2) > 0.2
