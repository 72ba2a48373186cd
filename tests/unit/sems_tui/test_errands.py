"""Which dialog opens for which key."""

import re

from sems_tui.dialogs import FormDialog
from sems_tui.errands import Ground, errands
from sems_tui.keys import CONTROL
from tests.unit.sems_tui import pictures


def test_every_key_of_the_control_screen_has_its_dialog() -> None:
    """No key of the desk leads nowhere."""
    wanted = {match[1] for key in CONTROL if (match := re.fullmatch(r"ask\('(\w+)'\)", key.action))}

    assert set() == wanted - set(errands(Ground()))


def test_a_dialog_that_cannot_open_says_why() -> None:
    """A line that is on no record cannot be amended; that is said in a dialog, and nothing breaks."""
    opened = errands(Ground())["amend"](pictures.rich(), "99")

    assert isinstance(opened, FormDialog)
    assert "That cannot be done" == opened.form.title
