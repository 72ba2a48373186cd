"""Levels of response: raised, entered after the handshake, stood down.

A picture meets the criteria, the team that read it takes its time to decide, the level is activated, and entered.
On entry only a part of the old leader's picture is carried over, and for the authority gap nobody may start a plan
or take a decision. What was decided is not called back because the criteria lapse meanwhile (fine print 16).
"""

from __future__ import annotations

from collections.abc import Callable

from sems_sim.engine.agenda import Appointment, key_of
from sems_sim.engine.handover import Entry, Handover
from sems_sim.engine.people import People, Team
from sems_sim.engine.supply import Pools
from sems_sim.engine.watching import Owner, Watch
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import hours_to_ms, ms_to_hours, time_factor
from sems_sim.model import NONE, Act, EntityKind, Fact, LevelRow, Parameter, Signal, Step, clipped, compare

MINUTE_MS = 60_000


class Rung:
    """One level and where it stands."""

    def __init__(self, row: LevelRow, number: int) -> None:
        """Start below it, except at the operational level, which is where routine work is done."""
        self.row = row
        self.number = number
        self.is_entered = number == 0
        self.is_spell = False
        """Whether the present spell of its criteria has been acted on."""
        self.is_due = False
        """Whether players have been asked in this spell whether to raise it."""
        self.is_over_due = False
        """Whether players have been asked in this spell whether to stand it down."""
        self.is_gathered = False
        """Whether those who lead it have met already when it is entered."""
        self.is_waiting = False
        """Whether it would have been entered but for a pin."""
        self.activation: Appointment | None = None
        self.raises = 0
        self.entries = 0
        self.rhythms = 0
        self.stand_down: Watch | None = None
        self.first_ms = 0 if number == 0 else NONE
        self.spent_ms = 0


class Command:
    """The present level, its authority, and the way up and down."""

    def __init__(self, world: World, people: People, pools: Pools) -> None:
        """Begin at the operational level."""
        self.world = world
        self.people = people
        self.pools = pools
        self.rungs = [Rung(row, number) for number, row in enumerate(world.tables.levels)]
        self.current = 0
        self.authority_ms = 0
        """From when the current level may act."""
        self.gap_ms = 0
        self.on_authority: list[Callable[[int], None]] = []
        self.on_rhythm: list[Callable[[int, int, int], None]] = []
        """Told (level, cycle, cause) at each battle rhythm."""
        self._since_ms = 0
        self._handover = Handover(world, people)
        self._holds: dict[tuple[int, int, bool], list[Watch]] = {}
        world.facts[Fact.RESPONSE] = self._is_response

    def start(self) -> None:
        """Begin to watch the criteria of every level."""
        for rung in self.rungs[1:]:
            for direct, variants in ((False, rung.row.when), (True, rung.row.direct)):
                for lower, conditions in enumerate(variants):
                    for condition in conditions:
                        self._watch(rung, lower, condition, direct=direct)
        for watches in self._holds.values():
            for watch in watches:
                watch.start(react=False)
        self._reconsider(ROOT)

    @property
    def is_pinned(self) -> bool:
        """Whether the response stays as it is."""
        return (EntityKind.LEVEL, NONE) in self.world.pinned

    @property
    def has_authority(self) -> bool:
        """Whether the current level may decide and start plans."""
        return self.world.now_ms >= self.authority_ms

    def leader(self, level: int) -> Team | None:
        """Return the team that leads a level."""
        led_by = self.rungs[level].row.led_by
        return None if led_by == NONE else self.people.all[led_by]

    def in_charge(self) -> list[Team]:
        """Return who leads the current level, or all teams of that level if nobody leads it."""
        return self._leaders(self.current)

    def deciding_ms(self, team: int, stream: int, n: int, factor: float = 1.0, law: int = NONE) -> int:
        """Return how long a team takes over the n-th decision of a kind; nothing with people off.

        `law` is a stated one; without it the team's own serves.
        """
        if not self.world.people_on or team == NONE:
            return 0
        member = self.people.all[team]
        factor *= self.world.ratio(Parameter.OWNER_DECISION_DELAY)
        factor *= self.world.ratio(Parameter.TRAINED_DECISION_DELAY)
        factor *= time_factor(self.people.load(member))
        return self.world.draw_ms(member.row.decides_law if law == NONE else law, stream, n, clipped(factor))

    # --- up ---

    def _watch(self, rung: Rung, lower: int, condition: int, *, direct: bool) -> None:
        owner = Owner(Phase.COMMAND_LEVEL, rung.row.entity, condition)
        watch = Watch(self.world, condition, owner, lambda _, cause: self._reconsider(cause))
        self._holds.setdefault((rung.number, lower, direct), []).append(watch)

    def _reconsider(self, cause: int) -> None:
        """Decide to raise what now meets its criteria, or ask the players to, once per spell."""
        if self.is_pinned:
            return
        for rung in self.rungs[1:]:
            if rung.number <= self.current:
                is_met = self._is_met_from_anywhere(rung)
                rung.is_spell, rung.is_due = rung.is_spell and is_met, rung.is_due and is_met
                continue
            met = self._met(rung)
            if not met:
                rung.is_spell = rung.is_due = False
            elif not rung.is_spell and rung.activation is None:
                readers = [self._reader(watch) for watch in met]
                reader = next((one for one in readers if not self._is_for_players(rung, one)), None)
                if reader is None:
                    self._ask_players(rung, cause)
                else:
                    rung.is_spell = True
                    self._decide(rung, reader, cause)

    def _reader(self, watch: Watch) -> int:
        """Return the team that reads a condition: its own reader, or who leads the current level."""
        return watch.reader if watch.reader != NONE else self.rungs[self.current].row.led_by

    def _is_for_players(self, rung: Rung, reader: int) -> bool:
        """Return whether raising a level is for players to say: they read its criteria, or lead it."""
        return self.world.is_played(reader) or self.world.is_played(rung.row.led_by)

    def _ask_players(self, rung: Rung, cause: int) -> None:
        if not rung.is_due:
            rung.is_due = True
            self.world.record(Phase.COMMAND_LEVEL, rung.row.entity, Kind.RAISE_DUE, 1.0, cause)

    def _is_met_from_anywhere(self, rung: Rung) -> bool:
        """Return whether the spell that raised a level goes on while the level is in force."""
        return any(
            watch.holds
            for (raised, _, _), watches in self._holds.items()
            if raised == rung.number
            for watch in watches
        )

    def _met(self, rung: Rung) -> list[Watch]:
        """Return the conditions by which the level should be raised from the present one."""
        watches = list(self._holds.get((rung.number, self.current, True), ()))
        between = self.rungs[self.current + 1 : rung.number]
        if not any(any(lower.row.when) for lower in between):
            watches += self._holds.get((rung.number, self.current, False), ())
        return [watch for watch in watches if watch.holds]

    def _decide(self, rung: Rung, reader: int, cause: int) -> None:
        number, rung.raises = rung.raises, rung.raises + 1
        delay = self.deciding_ms(reader, rung.row.delay_stream, number, law=rung.row.decides_law)
        key = key_of(Phase.COMMAND_LEVEL, rung.row.entity, Act.LEVEL, number * 2)
        self.world.at_drawn(
            self.world.now_ms + delay,
            key,
            lambda because: self._decided(rung, number, reader, because),
            cause,
        )

    def _decided(self, rung: Rung, number: int, reader: int, cause: int) -> None:
        """Activate what has been decided, unless players have taken over or the response is pinned meanwhile."""
        if self.is_pinned:
            rung.is_spell = False
        elif not self._is_for_players(rung, reader):
            self._activate(rung, number, cause)
        elif rung.number > self.current and rung.activation is None:
            rung.is_spell = False
            self._ask_players(rung, cause)

    def raise_level(self, level: int, cause: int) -> bool:
        """Order a level to be raised now, whatever the pictures say; return whether that changes anything."""
        rung = self.rungs[level]
        if level <= self.current or rung.activation is not None or self.is_pinned:
            return False
        number, rung.raises = rung.raises, rung.raises + 1
        self._activate(rung, number, cause)
        return True

    def gather(self, level: int, cause: int) -> bool:
        """Enter a level now, with all there and able to act; return whether that changes anything."""
        rung = self.rungs[level]
        if level <= self.current or self.is_pinned:
            return False
        if rung.activation is not None:
            rung.activation.cancel()
        number, rung.raises = rung.raises, rung.raises + 1
        rung.is_gathered = True
        record = self.world.record(Phase.COMMAND_LEVEL, rung.row.entity, Kind.LEVEL_DECIDED, 0.0, cause)
        self._arrange_entry(rung, number, 0, record)
        return True

    def _activate(self, rung: Rung, number: int, cause: int) -> None:
        if rung.number <= self.current or rung.activation is not None:
            return
        delay = 0
        if self.world.people_on:
            row = rung.row
            factor = self._activation_factor(rung)
            delay = self.world.draw_ms(row.activation_law, row.activation_stream, number, factor)
        hours = ms_to_hours(delay)
        record = self.world.record(Phase.COMMAND_LEVEL, rung.row.entity, Kind.LEVEL_DECIDED, hours, cause)
        self._arrange_entry(rung, number, delay, record)

    def _arrange_entry(self, rung: Rung, number: int, delay_ms: int, cause: int) -> None:
        key = key_of(Phase.COMMAND_LEVEL, rung.row.entity, Act.LEVEL, number * 2 + 1)
        at_ms = self.world.now_ms + delay_ms
        rung.activation = self.world.at_drawn(at_ms, key, lambda because: self._enter(rung, because), cause)

    def _activation_factor(self, rung: Rung) -> float:
        factor = self.world.ratio(Parameter.HANDOVER_DELAY)
        is_crisis = rung.number == len(self.rungs) - 1
        factor *= self.world.ratio(
            Parameter.CRISIS_ACTIVATION if is_crisis else Parameter.OPERATIONAL_ACTIVATION
        )
        return clipped(factor)

    def _enter(self, rung: Rung, cause: int) -> None:
        if self.is_pinned:
            rung.is_waiting = True
            return
        rung.activation = None
        is_gathered, rung.is_gathered, rung.is_waiting = rung.is_gathered, False, False
        old = self.current
        if rung.number <= old:
            return
        self._supersede(rung, cause)
        self._count_time()
        self.current = rung.number
        rung.is_entered = True
        rung.entries += 1
        rung.first_ms = self.world.now_ms if rung.first_ms == NONE else rung.first_ms
        entry = Entry(rung.row, rung.entries, self.leader(rung.number))
        record = self._handover.hand_over(self._leaders(old), entry, cause)
        self._open_gap(rung, record, 0 if is_gathered else self._gap_ms(entry))
        self.pools.ask_surge(rung.number, record)
        self._start_rhythm(rung, record)
        self._watch_stand_down(rung, record)
        self.world.do(rung.row.effects, None, record)
        self.world.changed(Signal.RESPONSE, 0, record)
        self._reconsider(record)

    def _supersede(self, rung: Rung, cause: int) -> None:
        for lower in self.rungs[: rung.number]:
            if lower.activation is not None:
                lower.activation.cancel()
                lower.activation = None
                lower.is_gathered = lower.is_waiting = False
                self.world.record(Phase.COMMAND_LEVEL, lower.row.entity, Kind.LEVEL_SUPERSEDED, 0.0, cause)

    # --- the handshake ---

    def _leaders(self, level: int) -> list[Team]:
        leader = self.leader(level)
        if leader is not None:
            return [leader]
        return [team for team in self.people.all if team.row.level == level]

    def _gap_ms(self, entry: Entry) -> int:
        gap = hours_to_ms(self.world.maturity.value(Parameter.AUTHORITY_GAP_MIN) / 60.0)
        return max(gap, self._handover.quorum_ms(entry))

    def _open_gap(self, rung: Rung, cause: int, gap: int) -> None:
        if not self.world.people_on:
            return
        now = self.world.now_ms
        self.authority_ms = now + gap
        key = key_of(Phase.COMMAND_LEVEL, rung.row.entity, Act.AUTHORITY, rung.entries)

        def take(because: int) -> None:
            if self.current == rung.number and self.authority_ms == self.world.now_ms:
                self.gap_ms += gap
                hours = ms_to_hours(gap)
                record = self.world.record(
                    Phase.COMMAND_LEVEL, rung.row.entity, Kind.AUTHORITY_TAKEN, hours, because
                )
                self.tell_authority(record)

        self.world.at(now + gap, key, take, cause)

    def tell_authority(self, cause: int) -> None:
        """Tell plans and decisions that the level or its authority has changed."""
        for listener in self.on_authority:
            listener(cause)

    def _start_rhythm(self, rung: Rung, cause: int) -> None:
        if not self.world.people_on:
            return
        period = rung.row.rhythm_ms
        if period > 0:
            period = int(period * self.world.ratio(Parameter.RHYTHM_MIN))
        else:
            period = hours_to_ms(self.world.maturity.value(Parameter.RHYTHM_MIN) / 60.0)
        entry = rung.entries

        def beat(because: int) -> None:
            if self.current != rung.number or rung.entries != entry:
                return
            rung.rhythms += 1
            cycle = float(rung.rhythms)
            record = self.world.record(Phase.COMMAND_LEVEL, rung.row.entity, Kind.RHYTHM, cycle, because)
            for listener in self.on_rhythm:
                listener(rung.number, rung.rhythms, record)
            self._at_rhythm(rung, period, beat, because)

        self._at_rhythm(rung, period, beat, cause)

    def _at_rhythm(self, rung: Rung, period_ms: int, beat: Callable[[int], None], cause: int) -> None:
        key = key_of(Phase.COMMAND_LEVEL, rung.row.entity, Act.RHYTHM, rung.entries)
        self.world.at(self.world.now_ms + max(MINUTE_MS, period_ms), key, beat, cause)

    # --- down ---

    def _watch_stand_down(self, rung: Rung, cause: int) -> None:
        if rung.row.stand_down == NONE:
            return
        owner = Owner(Phase.COMMAND_LEVEL, rung.row.entity, rung.row.stand_down)

        def react(holds: bool, because: int) -> None:  # noqa: FBT001 - whether the criteria hold
            self._look_whether_over(rung, because, holds=holds)

        rung.is_over_due = False
        rung.stand_down = Watch(self.world, rung.row.stand_down, owner, react)
        rung.stand_down.start(react=False)
        if rung.stand_down.holds:
            rung.stand_down.wake(cause)

    def _look_whether_over(self, rung: Rung, cause: int, *, holds: bool) -> None:
        """Stand a level down if what ends it holds, or ask the players who lead it to, once per spell."""
        if self.is_pinned:
            return
        if not holds:
            rung.is_over_due = False
        elif self.current == rung.number and not self.world.is_played(rung.row.led_by):
            self.stand_down(rung.number, cause)
        elif self.current == rung.number and not rung.is_over_due:
            rung.is_over_due = True
            self.world.record(Phase.COMMAND_LEVEL, rung.row.entity, Kind.STAND_DOWN_DUE, 1.0, cause)

    def look_anew(self, cause: int) -> None:
        """Look at all criteria as if they had only now been met: the model acts for those who played."""
        self._reconsider(cause)
        watch = self.rungs[self.current].stand_down
        if watch is not None and watch.holds:
            watch.wake(cause)

    def unpin(self, cause: int) -> None:
        """Let the response go on: enter what waits, and look at all criteria anew."""
        for rung in self.rungs:
            if rung.is_waiting:
                self._enter(rung, cause)
        self.look_anew(cause)

    def stand_down(self, level: int, cause: int) -> bool:
        """End a level and what ends with it; return whether that changes anything."""
        rung = self.rungs[level]
        if level == 0 or self.current != level or self.is_pinned:
            return False
        self._count_time()
        self._leave(rung, cause)
        next_level = level - 1
        while next_level > 0:
            lower = self.rungs[next_level]
            if lower.is_entered and lower.row.stand_down != NONE:
                break
            if lower.is_entered:
                self._leave(lower, cause)
            next_level -= 1
        self.current = next_level
        record = self.world.record(
            Phase.COMMAND_LEVEL, self.rungs[next_level].row.entity, Kind.LEVEL_ENTERED, 1.0, cause
        )
        self.authority_ms = min(self.authority_ms, self.world.now_ms)
        self.world.changed(Signal.RESPONSE, 0, record)
        watch = self.rungs[next_level].stand_down
        if watch is not None and watch.holds:
            watch.wake(record)
        self.tell_authority(record)
        self._reconsider(record)
        return True

    def _leave(self, rung: Rung, cause: int) -> None:
        rung.is_entered = False
        if rung.stand_down is not None:
            rung.stand_down.stop()
            rung.stand_down = None
        record = self.world.record(Phase.COMMAND_LEVEL, rung.row.entity, Kind.LEVEL_ENDED, 0.0, cause)
        self.pools.end_surge(rung.number, record)

    def _count_time(self) -> None:
        now = self.world.now_ms
        self.rungs[self.current].spent_ms += now - self._since_ms
        self._since_ms = now

    def _is_response(self, step: Step, _: Scope | None) -> bool:
        return compare(float(self.current), step.comparison, step.constant)

    def measures(self, end_ms: int) -> dict[str, float | None]:
        """Return the measures of every level."""
        found: dict[str, float | None] = {}
        for rung in self.rungs:
            name = f"level.{self.world.tables.name_of(rung.row.entity)}"
            spent = rung.spent_ms + (end_ms - self._since_ms if rung.number == self.current else 0)
            found[f"{name}.first_h"] = None if rung.first_ms == NONE else ms_to_hours(rung.first_ms)
            found[f"{name}.hours"] = ms_to_hours(spent)
        return found
