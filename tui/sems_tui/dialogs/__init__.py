"""Dialogs over the screens: each draws a form and gives back what it makes."""

from sems_tui.dialogs.form_dialog import FormDialog

__all__ = ["FormDialog"]
