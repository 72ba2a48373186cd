"""One occurrence: severity follows its closed form, and crosses marks at their moments."""

from __future__ import annotations

import pytest

from sems_sim.engine.occurrence import CLOSING, Mark, Occurrence
from sems_sim.engine.world import World
from sems_sim.events import ROOT
from sems_sim.laws import exp, log
from tests.unit.engine.staging import CALM, H, inject, model_of, play

FIRE = "incidents: {{fire: {{opens: 1h, severity: {}, growth: {}/h{}}}}}\n"


def occurrence(
    severity: float = 0.1, growth: float = 0.5, marks: tuple[Mark, ...] = ()
) -> tuple[World, Occurrence]:
    """An occurrence at time 0, on its own."""
    model = model_of(CALM + FIRE.format(severity, growth, ""))
    world = World(model, 7)
    return world, Occurrence(world, model.incidents[0], 0, 0, marks)


def logistic(start: float, rate: float, hours: float) -> float:
    """S0 e^rt / (1 + S0 (e^rt - 1)), with a limit of 1."""
    grown = exp(rate * hours)
    return start * grown / (1.0 + start * (grown - 1.0))


def test_severity_is_read_without_moving_anything() -> None:
    """Asking for the severity between events follows the curve and re-anchors nothing."""
    world, one = occurrence()
    world.at(2 * H, 5, lambda _: None, ROOT)
    world.agenda.run_until(2 * H + 1)

    assert logistic(0.1, 0.5, 2.0) == pytest.approx(one.severity_now(), rel=1e-12)
    assert logistic(0.1, 0.5, 2.0) == pytest.approx(one.severity_now(), rel=1e-12)
    assert 0.1 == one.severity
    assert log(1.0 + 0.1 * (exp(1.0) - 1.0)) / 0.5 == pytest.approx(one.area_now(), rel=1e-12)


def test_anchoring_changes_no_value() -> None:
    """Severity and its integral are the same before and after they are fixed at this instant."""
    world, one = occurrence()
    world.at(2 * H, 5, lambda _: None, ROOT)
    world.agenda.run_until(2 * H + 1)
    before = one.severity_now(), one.area_now()
    one.anchor()

    assert before == (one.severity_now(), one.area_now())
    assert before == (one.severity, one.area)


def test_containment_and_worsening_add_up() -> None:
    """Each is a sum over live rows; contained means that containment exceeds the driven rate."""
    _, one = occurrence(growth=0.5)
    one.worsening += [(1, 0.2), (2, 0.1)]
    one.containment += [(3, 0.5), (4, 0.3)]

    assert pytest.approx(0.8) == one.rate
    assert pytest.approx(0.8) == one.contain
    assert not one.looks_contained()
    one.containment.append((5, 0.01))
    assert one.looks_contained()


def test_marks_at_or_below_the_opening_severity_are_reached_at_once() -> None:
    """A strict mark is reached above its value only."""
    marks = (CLOSING, Mark(0.1, strict=False), Mark(0.1, strict=True), Mark(0.2, strict=False))
    _, one = occurrence(0.1, marks=marks)

    assert 2 == one.reached
    assert one.has_reached(marks[1])
    assert not one.has_reached(marks[2])
    one.start_at(0.15)
    assert one.has_reached(marks[2])


def test_a_mark_is_crossed_at_its_exact_moment_and_severity_is_set_to_it() -> None:
    """From 0.1 at 0.5/h, 0.4 is reached after ln(0.4 · 0.9 / (0.1 · 0.6)) / 0.5 hours, rounded up to a millisecond."""
    crossed: list[tuple[int, float, bool]] = []
    world, one = occurrence(marks=(CLOSING, Mark(0.4, strict=False)))
    one.arrange_next(lambda o, upward, _: crossed.append((world.now_ms, o.severity, upward)), ROOT)
    world.agenda.run_until(24 * H)
    hours = log(0.4 * 0.9 / (0.1 * 0.6)) / 0.5

    assert [(int(hours * H) + 1, 0.4, True)] == crossed


def test_a_closed_occurrence_has_no_severity() -> None:
    """After its end it stands at 0 and its integral stands still."""
    world, one = occurrence()
    one.close()
    area = one.area_now()
    world.at(2 * H, 5, lambda _: None, ROOT)
    world.agenda.run_until(2 * H + 1)

    assert (0.0, area) == (one.severity_now(), one.area_now())
    assert not one.is_open


def test_severity_never_passes_its_limit() -> None:
    """What opens above the limit opens at it, and growth stops there."""
    told = play(FIRE.format("uniform 0.9 1", 2, ", limit: 0.6") + inject("at: 20h"))

    assert 0.6 == told.measure("incident.fire.severity_max")
