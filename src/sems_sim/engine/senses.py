"""How teams notice: hazards that build up while truth and belief differ.

Assets and services are noticed at a rate proportional to the difference; an unknown incident at a rate proportional
to its visibility and severity; a known one is followed from tenth to tenth of severity (fine print 14).
"""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.agenda import Draw, key_of
from sems_sim.engine.incidents import Incident, Incidents
from sems_sim.engine.occurrence import Occurrence
from sems_sim.engine.people import People, Team
from sems_sim.engine.picture import Note, View
from sems_sim.engine.truth import Truth
from sems_sim.engine.world import HAZARD, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import hazard_threshold, hours_to_ms, ms_to_hours, time_to_integral
from sems_sim.model import Act, ItemKind, Parameter, Signal


class Senses:
    """The eyes of all teams."""

    def __init__(self, world: World, people: People, truth: Truth, incidents: Incidents) -> None:
        """Look wherever something changes that a team watches."""
        self.world = world
        self.people = people
        self.truth = truth
        self.incidents = incidents
        items = world.tables.items
        self._item_of = {(row.kind, row.index): number for number, row in enumerate(items)}
        self._watching: dict[int, list[Team]] = {}
        for team in people.all:
            for item in team.row.watches:
                self._watching.setdefault(item, []).append(team)
        self._dirty: dict[tuple[int, int], bool] = {}
        self._is_settling = False
        world.on(Signal.ASSET, lambda index, cause: self._changed(ItemKind.ASSET, index, cause))
        world.on(Signal.SERVICE, lambda index, cause: self._changed(ItemKind.SERVICE, index, cause))
        world.on(
            Signal.INCIDENT, lambda index, cause: self._changed(ItemKind.INCIDENT, index, cause, again=True)
        )
        incidents.on_crossed.append(self._followed)
        incidents.on_rate.append(self._quickened)
        incidents.on_precursor.append(self._watch_precursor)
        people.on_aligned.append(self._aligned)
        world.on_fork.append(self.redraw)

    def _followed(self, occurrence: Occurrence, cause: int) -> None:
        self._changed(ItemKind.INCIDENT, occurrence.incident, cause, again=True)

    def _quickened(self, occurrence: Occurrence, cause: int) -> None:
        self._changed(ItemKind.INCIDENT, occurrence.incident, cause)

    def _aligned(self, team: Team, item: int) -> None:
        if team.views[item].is_watched:
            self._ask(team, item, ROOT, again=False)

    def _changed(self, kind: ItemKind, index: int, cause: int, *, again: bool = False) -> None:
        """The truth about an item changed: whoever watches it may notice."""
        item = self._item_of.get((kind, index))
        if item is None or not self.world.people_on:
            return
        self.people.truth_changed(item)
        for team in self._watching.get(item, ()):
            self._ask(team, item, cause, again=again)

    def _ask(self, team: Team, item: int, cause: int, *, again: bool) -> None:
        place = (team.index, item)
        self._dirty[place] = self._dirty.get(place, False) or again
        if not self._is_settling:
            self._is_settling = True
            self.world.at(self.world.now_ms, key_of(Phase.SENSE, 0, Act.SETTLE), self._settle, cause)

    def _settle(self, _: int) -> None:
        self._is_settling = False
        dirty, self._dirty = self._dirty, {}
        for (team, item), again in sorted(dirty.items()):
            self._look(self.people.all[team], item, again=again)

    def _look(self, team: Team, item: int, *, again: bool) -> None:
        """Bring the hazard of noticing one item up to date."""
        view, row = team.views[item], self.world.tables.items[item]
        now, seen = self.truth.snapshot(item), view.seen
        if seen is None:
            return
        rate = team.row.sees_per_h * self.world.ratio(Parameter.DETECTION)
        if row.kind != ItemKind.INCIDENT:
            self._build(team, item, view, rate * abs(now.value - seen.value))
            self.people.bring_into_view(team, item, now == view.belief and view.sight is None)
            return
        rate *= self.incidents.all[row.index].row.visibility
        if seen.is_open:
            if again and now != seen:
                self._drop(view)
                self._build(team, item, view, rate)
        elif now.is_open:
            self._build_with_severity(team, item, view, rate)
        else:
            self._drop(view)
        self.people.bring_into_view(team, item, now.is_open == seen.is_open and view.sight is None)

    def _build(self, team: Team, item: int, view: View, rate: float) -> None:
        """Go on building the hazard at a constant rate per hour; a rate of 0 means nothing is left to notice."""
        now = self.world.now_ms
        if rate <= 0.0:
            self._drop(view)
            return
        if view.sight is None:
            self._begin(view)
        else:
            if view.rate_per_h == rate:
                return
            view.built += view.rate_per_h * ms_to_hours(now - view.anchor_ms)
            view.sight.cancel()
        view.rate_per_h, view.anchor_ms = rate, now
        wait = max(1, hours_to_ms(max(0.0, view.threshold - view.built) / rate))
        self._arrange(team, item, view, now + wait)

    def _build_with_severity(self, team: Team, item: int, view: View, rate: float) -> None:
        """Go on building the hazard of an unknown incident, in proportion to its severity."""
        index = self.world.tables.items[item].index
        occurrence = self.incidents.all[index].open_ones()[0]
        if view.sight is None:
            self._begin(view)
            view.rate_per_h, view.area_start = 0.0, occurrence.area_now()
        else:
            view.sight.cancel()
        if rate <= 0.0:
            return
        left = view.threshold / rate - (occurrence.area_now() - view.area_start)
        row = occurrence.row
        severity = occurrence.severity_now()
        hours = time_to_integral(severity, occurrence.rate, row.limit, occurrence.contain, max(0.0, left))
        if hours >= 0.0:
            self._arrange(team, item, view, self.world.now_ms + max(1, hours_to_ms(hours)))

    def _begin(self, view: View) -> None:
        view.changes += 1
        view.threshold = hazard_threshold(self.world.chance(view.stream, view.changes))
        view.built = 0.0

    def _drop(self, view: View) -> None:
        if view.sight is not None:
            view.sight.cancel()
            view.sight = None

    def _arrange(self, team: Team, item: int, view: View, at_ms: int) -> None:
        key = key_of(Phase.SENSE, team.row.entity, Act.SEE, item)
        view.sight = self.world.at(at_ms, key, self._seer(team, item, view), ROOT)

    # --- a fork ---

    def redraw(self) -> None:
        """Draw anew how much more hazard must build up before what is under way is noticed (fine print 23)."""
        for team in self.people.all:
            for item in team.row.watches:
                view = team.views.get(item)
                if view is not None and view.sight is not None:
                    self._redraw(team, item, view)

    def _redraw(self, team: Team, item: int, view: View) -> None:
        now, row = self.world.now_ms, self.world.tables.items[item]
        more = hazard_threshold(self.world.chance(view.stream, view.changes))
        incident = self.incidents.all[row.index] if row.kind == ItemKind.INCIDENT else None
        if incident is not None and incident.open and view.seen is not None and not view.seen.is_open:
            view.threshold, view.area_start = more, incident.open_ones()[0].area_now()
            rate = team.row.sees_per_h * self.world.ratio(Parameter.DETECTION)
            self._build_with_severity(team, item, view, rate * incident.row.visibility)
        elif view.sight is not None and view.rate_per_h > 0.0:
            view.threshold, view.built, view.anchor_ms = more, 0.0, now
            view.sight.cancel()
            self._arrange(team, item, view, now + max(1, hours_to_ms(more / view.rate_per_h)))

    def _seer(self, team: Team, item: int, view: View) -> Callable[[int], None]:
        def see(_: int) -> None:
            view.sight = None
            snapshot = self.truth.snapshot(item)
            cause = self._latest_cause(item)
            is_seen = not self.world.is_played(team.index)
            if is_seen:
                cause = self.world.record(Phase.SENSE, team.row.entity, Kind.SEEN, float(item), cause)
            view.seen = snapshot
            if is_seen:
                self._mark_detected(item)
            note = self.people.new_note(team, item, snapshot, cause)
            note.is_own, note.is_seen = True, is_seen
            self.people.put(team, note)

        return see

    def _latest_cause(self, item: int) -> int:
        """Return the last record about an item, which is what is being noticed."""
        return self.world.last_record_of(self.world.tables.items[item].entity)

    def _mark_detected(self, item: int) -> None:
        row = self.world.tables.items[item]
        if row.kind == ItemKind.INCIDENT:
            self.incidents.all[row.index].mark_detected()

    # --- precursors ---

    def _watch_precursor(self, incident: Incident, number: int, opens_ms: int, cause: int) -> None:
        """Let every team that watches the incident notice its sign before it opens."""
        item = self._item_of.get((ItemKind.INCIDENT, incident.index))
        if item is None or not self.world.people_on:
            return
        row = incident.row
        severity = self.world.draw(row.severity_law, row.severity_stream, number)
        for team in self._watching.get(item, ()):
            stream = team.views[item].stream
            rate = team.row.sees_per_h * self.world.ratio(Parameter.DETECTION) * row.visibility * severity
            if rate <= 0.0:
                continue
            wait = hours_to_ms(hazard_threshold(self.world.chance(stream, PRECURSOR_N + number)) / rate)
            if self.world.now_ms + wait < opens_ms:
                key = key_of(Phase.SENSE, team.row.entity, Act.PRECURSOR, item)
                draw = Draw(HAZARD, stream, PRECURSOR_N + number, 1.0 / rate, wait)
                warner = self._warner(team, item, incident, number)
                self.world.at(self.world.now_ms + wait, key, warner, cause, draw)

    def _warner(self, team: Team, item: int, incident: Incident, number: int) -> Callable[[int], None]:
        def warn(cause: int) -> None:
            if number in incident.pending:
                is_seen = not self.world.is_played(team.index)
                if is_seen:
                    cause = self.world.record(Phase.SENSE, team.row.entity, Kind.SEEN, float(item), cause)
                note: Note = self.people.new_note(team, item, None, cause)
                note.is_own, note.is_seen, note.warns = True, is_seen, (incident.index, number)
                self.people.put(team, note)

        return warn


PRECURSOR_N = 1 << 31
"""Draws about precursors are numbered from here, apart from those about what is already so."""
