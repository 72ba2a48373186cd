"""Rules across sections: circles, duplicates, words of stocks, something to go wrong."""

from __future__ import annotations

import pytest

from sems_sim.scenario.rules import circles
from tests.unit.scenario.writing import faults_of, scenario_of

FIRE = "incidents: {fire: {opens: 0m}}\n"


def test_circles_are_found_wherever_they_begin() -> None:
    """A tail that leads into a circle is no part of it, and a diamond is no circle."""
    assert [("b", "b → c → b")] == circles({"a": ["b"], "b": ["c"], "c": ["b"]})
    assert [] == circles({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []})
    assert [("a", "a → a")] == circles({"a": ["a"]})


def test_a_long_chain_is_walked_without_recursion() -> None:
    """A hundred thousand steps are no circle and no stack overflow."""
    assert [] == circles({f"n{n}": [f"n{n + 1}"] for n in range(100_000)})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "teams: {a: {}, b: {}}\nlinks: [{between: [a, b], by: phone}, {between: [b, a], by: phone}]\n",
            "the link 'b-a:phone' stands twice",
        ),
        ("teams: {a: {}}\nlinks: [{between: [a, a]}]\n", "a link of 'a' with itself"),
        (
            "teams: {a: {people: 2}}\nlevels: {crisis: {led_by: a, quorum: 3}}\n",
            "a quorum of 3, but 'a' has 2 people",
        ),
        ("extensions: [nonsense]\n", "'nonsense' names no class"),
        ("assets: {a: {units: 0}}\n", "0 units"),
        ("assets: {a: {fails: 0}}\n", "this takes no time, so it would happen for ever in one instant"),
        ("assets: {a: {needs: {all: [], any: []}}}\n", "a gate that names both all and any"),
        ("assets: {a: {needs: {buffer: 5m}}}\n", "a gate that names no need"),
        ("assets: {a: {needs: {at_least: 2}}}\n", "a gate that names no need"),
        ("assets: {a: {needs: {any: []}}}\n", "a gate without members"),
        ("assets: {b: {}, a: {needs: {any: [b, b]}}}\n", "this need stands twice"),
        ("services: {s: {}}\n", "a service that nobody demands"),
        (
            "services: {r: {demand: 1/h}, s: {demand: 1/h, after: r}}\n",
            "'demand' and 'after' exclude each other",
        ),
        ("services: {s: {demand: 1/h, rto: 5h, mtpd: 2h}}\n", "the RTO is longer than the MTPD"),
        ("resources: {r: {amount: 2.5}}\n", "2.5 of a resource"),
        ("resources: {r: {amount: 2, quality: 0}}\n", "a quality of 0: no work would ever end"),
        ("stocks: {x: {amount: 5, reorder_below: 2}}\n", "reordered, but no lot is said"),
        ("indicators: {i: {of: severity(fire)}}\n", "an indicator that never alarms"),
        ("indicators: {i: {of: severity(fire), above: 0.3, every: 0}}\n", "read without a pause"),
        ("plans: {p: {tasks: {t: {after: t}}}}\n", "the task 't' comes after itself"),
        ("decisions: {d: {options: {}}}\n", "a decision without options"),
        ("exercise: {modules: [{title: a, from: 2h, to: 1h}]}\n", "a module that ends before it begins"),
        ("plans: {p: {tasks: {t: {do: {tell: {to: x}}}}}}\nteams: {x: {}}\n", "a message that says nothing"),
        ("plans: {p: {tasks: {t: {do: {maturity: {comms: 5}}}}}}\n", "5 is no maturity"),
        (
            "stocks: {x: {amount: 5 L}}\nplans: {p: {tasks: {t: {do: {order: {x: 5 kg}}}}}}\n",
            "'x' is counted in L, not in kg",
        ),
        ("plans: {p: {tasks: {t: {do: {isolate: a, for: 0}}}}}\nassets: {a: {}}\n", "it would last no time"),
    ],
)
def test_what_cannot_be_meant_is_a_fault(text: str, message: str) -> None:
    """Each rule is told in a sentence with a remedy."""
    faults = faults_of(FIRE + text)

    assert message in [fault.message for fault in faults]
    assert all(fault.remedy and fault.line for fault in faults)


@pytest.mark.parametrize(
    ("opens", "message"),
    [
        ("{}", "this incident never opens"),
        ("{when: opened > 1, every: 5h}", "this incident opens by when and every"),
        ("{at: 5m, after: 5m}", "'after' belongs to 'when'"),
        ("{every: 0}", "this takes no time, so it would happen for ever in one instant"),
        ("{every: 5h, count: 0}", "it opens 0 times"),
    ],
)
def test_an_incident_opens_in_one_way(opens: str, message: str) -> None:
    """At a time, on a condition, or again and again, and never in no time."""
    assert message in [fault.message for fault in faults_of(f"incidents: {{fire: {{opens: {opens}}}}}\n")]


def test_fail_may_last_although_it_is_no_held_verb() -> None:
    """`fail … for` means failure, and repair of that failure."""
    text = "assets: {a: {}}\nincidents: {fire: {opens: 0m, hurts: {at: 0, do: {fail: a, for: 2h}}}}\n"

    assert 7_200_000 == scenario_of(text).sections.incidents["fire"].hurts[0].do[0].for_


def test_while_running_belongs_to_tasks() -> None:
    """In a task it is right; the broken files show it elsewhere."""
    text = FIRE + "plans: {p: {tasks: {t: {do: {contain: {fire: 1/h}, while: running}}}}}\n"

    assert "running" == scenario_of(text).sections.plans["p"].tasks["t"].do[0].while_


def test_a_list_of_events_alone_is_a_scenario() -> None:
    """Injects for people to play need no model; where somebody began one, nothing to go wrong is still a fault."""
    events = "teams: {silver: {level: operational}}\nexercise: {injects: [{id: I1, at: 5m, to: silver, text: Fire}]}\n"
    scenario = scenario_of(events)
    assert scenario.sections.exercise is not None

    assert 1 == len(scenario.sections.exercise.injects)
    for begun in ("assets: {hall: {}}\n", "suppliers: {vendor: {}}\n"):
        assert ["nothing can go wrong in this scenario"] == [
            fault.message for fault in faults_of(events + begun)
        ]
    assert ["nothing can go wrong in this scenario"] == [
        fault.message
        for fault in faults_of("teams: {silver: {level: operational}}\nexercise: {venue: Room 4}\n")
    ]
