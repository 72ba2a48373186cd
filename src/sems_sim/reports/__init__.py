"""Reports: what a run has to say, once, and the formats that draw it."""

from sems_sim.reports.review import Background, Review, review

__all__ = ["Background", "Review", "review"]
