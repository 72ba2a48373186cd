"""Orders written while an exercise runs are the same in both engines, whatever ends them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sems_sim.engine import simulate as on_engine
from sems_sim.events import Kind
from sems_sim.kernel import simulate
from sems_sim.model import Model, Order, Policy, Span
from sems_sim.scenario import compile_model, compile_orders, read_scenario

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "north-hyde.yaml"
EVERY_MS = 37 * 60_000
TEXTS = (
    "{capacity: {departures: x0.5}, until: performance(departures) < 20%}",
    "{isolate: baggage, until: clock >= 06:00}",
    "{isolate: baggage, until: time > 3h}",
    "{remove: {ground_crews: 10}, until: free(ground_crews) < 5}",
    "{add: {hv_engineers: 2}, until: short(hv_engineers)}",
    "{block: fuel_co, until: not available(fuel_co)}",
    "{worsen: {substation_fire: 0.3/h}, until: response >= crisis}",
    "{contain: {substation_fire: 0.3/h}, until: opened >= 2}",
    "{demand: {arrivals: x2}, until: cost > 20_000_000}",
    "{demand: {arrivals: x2}, until: people > 3}",
    "{maturity: {comms: 0}, until: rumour > 0.1}",
    "{isolate: baggage, until: below_mbco(departures) for 30m}",
    "{isolate: baggage, until: 'seen_by(cmc): down(terminal_systems)'}",
    "{switch_off: airfield_lighting, until: level(hv_south) >= 50%}",
    "{isolate: baggage, until: chosen(close_airport.close) or done(reconfigure_hv.make_safe)}",
    "{isolate: baggage, until: over_rto(departures)}",
    "{tell: {to: cmc, about: [baggage, arrivals], truth: false}}",
    "{start: {stranded_passengers: 0.4}}",
    "[{use: {diesel: 100 L}}, {order: {diesel: 500 L}}, {ask: restart_order}, {invoke: welfare}, {release: I4}]",
    "[{raise: crisis}, {set: cleared}, {fail: {baggage: 2}, for: 2h}]",
)


def _with_orders() -> tuple[Model, Policy]:
    """The scenario with all texts put behind it, one after the other, as a session does."""
    scenario = read_scenario(SCENARIO)
    model = compile_model(scenario)
    orders = []
    for number, text in enumerate(TEXTS):
        found = compile_orders(scenario, model, text)
        orders.append(Order((number + 1) * EVERY_MS, Span(len(model.effects), len(found.effects))))
        model = replace(
            model, effects=model.effects + found.effects, conditions=model.conditions + found.conditions
        )
    return model, Policy(orders=tuple(orders))


def test_orders_written_live_give_the_same_run_in_both_engines() -> None:
    """Whatever a facilitator may write is replayed by a forecast to the last bit."""
    model, policy = _with_orders()
    run = on_engine(model, seed=3, policy=policy)

    assert run.fingerprint == simulate(model, seed=3, policy=policy).fingerprint
    assert 10 < sum(record.kind == Kind.EFFECT_ENDED for record in run.trace)


def test_rows_behind_a_model_change_nothing_by_themselves() -> None:
    """A model with orders that nobody gives runs as it did without them."""
    longer, _ = _with_orders()
    plain = compile_model(read_scenario(SCENARIO))

    assert on_engine(plain, seed=3).fingerprint == on_engine(longer, seed=3).fingerprint
    assert simulate(plain, seed=3).fingerprint == simulate(longer, seed=3).fingerprint
