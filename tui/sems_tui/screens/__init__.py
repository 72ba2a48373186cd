"""The screens of the desk."""

from sems_tui.screens.briefing import BriefingScreen, Rehearse
from sems_tui.screens.control import ControlScreen, Errand
from sems_tui.screens.home import HomeScreen
from sems_tui.screens.projector import ProjectorScreen
from sems_tui.screens.review import Pricer, ReviewGround, ReviewScreen
from sems_tui.screens.sheets import DetailScreen, HelpScreen

__all__ = [
    "BriefingScreen",
    "ControlScreen",
    "DetailScreen",
    "Errand",
    "HelpScreen",
    "HomeScreen",
    "Pricer",
    "ProjectorScreen",
    "Rehearse",
    "ReviewGround",
    "ReviewScreen",
    "Ways",
]  # fmt: skip
