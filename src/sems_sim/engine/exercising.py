"""What only an exercise can order: decide, hand over, hold still, put off, lift."""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.effects import Effects
from sems_sim.engine.hearing import Hearing
from sems_sim.engine.injects import Injects
from sems_sim.engine.parts import Parts
from sems_sim.engine.world import World
from sems_sim.events import Kind, Phase
from sems_sim.model import NONE, Effect, EntityKind, Verb


class Exercising:
    """Carries out the verbs that no scenario file can say."""

    def __init__(self, world: World, parts: Parts, injects: Injects, effects: Effects) -> None:
        """Know all that these verbs change."""
        self._world = world
        self._parts = parts
        self._hearing = Hearing(world, parts.people, parts.incidents)
        self.verbs: dict[Verb, Callable[[Effect, int], object]] = {
            Verb.TAKE: lambda it, cause: parts.decisions.decide_for(it.target, int(it.value), cause),
            Verb.PLAY: lambda it, cause: self._play(it.target, it.value != 0.0, cause),
            Verb.HEAR: lambda it, cause: self._hearing.hear(it.target, int(it.value), cause),
            Verb.WITHHOLD: lambda it, cause: injects.withhold(it.target, it.value != 0.0, cause),
            Verb.RESCHEDULE: lambda it, cause: injects.reschedule(it.target, int(it.value), cause),
            Verb.PIN: lambda it, cause: self._pin(it, cause, is_pinned=True),
            Verb.UNPIN: lambda it, cause: self._pin(it, cause, is_pinned=False),
            Verb.ROSTER: lambda it, cause: parts.people.set_present(it.target, int(it.value), cause),
            Verb.LIFT: lambda it, cause: effects.lift(int(it.value), cause),
            Verb.ENTER: lambda it, cause: parts.command.gather(it.target, cause),
        }

    def do(self, effect: Effect, cause: int) -> None:
        """Carry out one of these verbs; what changes nothing leaves no record."""
        self.verbs[effect.verb](effect, cause)

    def _play(self, team: int, is_played: bool, cause: int) -> None:  # noqa: FBT001 - by players or by the model
        """Hand a team to players, or back to the model, which then looks at everything anew."""
        if self._world.played[team] is is_played:
            return
        self._world.played[team] = is_played
        entity = self._world.tables.teams[team].entity
        record = self._world.record(Phase.COMMAND, entity, Kind.TEAM_PLAYED, float(is_played), cause)
        self._hearing.hand_over(team, is_played, record)
        self._parts.decisions.hand_over(team, is_played, record)
        if not is_played:
            self._parts.command.look_anew(record)
            self._parts.plans.look_anew(record)

    def _pin(self, effect: Effect, cause: int, *, is_pinned: bool) -> None:
        """Let something stay as it is, or go on; a level stands for the whole response."""
        kind = effect.target_kind
        row = NONE if kind == EntityKind.LEVEL else effect.target
        if ((kind, row) in self._world.pinned) is is_pinned:
            return
        told = Kind.PINNED if is_pinned else Kind.UNPINNED
        record = self._world.record(Phase.COMMAND, self._entity(kind, row), told, 1.0, cause)
        if is_pinned:
            self._world.pinned.add((kind, row))
        else:
            self._world.pinned.discard((kind, row))
        self._hold(kind, row, is_pinned, record)

    def _hold(self, kind: EntityKind, row: int, is_pinned: bool, cause: int) -> None:  # noqa: FBT001 - as above
        parts = self._parts
        held: dict[EntityKind, tuple[Callable[[], None], Callable[[], None]]] = {
            EntityKind.ASSET: (lambda: parts.assets.pin(row), lambda: parts.assets.unpin(row, cause)),
            EntityKind.TASK: (lambda: parts.tasks.pin(row), lambda: parts.tasks.unpin(row, cause)),
            EntityKind.INCIDENT: (
                lambda: parts.incidents.pin(row),
                lambda: parts.incidents.unpin(row, cause),
            ),
            EntityKind.LEVEL: (lambda: None, lambda: parts.command.unpin(cause)),
        }
        held[kind][0 if is_pinned else 1]()

    def _entity(self, kind: EntityKind, row: int) -> int:
        tables = self._world.tables
        if kind == EntityKind.ASSET:
            return tables.assets[row].entity
        if kind == EntityKind.TASK:
            return tables.tasks[row].entity
        return tables.incidents[row].entity if kind == EntityKind.INCIDENT else self._world.organisation
