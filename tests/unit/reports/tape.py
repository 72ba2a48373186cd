"""A run told by hand: records written by name on to the model of a real scenario file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sems_sim.events import ROOT, Kind, Phase, Record
from sems_sim.model import Model, measures_of
from sems_sim.scenario import compile_model, read_scenario

MINUTE_MS = 60_000

PUMP = """\
sems_sim: 1
id: a-pump-fails
title: A pump fails at night
clock: {start: 2026-01-12T22:00:00+00:00, runs: 24h}
money: EUR
assets: {pump: {title: Main pump}}
services: {water: {unit: household, demand: 30/h, needs: pump, mbco: 50%, rto: 4h, mtpd: 12h, critical: true}}
resources: {fitters: {amount: {"00:00": 0, "07:00": 2, "19:00": 0}}}
teams:
  watch: {level: operational, watches: [pump, flood], tells: [chief]}
  chief: {title: Duty chief, level: tactical, watches: [water]}
levels:
  operational: {led_by: watch}
  tactical: {led_by: chief, when: down(pump), activation: 10m}
  crisis: {led_by: chief}
incidents: {flood: {opens: 1h, severity: 0.4, hurts: [{at: 0.3, do: [{fail: pump}]}]}}
plans:
  mend_pump: {when: down(pump), tasks: {mend: {takes: lognormal 2h 0.4, uses: {fitters: 1}, do: [{repair: pump}]}}}
decisions:
  tankers:
    ask: Send water tankers?
    of: chief
    when: down(pump)
    options: {send: {title: Send them all, policy: true}, wait: {title: Wait and see}}
exercise:
  objectives: {O1: {text: Get the chief in, target: level.tactical.first_h <= 2h}}
  injects: [{id: I1, at: 30m, from: A caller, to: [watch], text: My tap is dry., objective: O1}]
"""


@dataclass(frozen=True, slots=True)
class ToldRun:
    """What a simulator hands over, made by hand."""

    model: Model
    trace: tuple[Record, ...]
    measures: Mapping[str, float | None]
    end_ms: int
    seed: int = 7
    fingerprint: str = "0123456789abcdef" * 2

    @property
    def events(self) -> int:
        """As many as there are records."""
        return len(self.trace)


@dataclass(slots=True)
class Tape:
    """Writes records by the names of the file."""

    model: Model
    records: list[Record] = field(default_factory=list)

    def entity(self, name: str) -> int:
        """The number of what has this name."""
        return next(i for i, entity in enumerate(self.model.entities) if entity.name == name)

    def item(self, name: str) -> float:
        """The number of the item about this entity."""
        entity = self.entity(name)
        return float(next(i for i, item in enumerate(self.model.items) if item.entity == entity))

    def say(self, minute: float, name: str, kind: Kind, value: float = 0.0, cause: int = ROOT) -> int:
        """Write one record, its moment in minutes since the start."""
        time_ms = round(minute * MINUTE_MS)
        self.records.append(Record(time_ms, Phase.WORLD, self.entity(name), kind, value, cause))
        return len(self.records) - 1

    def believe(self, minute: float, team: str, item: str, held: float, cause: int = ROOT) -> int:
        """Write that a team came to hold something of an item."""
        index = self.say(minute, team, Kind.BELIEVED, self.item(item), cause)
        self.say(minute, team, Kind.BELIEF, held, index)
        return index

    def run(self, **measures: float | None) -> ToldRun:
        """The run up to the horizon; measures are given with `__` for the dot, all others are 0 or None."""
        values: dict[str, float | None] = {
            measure.name: None if measure.censored else 0.0 for measure in measures_of(self.model)
        }
        given = {name.replace("__", "."): value for name, value in measures.items()}
        assert given.keys() <= values.keys(), given.keys() - values.keys()
        return ToldRun(self.model, tuple(self.records), values | given, self.model.horizon_ms)


def tape_of(folder: Path, text: str = PUMP) -> Tape:
    """A blank tape for the scenario that a text describes."""
    path = folder / "told.yaml"
    path.write_text(text, encoding="utf-8")
    return Tape(compile_model(read_scenario(path)))


def pump_night(tape: Tape) -> ToldRun:
    """The night on which the pump failed: flood, failure, late fitters, repair."""
    tape.say(30, "I1", Kind.INJECT_FIRED)
    flood = tape.say(60, "flood", Kind.INCIDENT_OPENED, 0.4)
    hurt = tape.say(60, "flood", Kind.INCIDENT_HURT, 1, flood)
    failed = tape.say(60, "pump", Kind.UNIT_FAILED, 1, hurt)
    down = tape.say(60, "pump", Kind.ASSET_LEVEL, 0, failed)
    gate = tape.say(60, "water.needs", Kind.ASSET_LEVEL, 0, down)
    hit = tape.say(60, "water", Kind.SERVICE_DISRUPTED, 0, gate)
    tape.say(60, "water", Kind.PERFORMANCE, 0, hit)
    seen = tape.say(70, "watch", Kind.SEEN, tape.item("pump"), down)
    known = tape.believe(75, "watch", "pump", 0, seen)
    told = tape.believe(90, "chief", "pump", 0, known)
    decided = tape.say(90, "tactical", Kind.LEVEL_DECIDED, 1 / 6, known)
    entered = tape.say(100, "tactical", Kind.LEVEL_ENTERED, 0.75, decided)
    tape.say(105, "tactical", Kind.AUTHORITY_TAKEN, 5 / 60, entered)
    opened = tape.say(106, "tankers", Kind.DECISION_OPENED, 1, told)
    tape.say(126, "tankers", Kind.DECISION_TAKEN, 1, opened)
    plan = tape.say(106, "mend_pump", Kind.PLAN_STARTED, 0, told)
    ready = tape.say(106, "mend_pump.mend", Kind.TASK_READY, 1, plan)
    tape.say(106, "fitters", Kind.RESOURCE_SHORT, 1, ready)
    shift = tape.say(540, "fitters", Kind.RESOURCE_PRESENT, 2)
    held = tape.say(540, "fitters", Kind.RESOURCE_FREE, 1, shift)
    tape.say(540, "fitters", Kind.RESOURCE_ENOUGH, 0, held)
    started = tape.say(540, "mend_pump.mend", Kind.TASK_STARTED, 1, shift)
    done = tape.say(665, "mend_pump.mend", Kind.TASK_DONE, 1, started)
    tape.say(665, "fitters", Kind.RESOURCE_FREE, 2, done)
    mended = tape.say(665, "pump", Kind.UNIT_REPAIRED, 1, done)
    up = tape.say(665, "pump", Kind.ASSET_LEVEL, 1, mended)
    gate = tape.say(665, "water.needs", Kind.ASSET_LEVEL, 1, up)
    tape.say(665, "water", Kind.PERFORMANCE, 1, gate)
    tape.say(725, "water", Kind.SERVICE_RESUMED, 11.083, gate)
    tape.believe(680, "chief", "pump", 1, up)
    tape.say(700, "flood", Kind.INCIDENT_CLOSED, 0)
    measures = {
        "service.water.lost": 302.5,
        "service.water.loss_h": 605 / 60,
        "service.water.below_mbco_h": 605 / 60,
        "service.water.time_to_mbco_h": 605 / 60,
        "service.water.resumed_h": 665 / 60,
        "level.tactical.first_h": 100 / 60,
        "cost.total": 61_234_567.0,
        "people.affected": 302.5,
        "failure.capabilities": 0.8,
        "targets.O1": 1.0,
    }
    return tape.run(**{name.replace(".", "__"): value for name, value in measures.items()})
