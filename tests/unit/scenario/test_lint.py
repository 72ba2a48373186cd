"""Warnings of every kind the language promises, each with its place."""

from __future__ import annotations

import pytest

from sems_sim.scenario.lint import lint
from tests.unit.scenario.writing import scenario_of, warnings_of

FIRE = "incidents: {fire: {opens: 0m}}\n"
LIMITS = "mbco: 50%, rto: 6h, mtpd: 12h"


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            "plans: {p: {tasks: {t: {}}}}",
            "2: warning: the plan 'p' never starts: it has no 'when' and nothing invokes it",
        ),
        (
            "plans: {p: {when: flag(cleared), tasks: {t: {}}}}",
            "2: warning: the plan 'p' never starts: nothing sets the flag 'cleared'",
        ),
        (
            "plans: {p: {when: active(fire), level: crisis, tasks: {t: {}}}}\nlevels: {operational: {}}",
            "2: warning: the plan 'p' never starts: crisis is never reached",
        ),
        ("plans: {p: {when: active(fire)}}", "2: warning: the plan 'p' has no tasks"),
        (
            (
                'resources: {r: {amount: {"00:00": 2, "08:00": 4}, surge: {add: 1}}}\n'
                "plans: {p: {when: active(fire), tasks: {t: {uses: {r: 6}}}}}"
            ),
            "3: warning: 6 of 'r' are needed, but there are never more than 5",
        ),
        (
            "teams: {desk: {}}",
            "2: warning: the team 'desk' will never know anything: nobody tells it and it watches nothing",
        ),
        (
            "exercise: {injects: [{id: I1, at: 1h, do: {set: f}}]}",
            "2: warning: the inject 'I1' serves no objective",
        ),
        (
            "exercise: {objectives: {O1: {text: a}}}",
            "2: warning: no inject serves the objective 'O1'",
        ),
        ("services: {s: {demand: 1/h, mbco: 50%}}", "2: warning: the service 's' says no rto and mtpd"),
        ("assets: {a: {}}", "2: warning: nobody needs the asset 'a'"),
        (
            "plans: {p: {when: severity(fire) >= 0, tasks: {t: {}}}}",
            "2: warning: this is always true: severity is 0 to 1",
        ),
        (
            "plans: {p: {when: severity(fire) > 1.2, tasks: {t: {}}}}",
            "2: warning: this is always false: severity is 0 to 1",
        ),
        ("risks: {r: {}}", "2: warning: the risk 'r' has no owner"),
        (
            (
                "assets: {a: {}, b: {needs: a}, c: {}}\n"
                f"services: {{s: {{demand: 1/h, {LIMITS}, needs: [b, {{any: [a, c]}}]}}}}"
            ),
            "3: note: single points of failure of 's': a, b",
        ),
        ("incidents: {flood: {}}", None),
        (
            "decisions: {d: {options: {a: {policy: true}, b: {}}}}",
            "2: warning: the decision 'd' is never put: it has no 'when' and nothing asks it",
        ),
        ("levels: {crisis: {}}", "2: warning: nothing raises crisis"),
        ("stocks: {x: {amount: 5, reorder_below: 2, lot: 4}}", "2: warning: nobody delivers 'x'"),
        ("indicators: {i: {of: severity(fire), above: 0.4}}", "2: warning: nobody reads the indicator 'i'"),
    ],
)
def test_what_is_hardly_meant_is_warned_of(text: str, warning: str | None) -> None:
    """Each kind of warning is found in the scenario made for it."""
    if warning is None:
        assert "1: warning: nothing opens 'flood'" in warnings_of(text + "\n")
        return
    assert warning in warnings_of(FIRE + text + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "plans: {p: {tasks: {t: {}}}, q: {when: active(fire), tasks: {t: {do: {invoke: p}}}}}",
        "plans: {p: {when: flag(f), tasks: {t: {}}}, q: {when: active(fire), tasks: {t: {do: {set: f}}}}}",
        "teams: {desk: {watches: fire}}",
        "teams: {desk: {watches: fire, tells: other}, other: {}}",
        "exercise: {objectives: {O1: {text: a}}, injects: [{id: I1, at: 1h, do: {set: f}, objective: O1}]}",
        f"assets: {{a: {{}}, b: {{}}}}\nservices: {{s: {{demand: 1/h, {LIMITS}, needs: {{any: [a, b]}}}}}}",
        "assets: {a: {value: 5}}",
        "teams: {d: {watches: fire}}\nplans: {p: {when: opened > 0, tasks: {t: {}}}}\nrisks: {r: {owner: d, plan: p}}",
        "resources: {r: {amount: 2}}\nplans: {p: {when: active(fire), tasks: {t: {uses: {r: 3}, do: {add: {r: 1}}}}}}",
        "plans: {p: {when: severity(fire) > 0.4 and time > 2h, tasks: {t: {}}}}",
    ],
)
def test_what_is_in_order_is_not_warned_of(text: str) -> None:
    """A warning that comes for nothing would soon be read by nobody."""
    assert [] == warnings_of(FIRE + text + "\n")


def test_warnings_have_place_remedy_and_order() -> None:
    """They are faults like others, sorted by place, weighed as warning or note."""
    found = lint(scenario_of(FIRE + "risks: {r: {}}\nassets: {a: {}}\n"))

    assert sorted(found, key=lambda fault: (fault.line, fault.column)) == list(found)
    assert all(fault.remedy and fault.text_line for fault in found)
    assert {"warning", "note"} == {fault.severity for fault in found}
