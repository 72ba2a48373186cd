"""A command weighed and not given: the exercise is not touched."""

from pathlib import Path

import pytest

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise import Host, commands

SCENARIO = """
sems_sim: 1
id: pump
title: A pump fails
clock: {start: 2026-01-12T22:00:00+00:00, runs: 24h}
assets: {pump: {title: Main pump}}
services: {water: {unit: household, demand: 30/h, needs: pump}}
incidents: {flood: {opens: 1h, severity: 0.4, hurts: [{at: 0.3, do: [{fail: pump}]}]}}
"""


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """Return a host of a small exercise that has begun, half an hour in."""
    path = tmp_path / "pump.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    host = Host.open_new(path, seed=7, journal_path=tmp_path / "pump.journal")
    host.submit(commands.StartExercise())
    host.submit(commands.JumpTo(1_800_000))
    return host


def test_the_exercise_is_not_touched(host: Host) -> None:
    """Imagining a failure leaves entries, fingerprint and journal as they were; the other standing has the order."""
    entries, fingerprint, head = host.entries, host.fingerprint, host.head_hash

    before, after = host.imagine(commands.ApplyEffects("{fail: pump}"))

    assert (entries, fingerprint, head) == (host.entries, host.fingerprint, host.head_hash)
    assert before.policy == host.standing().policy
    assert len(before.policy.orders) + 1 == len(after.policy.orders)
    host.close()


@pytest.mark.parametrize(
    "command", [commands.JumpTo(3_600_000), commands.Mark(), commands.JumpTo(1)], ids=str
)
def test_what_cannot_be_compared_is_refused(host: Host, command: commands.Command) -> None:
    """A jump, a command that changes nothing in the model, and one that would be refused say so."""
    with pytest.raises(CommandRefusedError):
        host.imagine(command)
    host.close()
