"""What those in charge believed against what was true, and how old their picture was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sems_sim.events import Kind, Record
from sems_sim.model import NONE, ItemKind, Model
from sems_sim.reports.review_age import Happening, age_line
from sems_sim.reports.run_result import Ledger
from sems_sim.reports.steps import Steps, Stretch, steps_of, stretches, value_at
from sems_sim.telling import Names, Wording, believed_words, capital, nearest_cause


@dataclass(frozen=True, slots=True)
class Realisation:
    """One change of the truth, and when a leader knew of it."""

    leader: str
    item: str
    change: str
    """What became true: `down`, `working`, `under way`, `over`."""
    true_ms: int
    known_ms: int
    """When the leader's picture agreed; -1 if it never did before the truth changed again."""
    until_ms: int
    """When the truth changed again, or the run ended."""

    @property
    def gap_ms(self) -> int:
        """How long the leader's picture was wrong about it."""
        return (self.until_ms if self.known_ms < 0 else self.known_ms) - self.true_ms


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One thing in one leader's picture: when it truly was wrong, and when it was believed to be."""

    leader: str
    item: str
    truly_wrong: tuple[Stretch, ...]
    """An asset down, a service not serving, an incident open."""
    believed_wrong: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class PictureAge:
    """How old one leader's picture was: the mean age of what it had been told, over time."""

    leader: str
    label: str
    """The level it leads."""
    points: tuple[tuple[int, float], ...]
    """(time in milliseconds, mean age in hours): a line that climbs and drops."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """All about beliefs."""

    realisations: tuple[Realisation, ...]
    rows: tuple[PictureRow, ...]
    ages: tuple[PictureAge, ...]


def pictures_of(run: Ledger, names: Names, wording: Wording) -> Pictures:
    """Compare the pictures of the teams that lead a level with the truth."""
    reader = _Reader(run, names, wording)
    leaders = list(dict.fromkeys(row.led_by for row in run.model.levels if row.led_by != NONE))
    pairs = [(team, item) for team in leaders for item in reader.known_to(team) if reader.in_trouble(item)]
    realised = [found for team, item in pairs for found in reader.realisations(team, item)]
    rows = [row for team, item in pairs if (row := reader.row(team, item)) is not None]
    ages = [reader.age(team, names.level(run.model.teams[team].level)) for team in leaders]
    realised.sort(key=lambda found: (found.true_ms, found.leader, found.item))
    return Pictures(tuple(realised), tuple(rows), tuple(age for age in ages if len(age.points) > 1))


class _Reader:
    """Reads truths and beliefs off one run."""

    def __init__(self, run: Ledger, names: Names, wording: Wording) -> None:
        self._run = run
        self._names = names
        self._before = {index: _initial(run.model, index) for index in range(len(run.model.items))}
        self._truths = {index: _truth(run, index) for index in range(len(run.model.items))}
        self._beliefs = _beliefs(run, wording)

    def known_to(self, team: int) -> list[int]:
        """Items that a team watches or was told of."""
        told = {item for told_team, item in self._beliefs if told_team == team}
        return sorted(told | set(self._run.model.teams[team].watches))

    def in_trouble(self, item: int) -> bool:
        """Whether not working means trouble: not so for what stands by or is off until it is called for."""
        row = self._run.model.items[item]
        if row.kind is not ItemKind.ASSET:
            return True
        asset = self._run.model.assets[row.index]
        return not (asset.hidden or asset.is_standby or asset.state == 0)

    def _belief(self, team: int, item: int) -> Steps:
        """What a team held, in steps; before it was told of anything, how things stood before the start."""
        told = [(time_ms, value) for time_ms, value, _ in self._beliefs.get((team, item), ())]
        return steps_of(self._before[item], told)

    def realisations(self, team: int, item: int) -> list[Realisation]:
        """Each turn of the truth from fine to wrong or back, and when the team knew.

        A return from trouble that the team never knew of is no news to it and is left out.
        """
        kind = self._run.model.items[item].kind
        end_ms = self._run.end_ms
        turns = _turns(self._truths[item], kind, self._before[item])
        belief = self._belief(team, item)
        found = []
        knew = True
        for number, (time_ms, wrong) in enumerate(turns):
            until_ms = turns[number + 1][0] if number + 1 < len(turns) else end_ms
            known = _first_agreement(belief, kind, (time_ms, until_ms), wrong=bool(wrong))
            words = believed_words(kind, self._truths_at(item, time_ms))
            change = "under way" if kind is ItemKind.INCIDENT and wrong else words
            change = "over" if kind is ItemKind.INCIDENT and not wrong else change
            who = (capital(self._names.team(team)), capital(self._names.item(item)))
            if wrong or knew:
                found.append(Realisation(*who, change, time_ms, known, until_ms))
            knew = known >= 0
        return found

    def _truths_at(self, item: int, time_ms: int) -> float:
        return value_at(self._truths[item], time_ms)

    def row(self, team: int, item: int) -> PictureRow | None:
        """The stretches of truth and belief; None where both were fine throughout."""
        kind = self._run.model.items[item].kind
        before, end_ms = self._before[item], self._run.end_ms
        true = stretches(steps_of(0.0, _turns(self._truths[item], kind, before)), end_ms, bool)
        held = stretches(steps_of(0.0, _turns(self._belief(team, item), kind, before)), end_ms, bool)
        if not true and not held:
            return None
        return PictureRow(capital(self._names.team(team)), capital(self._names.item(item)), true, held)

    def age(self, team: int, label: str) -> PictureAge:
        """The mean age of what the team knew of, as a line."""
        watched = self._run.model.teams[team].watches
        happenings = [found for item in self.known_to(team) for found in self._happenings(team, item)]
        points = age_line(watched, happenings, self._run.end_ms)
        return PictureAge(capital(self._names.team(team)), label, points)

    def _happenings(self, team: int, item: int) -> list[Happening]:
        """Every change of the truth about an item and of the team's belief, in order of time."""
        watches = item in self._run.model.teams[team].watches
        kind = self._run.model.items[item].kind
        belief, truth = self._belief(team, item), self._truths[item]
        told = {time_ms: observed_ms for time_ms, _, observed_ms in self._beliefs.get((team, item), ())}
        times = sorted(
            {*told, *(time_ms for time_ms, _ in truth if time_ms or truth[0][1] != self._before[item])}
        )
        found = []
        for time_ms in times:
            agrees = watches and _agree(kind, value_at(belief, time_ms), value_at(truth, time_ms))
            found.append(Happening(time_ms, item, agrees, told.get(time_ms, -1)))
        return found


def _agree(kind: ItemKind, held: float, true: float) -> bool:
    """Of an incident a team knows that it is open; of an asset or service how well it works."""
    return (held > 0) is (true > 0) if kind is ItemKind.INCIDENT else abs(held - true) < 1e-6


def _is_wrong(kind: ItemKind, value: float) -> bool:
    """An incident is wrong while it is open; an asset or service when it gives less than half."""
    return value > 0 if kind is ItemKind.INCIDENT else value < 0.5


def _turns(steps: Steps, kind: ItemKind, before: float) -> list[tuple[int, float]]:
    """When it turned wrong, as 1, or fine, as 0; what holds from time 0 on counts as a turn if it differs."""
    wrong, found = _is_wrong(kind, before), []
    for time_ms, value in steps:
        if _is_wrong(kind, value) is not wrong:
            wrong = not wrong
            found.append((time_ms, float(wrong)))
    return found


def _first_agreement(belief: Steps, kind: ItemKind, window: tuple[int, int], *, wrong: bool) -> int:
    from_ms, until_ms = window
    if _is_wrong(kind, value_at(belief, from_ms)) is wrong:
        return from_ms
    for time_ms, value in belief:
        if from_ms <= time_ms < until_ms and _is_wrong(kind, value) is wrong:
            return time_ms
    return -1


def _truth(run: Ledger, item: int) -> Steps:
    row = run.model.items[item]
    own = run.own(row.entity)
    if row.kind is ItemKind.INCIDENT:
        return _open_incident(own)
    kind = Kind.ASSET_LEVEL if row.kind is ItemKind.ASSET else Kind.PERFORMANCE
    return steps_of(_initial(run.model, item), [(r.time_ms, r.value) for r in own if r.kind == kind])


def _open_incident(own: Sequence[Record]) -> Steps:
    count, changes = 0, []
    for record in own:
        count += (record.kind == Kind.INCIDENT_OPENED) - (record.kind == Kind.INCIDENT_CLOSED)
        changes.append((record.time_ms, float(count > 0)))
    return steps_of(0.0, changes)


def _initial(model: Model, item: int) -> float:
    row = model.items[item]
    if row.kind is not ItemKind.ASSET:
        return float(row.kind is ItemKind.SERVICE)
    asset = model.assets[row.index]
    return 1.0 if asset.state == 1 and not asset.is_standby else 0.0


def _beliefs(run: Ledger, wording: Wording) -> dict[tuple[int, int], list[tuple[int, float, int]]]:
    """For each team and item, what it came to hold: (when, value, when that had been seen)."""
    entities = run.model.entities
    found: dict[tuple[int, int], list[tuple[int, float, int]]] = {}
    for index, record in enumerate(run.trace):
        if record.kind != Kind.BELIEVED:
            continue
        held = wording.belief_after(index)
        if held is not None:
            seen = nearest_cause(run.trace, index, lambda cause: run.trace[cause].kind == Kind.SEEN)
            observed_ms = run.trace[seen].time_ms if seen >= 0 else record.time_ms
            key = (entities[record.entity].index, round(record.value))
            found.setdefault(key, []).append((record.time_ms, held, observed_ms))
    return found
