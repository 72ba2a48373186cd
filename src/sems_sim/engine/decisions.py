"""Decisions come up, are taken, may be wrong, and may be reversed.

In a run the automatic policy decides: it takes the option that doctrine prefers unless it errs; load, education,
clear ownership and the age of the picture give the chance of erring.
"""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.agenda import key_of
from sems_sim.engine.escalation import Command
from sems_sim.engine.means import total
from sems_sim.engine.people import People, Team
from sems_sim.engine.watching import Owner, Watch
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import ms_to_hours
from sems_sim.model import (
    FOREVER_MS,
    LAPSE,
    NONE,
    OFF_LIST,
    Act,
    DecisionRow,
    Fact,
    Parameter,
    Signal,
    Span,
    Step,
)


class Question:
    """One decision and how it stands."""

    def __init__(self, row: DecisionRow, index: int) -> None:
        """Nobody has asked yet."""
        self.row = row
        self.index = index
        self.watches: list[Watch] = []
        self.is_spell = False
        self.is_open = False
        self.is_ready = False
        """The time to decide is over, and only authority is lacking."""
        self.openings = 0
        self.turns = 0
        """How often its team has begun, or stopped, to think about it; what an earlier turn comes to is void."""
        self.chosen = NONE
        """Number of the option in force, from 0 within the decision; OFF_LIST for what no option says."""
        self.held: list[int] = []
        self.is_wrong = False
        self.opened_ms = NONE
        self.decided_ms = NONE
        self.reversed = 0
        self.opened_record = ROOT


class Decisions:
    """All decisions of a scenario."""

    def __init__(self, world: World, people: People, command: Command) -> None:
        """Answer conditions about what was chosen."""
        self.world = world
        self.people = people
        self.command = command
        self.all = [Question(row, index) for index, row in enumerate(world.tables.decisions)]
        self.at_right_level = 0
        self.put_to_players = 0
        """Openings that nobody could put to the wrong level."""
        self.errors_of: dict[int, int] = {}
        self.spent = 0.0
        self.on_taken: list[Callable[[Question, int], None]] = []
        world.facts[Fact.CHOSEN] = self._is_chosen
        command.on_authority.append(self._authority)
        command.on_rhythm.append(self._rhythm)

    def start(self) -> None:
        """Begin to watch for what brings each decision up."""
        for question in self.all:
            for condition in question.row.when:
                owner = Owner(Phase.COMMAND_LEVEL, question.row.entity, condition)
                watch = Watch(self.world, condition, owner, self._reactor(question))
                question.watches.append(watch)
        for question in self.all:
            for watch in question.watches:
                watch.start(react=False)
            self._reconsider(question, ROOT)

    def open_count(self) -> int:
        """Return how many decisions are waiting to be taken."""
        return len([question for question in self.all if question.is_open])

    def _reactor(self, question: Question) -> Callable[[bool, int], None]:
        return lambda _, cause: self._reconsider(question, cause)

    def _reconsider(self, question: Question, cause: int) -> None:
        if not any(watch.holds for watch in question.watches):
            question.is_spell = False
        elif not question.is_spell and self._may_open(question):
            question.is_spell = True
            self.ask(question.index, cause)

    def _may_open(self, question: Question) -> bool:
        if not self.world.people_on:
            return True
        return self.command.current >= question.row.level and self.command.has_authority

    def _authority(self, cause: int) -> None:
        for question in self.all:
            if question.is_open and question.is_ready and self._may_open(question):
                self._decide(question, cause)
            elif not question.is_open:
                self._reconsider(question, cause)

    def ask(self, index: int, cause: int) -> bool:
        """Put the question to its team; return False if it is already before them."""
        question = self.all[index]
        if question.is_open:
            return False
        row, now = question.row, self.world.now_ms
        number, question.openings = question.openings, question.openings + 1
        question.is_open, question.is_ready = True, False
        question.opened_ms = now if question.opened_ms == NONE else question.opened_ms
        record = self.world.record(Phase.COMMAND_LEVEL, row.entity, Kind.DECISION_OPENED, number + 1.0, cause)
        question.opened_record = record
        team = self._team(question)
        if team is not None:
            team.open_decisions += 1
            self.people.weigh(team, record)
        if self.world.is_played(row.team):
            self.put_to_players += 1
        else:
            self._think(question, self._detour(question, record), record)
        if row.within_ms < FOREVER_MS:
            late_key = key_of(Phase.COMMAND_LEVEL, row.entity, Act.GIVE_UP, number)
            self.world.at(
                now + row.within_ms, late_key, lambda because: self._late(question, number, because), record
            )
        return True

    def _think(self, question: Question, factor: float, cause: int) -> None:
        """Let the team begin its time to decide, now."""
        row, number = question.row, question.openings - 1
        question.turns += 1
        turn = question.turns
        delay = self.command.deciding_ms(row.team, row.delay_stream, number, factor)
        key = key_of(Phase.COMMAND_LEVEL, row.entity, Act.DECIDE, number)
        at_ms = self.world.now_ms + delay
        self.world.at_drawn(at_ms, key, lambda because: self._ready(question, turn, because), cause)

    def _detour(self, question: Question, cause: int) -> float:
        """Return how much longer it takes because it first goes to the wrong level, if it does."""
        if not self.world.people_on:
            return 1.0
        wrong = self.world.maturity.value(Parameter.WRONG_LEVEL)
        if self.world.chance(question.row.wrong_level_stream, question.openings) >= wrong:
            self.at_right_level += 1
            return 1.0
        self.world.record(Phase.COMMAND_LEVEL, question.row.entity, Kind.WRONG_LEVEL, 1.0, cause)
        return self.world.constants["wrong_level_delay"]

    def _late(self, question: Question, number: int, cause: int) -> None:
        if question.is_open and question.openings == number + 1:
            self.world.record(Phase.COMMAND_LEVEL, question.row.entity, Kind.DECISION_LATE, 0.0, cause)

    def _ready(self, question: Question, turn: int, cause: int) -> None:
        if question.turns != turn:
            return
        question.is_ready = True
        if self.command.has_authority or not self.world.people_on:
            self._decide(question, cause)

    def _decide(self, question: Question, cause: int) -> None:
        question.decided_ms = self.world.now_ms if question.decided_ms == NONE else question.decided_ms
        option = self._choose(question, self._team(question))
        self._close(question, cause)
        self._take(question, option, Kind.DECISION_TAKEN, cause)

    def _close(self, question: Question, cause: int) -> None:
        """Take the question from its team."""
        question.is_open = question.is_ready = False
        question.turns += 1
        team = self._team(question)
        if team is not None:
            team.open_decisions -= 1
            self.people.weigh(team, cause)

    # --- what players decide ---

    def decide_for(self, index: int, option: int, cause: int) -> None:
        """Decide now as ordered: an option from 0, OFF_LIST, or LAPSE; what changes nothing leaves no record."""
        question = self.all[index]
        if option == LAPSE:
            if question.is_open:
                entity = question.row.entity
                self._close(
                    question, self.world.record(Phase.COMMAND_LEVEL, entity, Kind.DECISION_CLOSED, 0.0, cause)
                )
            return
        is_same = question.chosen == option
        if option >= question.row.options.count or (is_same and not question.is_open):
            return
        self._count_as_decided(question, is_same=is_same)
        if question.is_open:
            self._close(question, cause)
        is_first = question.chosen == NONE or is_same or option == OFF_LIST
        self._take(question, option, Kind.DECISION_TAKEN if is_first else Kind.DECISION_REVERSED, cause)

    def _count_as_decided(self, question: Question, *, is_same: bool) -> None:
        """Note when it was opened and decided; what never came up did so now."""
        now = self.world.now_ms
        question.opened_ms = now if question.opened_ms == NONE else question.opened_ms
        question.decided_ms = now if question.decided_ms == NONE else question.decided_ms
        question.is_spell = any(watch.holds for watch in question.watches)
        question.is_wrong = False
        question.reversed += int(question.chosen != NONE and not is_same)

    def hand_over(self, team: int, is_played: bool, cause: int) -> None:  # noqa: FBT001 - to players or back
        """Leave to players what a team has open, or let the model begin to think about it now."""
        for question in self.all:
            if question.row.team != team or not question.is_open:
                continue
            if is_played:
                question.is_ready = False
                question.turns += 1
            else:
                self._think(question, 1.0, cause)

    def _take(self, question: Question, option: int, kind: Kind, cause: int) -> None:
        row = question.row
        if question.held and self.world.doer is not None:
            self.world.doer.undo(question.held, cause)
        question.chosen = option
        effects = Span()
        if option != OFF_LIST:
            chosen = self.world.tables.options[row.options.first + option]
            self.spent += chosen.cost
            effects = chosen.effects
        said = max(0.0, option + 1.0)
        record = self.world.record(Phase.COMMAND_LEVEL, row.entity, kind, said, cause)
        question.held = self.world.do(effects, None, record)
        self.world.changed(Signal.DECISION, question.index, record)
        for listener in self.on_taken:
            listener(question, record)

    def _choose(self, question: Question, team: Team | None) -> int:
        """Return the option that is taken: doctrine's, or by error another."""
        row = question.row
        forced = self.world.policy.option_for(question.index)
        best = self._doctrine(question)
        question.is_wrong = False
        if forced >= 0:
            return forced
        if team is None or not self.world.people_on or row.options.count < 2:
            return best
        chance = self.people.error_chance(
            team, self.world.constants["decision_error"], self._error_factor(team)
        )
        if self.world.chance(row.error_stream, question.openings) >= chance:
            return best
        question.is_wrong = True
        team.inbox.errors += 1
        others = [number for number in range(row.options.count) if number != best]
        draw = self.world.chance(row.choice_stream, question.openings)
        return others[min(int(draw * len(others)), len(others) - 1)]

    def _doctrine(self, question: Question) -> int:
        """Return the option that the file marks as policy; without one, any, drawn once a run."""
        span = question.row.options
        options = self.world.tables.options[span.first : span.first + span.count]
        stated = next((number for number, option in enumerate(options) if option.is_policy), NONE)
        if stated != NONE:
            return stated
        draw = self.world.settled(question.row.choice_stream, NO_DOCTRINE_N)
        return min(int(draw * len(options)), len(options) - 1)

    def _error_factor(self, team: Team) -> float:
        """Return what education, ownership and an old picture make of the nominal error."""
        half_life = self.world.maturity.value(Parameter.BELIEF_HALF_LIFE_MIN) / 60.0
        ledger, now = team.ledger, self.world.now_ms
        age_h = ms_to_hours(ledger.aged * now - ledger.observed_sum_ms) / max(1, ledger.known)
        stale = 1.0 + min(2.0, age_h / half_life)
        ratio = self.world.ratio(Parameter.DIAGNOSIS_ERROR) * self.world.ratio(Parameter.OWNER_DECISION_ERROR)
        return stale * ratio

    def _rhythm(self, level: int, cycle: int, cause: int) -> None:
        """At the battle rhythm a wrong choice may be seen for what it is."""
        chance = self.world.maturity.value(Parameter.WRONG_REVERSED)
        for question in self.all:
            if not question.is_wrong or question.chosen == NONE or question.row.level > level:
                continue
            if self.world.is_played(question.row.team):
                continue
            if self.world.chance(question.row.reverse_stream, cycle) < chance:
                question.is_wrong = False
                question.reversed += 1
                self._take(question, self._doctrine(question), Kind.DECISION_REVERSED, cause)

    def _team(self, question: Question) -> Team | None:
        return None if question.row.team == NONE else self.people.all[question.row.team]

    def _is_chosen(self, step: Step, _: Scope | None) -> bool:
        question = self.all[step.index]
        if step.part == NONE:
            return question.chosen != NONE
        return question.chosen >= 0 and question.row.options.first + question.chosen == step.part

    def measures(self) -> dict[str, float | None]:
        """Return the measures of every decision."""
        found: dict[str, float | None] = {}
        for question in self.all:
            name = f"decision.{self.world.tables.name_of(question.row.entity)}"
            found[f"{name}.opened_h"] = _hours(question.opened_ms)
            found[f"{name}.decided_h"] = _hours(question.decided_ms)
            found[f"{name}.option"] = _said(question.chosen)
            found[f"{name}.reversed"] = float(question.reversed)
        asked = total(question.openings for question in self.all) - self.put_to_players
        share = self.at_right_level / asked if asked and self.world.people_on else None
        found["crisis.right_level_share"] = 1.0 if asked and not self.world.people_on else share
        return found


def _said(chosen: int) -> float | None:
    """Return an option as the measures count it: from 1, 0 for one that no option says."""
    return None if chosen == NONE else max(0.0, chosen + 1.0)


def _hours(moment_ms: int) -> float | None:
    return None if moment_ms == NONE else ms_to_hours(moment_ms)


NO_DOCTRINE_N = 1 << 31
"""The draw by which a decision without a stated policy falls to one of its options."""
