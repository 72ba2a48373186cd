"""Dialogs over the screens of the desk: each draws a form and is dismissed with what it makes, or None."""

from sems_tui.dialogs.form_dialog import FormDialog

__all__ = ["FormDialog"]
