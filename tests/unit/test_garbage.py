"""The collector of circular garbage: held back for a while, and left as it was found."""

import gc

import pytest

from sems_sim.garbage import without_collection


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_off_meanwhile_and_as_before_afterwards(was_on: bool) -> None:
    """Nothing is collected inside, also when the work fails; whoever had the collector off finds it off."""
    before, seen = gc.isenabled(), list[bool]()
    try:
        (gc.enable if was_on else gc.disable)()
        with pytest.raises(ZeroDivisionError):
            _fail_within(seen)
        after = gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()

    assert ([False], was_on) == (seen, after)


def _fail_within(seen: list[bool]) -> None:
    with without_collection():
        seen.append(gc.isenabled())
        raise ZeroDivisionError
