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
