"""The log as people read it: one line for each entry, amendments made and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sems_sim.exercise import entries as is_
from sems_sim.exercise.amending import as_amended
from sems_sim.exercise.narrator import Narrator
from sems_sim.exercise.picture import FeedLine
from sems_sim.exercise.play import Play
from sems_sim.telling import amounts, elapsed

_SEEN = {"fully": "was seen fully", "partly": "was seen partly", "not": "was not seen"}


Words = dict[type, tuple[str, int, Callable[[Any], str]]]
"""For each kind of fact: the kind of line, how much it is worth telling, and what it says."""


class Saying:
    """Puts facts into words."""

    def __init__(self, play: Play) -> None:
        """Speak of one exercise."""
        self._play = play
        self._words: Words = {}
        for words in (self._of_time, self._of_model, self._of_injects, self._of_response, self._of_log):
            self._words.update(words())

    def _of_time(self) -> Words:
        """Return the words for facts about time."""
        return {
            is_.ExerciseStarted: ("clock", 4, lambda _: self._play.material.style.start),
            is_.ClockPaused: ("clock", 2, lambda it: "clock paused" + _after(it.why)),
            is_.ClockResumed: ("clock", 2, lambda _: "clock resumed"),
            is_.SpeedSet: ("clock", 1, lambda it: f"speed ×{it.speed}"),
            is_.ClockJumped: (
                "clock",
                3,
                lambda it: f"jumped from {elapsed(it.from_ms)} to {elapsed(it.to_ms)}",
            ),
            is_.ModuleBegun: ("clock", 3, lambda it: f"module {it.module} began: {it.title}"),
            is_.ModuleEnded: ("clock", 3, lambda it: f"module {it.module} ended: {it.title}"),
            is_.ExerciseEnded: ("clock", 4, lambda it: self._play.material.style.end + _after(it.why)),
            is_.NoDuffDeclared: ("clock", 4, lambda it: self._play.material.style.no_duff + _after(it.text)),
            is_.NoDuffEnded: ("clock", 4, lambda it: "the real event is over" + _after(it.text)),
        }

    def _of_model(self) -> Words:
        """Return the words for facts about what the model shows."""
        return {
            is_.Happened: ("model", 0, lambda it: it.words),
            is_.EffectsApplied: (
                "model",
                3,
                lambda it: f"{self._play.material.style.control}: {it.words}" + _after(it.why),
            ),
            is_.EffectsLifted: ("model", 3, lambda it: f"what entry {it.entry} held was lifted"),
            is_.Held: ("model", 3, lambda it: f"held: {it.title}" + _after(it.why)),
            is_.Released: ("model", 3, lambda it: f"released: {it.title}"),
        }

    def _of_injects(self) -> Words:
        """Return the words for facts about injects."""
        return {
            is_.InjectReleased: ("inject", 4, self._released),
            is_.InjectDue: ("inject", 3, lambda it: f"{it.inject} is due: {it.title}"),
            is_.InjectDelayed: ("inject", 2, lambda it: f"{it.inject} now comes at {self._moment(it.at_ms)}"),
            is_.InjectSkipped: ("inject", 2, lambda it: f"{it.inject} is skipped" + _after(it.why)),
            is_.InjectRestored: ("inject", 2, lambda it: f"{it.inject} is back in"),
            is_.InjectEdited: ("inject", 2, lambda it: f"{it.draft.id} was edited"),
            is_.InjectAdded: (
                "inject",
                3,
                lambda it: f"{it.draft.id} was added: {it.draft.title or it.draft.text}",
            ),
            is_.InjectDelivered: ("inject", 2, self._delivered),
            is_.ResponseRated: ("observation", 3, self._rated),
        }

    def _of_response(self) -> Words:
        """Return the words for facts about what players do."""
        return {
            is_.DecisionPut: ("decision", 3, lambda it: f"asked: {it.question} ({self._team(it.team)})"),
            is_.DecisionTaken: ("decision", 4, self._taken),
            is_.DecisionClosed: (
                "decision",
                3,
                lambda it: f"nothing decided: {it.question}" + _after(it.why),
            ),
            is_.DecisionOverdue: ("decision", 3, lambda it: f"overdue: {it.question}"),
            is_.LevelOrdered: ("level", 4, self._level),
            is_.PlanOrdered: ("level", 3, lambda it: f"plan started: {it.title}" + _by(it.who)),
            is_.MessageSent: ("message", 3, lambda it: f"{self._way(it)}: {it.text}" + _untrue(it.truth)),
            is_.MethaneSent: ("message", 4, self._methane),
            is_.WordDelivered: (
                "message",
                2,
                lambda it: f"{self._team(it.team)} was told: {self._items(it.items)}",
            ),
        }

    def _of_log(self) -> Words:
        """Return the words for facts about prompts, people and notes."""
        return {
            is_.Prompted: ("prompt", 2, lambda it: it.words),
            is_.PromptAnswered: ("prompt", 1, self._answered),
            is_.PromptLapsed: ("prompt", 1, lambda it: f"prompt {it.prompt} lapsed" + _after(it.why)),
            is_.PlayedSet: ("log", 2, self._played),
            is_.RosterSet: ("log", 2, lambda it: f"{self._team(it.team)}: {it.people} of {it.of} present"),
            is_.Observed: ("observation", 3, self._observed),
            is_.Marked: ("observation", 3, lambda it: "marked for the debrief" + _after(it.text)),
            is_.EntryAmended: ("log", 2, lambda it: f"entry {it.entry} amended" + _after(it.why)),
            is_.Remarked: ("remark", 3, lambda it: it.words),
        }

    def words(self, fact: is_.Fact) -> str:
        """Return a fact in words."""
        return self._words[type(fact)][2](fact)

    def kind(self, fact: is_.Fact) -> str:
        """Return the kind of line a fact makes."""
        return self._words[type(fact)][0]

    def weight(self, fact: is_.Fact) -> int:
        """Return how much a fact is worth telling, 1 to 4."""
        return fact.weight if isinstance(fact, is_.Happened) else self._words[type(fact)][1]

    def _team(self, name: str) -> str:
        return self._play.team_title(name) if name else "nobody"

    def _teams(self, names: tuple[str, ...]) -> str:
        return " and ".join(self._team(name) for name in names) or "nobody"

    def _moment(self, at_ms: int) -> str:
        return f"{self._play.local.day_time(at_ms)} ({elapsed(at_ms)})"

    def _items(self, names: tuple[str, ...]) -> str:
        return ", ".join(self._play.title_of_item(name) for name in names) or "everything that waited"

    def _released(self, fact: is_.InjectReleased) -> str:
        lost = f"; it did not reach {self._teams(fact.unreached)}" if fact.unreached else ""
        return f"{fact.inject} given out to {self._teams(fact.to)}: {fact.title}{lost}"

    def _delivered(self, fact: is_.InjectDelivered) -> str:
        deed = "acknowledged" if fact.acknowledged else "got"
        return f"{self._team(fact.team)} {deed} {fact.inject}"

    def _rated(self, fact: is_.ResponseRated) -> str:
        said = f"{fact.inject}: the expected action {_SEEN[fact.seen]}"
        return said + (f", by {fact.who}" if fact.who else "") + _after(fact.evidence)

    def _taken(self, fact: is_.DecisionTaken) -> str:
        who = fact.record.who or ("the model" if fact.model else "players")
        said = f"{who} decided: {fact.text}"
        if fact.reverses > 0:
            said += f" (in place of entry {fact.reverses})"
        if fact.charged_ms is not None:
            how = {"clock": "by the clock", "declared": "as declared", "free": "as discussion"}[
                fact.record.charge
            ]
            said += f"; charged {amounts.duration(fact.charged_ms)} {how}"
        return said + _after(fact.record.rationale)

    def _level(self, fact: is_.LevelOrdered) -> str:
        deed = f"{fact.label} level called for" if fact.up else f"{fact.label} level stood down"
        return deed + _by(fact.who)

    def _way(self, fact: is_.MessageSent) -> str:
        return f"{self._team(fact.sender)} to {self._teams(fact.to)}"

    def _methane(self, fact: is_.MethaneSent) -> str:
        said = "; ".join(f"{name}: {text}" for name, text in fact.fields if text)
        is_declared = bool(dict(fact.fields).get("Major incident declared"))
        name = "METHANE" if is_declared else "ETHANE"
        return f"{name} from {self._team(fact.sender)} to {self._teams(fact.to)}: {said}"

    def _answered(self, fact: is_.PromptAnswered) -> str:
        prompt = self._play.prompts.find(fact.prompt)
        words = "" if prompt is None else prompt.words
        return ("done: " if fact.accepted else "let go: ") + words

    def _played(self, fact: is_.PlayedSet) -> str:
        return f"{self._team(fact.team)} is {'played by people' if fact.played else 'run by the model'}"

    def _observed(self, fact: is_.Observed) -> str:
        head = fact.objective or fact.inject
        rating = f" rated {fact.rating}" if fact.rating else ""
        told = f"{head}{rating}: {fact.text}" if head else fact.text
        seen = "" if fact.seen_ms is None else f" (seen at {self._moment(fact.seen_ms)})"
        return told + seen + _by(fact.who)


def _after(text: str) -> str:
    return f": {text}" if text else ""


def _by(who: str) -> str:
    return f", by {who}" if who else ""


def _untrue(truth: bool) -> str:  # noqa: FBT001 - whether it is so
    return "" if truth else " (not true)"


def draw_feed(play: Play, narrator: Narrator) -> tuple[FeedLine, ...]:
    """Return every entry as a line, oldest first; those drawn before are not drawn again."""
    saying, drawn = Saying(play), play.drawn
    for entry in play.entries[len(drawn) :]:
        drawn.append(_line(play, narrator, saying, entry))
        if isinstance(entry.fact, is_.EntryAmended):
            place = entry.fact.entry - 1
            drawn[place] = _amended_line(play, narrator, saying, play.entries[place])
    del drawn[len(play.entries) :]
    return tuple(drawn)


def _line(play: Play, narrator: Narrator, saying: Saying, entry: is_.Entry) -> FeedLine:
    fact = entry.fact
    return FeedLine(
        entry=entry.number,
        at_ms=entry.at_ms,
        room_ms=entry.room_ms,
        time=play.local.seconds(entry.at_ms),
        kind=saying.kind(fact),
        words=saying.words(fact),
        because=fact.because if isinstance(fact, is_.Happened) else "",
        weight=saying.weight(fact),
        by=entry.by,
        why=narrator.causes(fact.record) if isinstance(fact, is_.Happened) else (),
    )


def _amended_line(play: Play, narrator: Narrator, saying: Saying, entry: is_.Entry) -> FeedLine:
    line = _line(play, narrator, saying, entry)
    now = saying.words(as_amended(play.entries, entry.number))
    return replace(line, words=now, struck=line.words)
