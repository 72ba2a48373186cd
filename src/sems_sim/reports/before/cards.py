"""Inject cards, one for each inject and recipient, and control's part apart from them."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.reports.before.handbook import KINDS, moment_of
from sems_sim.reports.before.papers import listed, paper
from sems_sim.reports.before.plan import Event, Plan
from sems_sim.reports.paper import Block, Heading, Paper, Run, Table, Text, Words, joined
from sems_sim.telling import amounts

_NOBODY = "Everybody in the room"
_WORD = "EXERCISE EXERCISE EXERCISE"


def inject_cards(plan: Plan) -> Paper:
    """The cards by recipient, then the list by which control gives them out."""
    return paper(plan.players, "Inject cards", _blocks(plan), lines=("Cut along the frames.",))


def recipients(plan: Plan) -> tuple[tuple[str, tuple[Event, ...]], ...]:
    """Every recipient with what they get, in order of time; those who are played first."""
    found: dict[str, list[Event]] = {group.title: [] for group in plan.players.groups if group.is_played}
    for event in plan.events:
        if event.kind == "expected_action":
            continue
        for name in event.to or (_NOBODY,):
            found.setdefault(name, []).append(event)
    return tuple((name, tuple(events)) for name, events in found.items() if events)


def _blocks(plan: Plan) -> Iterator[Block]:
    people = recipients(plan)
    if not people:
        yield Text("There are no injects to hand over.")
    for number, (name, events) in enumerate(people):
        yield Heading(f"For: {name}", new_page=number > 0)
        yield Text(amounts.count(len(events), "card"), "lead")
        for event in events:
            yield _card(plan, name, event)
    yield from _for_control(plan)


def _card(plan: Plan, name: str, event: Event) -> Table:
    marking = f"{_WORD} · {plan.players.marking}" if plan.players.marking else _WORD
    head = (marking, f"{event.id}")
    facts = (("Time", _time(event)), ("From", event.source), ("To", name), ("By", event.channel))
    above = joined(((Run(f"{key}: ", bold=True), Run(words)) for key, words in facts if words), " · ")
    rows: tuple[tuple[Words, ...], ...] = ((above, "Given at:"), (event.text, "By:"))
    return Table(head, rows, shares=(80, 20), blank_height_mm=12, keep=True)


def _time(event: Event) -> str:
    """What a player may read of its time: a moment on the clock; a condition is control's business."""
    return event.time.split(" (")[0] if event.time else "________"


def _for_control(plan: Plan) -> Iterator[Block]:
    yield Heading("Control's part: not for players", new_page=True)
    rows = tuple(
        (
            event.id,
            moment_of(event),
            listed(event.to) if event.to else _NOBODY,
            event.controller or "–",
            _instructions(event),
            "",
        )
        for event in plan.events
    )
    yield Table(
        ("No.", "When", "To", "Controller", "Instructions", "Done at"),
        rows,
        caption="How injects are given out",
        shares=(8, 20, 16, 12, 32, 12),
        small=True,
    )


def _instructions(event: Event) -> Words:
    parts = (
        ("", KINDS.get(event.kind, event.kind) if event.kind != "contextual" else ""),
        ("", "" if event.truth else "what it says is not true"),
        ("Expected: ", event.expect),
        ("Notes: ", event.notes),
        ("Where: ", event.location),
    )
    return joined((Run(name, bold=True), Run(words)) for name, words in parts if words) or "–"
