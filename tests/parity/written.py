"""Scenarios written for rules that chance comes to too seldom."""

from __future__ import annotations

from tests.made.scenario import Plain

CAUTIOUS: Plain = {
    "sems_sim": 1,
    "id": "cautious",
    "title": "A restriction is kept for longer than needed",
    "clock": {"start": "2025-03-20T23:49:00+00:00", "runs": "12h"},
    "organisation": {"name": "A site", "maturity": {"preset": "absent"}},
    "services": {
        "arrivals": {"demand": "60/h", "capacity": "60/h", "patience": "10m", "value": 45, "mbco": "50%"}
    },
    "teams": {"desk": {"people": 3, "level": "operational", "decides": "1m", "watches": ["arrivals"]}},
    "levels": {"operational": {"led_by": "desk"}},
    "decisions": {
        name: {
            "ask": "Close a lane?",
            "when": f"time >= {number}h",
            "of": "desk",
            "options": {"close": {"policy": True, "do": [{"capacity": {"arrivals": "x0.4"}, "for": "20m"}]}},
        }
        for number, name in enumerate(("first", "second", "third"), start=1)
    },
}
"""Three decisions by a team that has not learnt to spend what is necessary, and no more."""

QUESTIONS: Plain = {
    "sems_sim": 1,
    "id": "questions",
    "title": "Conditions are asked at the moments at which they are easily answered wrongly",
    "clock": {"start": "2025-03-20T23:49:00+00:00", "runs": "12h"},
    "organisation": {"name": "A site"},
    "resources": {"crew": {"amount": 1}},
    "assets": {
        name: {"fails": "10000h", "repair": {"takes": takes, "uses": {"crew": 1}}}
        for name, takes in (("pump", "20m"), ("fan", "3h"), ("lamp", "1h"))
    },
    "services": {"arrivals": {"demand": "60/h", "capacity": "60/h", "needs": "pump"}},
    "teams": {"desk": {"people": 3, "level": "operational", "watches": ["leak"], "sees": "60/h"}},
    "levels": {"operational": {"led_by": "desk"}},
    "incidents": {"leak": {"opens": "1h", "severity": 0.4, "growth": "0.5/h"}},
    "plans": {
        "round": {
            "when": "active(leak) and time >= 4h",
            "tasks": {"look": {"takes": "10m"}, "mend": {"after": "look", "takes": "2h"}},
        }
    },
    "exercise": {
        "injects": [
            {"id": "stop", "text": "It stops", "at": "1h", "do": [{"fail": {"pump": 1}, "for": "2h"}]},
            {"id": "both", "text": "They stop", "at": "2h", "do": [{"fail": "fan"}, {"fail": "lamp"}]},
            {"id": "hold", "text": "It is held", "at": "3h", "do": [{"contain": {"leak": "0.6/h"}}]},
            {"id": "few", "text": "Too few", "when": "free(crew) < 1", "do": [{"spend": 10}]},
            {"id": "seen", "text": "It is held, they see", "when": "seen_by(desk): contained(leak)"},
            {"id": "first", "text": "They have looked", "when": "done(round.look)", "do": [{"spend": 20}]},
        ]
    },
}
"""A question at the very limit, of the first task of all, of what a team sees; a repair before the end."""

SIGNS: Plain = {
    "sems_sim": 1,
    "id": "signs",
    "title": "Signs show before what they announce, be that certain or a matter of chance",
    "clock": {"start": "2025-03-20T23:49:00+00:00", "runs": "30h"},
    "organisation": {"name": "A site"},
    "teams": {"desk": {"people": 3, "level": "operational", "watches": ["certain", "open"], "sees": "0.2/h"}},
    "levels": {"operational": {"led_by": "desk"}},
    "incidents": {
        "certain": {
            "opens": "12h",
            "severity": 0.4,
            "precursor": {"shows": "100%", "lead": "exponential 4h"},
        },
        "open": {"opens": "exponential 12h", "severity": 0.4, "precursor": {"shows": "100%", "lead": "3h"}},
        "quiet": {"opens": "uniform 6h 20h", "severity": 0.4, "precursor": {"shows": "50%", "lead": "5h"}},
    },
}
"""A fork before a sign, between a sign and its incident, and after both."""
