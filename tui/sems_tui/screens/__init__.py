"""The screens of the desk."""

from sems_tui.screens.control import ControlScreen, Errand
from sems_tui.screens.projector import ProjectorScreen
from sems_tui.screens.sheets import DetailScreen, HelpScreen

__all__ = ["ControlScreen", "DetailScreen", "Errand", "HelpScreen", "ProjectorScreen"]
