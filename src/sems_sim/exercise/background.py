"""What stands fixed while an exercise runs: file, model, and the names of things."""

from __future__ import annotations

from functools import cached_property

from sems_sim.errors import CommandRefusedError
from sems_sim.exercise.material import material_of
from sems_sim.exercise.needs import needs_of, tree_of
from sems_sim.model import EntityKind, Span, measures_of
from sems_sim.scenario import Scenario, compile_model
from sems_sim.telling import Deeds, LocalClock, Names


class Background:
    """All that does not change while an exercise runs."""

    def __init__(self, scenario: Scenario, *, seed: int) -> None:
        """Read it all once."""
        self.scenario = scenario
        self.seed = seed
        self.file_model = model = compile_model(scenario)
        """As the file has it, before anything was added live."""
        self.material = material_of(scenario, model)
        self.names = names = Names(model)
        self.local = LocalClock(model.start)
        self.rows = {(one.kind, one.name): one.index for one in model.entities}
        self.hidden = frozenset(row.entity for row in model.assets if row.hidden)
        """Entities of the model that are nothing of the user's."""
        self.tree = tree_of(model)
        """(asset, depth) in the order in which the tree of needs is drawn."""
        self.needs = tuple(needs_of(model, names, row) for row in range(len(model.assets)))
        """What each asset needs, in words."""
        self._deeds = Deeds(model)

    def title_of_item(self, name: str) -> str:
        """Return what people call an asset, a service or an incident."""
        for number, item in enumerate(self.file_model.items):
            if self.file_model.name_of(item.entity) == name:
                return self.names.item(number)
        return name

    def target_words(self, target: str) -> str:
        """Return a target of the model in words; empty if there is none of that name."""
        return next((one.text for one in self.file_model.targets if one.name == target), "")

    def words_of(self, span: Span) -> str:
        """Return a range of the model's effects in words."""
        return self._deeds.said(self.file_model.effects[span.first : span.first + span.count])

    def team_title(self, name: str) -> str:
        """Return what people call a team, or a recipient in words of its own."""
        return self.names.person(name)

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of every measure, by its name."""
        return {measure.name: measure.unit for measure in measures_of(self.file_model)}

    def row(self, kind: EntityKind, name: str, what: str) -> int:
        """Return the row of a thing by its name in the file.

        Raises:
            CommandRefusedError: If there is no such thing.
        """
        found = self.rows.get((kind, name))
        if found is None:
            known = sorted(one for of, one in self.rows if of is kind)
            message = f"there is no {what} {name!r}"
            raise CommandRefusedError(
                message, f"known: {', '.join(known[:20])}" if known else "there is none"
            )
        return found
