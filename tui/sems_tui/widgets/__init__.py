"""The parts screens are made of: boards, the head, the footer that tells the keys."""

from sems_tui.widgets.board import Board
from sems_tui.widgets.head import Band, Head
from sems_tui.widgets.keybar import KeyBar
from sems_tui.widgets.strip import Ink, Notice, Tabs

__all__ = ["Band", "Board", "Head", "Ink", "KeyBar", "Notice", "Tabs"]
