"""The desk opened from outside: with a scenario, with a journal, or at home."""

from __future__ import annotations

from functools import partial

from textual.screen import Screen

from sems_sim.exercise import DeskOrder
from sems_tui.app import DeskApp, Sight
from sems_tui.looking_ahead import compared, foreseen, looked_ahead, priced_by
from sems_tui.opening import Looking, Opening, RealHosts
from sems_tui.papers import brief_of, readiness_of

SIGHT = Sight(looked_ahead, compared, foreseen, priced_by)
"""Everything that the model can say beside what happens."""


def open_desk(order: DeskOrder) -> int:
    """Run the desk until it is left, and return its exit status.

    With a scenario it begins at the briefing, with a journal to resume at the control screen, else at home.

    Raises:
        SemsError: If a journal that was named cannot be taken up, or a scenario that was named is wrong.
    """
    desk_of(order).run()
    return 0


def desk_of(order: DeskOrder) -> DeskApp:
    """Return the desk that an order asks for, not running yet. Raises SemsError, as `open_desk` does."""
    hosts = RealHosts(dict(order.overrides), order.speed)
    if order.resume is not None:
        return DeskApp(hosts.resume(order.resume), resume=hosts.resume, sight=SIGHT)
    looking = Looking(
        brief=partial(brief_of, overrides=order.overrides, seed=order.seed),
        rehearse=partial(readiness_of, overrides=order.overrides),
    )
    brief = None if order.scenario is None else looking.brief(order.scenario)

    def first() -> Screen[None]:
        if brief is not None:
            app.call_after_refresh(opening.show_briefing, brief)
        return opening.home()

    app = DeskApp(first=first, resume=hosts.resume, sight=SIGHT)
    opening = Opening(app, app.take_control, hosts, looking)
    opening.journal = order.journal
    return app
