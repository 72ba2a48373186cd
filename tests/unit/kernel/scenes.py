"""What happens on the rules of the agenda, of lists and of lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sems_sim.engine.lines import Line, Meter
from sems_sim.engine.modifiers import Modifiers
from sems_sim.kernel import doors
from sems_sim.kernel.asking import (
    at,
    cancel,
    has_absolute,
    latest_is,
    list_count,
    list_first,
    list_last,
    list_sum,
    modified,
    pull,
    push,
    share_kept,
)
from sems_sim.kernel.lines import (
    NEVER,
    line_at,
    line_put,
    line_turn,
    marks_cross,
    marks_due,
    marks_jump,
    marks_start,
    meter_turn,
    meter_until,
    stock_line,
    stock_marks,
)
from sems_sim.kernel.place import Stage, Tables
from sems_sim.kernel.rules_agenda import LONGEST_CHAIN, MOST_EVENTS, MOST_IN_ONE_INSTANT
from sems_sim.kernel.simulate import prepare
from sems_sim.kernel.state_world import EVENTS, FINE, LISTS, list_row, pool_state, side, world
from sems_sim.kernel.units import load
from sems_sim.model import NONE, Amount, Model, QuantityKind
from sems_sim.scenario import compile_model, read_scenario
from tests.unit.engine.small_model import H, Small

MATURITY = compile_model(read_scenario(Path("scenarios/first-steps.yaml"))).maturity
"""With every constant, which models by hand do without."""
STRANGER = 13
"""A unit that the kernel does not have: whatever it is asked is written down."""
HEARD = STRANGER << 8 | 32


class Stand:
    """A stage with nothing on it but a stranger who writes down what happens."""

    def __init__(self, model: Model) -> None:
        """Put it at the beginning of a replication."""
        self.heard: list[tuple[int, int, int, int]] = []
        self.again: Any = None
        """Called for every event, with (code, a, b, cause)."""
        self.stage = Stage(Tables(replace(model, maturity=MATURITY)), (*load(), self._hear))
        prepare(self.stage, 1, 0, None)
        self.w = self.stage.w
        world(self.w).horizon_ms = 1000 * H

    def _hear(self, w: int, _code: int, a: int, b: int, c: int, *_: float) -> int:
        self.heard.append((world(w).now_ms, a, b, c))
        if self.again is not None:
            self.again(a, b, c)
        return 0

    def run(self, until_ms: int = 1000 * H) -> int:
        """Run every event before a time, and return how the replication stands."""
        return self.stage.ask(doors.RUN, until_ms)


def _stand() -> Stand:
    small = Small()
    small.stock("fuel", 5.0)
    return Stand(small.model())


# --- the agenda ---


def scene_order() -> list[int]:
    """Appointments made in no order; `a` says when each is due: by time, key, and who came first."""
    stand = _stand()
    for time_ms, key, a in ((20, 5, 3), (10, 9, 1), (20, 5, 4), (10, 8, 0), (20, 4, 2), (30, 2, 5)):
        at(stand.w, time_ms, key, HEARD, a, 0, NONE)
    stand.run()
    return [a for _, a, _, _ in stand.heard]


def scene_many() -> list[int]:
    """Two hundred appointments at times that jump about."""
    stand = _stand()
    for number in range(200):
        at(stand.w, 1 + number * 7919 % 211, 2, HEARD, number, 0, NONE)
    stand.run()
    return [time_ms for time_ms, _, _, _ in stand.heard]


def scene_until() -> list[int]:
    """Three appointments, and a run until the moment of the second."""
    stand = _stand()
    for time_ms in (10, 20, 30):
        at(stand.w, time_ms, 2, HEARD, time_ms, 0, NONE)
    stand.run(20)
    return [a for _, a, _, _ in stand.heard]


def scene_arguments() -> list[tuple[int, int, int, int]]:
    """What an event hands over."""
    stand = _stand()
    at(stand.w, 10, 2, HEARD, 4, 5, 6)
    stand.run()
    return stand.heard


def scene_cancelled() -> dict[str, Any]:
    """The second of three is cancelled; cancelled ones are not counted."""
    stand = _stand()
    handles = [at(stand.w, 10 + number, 2, HEARD, number, 0, NONE) for number in range(3)]
    gone = cancel(stand.w, handles[1])
    stand.run()
    return {"gone": gone, "heard": [a for _, a, _, _ in stand.heard], "events": world(stand.w).events}


def scene_old_handle() -> dict[str, Any]:
    """An appointment has happened, its row is used again, and then the old handle is cancelled."""
    stand = _stand()
    old = at(stand.w, 10, 2, HEARD, 1, 0, NONE)
    stand.run(15)
    new = at(stand.w, 20, 2, HEARD, 2, 0, NONE)
    cancel(stand.w, old)
    stand.run()
    row = 0xFFFFFFFF
    return {"same row": (old & row) == (new & row), "heard": [a for _, a, _, _ in stand.heard]}


def scene_times() -> list[int]:
    """When appointments are, by their handles."""
    stand = _stand()
    return [
        stand.stage.ask(doors.TIME_OF, at(stand.w, time_ms, 2, HEARD, 0, 0, NONE)) for time_ms in (50, 40)
    ]


def scene_circle_of_one_key() -> dict[str, Any]:
    """An event that arranges itself again and again in one instant."""
    stand = _stand()
    stand.again = lambda a, b, c: at(stand.w, 10, 2, HEARD, a, b, c)
    at(stand.w, 10, 2, HEARD, 0, 0, NONE)
    return {"status": stand.run(), "heard": len(stand.heard), "most": MOST_IN_ONE_INSTANT}


def scene_circle_of_many_keys() -> dict[str, Any]:
    """Events that arrange each other in one instant, each with a key of its own."""
    stand = _stand()
    stand.again = lambda a, b, c: at(stand.w, 10, 2 + (a + 1 << 29), HEARD, a + 1, b, c)
    at(stand.w, 10, 2, HEARD, 0, 0, NONE)
    return {"status": stand.run(), "heard": len(stand.heard), "longest": LONGEST_CHAIN}


def scene_endless() -> dict[str, Any]:
    """One more event than a run may have."""
    stand = _stand()
    world(stand.w).events = MOST_EVENTS - 1
    at(stand.w, 10, 2, HEARD, 0, 0, NONE)
    return {"status": stand.run(), "heard": len(stand.heard)}


def scene_full() -> dict[str, Any]:
    """More appointments than there is room for."""
    stand = _stand()
    room, made = len(stand.stage.rows[EVENTS]), 0
    while world(stand.w).status == FINE:
        at(stand.w, 10 + made, 2, HEARD, made, 0, NONE)
        made += 1
    table = world(stand.w).full_table
    stand.stage.enlarge(table)
    return {
        "status": world(stand.w).status,
        "table": table,
        "room": room,
        "then": len(stand.stage.rows[table]),
    }


# --- lists ---


def _numbers(w: int, which: int) -> list[int]:
    found, entry = [], list_first(w, which)
    while entry >= 0:
        found.append(list_row(w, entry).number)
        entry = list_row(w, entry).link
    return found


def scene_lists() -> dict[str, Any]:
    """A list grows at its end, and entries go from its beginning, middle and end."""
    w = _stand().w
    kept = NONE
    for number in (7, 8, 9, 8, 6):
        kept = push(w, kept, number, number % 2, number / 2)
    found: dict[str, Any] = {"all": _numbers(w, kept), "count": list_count(w, kept), "sum": list_sum(w, kept)}
    found["says yes"] = latest_is(w, kept)
    found["pulled"] = [pull(w, kept, number) for number in (8, 5, 6)]
    found["left"] = _numbers(w, kept)
    found["last"] = list_row(w, list_last(w, kept)).number
    found["then says yes"] = latest_is(w, kept)
    found["emptied"] = [pull(w, kept, number) for number in (7, 9)]
    found["none"] = [list_first(w, kept), list_last(w, kept), list_count(w, kept)]
    return found


def scene_lists_give_back() -> list[int]:
    """A thousand entries come and go; returned is how much room that took, and how many rows there were."""
    stand = _stand()
    kept = NONE
    for number in range(1000):
        kept = push(stand.w, kept, number, 0, 0.0)
        pull(stand.w, kept, number)
    return [pool_state(stand.w, LISTS).used, list_count(stand.w, kept)]


MODIFIERS = (
    ((1, 1, 1.5), (2, 2, 0.25), (3, 1, 0.7)),
    ((1, 0, 4.0), (2, 1, 3.0), (3, 0, 2.0), (4, 2, -0.1)),
    ((1, 2, 0.1), (2, 2, 0.2), (3, 2, 0.3)),
    ((1, 0, 0.0),),
    (),
)
"""Applications as (number, amount kind, value)."""


def scene_modifiers() -> list[dict[str, Any]]:
    """The twin's lists beside the engine's own modifiers: value, whether absolute, share kept."""
    w, found = _stand().w, []
    for rows in MODIFIERS:
        theirs, kept = Modifiers(), NONE
        for number, amount, value in rows:
            theirs.push(number, Amount(amount), value)
            kept = push(w, kept, number, amount, value)
        engine = [theirs.value(3.3), theirs.is_absolute, theirs.kept()]
        found.append(
            {"engine": engine, "kernel": [modified(w, kept, 3.3), has_absolute(w, kept), share_kept(w, kept)]}
        )
    return found


# --- lines, meters, marks ---

TURNS = ((0, 2.5), (3_600_001, -0.75), (5_000_003, -0.75), (9_999_999, 0.0), (12_345_678, 1e-3))
"""Moments, and the rate from then on."""


def scene_lines() -> list[list[float]]:
    """A line on each engine, read off between its turns."""
    w = _stand().w
    which, theirs = stock_line(w, 0), Line(10.0)
    line_put(w, which, 0, 10.0)
    found = []
    for now_ms, rate in TURNS:
        turned = [float(theirs.turn(now_ms, rate)), float(line_turn(w, which, now_ms, rate))]
        found.append([theirs.at(now_ms + 777), line_at(w, which, now_ms + 777), *turned])
    return found


def scene_meters() -> list[list[float]]:
    """A meter on each engine, read off between its turns."""
    w, theirs, found = _stand().w, Meter(), []
    for now_ms, value in TURNS:
        theirs.turn(now_ms, value)
        meter_turn(w, 0, now_ms, value)
        found.append([theirs.until(now_ms + 777), meter_until(w, 0, now_ms + 777)])
    return found


def _watched() -> Stand:
    """A stock of which 5 and 2, and exactly 5, are thresholds."""
    small = Small()
    small.stock("fuel", 8.0)
    for value, strict in ((5.0, False), (2.0, False), (5.0, True)):
        small.threshold(QuantityKind.STOCK, 0, value, strict)
    return Stand(small.model())


def _sides(w: int) -> list[bool]:
    return [side(w, threshold).is_above for threshold in range(3)]


def scene_marks() -> dict[str, Any]:
    """A stock of 8 that falls by one an hour, is crossed once, and then jumps to 5 and to 1."""
    stand = _watched()
    w, which = stand.w, stock_line(stand.w, 0)
    marks = stock_marks(w, 0)
    line_put(w, which, 0, 8.0)
    line_turn(w, which, 0, -1.0)
    marks_start(w, marks, 8.0)
    found: dict[str, Any] = {"start": _sides(w), "due": list(marks_due(w, marks, which, 0))}
    marks_cross(w, found["due"][1], NONE)
    found["crossed"] = _sides(w)
    for value in (5.0, 1.0):
        marks_jump(w, marks, value, NONE)
        found[f"at {value:g}"] = _sides(w)
    line_put(w, which, H, 1.0)
    line_turn(w, which, H, 0.0)
    found["never"] = list(marks_due(w, marks, which, H)) == [NEVER, NONE]
    return found
