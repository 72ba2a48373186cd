"""Teams think and believe; nobody acts on more than is in their picture.

Seeing is noticing a difference between the truth and what is believed (fine print 14). What is seen or told waits
in an inbox that the team serves with a limited attention; load slows it and multiplies its errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import mesa

from sems_sim.engine.agenda import key_of
from sems_sim.engine.picture import Inbox, Ledger, Note, Snapshot, View
from sems_sim.engine.truth import Truth
from sems_sim.engine.watching import reluctance
from sems_sim.engine.world import World
from sems_sim.events import Kind, Phase
from sems_sim.laws import bounded_error, ms_to_hours, stress_factor, time_factor
from sems_sim.model import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN,
    Act,
    Comparison,
    Fact,
    ItemKind,
    Parameter,
    Signal,
    Step,
    clipped,
    compare,
)

ORDINARY_LOAD = 0.5
"""What a team that people play counts as having before it, per place of its attention."""


class Team(mesa.Agent):
    """One team and its picture."""

    def __init__(self, world: World, index: int) -> None:
        """Know only what it watches."""
        super().__init__(world)
        self.world = world
        self.row = row = world.tables.teams[index]
        self.index = index
        self.views: dict[int, View] = {}
        self.inbox = Inbox()
        self.ledger = Ledger()
        self.open_decisions = 0
        self.present = row.people
        """How many of its people are there."""
        for item, stream in zip(row.watches, row.see_streams, strict=True):
            self.views[item] = View(stream=stream, is_watched=True, is_in_view=True)

    def knows(self, item: int) -> bool:
        """Return whether it has any idea of an item."""
        view = self.views.get(item)
        return view is not None and view.belief is not None


class People:
    """All teams, what they believe, and how they take it in."""

    def __init__(self, world: World, truth: Truth) -> None:
        """Make the agents; each knows what it watches as it is before time 0."""
        self.world = world
        self.truth = truth
        self.all = [Team(world, index) for index in range(len(world.tables.teams))]
        self.rumour: Callable[[], float] = lambda: 0.0
        self.on_believed: list[Callable[[Team, Note, bool], None]] = []
        """Told (team, note, whether it was news) when something has been taken in."""
        self.on_aligned: list[Callable[[Team, int], None]] = []
        """Told (team, item) when what is believed, and so what there is to notice, has changed."""
        self._knowing: dict[int, list[Team]] = {}
        world.belief = self.belief

    def start(self) -> None:
        """Let every team know what it watches, as it is before time 0."""
        for team in self.all:
            for item, view in team.views.items():
                view.belief = view.seen = self.truth.snapshot(item)
                team.ledger.known += 1
                self._knowing.setdefault(item, []).append(team)

    # --- load ---

    def attention(self, team: Team) -> int:
        """Return how many things the team can handle at once."""
        places = team.row.attention * self.world.ratio(Parameter.ATTENTION)
        if team.present != team.row.people and team.row.people > 0:
            places = places * team.present / team.row.people
        return max(1, int(places))

    def load(self, team: Team) -> float:
        """Return what the team has before it, per place of its attention: notes, decisions, and calls about rumours.

        Of a team that people play nobody knows it; it counts as an ordinary one.
        """
        if self.world.is_played(team.index):
            return ORDINARY_LOAD
        items = len(team.inbox.waiting) + team.inbox.busy + team.open_decisions
        calls = 0.0 if team.row.outside else self.world.constants["rumour_calls"] * self.rumour()
        return (items + calls) / self.attention(team)

    def weigh(self, team: Team, cause: int) -> None:
        """Note whether the team has become overloaded, or is so no more."""
        inbox, now = team.inbox, self.world.now_ms
        is_over = self.load(team) > 1.0
        if is_over is inbox.is_overloaded:
            return
        inbox.is_overloaded = is_over
        if is_over:
            inbox.overload_since_ms = now
        else:
            inbox.overload_ms += now - inbox.overload_since_ms
        kind = Kind.OVERLOADED if is_over else Kind.RELIEVED
        self.world.record(Phase.THINK, team.row.entity, kind, self.load(team), cause)

    def error_chance(self, team: Team, nominal: float, factor: float) -> float:
        """Return a bounded error probability under the present load (SPAR-H bound, THERP stress steps)."""
        product = factor * stress_factor(self.load(team)) / max(0.05, team.row.competence)
        return bounded_error(nominal, product)

    # --- the inbox ---

    def put(self, team: Team, note: Note) -> None:
        """Put something into a team's inbox; it is taken in when attention is free."""
        inbox = team.inbox
        inbox.waiting.append(note)
        if not note.is_own:
            inbox.messages += 1
        if self.world.is_played(team.index):
            self.say_it_waits(team, note, note.cause)
            return
        self.weigh(team, note.cause)
        self.ask_dispatch(team, note.cause)

    def say_it_waits(self, team: Team, note: Note, cause: int) -> None:
        """Tell whoever runs the exercise that players have something to take in."""
        self.world.record(Phase.THINK, team.row.entity, Kind.NOTE_DUE, float(note.item), cause)

    def set_present(self, index: int, present: int, cause: int) -> None:
        """Let so many of a team's people be there; with nobody there its inbox waits."""
        team = self.all[index]
        if team.present == present:
            return
        team.present = present
        record = self.world.record(Phase.COMMAND, team.row.entity, Kind.ROSTER_CHANGED, float(present), cause)
        self.weigh(team, record)
        self.ask_dispatch(team, record)

    def new_note(self, team: Team, item: int, snapshot: Snapshot | None, cause: int) -> Note:
        """Return a numbered note for a team, ranked as it would be triaged."""
        inbox = team.inbox
        number, inbox.arrived = inbox.arrived, inbox.arrived + 1
        draw = self.world.chance(team.row.triage_stream, number)
        rank = self.world.tables.items[item].rank if item != NONE else 0.0
        right = self.world.maturity.value(Parameter.TRIAGE_RIGHT)
        if draw >= right:
            rank = 3.0 * (draw - right) / (1.0 - right)
        now = self.world.now_ms
        return Note(
            number, item, snapshot, now, is_own=False, cause=cause, rank=rank, draw=draw, arrived_ms=now
        )

    def ask_dispatch(self, team: Team, cause: int) -> None:
        """Let a team turn, at the end of this instant, to what is waiting."""
        if team.inbox.is_asked:
            return
        team.inbox.is_asked = True
        key = key_of(Phase.THINK, team.row.entity, Act.SETTLE)
        self.world.at(self.world.now_ms, key, lambda because: self._dispatch(team, because), cause)

    def _dispatch(self, team: Team, _: int) -> None:
        """Turn to the most important things, as far as attention goes."""
        inbox = team.inbox
        inbox.is_asked = False
        if self.world.is_played(team.index) or team.present == 0:
            return
        while inbox.waiting and inbox.busy < self.attention(team):
            note = inbox.next_note()
            factor = self.world.ratio(Parameter.INBOX_TIME) * time_factor(self.load(team))
            inbox.busy += 1
            row = team.row
            delay = self.world.draw_ms(row.handles_law, row.handle_stream, note.number, clipped(factor))
            key = key_of(Phase.THINK, row.entity, Act.HANDLE, note.number)
            self.world.at_drawn(self.world.now_ms + delay, key, self._taker(team, note), note.cause)

    def _taker(self, team: Team, note: Note) -> Callable[[int], None]:
        return lambda cause: self._take_in(team, note, cause)

    def _take_in(self, team: Team, note: Note, cause: int) -> None:
        team.inbox.busy -= 1
        is_played = self.world.is_played(team.index)
        team.inbox.hearings += int(is_played)
        if note.snapshot is not None and note.item != NONE and not is_played:
            note.cause = self._understand(team, note, cause)
        is_news = self.believe(team, note)
        self.weigh(team, note.cause)
        self.ask_dispatch(team, note.cause)
        self.pass_on(team, note, is_news)

    def pass_on(self, team: Team, note: Note, is_news: bool) -> None:  # noqa: FBT001 - whether it changed anything
        """Let everybody know who does something with what a team has taken in."""
        for listener in self.on_believed:
            listener(team, note, is_news)

    def _understand(self, team: Team, note: Note, cause: int) -> int:
        """Misread it if the draw says so: believe only a part of the change."""
        constants = self.world.constants
        factor = self.world.ratio(Parameter.DIAGNOSIS_ERROR)
        wrong = self.error_chance(team, constants["diagnosis_error"], factor)
        if self.world.chance(team.row.misread_stream, note.number) >= wrong or note.snapshot is None:
            return cause
        view = team.views.get(note.item)
        old = view.belief.value if view is not None and view.belief is not None else self._usual(note.item)
        value = old + constants["misread_factor"] * (note.snapshot.value - old)
        is_open = self.world.tables.items[note.item].kind == ItemKind.INCIDENT and value > 0.0
        note.snapshot = Snapshot(value, is_open=is_open, backlog=note.snapshot.backlog)
        team.inbox.errors += 1
        return self.world.record(Phase.THINK, team.row.entity, Kind.MISREAD, value, cause)

    def _usual(self, item: int) -> float:
        return 0.0 if self.world.tables.items[item].kind == ItemKind.INCIDENT else 1.0

    def believe(self, team: Team, note: Note) -> bool:
        """Take a note into the picture if it is about an item and newer; return whether it changed anything."""
        if note.item == NONE or note.snapshot is None:
            return False
        view = team.views.setdefault(note.item, View())
        snapshot = note.snapshot
        if view.belief is not None and self._is_old(note, view):
            return False
        is_news = view.belief != snapshot
        if is_news:
            note.cause = self.take_over(team, note.item, snapshot, note.observed_ms, note.cause)
        else:
            self.learn(team, note.item, snapshot, note.observed_ms, note.cause)
        return is_news

    def _is_old(self, note: Note, view: View) -> bool:
        """Return whether a team knows better: by its own eyes, or of two tellings of one moment by the first."""
        if note.is_own:
            return note.observed_ms < view.observed_ms
        return view.is_in_view or note.observed_ms <= view.observed_ms

    def take_over(self, team: Team, item: int, snapshot: Snapshot, observed_ms: int, cause: int) -> int:
        """Put news into a team's picture, on record; return the record."""
        entity = team.row.entity
        record = self.world.record(Phase.THINK, entity, Kind.BELIEVED, float(item), cause)
        self.world.record(Phase.THINK, entity, Kind.BELIEF, snapshot.value, record)
        self.learn(team, item, snapshot, observed_ms, record)
        return record

    def learn(self, team: Team, item: int, snapshot: Snapshot, observed_ms: int, cause: int) -> None:
        """Put an item into a team's picture."""
        view = team.views.setdefault(item, View())
        ledger, now = team.ledger, self.world.now_ms
        ledger.advance(now)
        if view.belief is None:
            ledger.known += 1
            self._knowing.setdefault(item, []).append(team)
        elif not view.is_in_view:
            ledger.aged -= 1
            ledger.observed_sum_ms -= view.observed_ms
        view.belief = view.seen = snapshot
        view.observed_ms = observed_ms
        view.is_in_view = False
        ledger.aged += 1
        ledger.observed_sum_ms += observed_ms
        self._measure_error(team, item, view)
        self.world.changed(Signal.PICTURE, item, cause, team.index)
        for listener in self.on_aligned:
            listener(team, item)

    def bring_into_view(self, team: Team, item: int, is_in_view: bool) -> None:  # noqa: FBT001 - in view or not
        """Note that a team sees an item as it is, or from now on no more."""
        view = team.views[item]
        if view.is_in_view is is_in_view:
            return
        ledger, now = team.ledger, self.world.now_ms
        ledger.advance(now)
        if is_in_view:
            ledger.aged -= 1
            ledger.observed_sum_ms -= view.observed_ms
        else:
            view.observed_ms = now
            ledger.aged += 1
            ledger.observed_sum_ms += now
        view.is_in_view = is_in_view

    def truth_changed(self, item: int) -> None:
        """Bring the gap between belief and truth up to date for all who know of an item."""
        for team in self._knowing.get(item, ()):
            team.ledger.advance(self.world.now_ms)
            self._measure_error(team, item, team.views[item])

    def _measure_error(self, team: Team, item: int, view: View) -> None:
        if view.belief is None:
            return
        error = abs(view.belief.value - self.truth.snapshot(item).value)
        team.ledger.error += error - view.error
        view.error = error

    # --- answers ---

    def belief(self, step: Step, reluctant: bool) -> int:  # noqa: FBT001 - as the condition says
        """Answer a step of a condition from a team's picture, in three values."""
        team = self.all[step.team]
        if step.fact == Fact.OPENED:
            return self._believes_open(team, step)
        view = team.views.get(step.item)
        if view is None or view.belief is None:
            return UNKNOWN
        constant = step.constant
        if reluctant and step.comparison in (Comparison.GT, Comparison.GE):
            constant = (
                min(constant * reluctance(self.world), max(constant, 0.99))
                if constant <= 1.0
                else (constant * reluctance(self.world))
            )
        return TRUE if _answer(step, view.belief, constant) else FALSE

    def _believes_open(self, team: Team, step: Step) -> int:
        known = 0
        for item, view in team.views.items():
            is_incident = self.world.tables.items[item].kind == ItemKind.INCIDENT
            if is_incident and view.belief is not None and view.belief.is_open:
                known += 1
        return TRUE if compare(float(known), step.comparison, step.constant) else FALSE

    def measures(self, end_ms: int) -> dict[str, float | None]:
        """Return the measures of every team."""
        found: dict[str, float | None] = {}
        for team in self.all:
            name = f"team.{self.world.tables.name_of(team.row.entity)}"
            inbox, ledger = team.inbox, replace(team.ledger)
            ledger.advance(end_ms)
            over = inbox.overload_ms + (end_ms - inbox.overload_since_ms if inbox.is_overloaded else 0)
            item_hours = ledger.item_hours
            found[f"{name}.overload_h"] = ms_to_hours(over)
            found[f"{name}.picture_age_h"] = ledger.age_hours / item_hours if item_hours > 0.0 else 0.0
            found[f"{name}.picture_error"] = ledger.error_hours / item_hours if item_hours > 0.0 else 0.0
            found[f"{name}.messages"] = float(inbox.messages)
            found[f"{name}.errors"] = float(inbox.errors)
        return found


def _answer(step: Step, belief: Snapshot, constant: float) -> bool:
    """Return what a believed snapshot says to one step."""
    if step.fact == Fact.UP:
        return belief.value > 0.0
    if step.fact == Fact.DOWN:
        return belief.value <= 0.0
    if step.fact == Fact.ACTIVE:
        return belief.is_open
    if step.fact == Fact.CONTAINED:
        return belief.is_contained
    if step.fact == Fact.BELOW_MBCO:
        return belief.is_below_mbco
    if step.fact == Fact.OVER_RTO:
        return belief.is_over_rto
    if step.fact == Fact.OVER_MTPD:
        return belief.is_over_mtpd
    left = belief.value
    if step.fact == Fact.BACKLOG:
        left = belief.backlog
    elif step.fact == Fact.LOST:
        left = belief.lost
    return compare(left, step.comparison, constant)
