"""Reports: what a run has to say, once, and the formats that draw it."""

from sems_sim.reports.clock import elapsed
from sems_sim.reports.html import page
from sems_sim.reports.plain import plain
from sems_sim.reports.review import Background, Review, review
from sems_sim.reports.terminal import Screen, draw
from sems_sim.reports.terminal_rows import glyphs_for
from sems_sim.reports.timeline import search

__all__ = [
    "Background",
    "Review",
    "Screen",
    "draw",
    "elapsed",
    "glyphs_for",
    "page",
    "plain",
    "review",
    "search",
]
