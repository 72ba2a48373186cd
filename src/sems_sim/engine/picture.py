"""What a team believes: items with their age, and how far belief is from the truth."""

from __future__ import annotations

from dataclasses import dataclass, field

from sems_sim.engine.agenda import Appointment
from sems_sim.laws import ms_to_hours


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One item as it was when somebody looked."""

    value: float
    """Level of an asset, performance of a service, severity of an incident; 0 to 1."""
    is_open: bool = False
    """For an incident."""
    is_contained: bool = False
    backlog: float = 0.0
    """For a service, as all that follows."""
    lost: float = 0.0
    is_below_mbco: bool = False
    is_over_rto: bool = False
    is_over_mtpd: bool = False


@dataclass(slots=True)
class View:
    """One item in one team's picture."""

    stream: int = 0
    """By which seeing it is drawn; 0 if the team does not watch it."""
    is_watched: bool = False
    belief: Snapshot | None = None
    seen: Snapshot | None = None
    """What was noticed or learnt last; only a difference from this is noticed next."""
    observed_ms: int = 0
    """When what is believed was so."""
    is_in_view: bool = False
    """Watched, and as believed: then it has no age."""
    changes: int = 0
    """How many differences there have been to notice."""
    sight: Appointment | None = None
    threshold: float = 0.0
    """Hazard that must build up before the difference is noticed."""
    built: float = 0.0
    rate_per_h: float = 0.0
    anchor_ms: int = 0
    area_start: float = 0.0
    """For an incident: the integral of severity when the difference appeared."""
    error: float = 0.0
    """Gap between belief and truth now."""
    reports: int = 0
    """How many times the team has thought about reporting it."""
    told_in: int = 0
    """The last hearing in which players were asked to tell of it; 0 for none."""


@dataclass(slots=True)
class Ledger:
    """Integrals over time of how many items are known, how old they are and how wrong."""

    known: int = 0
    error: float = 0.0
    aged: int = 0
    observed_sum_ms: int = 0
    since_ms: int = 0
    item_hours: float = 0.0
    error_hours: float = 0.0
    age_hours: float = 0.0
    """Integral of the sum of ages, in hours squared."""

    def advance(self, now_ms: int) -> None:
        """Bring the integrals up to now; call it before anything about the picture changes."""
        elapsed = now_ms - self.since_ms
        if elapsed == 0:
            return
        hours = ms_to_hours(elapsed)
        self.item_hours += self.known * hours
        self.error_hours += self.error * hours
        middle_sum_ms = self.aged * (self.since_ms + now_ms) - 2 * self.observed_sum_ms
        self.age_hours += ms_to_hours(middle_sum_ms) * 0.5 * hours
        self.since_ms = now_ms


@dataclass(slots=True)
class Note:
    """One thing in an inbox: seen by the team itself, or told."""

    number: int
    item: int
    snapshot: Snapshot | None
    observed_ms: int
    is_own: bool
    cause: int
    rank: float
    draw: float
    arrived_ms: int
    is_true: bool = True
    is_seen: bool = True
    """False for what players could see for themselves and have not yet taken in."""
    warns: tuple[int, int] | None = None
    """(incident, number of the opening) that a precursor warns of."""


@dataclass(slots=True)
class Inbox:
    """What a team has still to take in, and what it is taking in."""

    waiting: list[Note] = field(default_factory=list)
    busy: int = 0
    arrived: int = 0
    """How many notes have ever come in; numbers them."""
    is_asked: bool = False
    """Whether the team is about to turn to what is waiting."""
    messages: int = 0
    errors: int = 0
    hearings: int = 0
    """How often players have taken something in; numbers the hearings from 1."""
    is_overloaded: bool = False
    overload_since_ms: int = 0
    overload_ms: int = 0

    def by_arrival(self) -> list[Note]:
        """Return what is waiting, oldest first."""
        return sorted(self.waiting, key=lambda note: note.number)

    def next_note(self) -> Note:
        """Take out what matters most; what matters alike goes by arrival, then by draw."""
        best = min(self.waiting, key=lambda note: (-note.rank, note.arrived_ms, note.draw, note.number))
        self.waiting.remove(best)
        return best
