"""Teams and levels become rows, and who reads which condition is settled (fine print 16)."""

from __future__ import annotations

from sems_sim.model import NONE, EntityKind, LevelRow, TeamRow
from sems_sim.scenario.compile_bench import Bench, level_row, whole
from sems_sim.scenario.compile_effects import place_effects
from sems_sim.scenario.compile_names import LEVELS
from sems_sim.scenario.conditions_text import ConditionText
from sems_sim.scenario.defaults import DECIDES, HANDLES, REPORTS, SEES_PER_H, default_law
from sems_sim.scenario.schema.people import Level, Team


class Readers:
    """Who leads each level, and so whose picture its conditions read."""

    def __init__(self, bench: Bench) -> None:
        """Find the teams and the leader of each level."""
        self._bench = bench
        self.level_of = tuple(_level_of(bench, name) for name in bench.names.keys(EntityKind.TEAM))
        self._at = tuple(
            tuple(row for row, level in enumerate(self.level_of) if level == here)
            for here in range(len(LEVELS))
        )
        self.leaders = tuple(self._leader(level) for level in range(len(LEVELS)))

    def of_level(self, level: int) -> tuple[int, ...]:
        """The leader of a level, or else each team of it; one that sees a condition whole is enough."""
        return self._at[level] if self.leaders[level] == NONE else (self.leaders[level],)

    def of_work(self, team: str | None, level: int, what: str) -> tuple[int, ...]:
        """Who reads the condition of a plan or decision."""
        if team is not None:
            return (self._bench.names.row(EntityKind.TEAM, team),)
        return self.of_level(level) or self._inside(len(LEVELS)) or self._nobody(what)

    def of_raising(self, current: int, raised: int) -> tuple[int, ...]:
        """Who reads what raises a level while another is the current one."""
        found = self.of_level(current) or self._inside(raised)
        return found or self._nobody(f"the level {LEVELS[raised]}")

    def of_standing_down(self, level: int) -> int:
        """Who reads what ends a level: its leader, else the first of its teams, else the truth."""
        return next(iter(self.of_level(level)), NONE)

    def _inside(self, below: int) -> tuple[int, ...]:
        return tuple(row for row, level in enumerate(self.level_of) if NONE < level < below)

    def _nobody(self, what: str) -> tuple[int, ...]:
        if self._bench.sections.people:
            self._bench.assume(
                f"No team inside the organisation can judge {what}: its condition reads the truth."
            )
        return (NONE,)

    def _leader(self, level: int) -> int:
        name = LEVELS[level]
        written = self._bench.sections.levels.get(name)
        if written is not None and written.led_by is not None:
            return self._bench.names.row(EntityKind.TEAM, written.led_by)
        if len(self._at[level]) != 1:
            return NONE
        (only,) = self._at[level]
        if self._bench.sections.people:
            team = self._bench.names.keys(EntityKind.TEAM)[only]
            self._bench.assume(
                f"The file names no leader of the {name} level: {team}, its only team, leads it."
            )
        return only


def _level_of(bench: Bench, name: str) -> int:
    team = bench.sections.teams[name]
    if team.outside:
        return NONE
    if team.level is None and bench.sections.people:
        bench.assume(f"The file gives no level for {name}: it works at the operational level.")
    return level_row(team.level)


def compile_teams(bench: Bench, readers: Readers) -> tuple[TeamRow, ...]:
    """A row for each team."""
    told: dict[str, set[str]] = {}
    for link in bench.names.keys(EntityKind.LINK):
        told.setdefault(link.partition(":")[0], set()).add(link)
    return tuple(
        _team(bench, name, readers.level_of[row], told)
        for row, name in enumerate(bench.names.keys(EntityKind.TEAM))
    )


def _team(bench: Bench, name: str, level: int, told: dict[str, set[str]]) -> TeamRow:
    team = bench.sections.teams[name]
    links = [link for other in team.tells for link in told[f"{name}-{other}"]]
    watched = sorted({(bench.names.item_named(item), item) for item in team.watches})
    return TeamRow(
        entity=bench.entity(EntityKind.TEAM, name),
        level=level,
        domain=bench.domain(team.domain),
        people=team.people,
        attention=whole(team.attention),
        watches=tuple(item for item, _ in watched),
        sees_per_h=SEES_PER_H if team.sees is None else team.sees.per_h,
        reports=REPORTS if team.reports is None else team.reports,
        decides_law=_decides(bench, team, level),
        handles_law=bench.laws.place(team.handles or default_law(HANDLES)),
        tells=bench.names.rows(EntityKind.LINK, links),
        quorum=team.quorum or 0,
        outside=team.outside,
        competence=team.competence,
        see_streams=tuple(bench.stream(f"teams.{name}.watches.{item}", "see") for _, item in watched),
        **bench.streams_of(f"teams.{name}", TeamRow),
    )


def _decides(bench: Bench, team: Team, level: int) -> int:
    if team.decides is not None:
        return bench.laws.place(team.decides)
    name = LEVELS[max(0, level)]
    if bench.sections.people and level != NONE:
        median = DECIDES[name].split()[1]
        bench.assume(f"Teams at the {name} level that state no decision time take {median} (median).")
    return bench.laws.place(default_law(DECIDES[name]))


def compile_levels(bench: Bench, readers: Readers) -> tuple[LevelRow, ...]:
    """The three rows of the levels, whether the file has them or not."""
    return tuple(
        _level(bench, row, bench.sections.levels.get(name, Level()), readers)
        for row, name in enumerate(LEVELS)
    )


def _level(bench: Bench, row: int, level: Level, readers: Readers) -> LevelRow:
    name = LEVELS[row]
    unlocks = level.unlocks
    return LevelRow(
        entity=bench.entity(EntityKind.LEVEL, name),
        led_by=readers.leaders[row],
        when=_raised_by(bench, level.when, row, readers),
        direct=_raised_by(bench, level.direct, row, readers),
        activation_law=bench.laws.place(level.activation),
        decides_law=bench.laws.place(level.decides),
        rhythm_ms=level.rhythm or 0,
        quorum=_quorum(bench, level, readers.leaders[row]),
        stand_down=bench.conditions.place(level.stand_down, readers.of_standing_down(row)),
        unlocks_resources=() if unlocks is None else bench.names.rows(EntityKind.RESOURCE, unlocks.resources),
        unlocks_plans=() if unlocks is None else bench.names.rows(EntityKind.PLAN, unlocks.plans),
        effects=place_effects(bench, level.do),
        **bench.streams_of(f"levels.{name}", LevelRow),
    )


def _raised_by(
    bench: Bench, condition: ConditionText | None, raised: int, readers: Readers
) -> tuple[tuple[int, ...], ...]:
    """For each lower level as the current one, the condition as each of its readers sees it."""
    if condition is None:
        return ((),) * raised
    return tuple(
        bench.conditions.for_each(condition, readers.of_raising(current, raised), reluctant=True)
        for current in range(raised)
    )


def _quorum(bench: Bench, level: Level, leader: int) -> int:
    if level.quorum is not None or leader == NONE:
        return level.quorum or 0
    return bench.sections.teams[bench.names.keys(EntityKind.TEAM)[leader]].quorum or 0
