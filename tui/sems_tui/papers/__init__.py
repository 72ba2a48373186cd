"""What the screens before and after an exercise show, without a terminal."""

from sems_tui.papers import brief_items, home_items, review_items
from sems_tui.papers.brief import Begin, Brief, Readiness, TeamBrief, begin_of, brief_of, readiness_of
from sems_tui.papers.found import Found, JournalFound, ScenarioFound, find
from sems_tui.papers.review import PRICED_BY, Priced, Review, review_of
from sems_tui.papers.review_text import written

__all__ = [
    "PRICED_BY", "Begin", "Brief", "Found", "JournalFound", "Priced", "Readiness", "Review", "ScenarioFound",
    "TeamBrief", "begin_of", "brief_items", "brief_of", "find", "home_items", "readiness_of", "review_items",
    "review_of", "written",
]  # fmt: skip
