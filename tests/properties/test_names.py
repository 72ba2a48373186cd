"""Other names give other luck, and the same distribution."""

from __future__ import annotations

from math import sqrt

import pytest

from sems_sim.errors import ZeroTimeCircleError
from sems_sim.kernel import simulate
from sems_sim.model import Model
from tests.made.scenario import made, model_of
from tests.properties.changing import names_of, renamed, with_doctrine

Sample = list[dict[str, float | None]]
NEVER_H = 1000.0
"""Stands for what did not happen, so that how often it happens counts, too."""
SIGMAS = 5.0


def reversed_names(names: set[str]) -> dict[str, str]:
    """Names whose order is the contrary of the order they had."""
    ordered = sorted(names)
    return {name: f"n{len(ordered) - place:03}_{name}" for place, name in enumerate(ordered)}


def _sample(model: Model, seed: int, size: int) -> Sample | None:
    try:
        return [simulate(model, seed=seed, replication=number).measures for number in range(size)]
    except ZeroTimeCircleError:
        return None


def _moments(sample: Sample, name: str) -> tuple[float, float]:
    values = [NEVER_H if (value := row[name]) is None else value for row in sample]
    mean = sum(values) / len(values)
    return mean, sum((value - mean) * (value - mean) for value in values) / len(values)


def _differing(one: Sample, other: Sample, names: dict[str, str]) -> list[str]:
    """The measures whose means differ by more than chance."""
    found = []
    words = names | {f"improvise_{name}": f"improvise_{new}" for name, new in names.items()}
    for name in one[0]:
        if name.endswith(".option"):
            continue  # a number in the order of names
        mean, spread = _moments(one, name)
        new_mean, new_spread = _moments(other, ".".join(words.get(part, part) for part in name.split(".")))
        error = sqrt((spread + new_spread) / len(one))
        if abs(mean - new_mean) > SIGMAS * error + 1e-6 * (1.0 + abs(mean)):
            found.append(f"{name}: {mean} and {new_mean}, error {error}")
    return found


def _compare(numbers: range, size: int) -> tuple[dict[int, list[str]], int]:
    found: dict[int, list[str]] = {}
    compared = 0
    for number in numbers:
        plain = with_doctrine(made(number))
        names = reversed_names(names_of(plain))
        one = _sample(model_of(plain), 1, size)
        other = _sample(model_of(renamed(plain, names)), 1, size) if one else None
        if one and other:
            compared += 1
            if differing := _differing(one, other, names):
                found[number] = differing
    return found, compared


def test_renaming_changes_luck_and_no_distribution() -> None:
    """With every name changed and their order reversed, no measure's mean moves by more than 5 standard errors."""
    found, compared = _compare(range(4), 30)

    assert {} == found
    assert compared >= 3


def test_renaming_does_change_luck() -> None:
    """Else the comparison would compare a thing with itself."""
    plain = made(1)
    model, other = model_of(plain), model_of(renamed(plain, reversed_names(names_of(plain))))

    assert simulate(model, seed=1).fingerprint != simulate(other, seed=1).fingerprint


@pytest.mark.proof
def test_renaming_changes_no_distribution_of_many_scenarios() -> None:
    """Thirty scenarios, 100 replications each."""
    found, compared = _compare(range(4, 34), 100)

    assert {} == found
    assert compared >= 25
