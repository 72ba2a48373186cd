"""A small exercise to act on: a pump, a flood, two teams, injects of every kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sems_sim.exercise.commands import Command, StartExercise
from sems_sim.exercise.entries import Entry, Fact
from sems_sim.exercise.picture import Picture
from sems_sim.exercise.session import Session
from sems_sim.scenario import Scenario, read_scenario

MINUTE, HOUR = 60_000, 3_600_000
TEXT = """
sems_sim: 1
id: flood-drill
title: A pump station floods
clock: {start: 2026-01-12T22:00:00+00:00, runs: 12h}
money: GBP
organisation: {maturity: {preset: operating}}
assets:
  mains: {title: Mains}
  pump: {title: Main pump, needs: mains, units: 2}
services:
  water: {title: Water, unit: household, demand: 30/h, needs: pump, mbco: 50%, rto: 1h, mtpd: 4h, value: 100}
resources:
  fitters: {title: Fitters, amount: 2}
incidents:
  flood: {title: The flood, opens: 10m, severity: 0.4, hurts: [{at: 0.3, do: [{fail: pump}]}]}
teams:
  watch: {title: Control room, level: operational, watches: [pump, water, flood], sees: 60/h, tells: [duty]}
  duty: {title: Duty manager, level: tactical, people: 1, watches: [], tells: [board]}
  board: {title: Crisis team, level: crisis, people: 6, quorum: 3, watches: []}
links:
  - {between: [watch, duty], by: phone, takes: 2m, loses: 0%}
  - {between: [duty, board], by: phone, takes: 2m, loses: 0%}
levels:
  operational: {}
  tactical: {led_by: duty, when: down(pump), activation: 5m}
  crisis: {led_by: board, when: down(pump) for 30m, activation: 20m}
plans:
  mend: {title: Mend the pump, when: down(pump), level: tactical, of: duty,
    tasks: {fix: {title: Fix it, takes: 1h, uses: {fitters: 1}, do: [{repair: pump}]}}}
decisions:
  warn: {ask: Warn the public?, of: duty, when: "response >= tactical", within: 30m, options: {
    warn_all: {title: Warn everybody, policy: true, do: [{spend: 1000}]},
    wait: {title: Wait and see, do: [{demand: {water: x1.5}, for: 6h}]}}}
exercise:
  handling: Exercise, official
  style: uk
  played: [duty, board]
  modules:
    - {title: The night, from: 0m, to: 2h, room_time: 30m, questions: [Who is in charge?]}
    - {title: The morning, from: 4h, to: 6h}
  objectives:
    O1: {text: Raise the alarm, target: level.tactical.first_h <= 1h}
    O2: {text: Keep a log}
  injects:
    - {id: I1, at: 30m, from: watch, to: [duty], by: phone, text: The pump is down., expect: Asks for METHANE,
       objective: O1, do: [{tell: {to: duty, about: pump}}]}
    - {id: I2, at: 45m, from: Press (simulated), to: [board], text: What is going on?, objective: O2}
    - {id: I3, when: down(pump) for 20m, to: [duty], text: No water in the east.}
    - {id: C1, at: 50m, kind: contingency, unless: "response >= tactical", to: [duty],
       text: Should you not tell somebody?}
    - {id: B1, at: 1h, from: Radio, to: [], text: Listen to the radio., public: true}
"""


@cache
def scenario(text: str = TEXT) -> Scenario:
    """Return the scenario of a text."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drill.yaml"
        path.write_text(text, encoding="utf-8")
        return read_scenario(path)


class Stage:
    """A session with a clock that a test turns."""

    def __init__(self, text: str = TEXT, seed: int = 1) -> None:
        """Lay the exercise out."""
        self.session = Session(scenario(text), seed=seed)
        self.room_ms = 0

    def begin(self, speed: int = 1) -> Stage:
        """Start the exercise, at a speed."""
        from sems_sim.exercise.commands import SetSpeed

        self.do(SetSpeed(speed), StartExercise())
        return self

    def do(self, *commands: Command, by: str = "EXCON") -> list[Entry]:
        """Give commands at this moment and return what they brought about."""
        return [entry for one in commands for entry in self.session.handle(one, self.room_ms, by)]

    def wait(self, room_ms: int) -> list[Entry]:
        """Let the room's time go on."""
        self.room_ms += room_ms
        return list(self.session.advance(self.room_ms))

    def to(self, at_ms: int) -> list[Entry]:
        """Let the running clock come to a scenario time."""
        moment = self.session.room_ms_at(at_ms)
        assert moment is not None, "the clock stands, or stops before"
        return self.wait(moment - self.room_ms)

    def facts(self, *kinds: type) -> list[Fact]:
        """Return all facts of some kinds so far."""
        return [one.fact for one in self.session.entries if isinstance(one.fact, kinds)]

    @property
    def picture(self) -> Picture:
        """Return what the facilitator sees now."""
        return self.session.picture(self.room_ms)
