"""The dialog that draws any form; enter accepts, escape leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from sems_sim.errors import ArgumentError, CommandRefusedError, QuantityError, WrongInputError
from sems_tui.dialogs.choosers import ChoiceList, Chosen, Leaf, TickList
from sems_tui.dialogs.tones import drawn
from sems_tui.forms import Field, FieldError, Form, Line, Pick, PickMany, Value, Words, filled

Made = TypeVar("Made")
_LOW, _NARROW = 32, 60


class FormDialog(ModalScreen[Made | None], Generic[Made]):
    """A form over the screen; it is dismissed with what the form makes, or with None."""

    CSS_PATH = "form_dialog.tcss"
    AUTO_FOCUS = ".field-value"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "accept", priority=True),
        Binding("escape", "leave", "leave", priority=True),
        Binding("down", "app.focus_next", "next line", show=False),
        Binding("up", "app.focus_previous", "line before", show=False),
        Binding("f1", "explain", "help", priority=True),
        Binding("f4", "unfold", "more lines", priority=True),
        Binding("f3", "another", "and another", priority=True),
        Binding("ctrl+t", "choose_effect", "choose an effect", priority=True),
    ]

    def __init__(self, form: Form[Made]) -> None:
        """Draw a form."""
        super().__init__()
        self.form = form
        self.typed: dict[str, Value] = {}
        self.is_unfolded = False
        self._drawn: tuple[Field, ...] = ()
        self._was_tried = False
        self._explains = False

    @property
    def values(self) -> dict[str, Value]:
        """What the form means if accepted now."""
        return filled(self.form.fields, self.typed)

    def compose(self) -> ComposeResult:
        """Frame, notes, fields, what will come of it, what is wrong, and the keys."""
        with Vertical(id="paper", classes="danger" if self.form.danger else ""):
            with VerticalScroll(id="sheet", can_focus=False):
                yield Static(id="notes")
                yield Vertical(id="fields")
                yield Static(id="says")
                yield Static(id="slow")
            yield Static(id="wrong", markup=False)
            yield Static(id="keys")

    async def on_mount(self) -> None:
        """Fill in what stands from the beginning."""
        await self._begin()

    async def _begin(self) -> None:
        paper = self.query_one("#paper")
        paper.border_title = Content(self.form.title)
        paper.border_subtitle = Content(" · ".join(one for one in ("EXERCISE", self.form.marking) if one))
        self.query_one("#notes", Static).update(drawn(self.form.notes))
        self.query_one("#notes").display = bool(self.form.notes)
        await self.query_one("#fields").remove_children()
        self._drawn = ()
        await self._refresh_form()
        first = self.query(f"#value-{self.form.first}") if self.form.first else self.query(".field-value")
        for widget in list(first)[:1] or list(self.query(".field-value"))[:1]:
            self.set_focus(widget)
        self._fit()

    def on_resize(self) -> None:
        """Keep the keys in sight, however low the terminal is."""
        self._fit()

    def _fit(self) -> None:
        height = self.app.size.height
        self.set_class(height < _LOW, "-low")
        below = 4 if self.app.size.width >= _NARROW else 5
        self.query_one("#sheet").styles.max_height = max(4, height - 2 - below)

    # --- what the keys do ---

    def action_accept(self) -> None:
        """Make what the form is for, or say what is wrong with it and where."""
        self._was_tried = True
        try:
            made = self.form.build(self.values)
        except WrongInputError as error:
            self._show_wrong(error)
            self._focus_on(error)
            return
        self.dismiss(made)

    def action_leave(self) -> None:
        """Leave without a trace."""
        self.dismiss(None)

    async def action_unfold(self) -> None:
        """Show or fold away the lines that are seldom needed."""
        self.is_unfolded = not self.is_unfolded
        await self._refresh_form()

    async def action_another(self) -> None:
        """Keep what was chosen and begin on one more."""
        if self.form.another is None:
            return
        try:
            self.form = self.form.another(self.values)
        except WrongInputError as error:
            self._show_wrong(error)
            return
        self.typed = {}
        await self._begin()

    def action_explain(self) -> None:
        """Show or hide what the form is about and what its keys do."""
        self._explains = not self._explains
        self._show_notes()

    def action_choose_effect(self) -> None:
        """Let the palette write an effect into the line for effects."""
        name = self._effects_line()
        if self.form.palette is None or name is None:
            return
        stands = self.values.get(name, "")
        dialog = FormDialog(self.form.palette(stands if isinstance(stands, str) else ""))
        self.app.push_screen(dialog, lambda effects: self._write(name, effects))

    def _write(self, name: str, effects: str | None) -> None:
        if effects is not None:
            line = self.query_one(f"#value-{name}", Input)
            line.value = effects
            line.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys are there only where they do something."""
        if action == "another":
            return self.form.another is not None
        if action == "choose_effect":
            return self.form.palette is not None and self._effects_line() is not None
        if action == "unfold":
            return any(one.is_folded for one in self.form.fields(self.values))
        return super().check_action(action, parameters)

    def _effects_line(self) -> str | None:
        names = [one.name for one in self._drawn if isinstance(one, Words) and one.takes_effects]
        return names[0] if names else None

    # --- what was filled in ---

    async def on_chosen(self, message: Chosen) -> None:
        """Something was chosen."""
        message.stop()
        await self._fill(message.field, message.value)

    async def on_input_changed(self, event: Input.Changed) -> None:
        """Something was typed."""
        event.stop()
        await self._fill((event.input.id or "").removeprefix("value-"), event.value)

    async def _fill(self, name: str, value: Value) -> None:
        if self.values.get(name) == value:
            return
        self.typed[name] = value
        await self._refresh_form()

    # --- drawing ---

    async def _refresh_form(self) -> None:
        visible = tuple(one for one in self.form.fields(self.values) if self.is_unfolded or not one.is_folded)
        await self._draw_fields(visible)
        self._show_says()
        self._show_keys()

    async def _draw_fields(self, visible: tuple[Field, ...]) -> None:
        box, old = self.query_one("#fields"), {one.name: one for one in self._drawn}
        stays = {one.name for one in visible if one.name in old and self._is_same(old[one.name], one)}
        focused = self.focused.id if self.focused is not None else None
        for name in old:
            if name not in stays:
                await box.query_one(f"#row-{name}").remove()
        before: Widget | None = None
        for one in visible:
            if one.name not in stays:
                row = Horizontal(*self._row(one), id=f"row-{one.name}", classes="row")
                if before is None:
                    await box.mount(row, before=0 if box.children else None)
                else:
                    await box.mount(row, after=before)
            before = box.query_one(f"#row-{one.name}")
        self._drawn = visible
        if focused is not None and self.focused is None and len(self.query(f"#{focused}")):
            self.query_one(f"#{focused}").focus()

    def _is_same(self, old: Field, new: Field) -> bool:
        if new.name in self.typed:
            if isinstance(new, PickMany):
                return replace(new, value=old.value) == old if isinstance(old, PickMany) else False
            return type(old) is type(new) and replace(new, value=str(old.value)) == old
        return old == new

    def _row(self, field: Field) -> tuple[Widget, Widget]:
        value = self.values.get(field.name, field.value)
        return Static(field.label, classes="label", markup=False), _drawn_field(field, value)

    def _show_notes(self) -> None:
        notes = self.form.notes
        if self._explains:
            about = (Line(self.form.about),) if self.form.about else ()
            notes = (*about, *(Line(one, "dim") for one in _KEYS_HELP), *notes)
        self.query_one("#notes", Static).update(drawn(notes))
        self.query_one("#notes").display = bool(notes)

    def _show_says(self) -> None:
        says, wrong = self.query_one("#says", Static), self.query_one("#wrong", Static)
        try:
            lines = self.form.says(self.values)
            if self._was_tried:
                self.form.build(self.values)
        except WrongInputError as error:
            says.display = False
            if self._was_tried or self._is_about_typed(error):
                self._show_wrong(error)
            return
        wrong.display = False
        says.display = bool(lines)
        says.update(drawn(lines))
        self._begin_slow()

    def _is_about_typed(self, error: WrongInputError) -> bool:
        return error.field in self.typed if isinstance(error, FieldError) else bool(self.typed)

    def _show_wrong(self, error: WrongInputError) -> None:
        wrong = self.query_one("#wrong", Static)
        wrong.update(_wrong_words(error))
        wrong.display = True

    def _focus_on(self, error: WrongInputError) -> None:
        if isinstance(error, FieldError) and error.field:
            for widget in self.query(f"#value-{error.field}"):
                widget.focus()

    def _show_keys(self) -> None:
        keys = [("accept", "enter", self.form.accept)]
        for action, key, words in _MORE_KEYS:
            if self.check_action(action, ()):
                keys.append((action, key, words))
        shown = Content("  ").join(_key(*one) for one in (*keys, ("leave", "esc", "leave")))
        self.query_one("#keys", Static).update(shown)

    # --- what takes a while ---

    def _begin_slow(self) -> None:
        slow = self.query_one("#slow", Static)
        slow.display = self.form.slow is not None
        if self.form.slow is not None:
            slow.update(drawn((Line("The model is asked …", "dim"),)))
            self._ask_slowly(self.values)

    @work(thread=True, exclusive=True, group="slow", exit_on_error=False)
    def _ask_slowly(self, values: dict[str, Value]) -> None:
        worker, slow = get_current_worker(), self.form.slow
        if slow is None:
            return
        try:
            lines = slow(values)
        except WrongInputError as error:
            lines = (Line(f"! {error}", "warn"),)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_slow, lines)

    def _show_slow(self, lines: tuple[Line, ...]) -> None:
        self.query_one("#slow", Static).update(drawn(lines))


_MORE_KEYS = (
    ("choose_effect", "ctrl+t", "choose an effect"),
    ("another", "F3", "and another"),
    ("unfold", "F4", "more lines"),
)
_KEYS_HELP = (
    "Tab or the arrows go from line to line. Enter accepts from anywhere, escape leaves no trace.",
    "In a list, letters find and digits choose; space ticks where several can be chosen.",
    "Where a line stands between ◂ and ▸, left and right leaf through.",
)


def _key(action: str, key: str, words: str) -> Content:
    return Content.from_markup(f"[@click=screen.{action}][b]$key[/b] $words[/]", key=key, words=words)


def _drawn_field(field: Field, value: Value) -> Widget:
    widget: Widget
    if isinstance(field, Words):
        text = value if isinstance(value, str) else ", ".join(value)
        widget = Input(text, placeholder=field.hint, compact=True)
    elif isinstance(field, PickMany):
        widget = TickList(field.name, field.choices, value)
    else:
        widget = _drawn_pick(field, value)
    widget.id = f"value-{field.name}"
    widget.add_class("field-value")
    return widget


def _drawn_pick(field: Pick, value: Value) -> Widget:
    return (ChoiceList if field.as_list else Leaf)(field.name, field.choices, value)


def _wrong_words(error: WrongInputError) -> str:
    if isinstance(error, FieldError | QuantityError | CommandRefusedError | ArgumentError):
        return f"✗ {error.message}" + (f"; {error.remedy}" if error.remedy else "")
    return f"✗ {error}"
