"""Plans, tasks, decisions, options and injects become rows."""

from __future__ import annotations

from bisect import bisect_left

from sems_sim.model import (
    FOREVER_MS,
    NONE,
    DecisionRow,
    EntityKind,
    FlagRow,
    InjectRow,
    OptionRow,
    PlanRow,
    Span,
    TaskRow,
)
from sems_sim.scenario.compile_answers import answers_of
from sems_sim.scenario.compile_bench import Bench, level_row
from sems_sim.scenario.compile_effects import place_effects, place_task_effects
from sems_sim.scenario.compile_people import Readers
from sems_sim.scenario.compile_walk import injects_of
from sems_sim.scenario.conditions_text import Atom, ConditionText
from sems_sim.scenario.schema.crisis import Option, Plan, Task
from sems_sim.scenario.schema.exercise import Inject


def compile_plans(bench: Bench, readers: Readers, improvised: frozenset[str]) -> tuple[PlanRow, ...]:
    """A row for each plan, with the incidents that it answers."""
    answers = answers_of(bench.sections)
    return tuple(
        _plan(bench, name, readers, answers[name], is_improvised=name in improvised)
        for name in bench.names.keys(EntityKind.PLAN)
    )


def _plan(bench: Bench, name: str, readers: Readers, answers: set[str], *, is_improvised: bool) -> PlanRow:
    plan = bench.sections.plans[name]
    case, level = _case(plan), level_row(plan.level)
    asked = readers.of_work(plan.of, level, f"the plan {name}") if case is not None else ()
    return PlanRow(
        entity=bench.entity(EntityKind.PLAN, name),
        when=bench.conditions.for_each(case, asked),
        level=level,
        team=bench.names.row(EntityKind.TEAM, plan.of),
        covers=bench.names.rows(EntityKind.RISK, plan.covers),
        per=bench.names.row(EntityKind.INCIDENT, plan.per),
        tasks=_span(bench, EntityKind.TASK, name, len(plan.tasks)),
        improvised=is_improvised,
        answers=bench.names.rows(EntityKind.INCIDENT, answers),
        **bench.streams_of(f"plans.{name}", PlanRow),
    )


def _case(plan: Plan) -> ConditionText | None:
    """When it starts: what it says, or for each occurrence of its incident that the incident is open."""
    if plan.when is not None or plan.per is None:
        return plan.when
    return ConditionText(f"active({plan.per})", Atom("active", plan.per))


def _span(bench: Bench, kind: EntityKind, owner: str, count: int) -> Span:
    """The rows `owner.part`, which stand together because rows are in the order of names."""
    if count == 0:
        return Span()
    return Span(bisect_left(bench.names.keys(kind), f"{owner}."), count)


def compile_tasks(bench: Bench) -> tuple[TaskRow, ...]:
    """A row for each task of each plan."""
    rows = []
    for key in bench.names.keys(EntityKind.TASK):
        plan, _, name = key.partition(".")
        rows.append(_task(bench, plan, name, bench.sections.plans[plan].tasks[name]))
    return tuple(rows)


def _task(bench: Bench, plan: str, name: str, task: Task) -> TaskRow:
    key = f"{plan}.{name}"
    done, during = place_task_effects(bench, task.do)
    return TaskRow(
        entity=bench.entity(EntityKind.TASK, key),
        plan=bench.names.row(EntityKind.PLAN, plan),
        after=bench.names.rows(EntityKind.TASK, (f"{plan}.{other}" for other in task.after)),
        takes_law=bench.laws.place(task.takes),
        uses=bench.counts(EntityKind.RESOURCE, task.uses),
        needs=bench.names.rows(EntityKind.ASSET, task.needs),
        stock=bench.amounts(EntityKind.STOCK, task.stock),
        chance=task.chance,
        retries=-1 if task.retries is None else task.retries,
        priority=task.priority,
        gives_up_ms=FOREVER_MS if task.gives_up is None else task.gives_up,
        outside=task.by == "outside",
        effects=done,
        during=during,
        **bench.streams_of(f"plans.{plan}.tasks.{name}", TaskRow),
    )


def compile_decisions(bench: Bench, readers: Readers) -> tuple[DecisionRow, ...]:
    """A row for each decision."""
    return tuple(_decision(bench, name, readers) for name in bench.names.keys(EntityKind.DECISION))


def _decision(bench: Bench, name: str, readers: Readers) -> DecisionRow:
    decision = bench.sections.decisions[name]
    of = bench.names.row(EntityKind.TEAM, decision.of)
    level = level_row(decision.level, max(0, readers.level_of[of]) if of != NONE else 0)
    asked = readers.of_work(decision.of, level, f"the decision {name}") if decision.when is not None else ()
    return DecisionRow(
        entity=bench.entity(EntityKind.DECISION, name),
        ask=decision.ask,
        team=readers.leaders[level] if of == NONE else of,
        level=level,
        when=bench.conditions.for_each(decision.when, asked),
        within_ms=FOREVER_MS if decision.within is None else decision.within,
        options=_span(bench, EntityKind.OPTION, name, len(decision.options)),
        **bench.streams_of(f"decisions.{name}", DecisionRow),
    )


def compile_options(bench: Bench) -> tuple[OptionRow, ...]:
    """A row for each option of each decision."""
    rows = []
    for key in bench.names.keys(EntityKind.OPTION):
        decision, _, name = key.partition(".")
        rows.append(_option(bench, key, name, bench.sections.decisions[decision].options[name]))
    return tuple(rows)


def _option(bench: Bench, key: str, name: str, option: Option) -> OptionRow:
    return OptionRow(
        entity=bench.entity(EntityKind.OPTION, key),
        title=option.title or name,
        is_policy=option.policy,
        effects=place_effects(bench, option.do),
        cost=option.cost,
        **bench.streams_of(f"decisions.{key.replace('.', '.options.')}", OptionRow),
    )


def compile_injects(bench: Bench) -> tuple[InjectRow, ...]:
    """A row for each inject, in the order of ids, which also rules injects of one instant."""
    written = {inject.id: inject for inject in injects_of(bench.sections)}
    return tuple(_inject(bench, written[name]) for name in bench.names.keys(EntityKind.INJECT))


def _inject(bench: Bench, inject: Inject) -> InjectRow:
    return InjectRow(
        entity=bench.entity(EntityKind.INJECT, inject.id),
        at_ms=NONE if inject.at is None else inject.at,
        when=bench.conditions.place(inject.when),
        unless=bench.conditions.place(inject.unless),
        effects=place_effects(bench, inject.do),
        teams=bench.names.rows(
            EntityKind.TEAM, (name for name in inject.to if bench.names.has(EntityKind.TEAM, name))
        ),
        source=inject.from_,
        recipients=inject.to,
        channel=inject.by,
        text=inject.text,
        truth=inject.truth,
        expect=inject.expect,
        objective=", ".join(inject.objective),
        kind=inject.kind,
        **bench.streams_of(f"exercise.injects.{inject.id}", InjectRow),
    )


def compile_flags(bench: Bench) -> tuple[FlagRow, ...]:
    """A row for each flag that something sets, clears or asks for."""
    return tuple(FlagRow(bench.entity(EntityKind.FLAG, name)) for name in bench.names.keys(EntityKind.FLAG))
