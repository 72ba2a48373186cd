"""Every reference of a scenario is found and must lead to the right kind of thing."""

from __future__ import annotations

import pytest

from sems_sim.scenario.references import references_in, walk_parts
from tests.unit.scenario.writing import faults_of, scenario_of

FIRE = "incidents: {fire: {opens: 0m}}\n"


@pytest.mark.parametrize(
    "text",
    [
        "assets: {a: {needs: NO}}",
        "assets: {a: {needs: [{all: [{any: [NO]}]}]}}",
        "assets: {a: {stock: {NO: 1/h}}}",
        "assets: {a: {fails: 5h, repair: {takes: 1h, uses: {NO: 1}}}}",
        "services: {s: {after: NO}}",
        "services: {s: {demand: 1/h, staff: {NO: 1/h}}}",
        "services: {s: {demand: 1/h, uses: {NO: 1}}}",
        "resources: {r: {amount: 1, contracted: NO}}",
        "stocks: {x: {amount: 1, supplier: NO}}",
        "suppliers: {x: {delivers: [NO]}}",
        "suppliers: {x: {behind: NO}}",
        "suppliers: {x: {alternates: [NO]}}",
        "teams: {t: {watches: [NO]}}",
        "teams: {t: {tells: NO}}",
        "teams: {t: {members: NO}}",
        "teams: {t: {}}\nlinks: [{between: [t, NO]}]",
        "teams: {t: {}, u: {}}\nlinks: [{between: [t, u], needs: NO}]",
        "levels: {tactical: {led_by: NO}}",
        "levels: {tactical: {when: down(NO)}}",
        "levels: {tactical: {unlocks: {plans: NO}}}",
        "levels: {tactical: {unlocks: {resources: NO}}}",
        "levels: {tactical: {do: {invoke: NO}}}",
        "risks: {r: {owner: NO}}",
        "risks: {r: {plan: NO}}",
        "indicators: {i: {of: backlog(NO), above: 5}}",
        "indicators: {i: {of: severity(fire), above: 0.5, tell: NO}}",
        "incidents: {flood: {spreads: {to: NO}}}",
        "incidents: {flood: {risk: NO}}",
        "incidents: {flood: {opens: {when: short(NO)}}}",
        "incidents: {flood: {precursor: {do: {set: f, until: stock(NO) > 3}}}}",
        "plans: {p: {of: NO}}",
        "plans: {p: {covers: NO}}",
        "plans: {p: {per: NO}}",
        "plans: {p: {tasks: {t: {uses: {NO: 1}}}}}",
        "plans: {p: {tasks: {t: {needs: NO}}}}",
        "plans: {p: {tasks: {t: {stock: {NO: 1}}}}}",
        "plans: {p: {tasks: {t: {after: NO}}}}",
        "decisions: {d: {of: NO, options: {a: {}}}}",
        "plans: {p: {when: 'seen_by(NO): opened > 1'}}",
        "plans: {p: {when: chosen(NO)}}",
        "plans: {p: {when: alert(NO)}}",
        "plans: {p: {when: available(NO)}}",
        "exercise: {played: NO}",
        "exercise: {injects: [{id: I1, to: NO}]}",
        "exercise: {injects: [{id: I1, objective: NO}]}",
        "exercise: {objectives: {O1: {text: a, sems: NO}}}",
        "exercise: {questions: [{ask: a, objective: NO}]}",
        "study: {levers: {a: {set: title, to: [1], overlaps: NO}}}",
    ],
)
def test_a_name_that_nobody_bears_is_a_fault(text: str) -> None:
    """Wherever a name may stand, one that leads nowhere is found, and its place marked."""
    lines = {"incidents": "", "": FIRE}
    whole = lines["incidents" if text.startswith("incidents") else ""] + text.replace("NO", "nobody") + "\n"
    faults = faults_of(whole)

    assert 1 == len(faults), faults
    assert "nobody" in faults[0].message
    assert "nobody" == faults[0].text_line[faults[0].column - 1 :][:6]


@pytest.mark.parametrize(
    "effect",
    [
        "fail: nobody", "repair: [nobody]", "switch_on: nobody", "switch_off: nobody", "isolate: nobody",
        "reconnect: nobody", "start: nobody", "contain: {nobody: 1/h}", "worsen: {nobody: 1/h}", "end: nobody",
        "demand: {nobody: x2}", "capacity: {nobody: 0}", "cancel: {nobody: 5%}", "add: {nobody: 1}",
        "remove: {nobody: 1}", "use: {nobody: 1}", "order: {nobody: 1}", "tell: {to: nobody, text: a}",
        "invoke: nobody", "ask: nobody", "release: nobody", "maturity: {nobody: 1}", "block: nobody",
        "unblock: nobody", "fail: {nobody: 1}", "start: {nobody: 0.5}",
    ],
)  # fmt: skip
def test_an_effect_acts_on_what_exists(effect: str) -> None:
    """Every verb names its objects, and each of them must exist."""
    faults = faults_of(FIRE + f"plans: {{p: {{tasks: {{t: {{do: [{{{effect}}}]}}}}}}}}\n")

    assert 1 == len(faults)
    assert "nobody" == faults[0].text_line[faults[0].column - 1 :][:6]


def test_links_are_named_by_their_teams_and_means() -> None:
    """`block` and `unblock` take the name a link is given."""
    text = (
        FIRE
        + "teams: {a: {}, b: {}}\nlinks: [{between: [a, b], by: radio}]\n"
        + "plans: {p: {tasks: {t: {do: {block: 'a-b:radio'}}}}}\n"
    )

    assert ("a-b:radio",) == scenario_of(text).sections.plans["p"].tasks["t"].do[0].block


def test_every_reference_knows_its_path() -> None:
    """A walk finds references in entities, effects and conditions alike."""
    text = "assets: {a: {}, b: {needs: a}}\n"
    text += "incidents: {fire: {opens: 0m, hurts: {at: 0, do: {switch_off: b, until: up(a)}}}}\n"
    sections = scenario_of(text).sections
    found = {(r.path[-1], r.name) for path, part in walk_parts(sections) for r in references_in(path, part)}

    assert {("asset", "a"), (0, "b"), ("until", "a")} == found
