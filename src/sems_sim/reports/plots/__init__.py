"""Pictures as SVG; the only package that knows matplotlib."""

from sems_sim.reports.plots.ensemble import chart_pictures, ensemble_pictures
from sems_sim.reports.plots.run import pictures, print_pictures
from sems_sim.reports.plots.sheet import Picture

__all__ = ["Picture", "chart_pictures", "ensemble_pictures", "pictures", "print_pictures"]
