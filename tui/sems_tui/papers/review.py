"""What there is to say after an exercise: the record, and what it was worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sems_sim.exercise import amending, entries
from sems_sim.exercise import picture as views
from sems_sim.telling import plain
from sems_tui.moments import Times, span

PRICED_BY = "priced on the model"
"""The role under which a priced sentence is admitted to the record."""


@dataclass(frozen=True, slots=True)
class Priced:
    """What a decision, a delay or a late answer was worth, by ensembles with the same luck."""

    key: str
    who: str
    """The role or team that it is about; never a person."""
    sentence: str
    """What was done, what else could have been, and what that would have been worth, with its interval."""
    figures: tuple[str, ...] = ()
    """What follows after it: as things truly stood, and with the luck of the day."""
    assumptions: tuple[str, ...] = ()
    """Under which all of it holds."""

    @property
    def admitted(self) -> str:
        """The words that go into the record."""
        held = (
            ["In this model, under these assumptions:", *self.assumptions]
            if self.assumptions
            else ["In this model"]
        )
        said = (f"{self.who}: {self.sentence}", *self.figures, *held)
        return " ".join(one if one.endswith(":") else f"{one.rstrip('.')}." for one in said)


@dataclass(frozen=True, slots=True)
class Taken:
    """One decision with its record."""

    entry: int
    time: str
    question: str
    text: str
    record: tuple[tuple[str, str], ...]
    """(what, words): who, why, time charged, situation, options, risk, review."""
    reversed_by: int = 0
    """The entry that replaced it, or 0."""
    is_model: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the review shows."""

    title: str
    marking: str
    words: tuple[str, str, str, str]
    """Style's names for the end, the debrief, the list of injects and the evaluator."""
    ratings: tuple[tuple[str, str], ...]
    objectives: tuple[views.ObjectiveView, ...]
    decisions: tuple[Taken, ...]
    injects: tuple[views.InjectView, ...]
    log: tuple[views.FeedLine, ...]
    admitted: frozenset[str]
    """The sentences of priced items that stand in the record."""
    has_ended: bool
    fingerprint: str
    head_hash: str
    journal: Path
    assumptions: tuple[str, ...]


def review_of(
    picture: views.Picture, record: Sequence[entries.Entry], head_hash: str, journal: Path
) -> Review:
    """Gather a review from the last picture and everything on record."""
    times = Times(picture.clock.at_ms, picture.clock.time)
    counting = amending.counting(record)
    observed = [one.fact for one in counting if isinstance(one.fact, entries.Observed)]
    ended = [one.fact for one in counting if isinstance(one.fact, entries.ExerciseEnded)]
    style = picture.style
    return Review(
        title=picture.title,
        marking=picture.marking,
        words=(style.end, style.debrief, style.events, style.evaluator),
        ratings=style.ratings,
        objectives=picture.objectives,
        decisions=_taken(counting, times),
        injects=picture.injects,
        log=picture.feed,
        admitted=frozenset(one.text for one in observed if one.who == PRICED_BY),
        has_ended=bool(ended),
        fingerprint=ended[-1].fingerprint if ended else "",
        head_hash=head_hash,
        journal=journal,
        assumptions=picture.assumptions,
    )


def _taken(record: Sequence[entries.Entry], times: Times) -> tuple[Taken, ...]:
    facts = [(one, one.fact) for one in record if isinstance(one.fact, entries.DecisionTaken)]
    replaced = {fact.reverses: one.number for one, fact in facts if fact.reverses > 0}
    return tuple(
        Taken(
            entry=one.number,
            time=times.both(one.at_ms),
            question=plain(fact.question),
            text=plain(fact.text),
            record=_record(fact, times),
            reversed_by=replaced.get(one.number, 0),
            is_model=fact.model,
        )
        for one, fact in facts
    )


def _record(fact: entries.DecisionTaken, times: Times) -> tuple[tuple[str, str], ...]:
    kept = fact.record
    review = "" if kept.review_ms is None else times.both(kept.review_ms)
    said = (
        ("Who", kept.who),
        ("Why", kept.rationale),
        ("Time charged", _charged(fact)),
        ("Known then", kept.situation),
        ("Considered", kept.considered),
        ("Risk", kept.risk),
        ("Review", review),
        ("In the model", fact.effects),
    )
    return tuple((name, plain(words)) for name, words in said if words)


def _charged(fact: entries.DecisionTaken) -> str:
    if fact.record.charge == "free":
        return "not charged: a discussion"
    if fact.charged_ms is None:
        return ""
    how = "as declared" if fact.record.declared_ms is not None else "as the scenario clock ran"
    return f"{span(fact.charged_ms)}, {how}"
