"""What a finished run keeps, and what it lets go."""

import gc
from weakref import ref

from sems_sim.engine import Simulation
from tests.wiring.paired import showcase


def test_a_run_does_not_keep_its_world() -> None:
    """The world is gone once the run is told, so that an ensemble takes no more memory than its traces."""
    simulation = Simulation(showcase("just"), seed=1)
    world = ref(simulation.world)
    simulation.run_until(1_000)
    run = simulation.finish(1_000)
    del simulation
    gc.collect()

    assert 1_000 == run.end_ms
    assert world() is None
