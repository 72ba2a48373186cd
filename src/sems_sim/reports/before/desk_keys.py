"""The keys of the desk, as the handbook lists them; a test holds them against the desk."""

from __future__ import annotations

KEYS: tuple[tuple[str, str], ...] = (
    ("space", "Start, pause or resume the scenario clock"),
    ("+ −", "Run the clock faster (+) or slower (−): ×1, ×2, ×5 … ×600"),
    ("s", "Step to the next event and stop there"),
    ("j", "Jump to a time or a module, after a look at the gap"),
    ("!", "A real event: stop everything"),
    ("^o", "Show the players' screen, and nothing else"),
    ("f", "Fire the selected inject now"),
    ("e", "Edit the selected inject"),
    ("d", "Delay the selected inject, or bring it forward"),
    ("k", "Skip the selected inject, or take it back in"),
    ("a", "Add an inject of your own"),
    ("r", "Note the response seen to the selected inject"),
    ("v", "Note that the selected inject was delivered or acknowledged"),
    ("t", "Take the players' decision, on or off the list"),
    ("l", "Raise the response or stand it down"),
    ("b", "Mark this moment for the debrief"),
    ("o", "Write an observation, with a rating"),
    ("m", "Log a message between teams"),
    ("i", "Log a METHANE message"),
    ("c", "Correct the selected entry; its old words stay, struck through"),
    ("x", "Bring an effect about, from the palette"),
    ("h", "Hold the selected thing as it is, or release it"),
    ("y", "Do what the selected prompt suggests"),
    ("n", "Let the selected prompt go"),
    ("w", "Compute the futures from this moment"),
    ("^e", "End the exercise"),
)
"""(key, what it does); ^ stands for ctrl."""
