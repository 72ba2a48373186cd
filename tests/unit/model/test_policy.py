"""Policies: choices in place of those of the teams."""

from __future__ import annotations

from sems_sim.model import Policy


def test_a_policy_says_which_option_or_leaves_it_open() -> None:
    """-1 leaves it to the team."""
    policy = Policy(((3, 1), (5, 0)))

    assert [1, 0, -1] == [policy.option_for(decision) for decision in (3, 5, 4)]
    assert -1 == Policy().option_for(0)
