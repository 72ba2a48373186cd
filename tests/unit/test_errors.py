"""Faults as people read them, and the exit status of each branch of the tree."""

from __future__ import annotations

import pytest

from sems_sim import errors
from sems_sim.errors import ArgumentError, Fault, QuantityError, ScenarioError, SemsError, ZeroTimeCircleError


def test_a_fault_shows_its_place_its_line_and_its_remedy() -> None:
    """File, line and column, the line itself with a mark under the word, and the remedy."""
    fault = Fault("ice.yaml", 4, 5, "'capcity' is no key", "did you mean 'capacity'?", "    capcity: 4", 7)

    expected = [
        "ice.yaml:4:5: 'capcity' is no key",
        "        capcity: 4",
        "        ^~~~~~~",
        "    did you mean 'capacity'?",
    ]
    assert expected == str(fault).split("\n")


def test_a_fault_without_a_place_shows_no_line() -> None:
    """A missing file has no line to show."""
    assert "no.yaml: there is no such file" == str(Fault("no.yaml", 0, 0, "there is no such file"))


def test_a_mark_never_leaves_the_line() -> None:
    """A width beyond the end of the line is cut."""
    assert "    ^~" == str(Fault("a", 1, 1, "m", "", "ab", 90)).split("\n")[2]


def test_a_long_line_is_shown_in_part_around_the_mark() -> None:
    """A line of megabytes shows 140 characters at most, with the mark under the right one."""
    _, line, mark = str(Fault("a", 1, 5001, "m", "", "x" * 5000 + "Y" + "x" * 5000)).split("\n")

    assert 144 >= len(line)
    assert "Y" == line[mark.index("^")]


def test_control_characters_never_reach_the_terminal() -> None:
    """An escape sequence in a scenario is shown as a blank."""
    assert "\x1b" not in str(Fault("a", 1, 1, "m", "", "\x1b[31mred"))


def test_a_warning_says_that_it_is_one() -> None:
    """Severity stands before the message, and only when it is no error."""
    assert "a:1:1: warning: m" == str(Fault("a", 1, 1, "m").as_severity("warning"))


def test_a_scenario_error_sorts_its_faults_and_keeps_each_once() -> None:
    """Faults come by file and line, whoever found them first."""
    late, early = Fault("a", 9, 1, "late"), Fault("a", 2, 1, "early")

    assert (early, late) == ScenarioError([late, early, late]).faults


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("WrongInputError", 2),
        ("ScenarioError", 2),
        ("ArgumentError", 2),
        ("QuantityError", 2),
        ("TrustError", 3),
        ("SimulationError", 2),
        ("ZeroTimeCircleError", 2),
        ("EndlessRunError", 2),
        ("InterruptedRunError", 130),
    ],
)
def test_each_branch_of_the_tree_has_its_exit_status(kind: str, status: int) -> None:
    """What a shell sees is told by the kind of error, as the contract says."""
    found = getattr(errors, kind)

    assert issubclass(found, SemsError)
    assert status == found.exit_status


def test_every_error_stands_in_the_drawing() -> None:
    """The tree in the docstring names every error there is."""
    found = [name for name in vars(errors) if name.endswith("Error") and name not in (errors.__doc__ or "")]

    assert [] == found


def test_an_argument_error_says_what_would_be_right() -> None:
    """The remedy is part of the text, and stays apart for those who want it."""
    error = ArgumentError("--set x: no path", "write it as a.b=c")

    assert "--set x: no path\n    write it as a.b=c" == str(error)


def test_a_quantity_error_is_a_value_error_too() -> None:
    """Libraries that expect a ValueError from a reader get one."""
    assert issubclass(QuantityError, ValueError)


def test_a_circle_in_zero_time_names_its_records() -> None:
    """Whoever wrote the circle must be able to find it."""
    assert "circle in zero time at 60000 ms: plan a, plan b" == str(
        ZeroTimeCircleError(60_000, ["plan a", "plan b"])
    )
