"""What the arguments of several commands have in common."""

import pytest

from sems_sim.cli.arguments import overrides_of
from sems_sim.errors import ArgumentError


def test_a_setting_is_a_path_and_a_value() -> None:
    """Only the first equals sign parts them, and spaces around it do not count."""
    assert {"a.b": "1", "c": "x=y"} == overrides_of(["a.b = 1", "c=x=y"])


@pytest.mark.parametrize("setting", ["", "a.b", "=1", " = 1"])
def test_what_is_no_setting_is_refused(setting: str) -> None:
    """Without an equals sign or without a path there is nothing to set."""
    with pytest.raises(ArgumentError):
        overrides_of([setting])
