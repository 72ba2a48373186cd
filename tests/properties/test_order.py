"""At one instant the smallest pending key runs, and no two things share a key."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sems_sim.engine import Simulation
from sems_sim.engine.agenda import Agenda, Appointment, Draw
from sems_sim.errors import ZeroTimeCircleError
from sems_sim.model import Act, parts_of
from tests.made.scenario import made, model_of

HARMLESS = frozenset((Act.WAKE, Act.WAKE_OCCURRENCE, Act.WAKE_EFFECT, Act.SETTLE))
"""The same look at the same thing, arranged twice: the second finds nothing to do."""


class Witness:
    """Sees every appointment that is made, and every one that is kept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand beside the agenda."""
        self.pending: dict[int, dict[int, list[Appointment]]] = {}
        """What is still to come, by moment and key."""
        self.shared: list[str] = []
        self.overtaken: list[str] = []
        at = Agenda.at

        def arrange(
            agenda: Agenda,
            time_ms: int,
            key: int,
            act: Callable[[int], None],
            cause: int,
            draw: Draw | None = None,
        ) -> Appointment:
            def keep(because: int) -> None:
                moment[key].remove(appointment)
                smaller = [other for other, ones in moment.items() if other < key and _live(ones)]
                self.overtaken += [agenda._name_of_key(other) for other in smaller]
                act(because)

            moment = self.pending.setdefault(time_ms, {})
            appointment = at(agenda, time_ms, key, keep, cause, draw)
            if _live(moment.get(key, [])) and parts_of(key)[2] not in HARMLESS:
                self.shared.append(agenda._name_of_key(key))
            moment.setdefault(key, []).append(appointment)
            return appointment

        monkeypatch.setattr(Agenda, "at", arrange)


def _live(appointments: list[Appointment]) -> bool:
    return any(not one.cancelled for one in appointments)


def _witness(numbers: range, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    shared, overtaken = list[str](), list[str]()
    for number in numbers:
        with monkeypatch.context() as patch:
            witness = Witness(patch)
            model = model_of(made(number))
            try:
                Simulation(model, seed=number).run_until(model.horizon_ms)
            except ZeroTimeCircleError:
                continue
        shared += witness.shared
        overtaken += witness.overtaken
    return shared, overtaken


def test_no_two_live_appointments_share_a_moment_and_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the order of scheduling would decide; and no key runs while a smaller one of its moment is waiting."""
    assert ([], []) == _witness(range(40), monkeypatch)


@pytest.mark.proof
def test_no_two_live_appointments_ever_share_a_moment_and_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for a thousand scenarios."""
    assert ([], []) == _witness(range(40, 1040), monkeypatch)
