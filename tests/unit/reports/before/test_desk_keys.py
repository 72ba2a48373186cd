"""The keys of the desk, as the handbook lists them."""

from sems_sim.reports.before import KEYS
from sems_tui.keys import CONTROL


def test_every_key_of_the_handbook_is_one_of_the_desk_and_does_what_it_says() -> None:
    """The library may not know the desk, so its list is held against it here."""
    real = {(key.shown, key.help) for key in CONTROL}

    assert [] == [one for one in KEYS if one not in real]
