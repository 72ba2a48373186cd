"""Kinds of record: numbers that are never reused, phases in their order."""

from __future__ import annotations

from sems_sim.events import ROOT, Kind, Phase, Record


def test_every_kind_has_a_number_of_its_own_that_fits_the_fingerprint() -> None:
    """Sixteen bits, no two alike, none of them 0."""
    numbers = [int(kind) for kind in Kind]

    assert len(numbers) == len(set(numbers))
    assert all(0 < number < 1 << 15 for number in numbers)


def test_facts_of_an_exercise_have_numbers_above_all_others() -> None:
    """A run that nobody interferes with knows none of them."""
    assert Kind.ENDED < min(kind for kind in Kind if kind.name.endswith("_DUE"))
    assert 150 == min(int(kind) for kind in Kind if kind > Kind.ENDED)


def test_phases_stand_in_the_order_of_the_model() -> None:
    """Commands, the world, incidents, assets, services, senses, messages, thinking, command, tasks, accounts."""
    assert list(range(11)) == [int(phase) for phase in Phase]
    assert [
        "COMMAND", "WORLD", "INCIDENT", "ASSET", "SERVICE", "SENSE", "MESSAGE", "THINK", "COMMAND_LEVEL", "TASK",
        "ACCOUNT",
    ] == [phase.name for phase in Phase]  # fmt: skip


def test_a_record_has_six_fields_in_the_order_of_the_fine_print() -> None:
    """Time, phase, entity, kind, value, cause; a root has no cause."""
    assert ("time_ms", "phase", "entity", "kind", "value", "cause") == Record._fields
    assert -1 == ROOT
