"""Telling: what a record says in English, for reports, screens and journals alike."""

from sems_sim.telling import amounts
from sems_sim.telling.causes import chain, nearest_cause
from sems_sim.telling.clock import LocalClock, elapsed
from sems_sim.telling.deeds import Deeds, describe_effects
from sems_sim.telling.names import Names, readable
from sems_sim.telling.plain import capital, plain, shortened
from sems_sim.telling.timeline import (
    Line,
    Teller,
    Weight,
    level_after,
    most_telling,
    search,
    timeline_of,
)
from sems_sim.telling.wording import OFF_THE_LIST, Wording, believed_words, is_switched_off

__all__ = [
    "OFF_THE_LIST", "Deeds", "Line", "LocalClock", "Names", "Teller", "Weight", "Wording", "amounts",
    "believed_words", "capital", "chain", "describe_effects", "elapsed", "is_switched_off", "level_after",
    "most_telling", "nearest_cause", "plain", "readable", "search", "shortened", "timeline_of",
]  # fmt: skip
