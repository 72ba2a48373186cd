"""What is arranged for later is part of where an exercise stands."""

from sems_sim.engine import simulate
from sems_sim.exercise.commands import (
    AddInject,
    ApplyEffects,
    DecideOffList,
    DecisionRecord,
    InjectDraft,
    PauseClock,
    RaiseLevel,
    ResumeClock,
)
from tests.unit.exercise.stage import MINUTE, Stage


def test_a_standing_foretells_what_will_happen_if_nobody_acts() -> None:
    """Injects written live, and decisions whose declared time has not passed, come in a replay as they will come."""
    stage = Stage().begin(60)
    stage.to(20 * MINUTE)
    record = DecisionRecord(charge="declared", declared_ms=15 * MINUTE)
    burst = "{fail: mains, for: 20m}"
    shut = "[{switch_off: mains, until: running(mend)}, {spend: 500}]"
    stage.do(
        PauseClock(),
        RaiseLevel("tactical", gathered=True),
        AddInject(InjectDraft("X1", at_ms=50 * MINUTE, to=("duty",), text="A burst", effects=burst)),
        DecideOffList("Shut the mains", "warn", shut, record),
        ApplyEffects("{capacity: {water: x0.5}, until: up(pump)}"),
        ResumeClock(),
    )
    standing = stage.session.standing()
    foretold = simulate(standing.model, seed=1, until_ms=100 * MINUTE, policy=standing.policy)

    stage.to(100 * MINUTE)
    happened = stage.session._play.simulation.world.trace

    assert 2 == len([order for order in standing.policy.orders if order.at_ms >= standing.now_ms])
    assert happened[: len(foretold.trace) - 1] == list(foretold.trace[:-1])
