"""Word between teams: it takes time, gets lost, and misses its silo.

Whoever has noticed something reports it along the line, or keeps silent and perhaps confides it; whoever has been
told passes on what is news. A lost message is sent again until it arrives (fine print 15).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import simpy

from sems_sim.engine.agenda import key_of
from sems_sim.engine.incidents import Incidents
from sems_sim.engine.people import People, Team
from sems_sim.engine.picture import Note, Snapshot
from sems_sim.engine.world import World
from sems_sim.events import Kind, Phase
from sems_sim.laws import hours_to_ms, odds_shift
from sems_sim.model import NONE, Act, ItemKind, LinkRow, Parameter, clipped

RESEND_MS = 15 * 60_000
DAY_H = 24.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a message says."""

    item: int
    snapshot: Snapshot | None
    observed_ms: int
    warns: tuple[int, int] | None = None
    attempt: int = 0


class Messages:
    """Reports, confidences, links and warnings."""

    def __init__(
        self, world: World, people: People, incidents: Incidents, asset_level: Callable[[int], int]
    ) -> None:
        """Pass on what teams believe."""
        self.world = world
        self.people = people
        self.incidents = incidents
        self.asset_level = asset_level
        self.missed_items: set[tuple[int, int]] = set()
        """(team, item) that a missed silo left uninformed."""
        self._numbers = [0] * len(world.tables.links)
        self._blocks: list[list[tuple[int, bool]]] = [[] for _ in world.tables.links]
        self._acted_on: set[tuple[int, int]] = set()
        people.on_believed.append(self._believed)

    # --- links ---

    def push_block(self, link: int, number: int, blocked: bool, cause: int) -> None:  # noqa: FBT001 - or opened
        """Block a link, or open it."""
        self._blocks[link].append((number, blocked))
        kind = Kind.LINK_BLOCKED if blocked else Kind.LINK_OPENED
        self.world.record(Phase.MESSAGE, self.world.tables.links[link].entity, kind, 0.0, cause)

    def pull_block(self, link: int, number: int, cause: int) -> None:
        """Undo that."""
        self._blocks[link] = [row for row in self._blocks[link] if row[0] != number]
        kind = Kind.LINK_BLOCKED if self._is_blocked(link) else Kind.LINK_OPENED
        self.world.record(Phase.MESSAGE, self.world.tables.links[link].entity, kind, 0.0, cause)

    def _is_blocked(self, link: int) -> bool:
        return bool(self._blocks[link]) and self._blocks[link][-1][1]

    def send(self, link: int, parcel: Parcel, cause: int) -> None:
        """Send word along a link, unless nobody thinks of the other silo."""
        row = self.world.tables.links[link]
        number = self._number(link)
        if row.cross_domain:
            missed = self.world.maturity.value(Parameter.CROSS_SILO_MISSED)
            if self.world.chance(row.missed_stream, number) < missed:
                self.world.record(Phase.MESSAGE, row.entity, Kind.LINK_MISSED, float(parcel.item), cause)
                self.missed_items.add((row.target, parcel.item))
                return
        record = self.world.record(Phase.MESSAGE, row.entity, Kind.MESSAGE_SENT, float(number), cause)
        self.world.agenda.start(self._carry(link, row, parcel, number, record))

    def _carry(
        self, link: int, row: LinkRow, parcel: Parcel, number: int, cause: int
    ) -> Generator[simpy.Event, None, None]:
        """Try until it arrives; each try has a number of its own."""
        agenda = self.world.agenda
        yield agenda.wait_until(self.world.now_ms, key_of(Phase.MESSAGE, row.entity, Act.SEND, number))
        for _ in range(int(self.world.constants["tell_attempts"])):
            if self._gets_through(link, row, number):
                delay = self.world.draw_ms(row.takes_law, row.takes_stream, number, self._slowness(row))
                key = key_of(Phase.MESSAGE, row.entity, Act.ARRIVE, number)
                arrives_ms = self.world.now_ms + delay
                yield agenda.wait_until(arrives_ms, key, self.world.draw_for(arrives_ms))
                arrived = self.world.record(
                    Phase.MESSAGE, row.entity, Kind.MESSAGE_ARRIVED, float(number), cause
                )
                self.deliver(self.people.all[row.target], parcel, arrived)
                return
            cause = self.world.record(Phase.MESSAGE, row.entity, Kind.MESSAGE_LOST, float(number), cause)
            number = self._number(link)
            key = key_of(Phase.MESSAGE, row.entity, Act.SEND, number)
            yield agenda.wait_until(self.world.now_ms + RESEND_MS, key)

    def _gets_through(self, link: int, row: LinkRow, number: int) -> bool:
        if self._is_blocked(link) or (row.needs_asset != NONE and self.asset_level(row.needs_asset) == 0):
            return False
        loses = self.world.shifted(Parameter.MESSAGE_LOSS, row.loses)
        return self.world.chance(row.loses_stream, number) >= loses

    def _slowness(self, row: LinkRow) -> float:
        factor = self.world.ratio(Parameter.MESSAGE_DELAY)
        if row.cross_domain:
            factor *= self.world.ratio(Parameter.CROSS_SILO_DELAY)
        return clipped(factor)

    def _number(self, link: int) -> int:
        self._numbers[link] += 1
        return self._numbers[link]

    def deliver(self, team: Team, parcel: Parcel, cause: int) -> None:
        """Put word into a team's inbox."""
        note = self.people.new_note(team, parcel.item, parcel.snapshot, cause)
        note.observed_ms, note.warns = parcel.observed_ms, parcel.warns
        self.people.put(team, note)

    # --- reporting and passing on ---

    def _believed(self, team: Team, note: Note, is_news: bool) -> None:  # noqa: FBT001 - whether it changed anything
        if note.warns is not None:
            self._warned(team, note)
            return
        if note.item == NONE or note.snapshot is None:
            return
        if not note.is_own:
            self._mark_reported(note)
            self.missed_items.discard((team.index, note.item))
        if not is_news:
            return
        if self.world.is_played(team.index):
            self._ask_to_tell(team, note)
            return
        parcel = Parcel(note.item, note.snapshot, note.observed_ms)
        if note.is_own:
            self._report(team, note, parcel, note.cause)
        else:
            self._tell_all(team, parcel, note.cause)

    def _ask_to_tell(self, team: Team, note: Note) -> None:
        """Leave it to players to pass news on, if there is anybody to tell; once an item and hearing."""
        view, hearing = team.views[note.item], team.inbox.hearings
        if team.row.tells and view.told_in != hearing:
            view.told_in = hearing
            self.world.record(Phase.THINK, team.row.entity, Kind.TELL_DUE, float(note.item), note.cause)

    def _tell_all(self, team: Team, parcel: Parcel, cause: int) -> None:
        for link in team.row.tells:
            self.send(link, parcel, cause)

    def _report(self, team: Team, note: Note, parcel: Parcel, cause: int) -> None:
        """Report on the line, or keep silent for now."""
        if not team.row.tells:
            return
        row = team.row
        ratio = self.world.ratio(Parameter.JUST_REPORTING) * self.world.ratio(Parameter.COMMITMENT_REPORTING)
        draw = self.world.chance(row.report_stream, note.number * 64 + parcel.attempt)
        if draw < odds_shift(row.reports, ratio):
            self._tell_all(team, parcel, cause)
            return
        silent = self.world.record(Phase.SENSE, row.entity, Kind.REPORT_WITHHELD, float(parcel.item), cause)
        if parcel.attempt == 0:
            self._confide(team, note, parcel, silent)
        if parcel.attempt < 60 and parcel.warns is None:
            again = Parcel(parcel.item, parcel.snapshot, parcel.observed_ms, parcel.warns, parcel.attempt + 1)
            wait = hours_to_ms(self.world.constants["silence_retry_h"])
            key = key_of(Phase.SENSE, row.entity, Act.RETRY_REPORT, note.number)
            self.world.at(
                self.world.now_ms + wait,
                key,
                lambda because: self._think_again(team, note, again, because),
                silent,
            )

    def _think_again(self, team: Team, note: Note, parcel: Parcel, cause: int) -> None:
        """A silent witness thinks again, as long as what was seen is still believed."""
        view = team.views.get(parcel.item)
        if self.world.is_played(team.index):
            return
        if view is not None and view.belief == parcel.snapshot:
            self._report(team, note, parcel, cause)

    def _confide(self, team: Team, note: Note, parcel: Parcel, cause: int) -> None:
        """Use the confidential route beside the line, if there is one that is trusted."""
        chance = self.world.maturity.value(Parameter.CONFIDENTIAL_REPORT)
        recipient = self._confidant(team)
        if recipient is None or self.world.chance(team.row.confidential_stream, note.number) >= chance:
            return
        delay = hours_to_ms(self.world.maturity.value(Parameter.CONFIDENTIAL_DELAY_DAYS) * DAY_H)
        key = key_of(Phase.MESSAGE, team.row.entity, Act.CONFIDE, note.number)

        def confide(because: int) -> None:
            entity = team.row.entity
            kind = Kind.REPORTED_IN_CONFIDENCE
            record = self.world.record(Phase.MESSAGE, entity, kind, float(parcel.item), because)
            self.deliver(recipient, parcel, record)

        self.world.at(self.world.now_ms + delay, key, confide, cause)

    def _confidant(self, team: Team) -> Team | None:
        """Return the team that reads confidential reports: whoever leads the highest level."""
        for level in reversed(self.world.tables.levels):
            if level.led_by not in (NONE, team.index):
                return self.people.all[level.led_by]
        return None

    def _mark_reported(self, note: Note) -> None:
        row = self.world.tables.items[note.item]
        if row.kind == ItemKind.INCIDENT and note.snapshot is not None and note.snapshot.is_open:
            self.incidents.all[row.index].mark_reported()

    # --- warnings ---

    def _warned(self, team: Team, note: Note) -> None:
        """A sign seen before an incident: report it, or, once told, act on it; players act at once."""
        parcel = Parcel(note.item, None, note.observed_ms, note.warns)
        if note.is_own and team.row.tells and not self.world.is_played(team.index):
            self._report(team, note, parcel, note.cause)
        elif note.warns is not None:
            self.act_on_warning(team, note.warns, note.cause)

    def act_on_warning(self, team: Team, warns: tuple[int, int], cause: int) -> None:
        """Act on a warning in time, if foresight says so; once for each opening."""
        incident = self.incidents.all[warns[0]]
        if warns in self._acted_on or warns[1] not in incident.pending:
            return
        self._acted_on.add(warns)
        acted = self.world.maturity.value(Parameter.WARNING_ACTED_ON)
        if self.world.chance(incident.row.acted_stream, warns[1]) >= acted:
            return
        record = self.world.record(
            Phase.THINK, incident.row.entity, Kind.WARNING_ACTED_ON, float(team.index), cause
        )
        self.world.do(incident.row.precursor_effects, None, record)
