"""Effects as rows: one for each verb and target, in written order."""

from __future__ import annotations

import pytest

from sems_sim.model import COMPONENTS, NONE, Amount, Effect, EntityKind, Hold, Model, Verb
from tests.unit.scenario.compiling import model_of, row

WORLD = """
people: off
assets: {pump: {}, valve: {}}
services: {arrivals: {demand: 1/h}, departures: {demand: 1/h}}
stocks: {oil: {amount: 10 L}}
resources: {crew: {amount: 3}}
suppliers: {shop: {}}
incidents: {fire: {opens: 0m}}
teams: {desk: {}, boss: {}, press: {outside: true}}
links: [{between: [desk, boss], by: radio}]
decisions: {close: {of: boss, options: {shut: {}}}}
"""


def effects(do: str) -> tuple[Model, list[Effect]]:
    """The rows of the `do` list of the only task."""
    model = model_of(WORLD + f"plans: {{act: {{tasks: {{t: {{do: {do}}}}}}}}}\n")
    task = model.tasks[0]
    return model, list(model.effects[task.effects.first : task.effects.first + task.effects.count])


def test_a_mapping_gives_a_row_for_each_target_in_written_order() -> None:
    """Order has meaning inside `do`, and so it is kept as written."""
    model, rows = effects("{capacity: {departures: x0.3, arrivals: 20/h}}")

    services = [row(model, EntityKind.SERVICE, name) for name in ("departures", "arrivals")]
    assert services == [effect.target for effect in rows]
    assert [(Amount.FACTOR, 0.3), (Amount.ABSOLUTE, 20.0)] == [
        (effect.amount, effect.value) for effect in rows
    ]


@pytest.mark.parametrize(
    ("do", "verb", "amount", "value"),
    [
        ("{fail: pump}", Verb.FAIL, Amount.ABSOLUTE, -1.0),
        ("{fail: {pump: 2}}", Verb.FAIL, Amount.ABSOLUTE, 2.0),
        ("{repair: pump}", Verb.REPAIR, Amount.ABSOLUTE, -1.0),
        ("{contain: {fire: 1.5/h}}", Verb.CONTAIN, Amount.SUM, 1.5),
        ("{worsen: {fire: 30/day}}", Verb.WORSEN, Amount.SUM, 1.25),
        ("{start: {fire: 0.5}}", Verb.START, Amount.ABSOLUTE, 0.5),
        ("{start: fire}", Verb.START, Amount.ABSOLUTE, -1.0),
        ("{add: {crew: 4}}", Verb.ADD, Amount.SUM, 4.0),
        ("{cancel: {arrivals: 40%}}", Verb.CANCEL, Amount.ABSOLUTE, 0.4),
        ("{use: {oil: 5 L}}", Verb.USE, Amount.ABSOLUTE, 5.0),
        ("{demand: {arrivals: 0}}", Verb.DEMAND, Amount.ABSOLUTE, 0.0),
        ("{spend: 500}", Verb.SPEND, Amount.ABSOLUTE, 500.0),
    ],
)
def test_an_amount_acts_as_its_verb_wants(do: str, verb: Verb, amount: Amount, value: float) -> None:
    """Rates and counts add up, factors multiply, the rest replaces; -1 stands for all units."""
    _, (effect,) = effects(do)

    assert (verb, amount, value) == (effect.verb, effect.amount, effect.value)


def test_maturity_names_a_component() -> None:
    """The target of a change in maturity is the component's place in the table."""
    _, (effect,) = effects("{maturity: {comms: 4}}")

    assert (COMPONENTS.index("comms"), EntityKind.ORGANISATION, 4.0) == (
        effect.target,
        effect.target_kind,
        effect.value,
    )


def test_a_level_is_named_by_its_row() -> None:
    """`strategic` is another word for crisis."""
    _, (effect,) = effects("{raise: strategic}")

    assert (EntityKind.LEVEL, 2) == (effect.target_kind, effect.target)


def test_telling_about_several_things_is_several_messages() -> None:
    """Each thing that is told of is one row, with the same audience."""
    model, rows = effects("{tell: {to: [desk, press], about: [pump, fire], truth: false, text: All is well}}")

    audience = tuple(sorted(row(model, EntityKind.TEAM, name) for name in ("desk", "press")))
    assert [EntityKind.ASSET, EntityKind.INCIDENT] == [effect.target_kind for effect in rows]
    assert {(audience, False, "All is well")} == {
        (effect.audience, effect.truth, effect.text) for effect in rows
    }


def test_telling_about_nothing_has_no_target() -> None:
    """A statement need not be about anything in the model."""
    _, (effect,) = effects("{tell: {to: press, text: Hello}}")

    assert NONE == effect.target


def test_blocking_a_link_blocks_both_directions() -> None:
    """A link's written name means all of it; a supplier is blocked by its own."""
    model, rows = effects("{block: [desk-boss:radio, shop]}")

    ways = [row(model, EntityKind.LINK, name) for name in ("boss-desk:radio", "desk-boss:radio")]
    assert ways == [effect.target for effect in rows[:2]]
    assert EntityKind.SUPPLIER == rows[2].target_kind


def test_a_hold_is_for_a_time_or_until_a_condition() -> None:
    """`for` keeps a time, `until` a condition; without either it is at once."""
    model, (held, until, plain) = effects(
        "[{switch_off: pump, for: 90m}, {switch_off: pump, until: flag(done)}, {switch_off: pump}]"
    )

    assert (Hold.FOR, 5_400_000) == (held.hold, held.hold_ms)
    assert (Hold.UNTIL, "flag(done)") == (until.hold, model.conditions[until.condition].text)
    assert (Hold.AT_ONCE, 0, NONE) == (plain.hold, plain.hold_ms, plain.condition)


def test_what_lasts_while_a_task_runs_stands_apart() -> None:
    """Rows held by the running task are its `during`; the others are done on success."""
    model, done = effects("[{contain: {fire: 1/h}, while: running}, {end: fire}]")

    during = model.tasks[0].during
    assert [Verb.END] == [effect.verb for effect in done]
    assert (1, Hold.WHILE_RUNNING) == (during.count, model.effects[during.first].hold)


def test_until_is_read_in_truth() -> None:
    """What ends an effect is the truth, whoever brought it about."""
    model, (effect,) = effects("{isolate: pump, until: down(valve)}")

    assert {NONE} == {step.team for step in model.conditions[effect.condition].steps}
