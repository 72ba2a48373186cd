"""The first screen as lines: practice, journals to go on with, scenarios."""

from __future__ import annotations

from sems_tui.drawing import Item, Line, line
from sems_tui.papers.found import PRACTICE, Found, JournalFound, ScenarioFound

_NAME = 22


def items(found: Found | None) -> tuple[Item, ...]:
    """Return the lines; their keys are `scenario <name>` and `journal <path>`. None stands for a search under way."""
    if found is None:
        return (line.said("Looking for scenarios and journals …"),)
    practice = [one for one in found.scenarios if one.name == PRACTICE and not one.faults]
    others = [one for one in found.scenarios if one not in practice]
    stands = [one for one in found.journals if not one.has_ended]
    ended = [one for one in found.journals if one.has_ended]
    lines: list[Item] = []
    if practice:
        lines += [line.heading("Try the desk", "nothing is at stake"), *(_practice(one) for one in practice)]
    if stands:
        lines += [line.heading("Go on with an exercise", "nothing of it is lost"), *map(_journal, stands)]
    lines.append(line.heading("Begin an exercise"))
    lines += [_scenario(one) for one in others] or [
        line.said("There is no scenario here: sems-sim new writes one.")
    ]
    if ended:
        lines += [line.heading("Exercises that have ended", "to look at again"), *map(_journal, ended)]
    return tuple(lines)


def scenario(found: Found, key: str) -> ScenarioFound | None:
    """Return the scenario of a line, or None."""
    return next((one for one in found.scenarios if f"scenario {one.name}" == key), None)


def journal(found: Found, key: str) -> JournalFound | None:
    """Return the journal of a line, or None."""
    return next((one for one in found.journals if f"journal {one.path}" == key), None)


def _practice(one: ScenarioFound) -> Item:
    lines: tuple[Line, ...] = (
        (("▷ Practice run: ", "good"), (one.title, "strong")),
        (("  ten minutes, alone", "dim"),),
    )
    return Item(f"scenario {one.name}", one, lambda width: tuple(line.cut(row, width) for row in lines))


def _scenario(one: ScenarioFound) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        name = line.sized(one.name, min(_NAME, width // 3), "strong")
        if one.faults:
            return (line.cut((("✗ ", "bad"), name, (f" {one.title}; enter shows where", "bad")), width),)
        first = line.cut((("▷ ", "dim"), name, (f" {one.title}", "")), width)
        return (first, line.cut(((f"  {one.detail}", "dim"),), width))

    return Item(f"scenario {one.name}", one, draw)


def _journal(one: JournalFound) -> Item:
    def draw(width: int) -> tuple[Line, ...]:
        if one.trouble:
            return (line.cut((("✗ ", "bad"), (one.path.name, "strong"), (f" {one.trouble}", "bad")), width),)
        sign = ("■ ", "dim") if one.has_ended else ("↺ ", "accent")
        first = line.cut((sign, (one.title, "strong"), (f"  {one.path.name}", "dim")), width)
        return (first, line.cut(((f"  {one.stands}", ""),), width))

    return Item(f"journal {one.path}", one, draw)
