"""The handbook of control and evaluators: everything that players must not see."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.insight import Rehearsal
from sems_sim.reports.before.desk_keys import KEYS
from sems_sim.reports.before.handbook_rehearsal import rehearsal_blocks
from sems_sim.reports.before.papers import length, listed, paper
from sems_sim.reports.before.plan import Event, Plan, Test
from sems_sim.reports.before.rules import RATINGS, glossary, no_duff_steps
from sems_sim.reports.paper import (
    Block,
    Bullets,
    Facts,
    Heading,
    Paper,
    Run,
    Table,
    Text,
    Turn,
    Words,
    joined,
)
from sems_sim.telling import amounts, capital

KINDS = {
    "contextual": "contextual",
    "contingency": "contingency: given only on control's word, if players have not acted",
    "expected_action": "expected action: players should do this by themselves",
    "administrative": "administrative: for the conduct of the exercise",
}
_NOT_FOR_PLAYERS = (
    "For control and evaluators only. Nothing in it may reach a player before the exercise has ended."
)


def handbook(plan: Plan, rehearsal: Rehearsal | None = None) -> Paper:
    """The handbook, with what a rehearsal found if there was one."""
    style = plan.players.style
    kicker = f"Handbook for {style.control} and {style.evaluator}s"
    return paper(plan.players, kicker, _blocks(plan, rehearsal), lines=(_NOT_FOR_PLAYERS,))


def _blocks(plan: Plan, rehearsal: Rehearsal | None) -> Iterator[Block]:
    yield from _overview(plan)
    yield from _modules(plan)
    yield from _list(plan)
    yield from _details(plan)
    yield from _decisions(plan)
    yield from rehearsal_blocks(plan, rehearsal)
    yield from _evaluating(plan)
    yield from _conduct(plan)


def _overview(plan: Plan) -> Iterator[Block]:
    players = plan.players
    playing = [group.title for group in players.groups if group.is_played]
    yield Heading("The exercise at a glance")
    rows = [
        ("Exercise", players.title),
        ("What happens", plan.summary),
        ("Scenario begins", players.starts),
        ("Venue", players.venue),
        ("Sponsor", players.sponsor),
        ("Contact", players.contact),
        ("Played by people", listed(playing)),
        (f"Played by {players.style.control}", listed(g.title for g in players.groups if not g.is_played)),
        (
            "Size",
            f"{amounts.count(len(plan.events), 'inject')}, {amounts.count(len(plan.tests), 'objective')}",
        ),
    ]
    yield Facts(tuple((name, words) for name, words in rows if words))
    yield Heading("Objectives", 2)
    yield Table(
        ("No.", "Objective", "Measured by", "Injects"),
        tuple(
            (test.aim.id, test.aim.text, test.target or "what evaluators see", listed(test.events))
            for test in plan.tests
        ),
        caption="Objectives, and the injects that serve them",
        shares=(8, 42, 28, 22),
    )


def _modules(plan: Plan) -> Iterator[Block]:
    if not plan.spans:
        return
    yield Heading("Modules")
    yield Text(
        "The scenario's clock stops at the end of a module. Between two modules it is moved on; what came in between "
        "is read aloud from the desk's digest."
    )
    rows = tuple((str(one.number), one.title, one.times, length(one.room_ms)) for one in plan.spans)
    yield Table(
        ("No.", "Module", "Scenario time", "In the room"), rows, caption="Modules", shares=(6, 34, 42, 18)
    )
    for one in plan.spans:
        if one.questions or one.note:
            yield Heading(f"Module {one.number}: {one.title}", 3)
            yield Bullets(one.questions)
        if one.note:
            yield Text(one.note, "note")


def _list(plan: Plan) -> Iterator[Block]:
    yield Turn(landscape=True)
    yield Heading(f"{plan.players.style.events}: the list of injects")
    rows = tuple(
        (
            event.id,
            moment_of(event),
            _headline(event),
            event.source or "–",
            listed(event.to),
            event.channel or "–",
            event.expect or "–",
            listed(event.objectives),
            event.controller or "–",
        )
        for event in plan.events
    )
    yield Table(
        ("No.", "When", "Inject", "From", "To", "By", "Expected action", "For", "Controller"),
        rows,
        caption="Injects in the order of their time; those on a condition or a word at the end",
        shares=(6, 13, 21, 10, 11, 8, 18, 7, 8),
        small=True,
    )
    yield Turn(landscape=False)


def moment_of(event: Event) -> str:
    """When an inject comes, in words."""
    when = event.time or (f"when {event.condition}" if event.condition else f"on {_WORD}")
    return f"{when}; unless {event.unless}" if event.unless else when


_WORD = "control's word"


def _headline(event: Event) -> Words:
    title: Words = (Run(event.title, bold=True),) if event.title else ""
    untrue: Words = (Run("What it says is not true.", italic=True),) if not event.truth else ""
    return joined((title, event.text, untrue))


def _details(plan: Plan) -> Iterator[Block]:
    """What the list has no room for: only for injects that have it."""
    fuller = [event for event in plan.events if _more(event)]
    if not fuller:
        return
    yield Heading("What controllers should know of single injects")
    rows = tuple((event.id, _more(event)) for event in fuller)
    yield Table(("No.", "To know"), rows, caption="Effects, kinds and notes", shares=(10, 90))


def _more(event: Event) -> Words:
    place = (("Location", event.location), ("Phase", event.phase), ("Storyline", event.storyline))
    rank = (("Priority", event.priority), ("Capability", event.capability), ("Critical task", event.task))
    parts = [
        ("Kind", KINDS.get(event.kind, event.kind) if event.kind != "contextual" else ""),
        ("In the model", event.effects),
        (
            "Public",
            "everybody in the room may read it, also on the screen in front" if event.is_public else "",
        ),
        ("Notes", event.notes),
        *place,
        *rank,
    ]
    return joined((Run(f"{name}: ", bold=True), Run(words)) for name, words in parts if words)


def _decisions(plan: Plan) -> Iterator[Block]:
    if not plan.questions:
        return
    yield Heading("Decisions that lie ahead")
    yield Text(
        "The desk puts each question to the team when its condition holds. Players may decide off the list: take that "
        "down with who, why, and its effects."
    )
    rows = tuple(
        (
            one.ask,
            one.team or "who leads",
            one.condition or "when asked",
            length(one.within_ms),
            "\n".join(one.options),
        )
        for one in plan.questions
    )
    yield Table(
        ("Question", "Team", "Put when", "Within", "Options"),
        rows,
        caption="Decisions",
        shares=(28, 15, 24, 10, 23),
        small=True,
    )


def _evaluating(plan: Plan) -> Iterator[Block]:
    yield Heading("For evaluators", new_page=True)
    yield Bullets(
        (
            "Write down what you see and hear, with the time on the scenario's clock. Facts first, judgement after.",
            "Rate an objective only by what was seen. Where you saw nothing, rate nothing.",
            "Use roles, never names of people.",
            "Take no part: do not help, prompt or correct. What you want to be asked, tell control.",
            "Hand in your sheet at once. It can be brought into the journal: sems-sim report JOURNAL --import SHEET",
        )
    )
    for test in plan.tests:
        yield from _test(test, plan)
    yield Heading("Ratings", 2)
    for letter, words in RATINGS:
        yield Text((Run(f"{letter}  ", bold=True), Run(words)), "definition")


def _test(test: Test, plan: Plan) -> Iterator[Block]:
    yield Heading(f"{test.aim.id}: {test.aim.text}", 2)
    rows = [
        ("Capability", ", ".join(one for one in (test.aim.capability, *test.aim.sems) if one)),
        ("Measured by", test.target),
        ("Critical tasks", "\n".join(test.tasks)),
        ("Answered for by", test.owner),
        ("Plan or rule", test.source),
        ("Remark", test.note),
    ]
    expected = [
        f"{one.id}: {one.expect}" for one in plan.events if test.aim.id in one.objectives and one.expect
    ]
    rows.append(("Expected actions", "\n".join(expected)))
    asked = [one.ask for one in plan.debrief if test.aim.id in one.objectives]
    rows.append(("Ask in the debrief", "\n".join(asked)))
    yield Facts(tuple((name, words) for name, words in rows if words))


def _conduct(plan: Plan) -> Iterator[Block]:
    style = plan.players.style
    yield Heading("Conduct")
    yield Heading("Rules of play, to be read aloud", 2)
    yield Bullets(plan.players.rules)
    yield Heading(f"{style.no_duff}: when something real happens", 2)
    yield Bullets(no_duff_steps(style), numbered=True)
    yield Heading("Running order", 2)
    yield Bullets(_running_order(plan), numbered=True)
    yield Heading("Keys of the desk", 2)
    yield Facts(KEYS)
    yield Heading("Words", 2)
    yield Facts(glossary(style))


def _running_order(plan: Plan) -> tuple[str, ...]:
    style = plan.players.style
    return (
        "Everybody signs in, by role.",
        "Briefing: objectives, rules, roles, no duff. Hand out the situation manual; keep its module pages back.",
        f"{style.start}. Each module: hand out its page, play it, stop at its end, ask its questions.",
        (
            "Record every decision with who, why, and how its time is charged. Correct what was mistyped: nothing is "
            "erased."
        ),
        f"{style.end}. Note the hash that the desk shows: it proves the journal unchanged.",
        f"{capital(style.debrief)} with the players, at once. Then control and {style.evaluator}s by themselves.",
        "Collect feedback forms and observation sheets, and bring them into the journal.",
    )
