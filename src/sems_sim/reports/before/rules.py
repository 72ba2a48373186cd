"""Words in the papers of every exercise: rules of play, ratings, words of the trade."""

from __future__ import annotations

from sems_sim.exercise import style as styles
from sems_sim.reports.ratings import DEFINITIONS, NAMES
from sems_sim.telling import capital

Pairs = tuple[tuple[str, str], ...]


def usual_rules(style: styles.Style) -> tuple[str, ...]:
    """The rules of play for a scenario that states none."""
    return (
        "This is an exercise in a room. Nothing that is said here is to leave it as if it were real.",
        "Begin and end every message that leaves the room with the words EXERCISE EXERCISE EXERCISE.",
        (
            "Speak only to people who are in the exercise. Whoever is not in the room is played by "
            f"{style.control}: ask there."
        ),
        "Act from your own plans and from what you have been told. What you were not told, you do not know; ask.",
        "The scenario is taken as it is given. Do not argue with it, and do not guess what comes next.",
        "There are no trick questions, and nobody is being examined: plans and procedures are.",
        "Say decisions aloud: who decides, what, why, and what it would take. Only what is said is on the record.",
        f"{style.no_duff} means that something real has happened. Everybody stops at once.",
    )


def no_duff_steps(style: styles.Style) -> tuple[str, ...]:
    """What everybody does when something real happens."""
    return (
        f"Whoever sees it says aloud: {style.no_duff}, {style.no_duff}, {style.no_duff}, and what has happened.",
        f"Play stops at once. {capital(style.control)} stops the clock: at the desk, the key ! and what has happened.",
        "The real event goes before everything else; call for help on the real numbers, not on those of the exercise.",
        "Nobody sends a message of the exercise until it is over.",
        (
            f"{capital(style.control)} alone says that the exercise goes on, or that it ends; both are recorded, with "
            "the time."
        ),
    )


RATINGS: Pairs = tuple((letter, f"{name}. {DEFINITIONS[letter]}") for letter, name in NAMES)
"""The ratings of HSEEP with their full definitions."""

METHANE: Pairs = (
    ("M", "Major incident declared? Until it is, the message is called ETHANE"),
    ("E", "Exact location"),
    ("T", "Type of incident"),
    ("H", "Hazards present or suspected"),
    ("A", "Access routes that are safe to use"),
    ("N", "Number, type and severity of casualties"),
    ("E", "Emergency services present and required"),
)
"""The seven fields of a METHANE message."""


def glossary(style: styles.Style) -> Pairs:
    """The words that players meet, in the order of the alphabet."""
    words = (
        (style.control, "Those who run the exercise and speak for everybody who is not in the room."),
        (
            "Crisis level",
            "The level that sets the aim for the whole organisation; also called strategic, or gold.",
        ),
        (
            "Decision log",
            "The record of what was decided, by which role, on what knowledge and why; nothing in it is erased.",
        ),
        (
            capital(style.debrief),
            "The talk that follows at once: what went well, what did not, what we do about it.",
        ),
        (style.end, "The end of the exercise."),
        (capital(style.evaluator), "Who watches how objectives are met, and takes no part."),
        ("Inject", "A message or event that is given to players."),
        ("MBCO", "Minimum business continuity objective: the share of a service that must be kept up."),
        ("METHANE", "The message by which an incident is reported in seven fields."),
        ("MTPD", "Maximum tolerable period of disruption: the longest that a service may be away."),
        (style.no_duff, "The words for a real event. Everybody stops."),
        ("Operational level", "Those who act at the place itself; also called bronze."),
        ("RTO", "Recovery time objective: the time within which a service is to be back."),
        (style.start, "The beginning of the exercise."),
        ("Tactical level", "Those who direct what is done, and with what; also called silver."),
    )
    return tuple(sorted(words, key=lambda one: one[0].casefold()))
