"""What a rehearsal said, in the handbook: what will go wrong, and when everything comes."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.insight import Rehearsal
from sems_sim.reports.before.plan import Plan
from sems_sim.reports.paper import Block, Bullets, Heading, Run, Table, Text
from sems_sim.telling import amounts, elapsed


def rehearsal_blocks(plan: Plan, rehearsal: Rehearsal | None) -> Iterator[Block]:
    """The chapter on the rehearsal; without one it says how to have it."""
    yield Heading("What the rehearsal said")
    if rehearsal is None:
        yield Text(
            "This exercise was not rehearsed when the handbook was written. To have it played on the model beforehand, "
            "write the handbook again with --rehearse 200.",
            "note",
        )
        return
    yield Text(
        f"The exercise was played {rehearsal.runs:,} times on the model. That says what the paper does, not what "
        "people will do."
    )
    yield Bullets(rehearsal.assumptions)
    yield from _findings(rehearsal)
    yield from _times(plan, rehearsal)
    yield from _objectives(rehearsal)
    yield Text(rehearsal.choice.sentence, "note")


def _findings(rehearsal: Rehearsal) -> Iterator[Block]:
    if not rehearsal.findings:
        yield Text("Nothing stands out.")
        return
    rows = tuple(
        ((Run(one.weight, bold=one.weight == "problem"),), one.sentence, one.remedy)
        for one in rehearsal.findings
    )
    yield Table(("Weight", "What was found", "What helps"), rows, caption="Findings", shares=(12, 50, 38))


def _times(plan: Plan, rehearsal: Rehearsal) -> Iterator[Block]:
    rows = tuple(
        (
            one.id,
            one.title or "–",
            amounts.share(one.share),
            *(("–" if at_ms is None else elapsed(at_ms)) for at_ms in (one.p10_ms, one.p50_ms, one.p90_ms)),
        )
        for one in rehearsal.injects
    )
    if rows:
        yield Table(
            ("No.", "Inject", "Comes in", "First tenth", "Middle", "Last tenth"),
            rows,
            caption=f"When injects come, in time since {plan.players.style.start}",
            shares=(9, 43, 12, 12, 12, 12),
            small=True,
        )


def _objectives(rehearsal: Rehearsal) -> Iterator[Block]:
    rows = tuple(
        (
            one.id,
            amounts.share(one.tested),
            "not measured" if one.met is None else f"{amounts.share(one.met)} ({one.target})",
        )
        for one in rehearsal.objectives
    )
    if rows:
        yield Table(
            ("Objective", "Tested in", "Target met, if the model plays all teams"),
            rows,
            caption="Objectives in the rehearsal",
            shares=(20, 25, 55),
        )
