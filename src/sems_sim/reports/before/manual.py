"""The situation manual for players; nothing that lies ahead can get into it."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.reports.before.papers import length, level_words, listed, paper
from sems_sim.reports.before.plan import ForPlayers
from sems_sim.reports.before.rules import METHANE, glossary, no_duff_steps
from sems_sim.reports.paper import Blank, Block, Bullets, Facts, Heading, Paper, Run, Table, Text
from sems_sim.telling import amounts

_HELD_BACK = (
    "One page for each module follows. Control hands it out when the module begins: do not turn to it before you "
    "are asked to."
)


def situation_manual(plan: ForPlayers) -> Paper:
    """The manual for players. It is made of `ForPlayers` alone, which knows no inject, condition or effect."""
    return paper(plan, "Situation manual for players", _blocks(plan))


def _blocks(plan: ForPlayers) -> Iterator[Block]:
    yield from _overview(plan)
    yield from _background(plan)
    yield from _people(plan)
    yield from _playing(plan)
    yield from _words(plan)
    yield from _sheets(plan)


def _overview(plan: ForPlayers) -> Iterator[Block]:
    yield Heading("The exercise at a glance")
    playing = [group.title for group in plan.groups if group.is_played]
    rows = [
        ("Exercise", plan.title),
        ("Organisation", plan.organisation),
        ("Scenario begins", plan.starts),
        ("Venue", plan.venue),
        ("Sponsor", plan.sponsor),
        ("Contact", plan.contact),
        ("Taking part", "\n".join(plan.participants)),
        ("Teams that are played", ", ".join(playing)),
        ("Modules", _time_in_the_room(plan)),
    ]
    yield Facts(tuple((name, words) for name, words in rows if words))
    yield Heading("Objectives", 2)
    yield Text("The exercise is to show whether we can do this. Plans and procedures are tested, not people.")
    yield _aims(plan)


def _aims(plan: ForPlayers) -> Table:
    if not any(aim.capability for aim in plan.aims):
        return Table(("No.", "Objective"), tuple((aim.id, aim.text) for aim in plan.aims), shares=(8, 92))
    rows = tuple((aim.id, aim.text, aim.capability or "–") for aim in plan.aims)
    return Table(("No.", "Objective", "Capability"), rows, shares=(8, 62, 30))


def _time_in_the_room(plan: ForPlayers) -> str:
    if not plan.sheets:
        return ""
    each = ", ".join(length(sheet.room_ms) for sheet in plan.sheets)
    together = length(sum(sheet.room_ms for sheet in plan.sheets))
    return f"{amounts.count(len(plan.sheets), 'module')}, {each} in the room: {together} together"


def _background(plan: ForPlayers) -> Iterator[Block]:
    yield Heading("The situation before it begins")
    if plan.background:
        for part in plan.background.split("\n\n"):
            yield Text(part)
    else:
        yield Blank("What players may know beforehand: to be written by whoever prepares the exercise", 4)
    if plan.duties:
        yield Text("What the organisation has promised to keep up:")
        rows = tuple(
            (
                f"{duty.title}{' (critical)' if duty.is_critical else ''}",
                amounts.share(duty.mbco) if duty.mbco else "–",
                length(duty.rto_ms),
                length(duty.mtpd_ms),
            )
            for duty in plan.duties
        )
        yield Table(
            ("Service", "At least (MBCO)", "Back within (RTO)", "Away at most (MTPD)"),
            rows,
            shares=(40, 20, 20, 20),
        )


def _people(plan: ForPlayers) -> Iterator[Block]:
    yield Heading("Who is who")
    rows = tuple(
        (
            group.title,
            level_words(group.level) or "–",
            _played_by(plan, group.is_played),
            listed(group.members),
        )
        for group in plan.groups
    )
    if rows:
        yield Table(("Team", "Level", "Played by", "Who sits in it"), rows, shares=(30, 16, 22, 32))
    if plan.seats:
        yield Heading("Roles", 2)
        seats = tuple((seat.title, seat.team, seat.note or "–") for seat in plan.seats)
        yield Table(("Role", "Team", "To know"), seats, shares=(30, 28, 42))
    yield Heading("Levels of response", 2)
    yield Text(
        "A level is raised by those who play it, from what they know, by the criteria of their own plans."
    )
    tiers = tuple(
        (level_words(tier.label), tier.led_by or "–", str(tier.quorum or "–"), length(tier.rhythm_ms))
        for tier in plan.tiers
    )
    yield Table(("Level", "Led by", "Quorum", "Meets every"), tiers, shares=(25, 40, 15, 20))


def _played_by(plan: ForPlayers, is_played: bool) -> str:  # noqa: FBT001 - whether people play it
    return "people in the room" if is_played else plan.style.control


def _playing(plan: ForPlayers) -> Iterator[Block]:
    yield Heading("Rules of play")
    yield Bullets(plan.rules)
    yield Heading(f"{plan.style.no_duff}: when something real happens", 2)
    yield Bullets(no_duff_steps(plan.style), numbered=True)
    yield Heading("How to report an incident: METHANE", 2)
    yield Table(
        ("", "Field"), tuple(((Run(letter, bold=True),), words) for letter, words in METHANE), shares=(6, 94)
    )


def _words(plan: ForPlayers) -> Iterator[Block]:
    yield Heading("What the words mean")
    yield Facts(glossary(plan.style))


def _sheets(plan: ForPlayers) -> Iterator[Block]:
    if not plan.sheets:
        return
    yield Heading("Modules")
    yield Text(_HELD_BACK, "note")
    for sheet in plan.sheets:
        yield Heading(f"Module {sheet.number}: {sheet.title}", new_page=True)
        yield Text(f"In the room: {length(sheet.room_ms)}", "lead")
        if sheet.questions:
            yield Text("To discuss:")
        for number, question in enumerate(sheet.questions, 1):
            yield Heading(f"{number}. {question}", 3)
            yield Table(("Notes",), (("",),), blank_height_mm=28)
        yield Heading("What do we know, what do we assume, what do we need to find out?", 3)
        yield Table(("Know", "Assume", "Find out"), (("", "", ""),), blank_height_mm=38)
