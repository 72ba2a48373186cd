"""Widgets to choose with: a list, a list of ticks, one line that is leafed through."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from sems_sim.telling import shortened
from sems_tui.finding import found
from sems_tui.forms import Choice, Value

_TYPING_S = 1.0


class Chosen(Message):
    """Something was chosen."""

    def __init__(self, field: str, value: Value) -> None:
        """Keep which field it was and what stands in it now."""
        self.field = field
        self.value = value
        super().__init__()


class _Typed:
    """Letters typed one after the other; a pause begins anew."""

    def __init__(self) -> None:
        self.text = ""
        self._last_s = -_TYPING_S

    def add(self, letter: str, now_s: float) -> str:
        """Add a letter typed at a moment of the event loop's clock, and return all that belong together."""
        self.text = letter if now_s - self._last_s > _TYPING_S else self.text + letter
        self._last_s = now_s
        return self.text

    def is_going_on(self, now_s: float) -> bool:
        """Whether a letter now would continue a word."""
        return now_s - self._last_s <= _TYPING_S


class ChoiceList(OptionList):
    """One choice of several, each on a line; letters find, digits choose, the ends lead on to the next field."""

    def __init__(self, field: str, choices: tuple[Choice, ...], value: Value) -> None:
        """Draw the choices with one, or the first, highlighted."""
        self.field, self.choices, self._typed = field, choices, _Typed()
        places = [place for place, one in enumerate(choices) if one.value == value]
        self._marked = places[0] if places else 0
        lines = (Option(self._line(place)) for place in range(len(choices)))
        super().__init__(*lines, markup=False, compact=True)
        if choices:
            self.highlighted = self._marked

    @property
    def value(self) -> Value:
        """What is chosen."""
        return self.choices[self.highlighted].value if self.choices and self.highlighted is not None else ""

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Whatever is highlighted is chosen."""
        event.stop()
        self.mark(event.option_index)
        self.tell()

    def mark(self, place: int) -> None:
        """Let the mark stand before another line."""
        before, self._marked = self._marked, place
        for line in {before, place}:
            self.replace_option_prompt_at_index(line, self._line(line))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses; accepting is for the enter key."""
        event.stop()
        self.tell()

    def tell(self) -> None:
        """Say what is chosen."""
        self.post_message(Chosen(self.field, self.value))

    def action_cursor_up(self) -> None:
        """Go a line up; from the first line to the field before."""
        if not self.highlighted:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Go a line down; from the last line to the field after."""
        if self.highlighted is None or self.highlighted >= len(self.choices) - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def on_key(self, event: events.Key) -> None:
        """Letters find a line, digits choose one."""
        letter = event.character
        if letter is None or not letter.isprintable():
            return
        if letter == " ":
            event.stop()
            self.press_space()
        elif letter.isdecimal() and len(self.choices) < 10 and not self._typed.is_going_on(event.time):
            event.stop()
            self.press_digit(int(letter))
        elif letter.isalnum():
            event.stop()
            place = found(self._typed.add(letter, event.time), [one.label for one in self.choices])
            if place is not None:
                self.highlighted = place

    def press_digit(self, digit: int) -> None:
        """Choose the line of a number, counted from 1."""
        if 1 <= digit <= len(self.choices):
            self.highlighted = digit - 1

    def press_space(self) -> None:
        """Nothing: a line is chosen by being highlighted."""

    def _line(self, place: int) -> Content:
        number = f"{place + 1} " if len(self.choices) < 10 else ""
        return _labelled(f"{'●' if place == self._marked else '○'} {number}", self.choices[place])


def _labelled(before: str, choice: Choice) -> Content:
    parts: list[tuple[str, str]] = [(before, "dim"), (choice.label, "")]
    if choice.detail:
        parts.append((f"  {choice.detail}", "dim"))
    return Content.assemble(*parts)


class TickList(ChoiceList):
    """Any of several choices: space ticks the line, digits tick by number."""

    def __init__(self, field: str, choices: tuple[Choice, ...], value: Value) -> None:
        """Draw the choices, those of the value ticked."""
        self.ticked = set((value,) if isinstance(value, str) else value) - {""}
        super().__init__(field, choices, next(iter(self.value_of(choices)), ""))

    def value_of(self, choices: tuple[Choice, ...]) -> tuple[str, ...]:
        """The ticked values, in the order of the choices; what is ticked but no choice is left out."""
        return tuple(one.value for one in choices if one.value in self.ticked)

    @property
    def value(self) -> Value:
        """Everything that is ticked."""
        return self.value_of(self.choices)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Moving about ticks nothing."""
        event.stop()
        self.mark(event.option_index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click ticks."""
        event.stop()
        self._tick(event.option_index)

    def press_space(self) -> None:
        """Tick or untick the line."""
        if self.highlighted is not None:
            self._tick(self.highlighted)

    def press_digit(self, digit: int) -> None:
        """Tick or untick the line of a number, counted from 1."""
        if 1 <= digit <= len(self.choices):
            self.highlighted = digit - 1
            self._tick(digit - 1)

    def _tick(self, place: int) -> None:
        self.ticked ^= {self.choices[place].value}
        self.mark(place)
        self.tell()

    def _line(self, place: int) -> Content:
        choice = self.choices[place]
        number = f"{place + 1} " if len(self.choices) < 10 else ""
        tick = "×" if choice.value in self.ticked else " "
        return _labelled(f"{'>' if place == self._marked else ' '} {number}[{tick}] ", choice)


class Leaf(Widget, can_focus=True):
    """One choice of several on one line: left and right leaf through, letters find."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "leaf(1)", "next", show=False),
        Binding("left", "leaf(-1)", "previous", show=False),
    ]

    def __init__(self, field: str, choices: tuple[Choice, ...], value: Value) -> None:
        """Show one of the choices, or the first."""
        super().__init__()
        self.field, self.choices, self._typed = field, choices, _Typed()
        places = [place for place, one in enumerate(choices) if one.value == value]
        self.place = places[0] if places else 0

    @property
    def value(self) -> Value:
        """What is chosen."""
        return self.choices[self.place].value if self.choices else ""

    def render(self) -> Content:
        """The choice between two arrows, and how many there are."""
        if not self.choices:
            return Content.styled("nothing to choose", "dim")
        one = self.choices[self.place]
        count = f"  {self.place + 1} of {len(self.choices)}"
        room = max(8, self.size.width - len(count) - 5)
        label = shortened(one.label, room)
        detail = shortened(f"  {one.detail}", room - len(label)) if one.detail else ""
        detail = detail if len(detail) > 8 else ""
        return Content.assemble(("◂ ", "dim"), (label, ""), (" ▸", "dim"), (detail, "dim"), (count, "dim"))

    def action_leaf(self, step: int) -> None:
        """Go on to the next choice, or back; round at the ends."""
        if self.choices:
            self._show((self.place + step) % len(self.choices))

    def on_click(self) -> None:
        """A click leafs on."""
        self.action_leaf(1)

    def on_key(self, event: events.Key) -> None:
        """Letters find a choice."""
        letter = event.character
        if letter is None or not letter.isalnum():
            return
        event.stop()
        place = found(self._typed.add(letter, event.time), [one.label for one in self.choices])
        if place is not None:
            self._show(place)

    def _show(self, place: int) -> None:
        self.place = place
        self.refresh()
        self.post_message(Chosen(self.field, self.value))
