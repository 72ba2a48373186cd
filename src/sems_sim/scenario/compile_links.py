"""Links between teams: a row for each direction, and for each telling without a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sems_sim.model import NONE, EntityKind, LinkRow
from sems_sim.scenario.compile_bench import Bench
from sems_sim.scenario.defaults import LOSES, TELLS, default_law
from sems_sim.scenario.schema.people import Link
from sems_sim.scenario.schema.scenario import ScenarioSections


@dataclass(frozen=True, slots=True)
class Way:
    """One direction of a link; `written` is NONE for a telling that has no link."""

    name: str
    source: str
    target: str
    written: Link | None


def ways_of(sections: ScenarioSections) -> dict[str, Way]:
    """Every direction in which word can go, by its name `a-b:by`."""
    found: dict[str, Way] = {}
    for link in sections.links:
        for way in _directions(link):
            found[way.name] = way
    joined = {(way.source, way.target) for way in found.values()}
    for name, team in sections.teams.items():
        for other in team.tells:
            if (name, other) not in joined:
                found[f"{name}-{other}:direct"] = Way(f"{name}-{other}:direct", name, other, None)
    return found


def _directions(link: Link) -> Iterator[Way]:
    first, second = link.between
    yield Way(f"{first}-{second}:{link.by}", first, second, link)
    if not link.one_way:
        yield Way(f"{second}-{first}:{link.by}", second, first, link)


def rows_of_link(bench: Bench, name: str) -> tuple[int, ...]:
    """The rows that a link's name means: both directions of one that was written with this name."""
    for link in bench.sections.links:
        if link.name == name:
            return bench.names.rows(EntityKind.LINK, (way.name for way in _directions(link)))
    return (bench.names.row(EntityKind.LINK, name),)


def compile_links(bench: Bench, ways: dict[str, Way]) -> tuple[LinkRow, ...]:
    """A row for each direction."""
    return tuple(_link(bench, ways[name]) for name in bench.names.keys(EntityKind.LINK))


def _link(bench: Bench, way: Way) -> LinkRow:
    link = way.written
    if bench.sections.people:
        _note(bench, way)
    return LinkRow(
        entity=bench.entity(EntityKind.LINK, way.name),
        source=bench.names.row(EntityKind.TEAM, way.source),
        target=bench.names.row(EntityKind.TEAM, way.target),
        takes_law=bench.laws.place(
            link.takes if link is not None and link.takes is not None else default_law(TELLS)
        ),
        loses=link.loses if link is not None and link.loses is not None else LOSES,
        needs_asset=NONE if link is None else bench.names.row(EntityKind.ASSET, link.needs),
        cross_domain=_is_across(bench, way),
        **bench.streams_of(f"links.{way.name}", LinkRow),
    )


def _note(bench: Bench, way: Way) -> None:
    link = way.written
    if link is None:
        bench.assume(
            f"{way.source} tells {way.target} without a link: word takes 5 minutes (median) and 5 % of it is lost."
        )
    elif link.takes is None:
        bench.assume(f"The file gives no delay for the link {link.name}: word takes 5 minutes (median).")
    elif link.loses is None:
        bench.assume(f"The file gives no loss for the link {link.name}: 5 % of what is said is lost.")


def _is_across(bench: Bench, way: Way) -> bool:
    teams = bench.sections.teams
    source, target = teams[way.source].domain, teams[way.target].domain
    return bool(source) and bool(target) and source != target
