"""The one list of verbs: what each does, and how what is held ends."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from sems_sim.model import EntityKind, Verb
from tests.unit.engine.staging import HEAD, Play, inject, play

WORLD = (
    "assets: {pump: {units: 2}, hall: {needs: pump}}\n"
    "services: {arrivals: {demand: 10/h, capacity: 20/h, value: 3}}\n"
    "resources: {crew: {amount: 4}}\nstocks: {foam: {amount: 50, lead: 1h}}\n"
    "suppliers: {shop: {}}\nincidents: {fire: {severity: 0.4, growth: 0.2/h}}\n"
    "plans: {mend: {tasks: {fix: {takes: 1h}}}}\ndecisions: {close: {options: {shut: {}}}}\n"
)


def does(*lines: str) -> Play:
    """A run in which injects do these things."""
    return play(WORLD + inject(*lines))


@pytest.mark.parametrize(
    ("effect", "kind", "name", "value"),
    [
        ("{fail: pump}", Kind.UNIT_FAILED, "pump", 2.0),
        ("{fail: {pump: 1}}", Kind.UNIT_FAILED, "pump", 1.0),
        ("{switch_off: pump}", Kind.ASSET_SWITCHED, "pump", 0.0),
        ("{isolate: pump}", Kind.ASSET_LEVEL, "hall", 0.0),
        ("{start: fire}", Kind.INCIDENT_OPENED, "fire", 0.4),
        ("{start: {fire: 0.6}}", Kind.INCIDENT_OPENED, "fire", 0.6),
        ("{demand: {arrivals: x4}}", Kind.PERFORMANCE, "arrivals", 0.5),
        ("{demand: {arrivals: 100/h}}", Kind.PERFORMANCE, "arrivals", 0.2),
        ("{capacity: {arrivals: 5/h}}", Kind.PERFORMANCE, "arrivals", 0.5),
        ("{capacity: {arrivals: x0.1}}", Kind.PERFORMANCE, "arrivals", 0.2),
        ("{add: {crew: 3}}", Kind.RESOURCE_PRESENT, "crew", 7.0),
        ("{remove: {crew: 3}}", Kind.RESOURCE_PRESENT, "crew", 1.0),
        ("{use: {foam: 50}}", Kind.STOCK_EMPTY, "foam", 0.0),
        ("{order: {foam: 8}}", Kind.STOCK_ORDERED, "foam", 8.0),
        ("{block: shop}", Kind.SUPPLIER_DOWN, "shop", 1.0),
        ("{raise: tactical}", Kind.LEVEL_DECIDED, "tactical", 0.0),
        ("{invoke: mend}", Kind.PLAN_STARTED, "mend", 0.0),
        ("{ask: close}", Kind.DECISION_OPENED, "close", 1.0),
        ("{set: sealed}", Kind.FLAG_SET, "sealed", 1.0),
        ("{release: I9}", Kind.INJECT_FIRED, "I9", 1.0),
    ],
)
def test_each_verb_does_what_it_says(effect: str, kind: Kind, name: str, value: float) -> None:
    """At its moment, with the inject as its root."""
    text = WORLD + inject(f"at: 2h, do: [{effect}]").replace("]}\n", ", {id: I9, text: x}]}\n")
    told = play(text)
    record = told.told(kind, name)[-1]

    assert (2 * 3_600_000, value) == (record.time_ms, record.value)
    assert "INJECT_FIRED I1" == told.roots(record)[-1]


def test_verbs_whose_consequence_is_no_record_of_its_own_are_recorded() -> None:
    """EFFECT_APPLIED names the target and the verb."""
    told = does("at: 2h, do: [{spend: 500}, {cancel: {arrivals: 50%}}, {maturity: {comms: 1}}]")

    assert [Verb.SPEND, Verb.CANCEL, Verb.MATURITY] == told.values(Kind.EFFECT_APPLIED)
    assert ["organisation", "arrivals", "organisation"] == told.names(Kind.EFFECT_APPLIED)
    assert 500.0 == told.measure("cost.response")


def test_what_is_held_for_a_time_ends_after_it() -> None:
    """The row is deleted, and everything is as if it had not been, from then on."""
    told = does("at: 2h, do: [{demand: {arrivals: x2}, for: 90m}]")

    assert 10.0 * 24 + 10.0 * 1.5 == pytest.approx(told.measure("service.arrivals.demanded"))
    assert [3.5] == told.hours(Kind.EFFECT_ENDED)


def test_what_is_held_until_a_condition_ends_with_it() -> None:
    """And the record of the flag is its cause."""
    told = does("at: 2h, do: [{remove: {crew: 1}, until: flag(sealed)}]", "at: 5h, do: [{set: sealed}]")

    assert [(2.0, 3.0), (5.0, 4.0)] == list(
        zip(told.hours(Kind.RESOURCE_PRESENT), told.values(Kind.RESOURCE_PRESENT), strict=True)
    )[-2:]
    assert ["FLAG_SET sealed", "INJECT_FIRED I2"] == told.roots(told.told(Kind.EFFECT_ENDED)[0])


def test_until_what_is_true_already_nothing_happens() -> None:
    """Not even a record."""
    told = does("at: 1h, do: [{set: sealed}]", "at: 2h, do: [{switch_off: pump, until: flag(sealed)}]")

    assert [] == [
        *told.told(Kind.ASSET_SWITCHED),
        *told.told(Kind.EFFECT_APPLIED),
        *told.told(Kind.EFFECT_ENDED),
    ]


def test_the_latest_absolute_counts_and_all_factors_multiply() -> None:
    """10/h; x3 at 1 h; 8/h at 2 h; x0.5 at 3 h; the 8/h ends at 4 h, the x3 at 5 h. No old value is ever restored."""
    told = does(
        "at: 1h, do: [{demand: {arrivals: x3}, for: 4h}]",
        "at: 2h, do: [{demand: {arrivals: 8/h}, for: 2h}]",
        "at: 3h, do: [{demand: {arrivals: x0.5}}]",
    )

    assert 10 + 30 + 24 + 12 + 15 + 19 * 5 == pytest.approx(told.measure("service.arrivals.demanded"))


def test_add_and_remove_add_up() -> None:
    """Each application is a row of its own."""
    told = does("at: 1h, do: [{add: {crew: 2}, for: 3h}]", "at: 2h, do: [{remove: {crew: 5}, for: 4h}]")

    assert [6.0, 1.0, 0.0, 4.0] == told.values(Kind.RESOURCE_PRESENT)[-4:]


def test_effects_come_in_written_order() -> None:
    """`do` is a list, and lists are done from the first to the last."""
    told = does("at: 1h, do: [{set: sealed}, {clear: sealed}, {start: fire}, {end: fire}]")

    kinds = [Kind.FLAG_SET, Kind.FLAG_CLEARED, Kind.INCIDENT_OPENED, Kind.INCIDENT_CLOSED]
    assert kinds == [record.kind for record in told.run.trace if record.kind in kinds]


def test_called_off_demand_is_lost_and_valued_but_never_waits() -> None:
    """Half of 10/h for 4 h: 20 lost at 3 each, no queue."""
    told = does("at: 1h, do: [{cancel: {arrivals: 50%}, for: 4h}]")

    assert (20.0, 0.0) == (
        told.measure("service.arrivals.lost"),
        told.measure("service.arrivals.backlog_max"),
    )
    assert 60.0 == pytest.approx(told.measure("cost.lost_service"))


def test_setting_what_is_set_says_nothing() -> None:
    """A flag that is set stays set."""
    told = does("at: 1h, do: [{set: sealed}, {clear: other}]", "at: 2h, do: [{set: sealed}]")

    assert [1.0] == told.hours(Kind.FLAG_SET)
    assert [] == told.told(Kind.FLAG_CLEARED)
    assert 1.0 == told.measure("flag.sealed.first_h")


def test_maturity_can_be_changed_for_a_while() -> None:
    """While education is absent, work takes longer; afterwards as before."""
    text = WORLD.replace("fix: {takes: 1h}", "fix: {takes: 1h, chance: 100%}") + "teams: {desk: {}}\n"
    told = play(
        text
        + inject(
            "at: 1h, do: [{maturity: {education: 0}, for: 8h}, {invoke: mend}]",
            "at: 12h, do: [{invoke: mend}]",
        ),
        head=HEAD,
    )
    first, second = (
        done - start
        for start, done in zip(told.hours(Kind.TASK_STARTED), told.hours(Kind.TASK_DONE), strict=True)
    )

    assert first > second


def test_a_restriction_may_be_kept_out_of_caution_and_that_is_counted() -> None:
    """What a decision restricted is sometimes kept longer than needed where the doughnut is missing."""
    text = (
        WORLD.replace(
            "{shut: {}}", "{shut: {policy: true, do: [{cancel: {arrivals: 100%}, until: flag(sealed)}]}}"
        )
        + "organisation: {maturity: {doughnut: 0}}\n"
        + inject("at: 1h, do: [{ask: close}]", "at: 6h, do: [{set: sealed}]")
    )
    plays = [play(text, head=HEAD, replication=n) for n in range(12)]
    cautious = [told for told in plays if told.hours(Kind.EFFECT_ENDED)[:1] != [6.0]]

    assert 0 < len(cautious) < 12
    assert all(
        (told.measure("cost.over_reaction") or 0.0) > 0.0
        for told in cautious
        if told.hours(Kind.EFFECT_ENDED)
    )
    assert all(told.measure("cost.over_reaction") == 0.0 for told in plays if told not in cautious)
    assert all(play(text, replication=n).hours(Kind.EFFECT_ENDED) == [6.0] for n in range(3))


def test_every_verb_is_carried_out_by_something() -> None:
    """The language and the engine know the same verbs."""
    told = does("at: 1h, do: [{set: sealed}]")

    of_an_exercise = set(told.simulation.exercising.verbs)
    assert set(Verb) - of_an_exercise == set(told.simulation.effects._verbs)
    assert of_an_exercise == {verb for verb in Verb if verb >= Verb.TAKE}
    assert EntityKind.ORGANISATION == told.run.model.entities[told.simulation.world.organisation].kind
