"""What people read for each thing of a scenario: its title, or its name made readable."""

from __future__ import annotations

from sems_sim.model import NONE, EntityKind, Model
from sems_sim.telling.plain import plain


class Names:
    """The readable name of every entity, item, level and option of a model."""

    def __init__(self, model: Model) -> None:
        """Read them all once."""
        self._model = model
        self._names = tuple(self._read(entity) for entity in range(len(model.entities)))
        self._team_names = {model.name_of(row.entity): self._names[row.entity] for row in model.teams}

    def of(self, entity: int) -> str:
        """The readable name of an entity."""
        return self._names[entity] if 0 <= entity < len(self._names) else "something unknown"

    def item(self, index: int) -> str:
        """The readable name of what an item of a picture is about."""
        items = self._model.items
        return self.of(items[index].entity) if 0 <= index < len(items) else "something unknown"

    def level(self, index: int) -> str:
        """The label of a level of response."""
        return plain(self._model.labels[index]) if 0 <= index < len(self._model.labels) else "no level"

    def team(self, index: int) -> str:
        """The readable name of a team, or nobody."""
        return self.of(self._model.teams[index].entity) if 0 <= index < len(self._model.teams) else "nobody"

    def option(self, decision: int, option_number: int) -> str:
        """The title of an option, counted from 1 within its decision."""
        span = self._model.decisions[decision].options
        if not 1 <= option_number <= span.count:
            return "no option"
        row = self._model.options[span.first + option_number - 1]
        return self.of(row.entity)

    def person(self, name: str) -> str:
        """The readable name of a sender or recipient: a team of the scenario, or words of its own."""
        return self._team_names.get(name, plain(name))

    def _read(self, index: int) -> str:
        entity = self._model.entities[index]
        if entity.kind is EntityKind.LEVEL:
            return plain(self._model.labels[entity.index])
        if entity.kind is EntityKind.LINK and 0 <= entity.index < len(self._model.links):
            row = self._model.links[entity.index]
            return f"{self._end(row.source)} to {self._end(row.target)}"
        if entity.title != entity.name:
            return plain(entity.title)
        return readable(entity.name)

    def _end(self, team: int) -> str:
        if team == NONE:
            return "nobody"
        entity = self._model.entities[self._model.teams[team].entity]
        return plain(entity.title) if entity.title != entity.name else readable(entity.name)


def readable(name: str) -> str:
    """A name of the file as words: `restart.first_flights` is read as `first flights`."""
    return plain(name.rsplit(".", 1)[-1].replace("_", " "))
