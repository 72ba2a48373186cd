"""`sems-sim doctor`."""

import json

import pytest

from sems_sim.cli import doctor
from sems_sim.cli.crisis import Order, read, simulated
from sems_sim.shelf import scenarios
from tests.unit.cli.speaking import ask


def test_the_expected_fingerprint_is_that_of_first_steps() -> None:
    """Whoever changes what a run computes, or first-steps.yaml, changes the number beside it."""
    order = Order(scenarios()["first-steps"])

    assert simulated(order, read(order)).fingerprint == doctor.FIRST_STEPS_FINGERPRINT


def test_a_sound_machine_is_ready(capsys: pytest.CaptureFixture[str]) -> None:
    """Python, libraries, terminal, results, a simulation and its twin are looked at, and all is well."""
    answer = ask(capsys, "doctor", "--json")
    found = {row["what"]: row["is_well"] for row in json.loads(answer.out)}

    assert (
        dict.fromkeys(("python", "libraries", "terminal", "results", "simulation", "kernel"), True) == found
    )
    assert 0 == answer.status


def test_a_machine_that_computes_something_else_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another fingerprint is told with both numbers, and the status is not 0."""
    monkeypatch.setattr(doctor, "FIRST_STEPS_FINGERPRINT", "0" * 32)
    answer = ask(capsys, "doctor")

    assert 70 == answer.status
    assert "0" * 32 in answer.out
    assert "not ready" in answer.out
