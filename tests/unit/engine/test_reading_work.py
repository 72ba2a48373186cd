"""What is read of plans and tasks: how far each run of a plan is."""

from __future__ import annotations

from sems_sim.model import EntityKind, Verb
from tests.unit.engine.rehearsing import Live
from tests.unit.engine.staging import CALM, H, inject

MEND = (
    "assets: {pump: {}, power: {}}\n"
    "plans: {mend: {when: down(pump), tasks: {cut: {takes: 1h}, fit: {after: cut, takes: 4h, needs: power}}}}\n"
)


def test_a_task_is_not_ready_running_paused_pinned_or_done() -> None:
    """From what waits for another to what has ended, with its moments."""
    live = Live(
        MEND + inject("at: 1h, do: [{fail: pump}]", "at: 3h, do: [{fail: power, for: 1h}]"), head=CALM
    )
    states = []
    for hour in (1.5, 2.5, 3.5):
        live.to(hour)
        states.append([one.state for one in live.read().works])
    live.order(4.5, Verb.PIN, "mend.fit", kind=EntityKind.TASK)
    states.append([one.state for one in live.read().works])
    live.order(5, Verb.UNPIN, "mend.fit", kind=EntityKind.TASK)
    live.to(20)
    reading = live.read()

    assert [["running", "not ready"], ["done", "running"], ["done", "paused"], ["done", "pinned"]] == states
    assert ["done", "done"] == [one.state for one in reading.works]
    assert [("done", 1 * H)] == [(one.state, one.started_ms) for one in reading.instances]
    assert [2 * H, round(7.5 * H)] == [one.finished_ms for one in reading.works]
