"""A live exercise in a test: advance, order, end, and the same again by replay."""

from __future__ import annotations

from sems_sim.engine import Simulation, WorldReading, read_world, simulate
from sems_sim.model import NONE, Effect, EntityKind, Order, Policy, Verb
from tests.unit.engine.staging import HEAD, H, Play, model_of, row_of

KINDS = {
    Verb.TAKE: EntityKind.DECISION,
    Verb.PLAY: EntityKind.TEAM,
    Verb.HEAR: EntityKind.TEAM,
    Verb.ROSTER: EntityKind.TEAM,
    Verb.WITHHOLD: EntityKind.INJECT,
    Verb.RESCHEDULE: EntityKind.INJECT,
    Verb.RELEASE: EntityKind.INJECT,
    Verb.ENTER: EntityKind.LEVEL,
    Verb.RAISE: EntityKind.LEVEL,
    Verb.STAND_DOWN: EntityKind.LEVEL,
    Verb.INVOKE: EntityKind.PLAN,
    Verb.SET: EntityKind.FLAG,
    Verb.CLEAR: EntityKind.FLAG,
    Verb.END: EntityKind.INCIDENT,
    Verb.CONTAIN: EntityKind.INCIDENT,
}
"""What a verb is about, where a test does not say."""


class Live:
    """A simulation that is stepped."""

    def __init__(
        self,
        text: str,
        *,
        head: str = HEAD,
        played: tuple[str, ...] = (),
        prompted: tuple[str, ...] = (),
        seed: int = 7,
    ) -> None:
        """Stand at time 0, with teams played and injects prompted from the start."""
        self.start = model = model_of(head + text)
        self.policy = Policy(
            played=tuple(row_of(model, EntityKind.TEAM, name) for name in played),
            prompted=tuple(row_of(model, EntityKind.INJECT, name) for name in prompted),
        )
        self.seed = seed
        self.simulation = Simulation(model, seed=seed, policy=self.policy)

    def effect(
        self, verb: Verb, name: str = "", value: float = 0.0, kind: EntityKind | None = None
    ) -> Effect:
        """One verb on something named."""
        of = kind or KINDS.get(verb, EntityKind.ASSET)
        if verb == Verb.LIFT:
            return Effect(verb, NONE, EntityKind.ORGANISATION, value=value)
        return Effect(verb, row_of(self.start, of, name) if name else NONE, of, value=value)

    def to(self, hour: float) -> None:
        """Advance to an hour."""
        self.simulation.advance(round(hour * H))

    def order(
        self, hour: float, verb: Verb, name: str = "", value: float = 0.0, kind: EntityKind | None = None
    ) -> Order:
        """Order one effect at an hour that is not past, and carry it out."""
        self.to(hour)
        order = self.simulation.carry_out((self.effect(verb, name, value, kind),))
        self.simulation.advance(order.at_ms + 1)
        return order

    def read(self) -> WorldReading:
        """Where everything stands."""
        return read_world(self.simulation)

    def replayed(self) -> str:
        """The fingerprint of the same orders from the start."""
        policy = Policy(
            orders=self.simulation.orders, played=self.policy.played, prompted=self.policy.prompted
        )
        return simulate(self.simulation.model, seed=self.seed, policy=policy).fingerprint

    def end(self) -> Play:
        """Go on to the end; the run and its replay have the same fingerprint."""
        again = self.replayed()
        self.to(self.start.horizon_ms / H)
        told = Play(self.simulation, self.simulation.finish(self.start.horizon_ms))
        assert again == told.run.fingerprint
        return told
