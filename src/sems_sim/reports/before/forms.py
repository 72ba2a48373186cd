"""Forms for the day: sign-in, feedback, observations, and the talk right after the end."""

from __future__ import annotations

from collections.abc import Iterator

from sems_sim.reports.before.papers import paper
from sems_sim.reports.before.plan import Plan
from sems_sim.reports.before.questions import SCALE, STATEMENTS, WISHES
from sems_sim.reports.before.rules import RATINGS
from sems_sim.reports.paper import Blank, Block, Facts, Heading, Paper, Run, Table, Text
from sems_sim.telling import capital

_SPARE = 6
_OBSERVATIONS = 10


def sign_in_sheet(plan: Plan) -> Paper:
    """Roles down the side; names are written in by hand, and stay on this sheet."""
    return paper(plan.players, "Sign-in sheet", _sign_in(plan))


def _sign_in(plan: Plan) -> Iterator[Block]:
    players = plan.players
    yield Text("Names stand on this sheet only. Logs and reports speak of roles.", "note")
    seats = [(seat.title, seat.team) for seat in players.seats]
    taken = {team for _, team in seats}
    for group in players.groups:
        if group.is_played and group.title not in taken:
            places = max(len(group.members), group.people)
            titles = [*group.members, *(f"Member {n}" for n in range(len(group.members) + 1, places + 1))]
            seats += [
                (title if places > 1 or group.members else group.title, group.title) for title in titles
            ]
    style = players.style
    seats += [("Exercise director", style.control), ("Controller", style.control)]
    seats += [(capital(style.evaluator), "Evaluation"), ("Observer", "–"), *[("", "")] * _SPARE]
    rows = tuple((role, team, "", "", "", "") for role, team in seats)
    yield Table(
        ("Role", "Team", "Name", "Organisation", "In at", "Signature"),
        rows,
        shares=(22, 20, 22, 16, 8, 12),
        blank_height_mm=9,
    )


def feedback_form(plan: Plan) -> Paper:
    """What participants thought; the questions of `questions.py`, in their order, so that it can be read in again."""
    return paper(plan.players, "Participant feedback form", _feedback(plan))


def _feedback(plan: Plan) -> Iterator[Block]:
    yield Text("Please fill it in before you leave. Write your role, not your name.", "note")
    yield Facts((("Your role", ""), ("You were", "☐ player · ☐ control · ☐ evaluator · ☐ observer")))
    yield Heading("How far do you agree?", 2)
    scale = " · ".join(f"{number} ☐" for number, _ in SCALE)
    yield Text("; ".join(f"{number} {words}" for number, words in SCALE), "lead")
    rows = tuple((str(number), words, scale) for number, (_, words) in enumerate(STATEMENTS, 1))
    yield Table(("No.", "Statement", "1 to 5"), rows, shares=(7, 60, 33))
    if plan.tests:
        yield Heading("Did the exercise let us test what it was meant to test?", 2)
        aims = tuple((test.aim.id, test.aim.text, scale) for test in plan.tests)
        yield Table(("No.", "Objective", "1 to 5"), aims, shares=(7, 60, 33))
    for _, words in WISHES:
        yield Heading(words, 3)
        yield Table(("In your own words",), (("",),), blank_height_mm=14)


def debrief_sheet(plan: Plan) -> Paper:
    """The sheet for the talk with the players: it asks, and never answers."""
    style = plan.players.style
    return paper(plan.players, f"{capital(style.debrief)} sheet", _debrief(plan))


def _debrief(plan: Plan) -> Iterator[Block]:
    style = plan.players.style
    yield Text(
        f"Right after {style.end}, with all players, at most 45 minutes. One person asks, one writes down. Everybody "
        "speaks once before anybody speaks twice. Roles, not names.",
        "note",
    )
    yield Facts((("Led by (role)", ""), ("Written down by (role)", ""), ("Began at", ""), ("Ended at", "")))
    for question in ("What went well, and why?", "What was hard, and why?", "What surprised us?"):
        yield Heading(question, 2)
        yield Table(("Who (role)", "What was said"), (("", ""),) * 3, shares=(22, 78), blank_height_mm=10)
    if plan.debrief:
        yield Heading("Questions of this exercise", 2)
    for number, one in enumerate(plan.debrief, 1):
        about = f" ({', '.join(one.objectives)})" if one.objectives else ""
        yield Heading(f"{number}. {one.ask}{about}", 3)
        if one.note:
            yield Text(one.note, "lead")
        yield Table(("What was said",), (("",),), blank_height_mm=20)
    yield Heading("Objectives, one by one", 2)
    yield Table(
        ("No.", "Objective", "What showed it", "What stood in the way"),
        tuple((test.aim.id, test.aim.text, "", "") for test in plan.tests),
        shares=(7, 31, 31, 31),
        blank_height_mm=16,
    )
    yield Heading("What we do about it", 2)
    yield Table(
        ("What", "Who (role)", "By when"), (("", "", ""),) * 4, shares=(58, 24, 18), blank_height_mm=10
    )
    yield Blank("Said by nobody, and still to be asked", 2)


def observation_sheet(plan: Plan) -> Paper:
    """A sheet for evaluators; its columns are those of the table that is read in again."""
    return paper(plan.players, "Observation sheet", _observations(plan))


def _observations(plan: Plan) -> Iterator[Block]:
    yield Facts((("Observer (role)", ""), ("Team or place observed", "")))
    yield Text(
        "Time on the scenario's clock. What was seen and heard; a rating only where it was seen.", "note"
    )
    yield Table(
        ("Time", "Objective", "Inject", "Observation", "Rating"),
        (("", "", "", "", ""),) * _OBSERVATIONS,
        shares=(12, 12, 10, 54, 12),
        blank_height_mm=15,
    )
    yield Heading("Objectives", 3)
    yield Table(
        ("No.", "Objective"), tuple((test.aim.id, test.aim.text) for test in plan.tests), shares=(8, 92)
    )
    yield Heading("Ratings", 3)
    for letter, words in RATINGS:
        yield Text((Run(f"{letter}  ", bold=True), Run(words)), "definition")
