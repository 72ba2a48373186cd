"""A big drill for benches and screens: six hours, two hundred injects, thirty teams.

    python -m tests.made.drill > drill.yaml

Nothing is drawn: the same sizes give the same file. It is a crisis that keeps everybody busy, not a story.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.made.scenario import as_text

Plain = dict[str, Any]
PLAYED = ("board", "manager_0", "manager_1")
"""Teams that people play; there are at least two managers in every drill."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything."""

    hours: int = 6
    injects: int = 200
    teams: int = 30
    assets: int = 60
    services: int = 12
    incidents: int = 20
    plans: int = 20
    decisions: int = 20
    played: tuple[str, ...] = PLAYED


FULL = Size()
SMALL = Size(hours=2, injects=20, teams=6, assets=8, services=2, incidents=3, plans=3, decisions=3)


def drill(size: Size = FULL) -> Plain:
    """The drill as plain dicts."""
    return {
        "sems_sim": 1,
        "id": "drill",
        "title": "A drill of everything at once",
        "clock": {"start": "2026-03-02T06:00:00+00:00", "runs": f"{size.hours}h"},
        "money": "GBP",
        "organisation": {"name": "A large site", "maturity": {"preset": "operating"}},
        "assets": _assets(size),
        "services": _services(size),
        "resources": {f"crew_{n}": {"amount": 12, "absence": "5%"} for n in range(6)},
        "stocks": {f"store_{n}": {"amount": 900, "reorder_below": 300, "lot": 600, "supplier": f"maker_{n}"}
                   for n in range(4)},
        "suppliers": {f"maker_{n}": {"delivers": [f"store_{n}"], "takes": "lognormal 50m 0.4"} for n in range(4)},
        "teams": _teams(size),
        "levels": {
            "operational": {},
            "tactical": {"led_by": "manager_0", "when": "in_truth: opened > 0 and time >= 10m",
                         "activation": "lognormal 5m 0.5"},
            "crisis": {"led_by": "board", "when": "in_truth: opened > 2 and time >= 40m",
                       "activation": "lognormal 12m 0.5", "stand_down": "in_truth: opened < 1 for 30m"},
        },
        "incidents": _incidents(size),
        "plans": _plans(size),
        "decisions": _decisions(size),
        "exercise": _exercise(size),
    }  # fmt: skip


def write_drill(path: Path, size: Size = FULL) -> Path:
    """Write the drill as a scenario file and return where it is."""
    path.write_text(as_text(drill(size)), encoding="utf-8", newline="\n")
    return path


def _minute(size: Size, number: int, of: int) -> int:
    """The minute of one of so many, spread evenly over the drill."""
    return number * size.hours * 60 // of


def _asset(number: int) -> str:
    return f"asset_{number:02}"


def _assets(size: Size) -> Plain:
    """A wide tree: each stands on one a third as far down the list."""
    found: Plain = {}
    for number in range(size.assets):
        row: Plain = {"title": f"Asset {number}", "units": 1 + number % 3}
        if number:
            row |= {"needs": _asset((number - 1) // 3), "restart": "triangular 4m 8m 15m"}
        found[_asset(number)] = row
    return found


def _services(size: Size) -> Plain:
    found: Plain = {}
    leaves = [_asset(number) for number in range((size.assets - 1) // 3, size.assets)]
    for number in range(size.services):
        under = leaves[number :: size.services]
        needs = [{"all": under[:2]}, {"any": under[2:]}]
        found[f"service_{number}"] = {
            "title": f"Service {number}", "unit": "case", "demand": f"{40 + number}/h", "capacity": f"{60 + number}/h",
            "needs": needs if under[2:] else needs[:1], "staff": {f"crew_{number % 6}": "12/h"}, "patience": "45m",
            "value": 400, "mbco": "50%", "rto": "1h", "mtpd": "3h", "critical": number < 3,
        }  # fmt: skip
    return found


def _teams(size: Size) -> Plain:
    """A board, managers who tell it, and desks who watch everything and tell a manager."""
    managers = max(2, size.teams // 6)
    found: Plain = {"board": {"title": "The board", "level": "crisis", "people": 6, "sees": "2/h"}}
    for number in range(managers):
        found[f"manager_{number}"] = {
            "title": f"Manager {number}", "level": "tactical", "people": 2, "sees": "6/h", "tells": ["board"],
        }  # fmt: skip
    desks = size.teams - managers - 1
    for number in range(desks):
        found[f"desk_{number}"] = {
            "title": f"Desk {number}", "level": "operational", "people": 3, "sees": "20/h",
            "watches": [_asset(n) for n in range(number, size.assets, desks)]
            + [f"incident_{n}" for n in range(number, size.incidents, desks)]
            + [f"service_{n}" for n in range(number, size.services, desks)],
            "tells": [f"manager_{number % managers}"],
        }  # fmt: skip
    return found


def _incidents(size: Size) -> Plain:
    found: Plain = {}
    for number in range(size.incidents):
        hit = _asset(number * 7 % size.assets)
        found[f"incident_{number}"] = {
            "title": f"Incident {number}", "opens": f"{_minute(size, number, size.incidents)}m", "severity": 0.2,
            "growth": "1.1/h", "visibility": 0.9, "cost": 2000,
            "hurts": [{"at": 0.3, "do": [{"fail": {hit: 1}}]}],
        }  # fmt: skip
    return found


def _plans(size: Size) -> Plain:
    found: Plain = {}
    for number in range(size.plans):
        threat, crew = f"incident_{number % size.incidents}", f"crew_{number % 6}"
        mended = _asset(number % size.incidents * 7 % size.assets)
        found[f"plan_{number}"] = {
            "title": f"Plan {number}",
            "when": f"active({threat})",
            "of": f"desk_{number % size.incidents % (size.teams - max(2, size.teams // 6) - 1)}",
            "tasks": {
                "look": {"takes": "triangular 3m 6m 12m", "uses": {crew: 2}},
                "act": {"after": "look", "takes": "triangular 25m 40m 80m", "uses": {crew: 4}, "chance": "90%",
                        "stock": {f"store_{number % 4}": 40},
                        "do": [{"contain": {threat: "2/h"}, "while": "running"}, {"end": threat}, {"repair": mended}]},
                "check": {"after": "act", "takes": "10m", "do": [{"set": f"mended_{number}"}]},
            },
        }  # fmt: skip
    return found


def _decisions(size: Size) -> Plain:
    found: Plain = {}
    for number in range(size.decisions):
        service = f"service_{number % size.services}"
        found[f"decision_{number}"] = {
            "ask": f"What do we do about service {number % size.services}, question {number}?",
            "of": ("board", "manager_0", "manager_1")[number % 3],
            "level": "operational",
            "when": f"time >= {_minute(size, 2 * number + 1, 2 * size.decisions)}m",
            "within": "30m",
            "options": {
                "cut": {"title": "Run at half", "policy": True, "do": [{"capacity": {service: "x0.5"}, "for": "40m"}]},
                "pay": {"title": "Buy help", "do": [{"add": {f"crew_{number % 6}": 3}, "for": "1h"}, {"spend": 5000}]},
                "wait": {"title": "Wait"},
            },
        }  # fmt: skip
    return found


def _exercise(size: Size) -> Plain:
    hours = range(size.hours)
    return {
        "handling": "Exercise, official",
        "style": "uk",
        "played": list(size.played),
        "modules": [
            {"title": f"Hour {hour + 1}", "from": f"{hour}h", "to": f"{hour + 1}h", "room_time": "30m",
             "questions": [f"What matters in hour {hour + 1}?"]}
            for hour in hours
        ],
        "objectives": {
            "O1": {"text": "Escalate in time", "target": "level.crisis.first_h <= 2h"},
            "O2": {"text": "Keep the services running", "target": "service.service_0.loss_h <= 3"},
            "O3": {"text": "Decide in time", "target": "decision.decision_0.decided_h <= 1h"},
            "O4": {"text": "Tell those who must know"},
        },
        "injects": [_inject(size, number) for number in range(size.injects)],
        "questions": ["What would we do differently?"],
    }  # fmt: skip


def _inject(size: Size, number: int) -> Plain:
    """Three in five come at a time, the others on a condition; each tenth only if somebody has not acted."""
    minute = _minute(size, number, size.injects)
    row: Plain = {
        "id": f"I{number + 1:03}",
        "title": f"Inject {number + 1}",
        "from": f"desk_{number % 3}" if number % 2 else "A caller (simulated)",
        "to": [(*size.played, "desk_0")[number % (len(size.played) + 1)]],
        "by": ("phone", "email", "radio", "social media")[number % 4],
        "text": f"News number {number + 1}: something has changed on the site, and somebody wants an answer.",
        "truth": number % 9 != 8,
        "expect": "Asks what is known, decides, and tells those concerned",
        "objective": f"O{number % 4 + 1}",
        "controller": f"Controller {number % 3 + 1}",
    }  # fmt: skip
    if number % 5 == 3:
        row["when"] = f"active(incident_{number // 5 % size.incidents}) for 5m"
    elif number % 5 == 4:
        row["when"] = f"time >= {minute}m and response >= tactical"
    else:
        row["at"] = f"{minute}m{number * 7 % 60}s"
    if number % 10 == 9:
        row |= {"kind": "contingency", "unless": f"chosen(decision_{number % size.decisions})"}
    if number % 4 == 2:
        row["do"] = _deed(size, number)
    return row


def _deed(size: Size, number: int) -> list[Plain]:
    deeds: list[list[Plain]] = [
        [{"fail": {_asset(number % size.assets): 1}, "for": "20m"}],
        [{"tell": {"to": "desk_0", "about": f"service_{number % size.services}"}}],
        [{"remove": {f"crew_{number % 6}": 2}, "for": "30m"}],
        [{"demand": {f"service_{number % size.services}": "x1.3"}, "for": "30m"}, {"spend": 1000}],
    ]
    return deeds[number // 4 % 4]


if __name__ == "__main__":
    sys.stdout.write(as_text(drill()))
