"""A queue of calls for five teams: the kernel, with all that it keeps of a crisis, against others' bare queues."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.measuring import SHARED, machine, publish, side_by_side, table
from bench.queue_loop import serve
from bench.rivals import SimPyQueue, c_loop
from sems_sim.engine import simulate as by_engine
from sems_sim.events import Kind
from sems_sim.kernel import load, run_replications
from sems_sim.kernel import simulate as by_kernel
from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario

TIMES = 5
HORIZON_MIN = 2_000
RUNS = 10
FAST_HORIZON_MIN = 200_000.0
SCENARIO = f"""sems_sim: 1
id: queue
title: Calls wait for one of five teams
people: off
clock: {{start: 2025-01-01T00:00:00+00:00, runs: {HORIZON_MIN}m}}
resources: {{team: {{amount: 5}}}}
incidents: {{call: {{opens: {{every: exponential 0.2222222222222222m}}}}}}
plans:
  answer:
    per: call
    tasks: {{serve: {{takes: exponential 1m, uses: {{team: 1}}, do: [{{end: call}}]}}}}
"""
PAGE = """# A queue: the kernel against SimPy, Numba and C

M/M/5, nine tenths busy. The scenario says it in the language of crises: each call is an incident that opens, is judged
against the register of risks, invokes a plan of its own, whose task waits for one of five teams and ends the incident.
The rivals are bare queues: SimPy with a process for each customer and a `Resource`; an event loop over a binary heap
written by hand for Numba; and the same loop in C (`gcc -O2`). Numba and C give the same answer to the last bit.

Made by `make bench` ({machine}); medians of {times} rounds, all in turn, in processor time on one thread. {shared}

{rows}

## The distance

The aim was 50 times SimPy; this scenario on the kernel gives {reached:.1f} times. The rivals carry out two
events for a customer and keep two sums. The kernel carries out {events:.1f} events and writes {records:.1f} records
for a customer, of which {kinds}. Each record has a cause, and each is mixed into the fingerprint by which kernel and
engine are compared. So a customer costs {customer:.0f} ns here, which is {event:.0f} ns an event; the loop in
{fastest_name} needs {fastest:.0f} ns a customer, {fastest_event:.0f} ns an event. The distance of
{distance:.0f} times to it is {more:.1f} times as many events, and {dearer:.1f} times as much for each.

Where the time goes (sampled by instruction address on this scenario): nearly half is the agenda and what it keeps (the
heap, records and their fingerprint, draws, rows taken and given back), an eighth the teams and their queue, an
eighth the incident and its severity curve, a tenth conditions, the rest plans, books, bands; no rule has more than a
few per cent. At 50 times SimPy a customer would have to cost {needed:.0f} ns, which is {needed_event:.0f} ns for each
of its events with its record, beside {fastest_event:.0f} ns for an event of the bare loop in {fastest_name}.

Against the engine, which does the same work, the ratio is {engine:.0f}.
"""


def _model() -> Model:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queue.yaml"
        path.write_text(SCENARIO, encoding="utf-8")
        return compile_model(read_scenario(path))


def contents(model: Model) -> tuple[float, float, str]:
    """Return events and records of a customer, and in words what the records are."""
    run = by_kernel(model, seed=1)
    found = Counter(Kind(int(kind)).name.lower().replace("_", " ") for kind in run.trace["kind"])
    customers = found["incident opened"]
    words = [f"{count / customers:.1f} say `{name}`" for name, count in found.most_common(9)]
    return run.events / customers, len(run.trace) / customers, ", ".join(words)


def customers_of(model: Model) -> int:
    """Return how many customers the measured replications have."""
    opened = int(Kind.INCIDENT_OPENED)
    traces = (by_kernel(model, seed=1, replication=n).trace for n in range(RUNS))
    return sum(int((trace["kind"] == opened).sum()) for trace in traces)


def rivals(model: Model) -> dict[str, tuple[Callable[[], object], int]]:
    """Return each rival's work and how many customers that is."""
    in_c = c_loop()
    found: dict[str, tuple[Callable[[], object], int]] = {
        "SimPy, a process each": (
            lambda: SimPyQueue(7, HORIZON_MIN).run(),
            SimPyQueue(7, HORIZON_MIN).run()[0],
        ),
        "engine": (lambda: by_engine(model, seed=1), 0),
        "kernel": (lambda: run_replications(model, seed=1, first=0, count=RUNS), customers_of(model)),
        "Numba, by hand": (lambda: serve(7, FAST_HORIZON_MIN), serve(7, FAST_HORIZON_MIN)[0]),
    }
    trace = by_kernel(model, seed=1).trace
    found["engine"] = (found["engine"][0], int((trace["kind"] == int(Kind.INCIDENT_OPENED)).sum()))
    if in_c is not None:
        loop = in_c
        found["C, by hand"] = (lambda: loop(7, FAST_HORIZON_MIN), loop(7, FAST_HORIZON_MIN)[0])
    return found


def main() -> None:
    """Measure all and publish the page."""
    load()
    model = _model()
    works = rivals(model)
    seconds = side_by_side({name: work for name, (work, _) in works.items()}, TIMES)
    each = {name: median(seconds[name]) / works[name][1] for name in works}
    simpy, kernel = each["SimPy, a process each"], each["kernel"]
    events, records, kinds = contents(model)
    rows = [
        (name, f"{1.0 / took:,.0f}", f"{took * 1e9:,.0f}", f"{simpy / took:.2f}")
        for name, took in sorted(each.items(), key=lambda one: -one[1])
    ]
    if "C, by hand" not in works:
        rows.append(("C, by hand", "no gcc here", "", ""))
    fastest_name = "C" if "C, by hand" in works else "Numba"
    fastest = each[f"{fastest_name}, by hand"]
    page = PAGE.format(
        machine=machine(),
        times=TIMES,
        shared=SHARED,
        rows=table(("who", "customers/s", "ns a customer", "times SimPy"), rows),
        reached=simpy / kernel,
        events=events,
        records=records,
        kinds=kinds,
        customer=kernel * 1e9,
        event=kernel / events * 1e9,
        fastest_name=fastest_name,
        fastest=fastest * 1e9,
        fastest_event=fastest / 2.0 * 1e9,
        distance=kernel / fastest,
        more=events / 2.0,
        dearer=kernel / fastest / (events / 2.0),
        needed=simpy / 50.0 * 1e9,
        needed_event=simpy / 50.0 / events * 1e9,
        engine=each["engine"] / kernel,
    )
    publish("queue.md", page)


if __name__ == "__main__":
    main()
