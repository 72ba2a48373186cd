"""What the feedback form asks, with the names under which answers come back in a table."""

from __future__ import annotations

SCALE: tuple[tuple[int, str], ...] = (
    (1, "not at all"),
    (2, "hardly"),
    (3, "partly"),
    (4, "largely"),
    (5, "fully"),
)
STATEMENTS: tuple[tuple[str, str], ...] = (
    ("purpose", "I knew what the exercise was to show, and what I was to do in it."),
    ("realistic", "The situation was believable."),
    ("information", "I was given enough to act on, at the right time."),
    ("pace", "The pace let me do my work properly."),
    ("own_work", "What I did is what my role would have to do."),
    ("learned", "I learned something that I will use."),
    ("prepared", "My organisation is prepared for a situation like this one."),
    ("conduct", "The exercise was well run."),
)
"""(column, what it says): agreed to on a scale from 1 to 5."""
WISHES: tuple[tuple[str, str], ...] = (
    ("went_well", "What went well?"),
    ("improve", "What should we change in our plans, procedures, equipment or training?"),
    ("exercise", "What should be different in the next exercise?"),
)
"""(column, what it asks): answered in words."""
