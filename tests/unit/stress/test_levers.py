"""Levers: their values, which go together, and what they cost more than the stated plan."""

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.scenario import variant_of
from sems_sim.stress.levers import NO_COST, Cost, How, choices_of, combinations, cost_of
from tests.unit.stress.small import mill


def _texts(how: How, *names: str, most: int = 64) -> list[str]:
    found = combinations(mill(), names, how=how, most=most, seed=3)
    return [", ".join(map(str, one)) for one in found]


def test_a_lever_knows_which_of_its_values_is_the_plan_as_stated() -> None:
    """What the file says at the lever's path is marked, and no more than that."""
    assert [("2", True), ("3", False), ("4", False)] == [
        (one.text, one.is_stated) for one in choices_of(mill(), "hands")
    ]


def test_the_level_that_a_preset_gives_is_stated_too() -> None:
    """A component of maturity that the file leaves to the preset has the preset's level."""
    text = "{just: {set: organisation.maturity.just, to: [2, 3]}}"
    scenario = variant_of(mill(), {"study.levers": text})

    assert [False, True] == [one.is_stated for one in choices_of(scenario, "just")]


def test_all_combinations_are_tried_but_the_stated_one() -> None:
    """Three values of one lever and two of another make five plans beside the stated one."""
    assert 5 == len(_texts("all", "hands", "speed"))
    assert "hands=4, speed=1h" in _texts("all", "hands", "speed")


def test_levers_alone_make_one_plan_for_each_value() -> None:
    """`each` moves one lever at a time."""
    assert ["hands=3", "hands=4", "speed=1h"] == _texts("each", "hands", "speed")


def test_levers_that_overlap_are_not_moved_together() -> None:
    """Either may be moved; both may not."""
    assert ["hands=2, rival=20/h", "hands=3, rival=12/h", "hands=4, rival=12/h"] == _texts(
        "all", "hands", "rival"
    )


def test_a_sample_is_a_part_of_all_combinations_and_the_same_each_time() -> None:
    """Quasi-random points choose the values; the seed chooses the points."""
    sample = _texts("sampled", "hands", "speed", most=4)

    assert set(sample) <= set(_texts("all", "hands", "speed"))
    assert sample == _texts("sampled", "hands", "speed", most=4)
    assert 1 < len(sample) <= 4


@pytest.mark.parametrize(
    ("names", "most", "message"),
    [
        (("hand",), 9, "no lever is called"),
        (("hands", "speed"), 5, "6 combinations"),
        ((), 9, "no lever to vary"),
    ],
)
def test_what_cannot_be_varied_is_refused(names: tuple[str, ...], most: int, message: str) -> None:
    """An unknown lever, too many combinations, or none at all."""
    with pytest.raises(ArgumentError, match=message):
        combinations(mill(), names, most=most)


def test_a_cost_is_what_a_plan_costs_more_than_the_stated_one() -> None:
    """Once over its life, plus so much a year, plus so much for each step."""
    hands = choices_of(mill(), "hands")

    assert NO_COST == cost_of(mill(), hands[:1])
    assert Cost(1000.0, 250.0, 350.0) == cost_of(mill(), hands[2:])


def test_what_is_paid_once_without_a_life_has_no_cost_a_year() -> None:
    """No life is made up for it."""
    assert Cost(500.0, 0.0, None) == cost_of(mill(), choices_of(mill(), "speed")[1:])


def test_giving_up_what_is_there_saves_its_yearly_cost_only() -> None:
    """What was paid once is paid: a step below the stated one saves what it costs a year."""
    richer = variant_of(mill(), {"resources.crew.amount": "4"})

    assert Cost(0.0, -250.0, -250.0) == cost_of(richer, choices_of(richer, "hands")[:1])


def test_a_lever_without_a_cost_is_not_free() -> None:
    """Where nothing is stated the cost a year is unknown, not nothing."""
    assert Cost(0.0, 0.0, None) == cost_of(mill(), choices_of(mill(), "rival")[1:])
