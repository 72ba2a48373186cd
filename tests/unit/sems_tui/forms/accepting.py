"""Forms filled in without a screen: what they make of values, and what they say."""

from typing import Any

import pytest

from sems_sim.errors import WrongInputError
from sems_tui.forms import Form, filled


def accepted(form: Form[Any], **typed: Any) -> Any:
    """Return what a form makes if accepted with some fields filled in and the others as they stand."""
    return form.build(filled(form.fields, typed))


def said(form: Form[Any], **typed: Any) -> str:
    """Return everything a form says then, notes first, on lines of their own."""
    return "\n".join(line.words for line in (*form.notes, *form.says(filled(form.fields, typed))))


def names(form: Form[Any], **typed: Any) -> tuple[str, ...]:
    """Return the names of the fields that are there then."""
    return tuple(field.name for field in form.fields(filled(form.fields, typed)))


def refused(form: Form[Any], **typed: Any) -> str:
    """Return why a form cannot be accepted then, with the remedy."""
    with pytest.raises(WrongInputError) as caught:
        accepted(form, **typed)
    assert getattr(caught.value, "remedy", "")
    return f"{getattr(caught.value, 'message', '')}: {getattr(caught.value, 'remedy', '')}"
