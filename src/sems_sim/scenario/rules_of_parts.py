"""Rules of single entities: keys that exclude each other, numbers out of range."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sems_sim.scenario.quantities import LawText
from sems_sim.scenario.schema.crisis import Decision, Incident, Opens, Plan, Task
from sems_sim.scenario.schema.effects import Tell
from sems_sim.scenario.schema.exercise import Inject, Module
from sems_sim.scenario.schema.people import Indicator, Link, Team
from sems_sim.scenario.schema.scenario import Clock
from sems_sim.scenario.schema.supply import Asset, Gate, Resource, Service, Stock, Surge
from sems_sim.scenario.tree import Path

Broken = tuple[Path, str, str]
"""Path from the entity to the place, what is wrong, and the remedy."""
MOST_UNITS = 100_000
MOST_OF_A_RESOURCE = 1_000_000


def _gate(gate: Gate) -> Iterator[Broken]:
    shapes = [name for name in ("asset", "all", "any", "of") if getattr(gate, name) is not None]
    if len(shapes) != 1:
        said = f"both {' and '.join(shapes)}" if shapes else "no need"
        yield (
            (),
            f"a gate that names {said}",
            "write one of: a name, {all: […]}, {any: […]}, {at_least: k, of: […]}",
        )
        return
    if (gate.at_least is None) != (gate.of is None):
        yield (), "'at_least' and 'of' belong together", "write {at_least: 2, of: [a, b, c]}"
    elif not gate.members and shapes != ["asset"]:
        yield (shapes[0],), "a gate without members", "name at least one asset"
    elif gate.at_least is not None and not 1 <= gate.at_least <= len(gate.members):
        count = len(gate.members)
        yield (
            ("at_least",),
            f"at least {gate.at_least} of {count} can never be",
            f"write a number from 1 to {count}",
        )
    written = [_written(member) for member in gate.members]
    for index, text in enumerate(written):
        if text in written[:index]:
            yield (shapes[0], index), "this need stands twice", "take one of them away"


def _written(gate: Gate) -> str:
    """A gate as text that does not depend on the order of its members."""
    inside = ",".join(sorted(_written(member) for member in gate.members))
    return f"{gate.kind}:{gate.asset}:{gate.at_least}:{gate.buffer}:{gate.floor}:{gate.graceful}:({inside})"


def _needs(entity: Asset | Service) -> Iterator[Broken]:
    written = [_written(gate) for gate in entity.needs]
    for index, text in enumerate(written):
        if text in written[:index]:
            yield ("needs", index), "this need stands twice", "take one of them away"


def _asset(asset: Asset) -> Iterator[Broken]:
    if not 1 <= asset.units <= MOST_UNITS:
        yield ("units",), f"{asset.units:,} units", f"an asset has 1 to {MOST_UNITS:,} units"
    if asset.repair is not None and asset.fails is None and "fails" in asset.model_fields_set:
        yield ("repair",), "repair of an asset that never fails", "say when it fails: exponential 400h"
    if asset.fails is not None:
        yield from _takes_time(("fails",), asset.fails)


def _takes_time(path: Path, law: LawText) -> Iterator[Broken]:
    if law.is_constant and law.parameters[0] <= 0:
        yield (
            path,
            "this takes no time, so it would happen for ever in one instant",
            "write a duration above 0",
        )


def _service(service: Service) -> Iterator[Broken]:
    if service.demand is not None and service.after is not None:
        yield (
            ("after",),
            "'demand' and 'after' exclude each other",
            "the output of the earlier service is the demand",
        )
    if service.demand is None and service.after is None:
        yield (), "a service that nobody demands", "add demand: 30/h, or after: another service"
    if service.rto is not None and service.mtpd is not None and service.rto > service.mtpd:
        yield ("rto",), "the RTO is longer than the MTPD", "what is aimed at lies within what can be borne"
    for name, rate in service.staff.items():
        if rate.per_h <= 0:
            yield ("staff", name), "one of them serves nothing", "write a rate above 0: 1.2/h"


def _resource(resource: Resource) -> Iterator[Broken]:
    if resource.quality <= 0:
        yield ("quality",), "a quality of 0: no work would ever end", "write a number above 0"
    for at_ms, value in resource.amount.points:
        if value > MOST_OF_A_RESOURCE or value != int(value):
            remedy = f"write a whole number up to {MOST_OF_A_RESOURCE:,}"
            yield ("amount",), f"{value:g} of a resource" + (f" at {at_ms} ms" if at_ms else ""), remedy
            return


def _surge(surge: Surge) -> Iterator[Broken]:
    if surge.add > MOST_OF_A_RESOURCE or surge.add != int(surge.add):
        yield (
            ("add",),
            f"{surge.add:g} more of a resource",
            f"write a whole number up to {MOST_OF_A_RESOURCE:,}",
        )


def _stock(stock: Stock) -> Iterator[Broken]:
    if stock.reorder_below is not None and stock.lot is None:
        yield ("reorder_below",), "reordered, but no lot is said", "add lot: 8000 L"
    if stock.lot is not None and stock.lot.value <= 0:
        yield ("lot",), "an empty lot", "write an amount above 0"


def _team(team: Team) -> Iterator[Broken]:
    if team.quorum is not None and team.quorum > team.people:
        yield (
            ("quorum",),
            f"a quorum of {team.quorum}, but {team.people} people",
            "a quorum is at most the people",
        )
    if team.attention <= 0:
        yield ("attention",), "an attention of 0: nothing would ever be read", "write a number above 0"
    if team.competence <= 0:
        yield ("competence",), "a competence of 0", "write a number above 0; 1 is nominal"


def _link(link: Link) -> Iterator[Broken]:
    if link.between[0] == link.between[1]:
        yield ("between",), f"a link of {link.between[0]!r} with itself", "name two teams"


def _indicator(indicator: Indicator) -> Iterator[Broken]:
    if indicator.above is None and indicator.below is None:
        yield (), "an indicator that never alarms", "add above: 60, or below: 10"
    if indicator.every <= 0:
        yield ("every",), "read without a pause", "write a duration above 0: 15m"


def _opens(opens: Opens) -> Iterator[Broken]:
    ways = [name for name in ("at", "when", "every") if getattr(opens, name) is not None]
    if len(ways) != 1:
        said = f"opens by {' and '.join(ways)}" if ways else "never opens"
        yield (), f"this incident {said}", "write 30m, or {when: …, after: …}, or {every: exponential 6h}"
        return
    for name, needed in (("after", "when"), ("first", "every"), ("until", "every"), ("count", "every")):
        if name in opens.model_fields_set and ways[0] != needed:
            yield (name,), f"{name!r} belongs to {needed!r}", f"take {name!r} away"
    if opens.every is not None:
        yield from _takes_time(("every",), opens.every)
    if opens.count == 0:
        yield ("count",), "it opens 0 times", "write 1 or more"


def _incident(incident: Incident) -> Iterator[Broken]:
    severity = incident.severity
    if severity.is_constant and severity.parameters[0] > incident.limit:
        yield ("severity",), "it opens above its limit", f"at most {incident.limit:g}"
    if incident.limit <= 0:
        yield ("limit",), "a limit of 0: it could never be", "write a share above 0"
    targets = [spread.to for spread in incident.spreads]
    for index, name in enumerate(targets):
        if name in targets[:index]:
            yield ("spreads", index, "to"), f"it spreads to {name!r} twice", "keep one, with one chance"
    hurts = [(hurt.at, repr(hurt.do)) for hurt in incident.hurts]
    for index, hurt in enumerate(hurts):
        if hurt in hurts[:index]:
            yield ("hurts", index), "this hurt stands twice", "take one of them away"


def _plan(plan: Plan) -> Iterator[Broken]:
    for name, task in plan.tasks.items():
        if name in task.after:
            yield ("tasks", name, "after"), f"the task {name!r} comes after itself", "take it away"


def _task(task: Task) -> Iterator[Broken]:
    if task.retries is not None and task.retries > 1_000:
        yield ("retries",), f"{task.retries:,} retries", "at most 1,000"
    for name, count in task.uses.items():
        if count != int(count) or count > MOST_OF_A_RESOURCE:
            yield (
                ("uses", name),
                f"{count:g} of a resource",
                f"write a whole number up to {MOST_OF_A_RESOURCE:,}",
            )


def _decision(decision: Decision) -> Iterator[Broken]:
    if not decision.options:
        yield (), "a decision without options", "add at least two options"
    marked = [name for name, option in decision.options.items() if option.policy]
    for name in marked[1:]:
        message = f"a second policy option, after {marked[0]!r}"
        yield ("options", name, "policy"), message, "doctrine says one thing: keep policy: true once"


def _clock(clock: Clock) -> Iterator[Broken]:
    if clock.runs <= 0:
        yield ("runs",), "a run of no time", "write how long it lasts: 36h"


def _inject(inject: Inject) -> Iterator[Broken]:
    if inject.at is not None and inject.when is not None:
        yield ("when",), "'at' and 'when' exclude each other", "give it at a time, or on a condition"


def _module(module: Module) -> Iterator[Broken]:
    if module.to <= module.from_:
        yield ("to",), "a module that ends before it begins", "'to' lies after 'from'"


def _tell(tell: Tell) -> Iterator[Broken]:
    if not tell.text and not tell.about:
        yield (), "a message that says nothing", "add text: …, or about: what it reports"


RULES: Mapping[str, tuple[Callable[[Any], Iterator[Broken]], ...]] = {
    "Gate": (_gate,),
    "Asset": (_asset, _needs),
    "Service": (_service, _needs),
    "Resource": (_resource,),
    "Surge": (_surge,),
    "Stock": (_stock,),
    "Team": (_team,),
    "Link": (_link,),
    "Indicator": (_indicator,),
    "Opens": (_opens,),
    "Incident": (_incident,),
    "Plan": (_plan,),
    "Task": (_task,),
    "Decision": (_decision,),
    "Clock": (_clock,),
    "Inject": (_inject,),
    "Module": (_module,),
    "Tell": (_tell,),
}
