"""What the model leaves to people becomes a prompt with one answer, until it is overtaken."""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.events import Kind, Record
from sems_sim.exercise.commands import (
    Command,
    DeliverWord,
    FireInject,
    NoteDelivery,
    RaiseLevel,
    SendMessage,
    StandDown,
    StartPlan,
)
from sems_sim.exercise.decisions import Decision
from sems_sim.exercise.entries import Prompted, PromptLapsed
from sems_sim.exercise.injects import Inject
from sems_sim.exercise.play import Play
from sems_sim.exercise.prompts import LAPSED, Prompt
from sems_sim.model import NONE, EntityKind
from sems_sim.telling import Line, believed_words


class Asking:
    """Turns what is due into prompts."""

    def __init__(self, play: Play) -> None:
        """Ask on behalf of one exercise."""
        self._play = play
        self._unasked: dict[tuple[str, int], None] = {}
        """News (team, item) that nobody was there to pass on, or to hear."""

    def _record(self, line: Line) -> Record:
        return self._play.simulation.world.trace[line.index]

    def _name(self, line: Line) -> str:
        return self._play.file_model.name_of(self._record(line).entity)

    def ask(
        self, kind: str, subject: str, team: str, words: str, *, does: tuple[str, Command | None], at_ms: int
    ) -> None:
        """Raise a prompt, unless it waits already; `does` is what accepting it means, in words and as a command."""
        play = self._play
        if play.prompts.waiting(kind, subject, team) is not None:
            return
        made = play.prompts.ask(
            lambda number: Prompt(number, kind, subject, team, words, does[0], does[1], at_ms)
        )
        play.write(Prompted(made.number, kind, subject, team, words), at_ms)

    def lapse(self, prompt: Prompt, why: str, at_ms: int) -> None:
        """Let a prompt go that events have overtaken."""
        prompt.state = LAPSED
        self._play.write(PromptLapsed(prompt.number, why), at_ms)

    def is_there(self, recipient: str) -> bool:
        """Return whether a recipient can be reached: whoever is no team of the model always can."""
        row = self._play.rows.get((EntityKind.TEAM, recipient))
        return row is None or self._play.is_convened(row)

    # --- information ---

    def note(self, line: Line) -> None:
        """Something waits to be told to a played team."""
        item = round(self._record(line).value)
        if item == NONE:
            return
        self._ask_to_tell(self._name(line), item, line.time_ms)

    def _ask_to_tell(self, team: str, item: int, at_ms: int) -> None:
        """Ask for something to be told to a team; of one that has not been convened when it is."""
        row = self._play.file_model.items[item]
        name = self._play.file_model.name_of(row.entity)
        if row.entity in self._play.hidden or not self.is_there(team) or self._is_known(team, item):
            return
        words = f"{self._play.team_title(team)} should hear of {self._play.names.item(item)}: {self._news(team, item)}"
        self.ask("note", name, team, words, does=("tell them", DeliverWord(team, name)), at_ms=at_ms)

    def _is_known(self, team: str, item: int) -> bool:
        """Return whether the latest of what waits says only what a team holds to be so already."""
        now = self._play.reading().teams[self._play.rows[EntityKind.TEAM, team]]
        note = next((one for one in reversed(now.notes) if one.item == item), None)
        held = next((one for one in now.beliefs if one.item == item), None)
        if note is None or held is None or note.is_warning:
            return False
        return (note.value, note.is_open) == (held.value, held.is_open)

    def _news(self, team: str, item: int) -> str:
        """Return what the latest of the notes that wait for a team says of an item."""
        notes = self._play.reading().teams[self._play.rows[EntityKind.TEAM, team]].notes
        value = next((note.value for note in reversed(notes) if note.item == item), 0.0)
        return believed_words(self._play.file_model.items[item].kind, value)

    def settle_note(self, team: str, item: int) -> None:
        """Let go of the prompt about something that a team has been told."""
        model = self._play.file_model
        waiting = self._play.prompts.waiting("note", model.name_of(model.items[item].entity), team)
        if waiting is not None:
            self.lapse(waiting, "they were told", self._play.at_ms)

    def settle_notes(self, team: str) -> None:
        """Let go of every prompt about what a team should hear."""
        for prompt in self._play.prompts.open_ones():
            if (prompt.kind, prompt.team) == ("note", team):
                self.lapse(prompt, "they were told", self._play.at_ms)

    def tell(self, line: Line) -> None:
        """A played team has news to pass on."""
        self._ask_to_pass_on(self._name(line), round(self._record(line).value), line.time_ms)

    def _ask_to_pass_on(self, team: str, item: int, at_ms: int) -> None:
        """Ask for news to be passed on to those who are there; if nobody is, when somebody has been convened."""
        model = self._play.file_model
        row = model.teams[self._play.rows[EntityKind.TEAM, team]]
        told = (model.name_of(model.teams[model.links[link].target].entity) for link in row.tells)
        to = tuple(name for name in told if self.is_there(name))
        self._unasked.pop((team, item), None)
        if not to or not self.is_there(team):
            self._unasked[team, item] = None
            return
        name, title = model.name_of(model.items[item].entity), self._play.names.item(item)
        who = " and ".join(self._play.team_title(one) for one in to)
        command = SendMessage(team, to, text=f"News of {title}", about=(name,))
        words = f"{self._play.team_title(team)} could pass on the news of {title} to {who}"
        self.ask("tell", name, team, words, does=("they pass it on", command), at_ms=at_ms)

    # --- command ---

    def raise_level(self, line: Line) -> None:
        """The criteria of a level are met, and people have to say so."""
        level = self._play.file_model.entities[self._record(line).entity].index
        name, label = self._name(line), self._play.names.level(level)
        words = f"The criteria for {label} level are met"
        self.ask(
            "raise",
            name,
            self._leader(level),
            words,
            does=(f"raise to {label}", RaiseLevel(name)),
            at_ms=line.time_ms,
        )

    def stand_down(self, line: Line) -> None:
        """The criteria for standing a level down are met."""
        level = self._play.file_model.entities[self._record(line).entity].index
        name, label = self._name(line), self._play.names.level(level)
        words = f"The criteria for standing {label} level down are met"
        self.ask(
            "stand_down",
            name,
            self._leader(level),
            words,
            does=(f"stand {label} down", StandDown()),
            at_ms=line.time_ms,
        )

    def _leader(self, level: int) -> str:
        model = self._play.file_model
        led_by = model.levels[level].led_by
        return "" if led_by == NONE else model.name_of(model.teams[led_by].entity)

    def plan(self, line: Line) -> None:
        """A plan could be started by those who play."""
        name, title = self._name(line), self._play.names.of(self._record(line).entity)
        row = self._play.file_model.plans[self._play.rows[EntityKind.PLAN, name]]
        team = self._leader(row.level) if row.team == NONE else self._team(row.team)
        words = f"It is time for the plan “{title}”"
        command = StartPlan(name, occurrence=round(self._record(line).value))
        self.ask("plan", name, team, words, does=("start the plan", command), at_ms=line.time_ms)

    def _team(self, row: int) -> str:
        return self._play.file_model.name_of(self._play.file_model.teams[row].entity)

    def decision(self, decision: Decision, at_ms: int) -> None:
        """A question came up for people."""
        if not self._play.is_played(decision.team):
            return
        words = f"{self._play.team_title(decision.team)} is asked: {decision.question}"
        self.ask("decision", decision.name, decision.team, words, does=("record it", None), at_ms=at_ms)

    # --- injects ---

    def inject(self, inject: Inject, at_ms: int) -> None:
        """An inject waits for a word."""
        words = f"{inject.draft.id} is due: {inject.title}"
        does = ("release it", FireInject(inject.draft.id))
        self.ask("inject", inject.draft.id, "", words, does=does, at_ms=at_ms)

    def delivery(self, inject: Inject, at_ms: int, to: Sequence[str] = ()) -> None:
        """An inject that was given out has to reach those who play: all recipients, or those named."""
        for name in to or inject.draft.to:
            is_team = (EntityKind.TEAM, name) in self._play.rows
            if name in inject.unreached:
                continue
            if is_team and not self._play.is_played(name):
                inject.delivered.append(name)
                continue
            by = f" by {inject.draft.channel}" if inject.draft.channel else ""
            words = f"Give {inject.draft.id} to {self._play.team_title(name)}{by}: {inject.draft.text}"
            does = ("it reached them", NoteDelivery(inject.draft.id, name))
            self.ask("deliver", inject.draft.id, name, words, does=does, at_ms=at_ms)

    # --- what overtakes a prompt ---

    def overtaken_by(self, kind: Kind, record: Record) -> None:
        """Let go of what a record has settled."""
        model = self._play.file_model
        if kind in (Kind.LEVEL_DECIDED, Kind.LEVEL_ENTERED):
            level = model.entities[record.entity].index
            for prompt in self._play.prompts.open_ones():
                if prompt.kind == "raise" and self._play.rows[EntityKind.LEVEL, prompt.subject] <= level:
                    self.lapse(prompt, "the level was raised", record.time_ms)
        if kind == Kind.LEVEL_ENTERED:
            self._convened(record)
        settles = {Kind.LEVEL_ENDED: "stand_down", Kind.PLAN_STARTED: "plan", Kind.INJECT_FIRED: "inject"}
        settled = settles.get(kind)
        if settled is not None:
            self._settle(settled, model.name_of(record.entity), record.time_ms)

    def _settle(self, kind: str, subject: str, at_ms: int) -> None:
        waiting = self._play.prompts.waiting(kind, subject)
        if waiting is not None:
            self.lapse(waiting, "it happened", at_ms)

    def settle_decision(self, name: str) -> None:
        """Let go of the prompt about a decision that has been taken or closed."""
        self._settle("decision", name, self._play.at_ms)

    def _convened(self, record: Record) -> None:
        """Whoever has been convened is given what came for them before."""
        for inject in self._play.injects.values():
            here = [name for name in inject.unreached if self.is_there(name)]
            if here:
                inject.unreached = [name for name in inject.unreached if name not in here]
                self.delivery(inject, record.time_ms, here)
        for row, team in enumerate(self._play.reading().teams):
            name = self._play.file_model.name_of(self._play.file_model.teams[row].entity)
            if team.is_played and self._play.is_convened(row):
                for item in dict.fromkeys(note.item for note in team.notes if note.item != NONE):
                    self._ask_to_tell(name, item, record.time_ms)
        for name, item in tuple(self._unasked):
            self._ask_to_pass_on(name, item, record.time_ms)
