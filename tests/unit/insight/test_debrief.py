"""All deeds of an exercise, priced one after the other."""

from __future__ import annotations

from dataclasses import replace

from sems_sim.insight.counterfactual import Priced
from sems_sim.insight.debrief import Step, debrief, key_of, work_of
from sems_sim.insight.deeds import Alternative, Deed
from sems_sim.insight.playing import Effort
from sems_sim.model import NONE
from tests.unit.insight.standings import HOUR_MS, stands

FEWEST = Effort(futures=3, workers=1)


def _deed(name: str, hour: int) -> Deed:
    other = Alternative("not at all", hour * HOUR_MS, ())
    return Deed("answer", name, name.title(), NONE, (), hour * HOUR_MS, hour * HOUR_MS, (other,))


DEEDS = (_deed("early", 1), _deed("late", 9), _deed("middle", 5))


def test_the_shortest_future_is_priced_first() -> None:
    """It is the cheapest to compute, so that there is something to read soon."""
    assert ["late", "middle", "early"] == [deed.name for deed, _ in work_of(DEEDS)]


def test_a_debrief_prices_everything_and_tells_how_far_it_is() -> None:
    """Each alternative once."""
    told: list[Step] = []
    found = list(debrief(stands(10 * HOUR_MS), DEEDS, effort=FEWEST, progress=told.append))

    assert ["late", "middle", "early"] == [one.deed.name for one in found]
    assert [0, 1, 2, 3] == [step.done for step in told]


def test_a_debrief_is_taken_up_where_it_stopped() -> None:
    """What has been priced before is left out."""
    done = {key_of(*work_of(DEEDS)[0])}
    found = list(debrief(stands(10 * HOUR_MS), DEEDS, effort=FEWEST, priced_before=done))

    assert ["middle", "early"] == [one.deed.name for one in found]


def test_a_debrief_that_is_stopped_keeps_what_it_has() -> None:
    """It ends between two pieces of work."""
    found: list[Priced] = []
    effort = replace(FEWEST, is_stopped=lambda: len(found) >= 1)
    for one in debrief(stands(10 * HOUR_MS), DEEDS, effort=effort):
        found.append(one)  # noqa: PERF402 - what has been found decides when to stop

    assert 1 == len(found)
