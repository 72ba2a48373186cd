"""The keys of the desk, in one table of which bindings, footer and help are made."""

from __future__ import annotations

from dataclasses import dataclass

ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Key:
    """One key, what it does, and where the footer mentions it."""

    keys: str
    """As Textual names them, commas between several."""
    shown: str
    action: str
    word: str
    """In the footer."""
    help: str
    """In the help and in the palette."""
    panes: tuple[str, ...] = ()
    """Panes in which the footer mentions it; `always` for the second line."""


EVENTS, SITUATION, FEED, DECISIONS, OUTLOOK, OBJECTIVES, TEAMS = PANES = (
    "events", "situation", "feed", "decisions", "outlook", "objectives", "teams",
)  # fmt: skip
"""The panes of the control screen, in the order of their number keys."""

CONTROL: tuple[Key, ...] = (
    Key("space", "space", "toggle_clock", "pause", "Start, pause or resume the scenario clock", (ALWAYS,)),
    Key(
        "plus,equals_sign",
        "+ −",
        "faster",
        "speed",
        "Run the clock faster (+) or slower (−): ×1, ×2, ×5 … ×600",
        (ALWAYS,),
    ),
    Key("minus", "−", "slower", "slower", "Run the clock slower"),
    Key("s", "s", "step", "step", "Step to the next event and stop there", (ALWAYS,)),
    Key("j", "j", "ask('jump')", "jump", "Jump to a time or a module, after a look at the gap", (ALWAYS,)),
    Key("exclamation_mark", "!", "ask('no_duff')", "no duff", "A real event: stop everything", (ALWAYS,)),
    Key("ctrl+o", "^o", "projector", "public", "Show the players' screen, and nothing else", (ALWAYS,)),
    Key("f", "f", "ask('fire')", "fire", "Fire the selected inject now", (EVENTS,)),
    Key("e", "e", "ask('edit')", "edit", "Edit the selected inject", (EVENTS,)),
    Key("d", "d", "ask('delay')", "delay", "Delay the selected inject, or bring it forward", (EVENTS,)),
    Key("k", "k", "ask('skip')", "skip", "Skip the selected inject, or take it back in", (EVENTS,)),
    Key("a", "a", "ask('add')", "add", "Add an inject of your own", (EVENTS,)),
    Key(
        "r",
        "r",
        "ask('response')",
        "response",
        "Note the response seen to the selected inject",
        (EVENTS, OBJECTIVES),
    ),
    Key(
        "v",
        "v",
        "ask('delivery')",
        "delivered",
        "Note that the selected inject was delivered or acknowledged",
        (EVENTS,),
    ),
    Key(
        "t",
        "t",
        "ask('decision')",
        "decision",
        "Take the players' decision, on or off the list",
        (DECISIONS, EVENTS),
    ),
    Key(
        "l",
        "l",
        "ask('level')",
        "level",
        "Raise the response or stand it down",
        (DECISIONS, TEAMS, SITUATION),
    ),
    Key("b", "b", "mark", "bookmark", "Mark this moment for the debrief", (FEED, ALWAYS)),
    Key(
        "o",
        "o",
        "ask('observation')",
        "observe",
        "Write an observation, with a rating",
        (OBJECTIVES, FEED, ALWAYS),
    ),
    Key("m", "m", "ask('message')", "message", "Log a message between teams", (FEED, TEAMS)),
    Key("i", "i", "ask('methane')", "METHANE", "Log a METHANE message", (FEED, TEAMS)),
    Key(
        "c",
        "c",
        "ask('amend')",
        "correct",
        "Correct the selected entry; its old words stay, struck through",
        (FEED,),
    ),
    Key("x", "x", "ask('effect')", "effect", "Bring an effect about, from the palette", (SITUATION,)),
    Key("h", "h", "ask('hold')", "hold", "Hold the selected thing as it is, or release it", (SITUATION,)),
    Key(
        "p",
        "p",
        "next_picture",
        "pictures",
        "Show the truth, or what the next team believes",
        (SITUATION, TEAMS),
    ),
    Key("g", "g", "ask('plan')", "plan", "Start a plan", (DECISIONS, SITUATION)),
    Key("q", "q", "ask('team')", "who plays", "Who plays a team, and how many are there", (TEAMS,)),
    Key("w", "w", "foresee", "forecast", "Compute the futures from this moment", (OUTLOOK, ALWAYS)),
    Key(
        "W,shift+w",
        "W",
        "what_if",
        "what if",
        "Compare the futures with those under a command not given",
        (OUTLOOK,),
    ),
    Key("y", "y", "accept", "accept", "Do what the selected prompt suggests", ()),
    Key("n", "n", "let_go", "let go", "Let the selected prompt go", ()),
    Key("Y,shift+y", "Y", "accept_notes", "accept notes", "Accept every prompt that only notes or tells", ()),
    Key("u", "u", "ask('undo')", "undo", "Undo: branch off before a slip", (FEED,)),
    Key("ctrl+e", "^e", "ask('end')", "end", "End the exercise", (ALWAYS,)),
)
"""What the control screen knows, in the order of the help."""

MOVING: tuple[tuple[str, str], ...] = (
    ("1 … 7", "Go to a pane; 0 to the prompts"),
    ("tab", "Go to the next pane"),
    ("↑ ↓", "Choose a line"),
    ("enter", "Everything about the chosen line: text, effects, why"),
    ("z", "One pane on the whole screen, and back"),
    ("escape", "Leave a dialog without a trace"),
    ("^p", "Every command by name"),
    ("F2", "Light or dark"),
    ("? F1", "This help"),
)
"""Keys that only move, for the help."""

SPEEDS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600)
"""How many times as fast as the room's the scenario clock may run."""


def next_speed(speed: int, step: int) -> int:
    """Return the next speed up or down; the present one at either end."""
    if step > 0:
        return next((one for one in SPEEDS if one > speed), SPEEDS[-1])
    return next((one for one in reversed(SPEEDS) if one < speed), SPEEDS[0])


def of_pane(pane: str) -> tuple[Key, ...]:
    """Return the keys that the footer mentions for a pane."""
    return tuple(key for key in CONTROL if pane in key.panes)
