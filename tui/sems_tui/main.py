"""The desk opened from outside: with a scenario, with a journal to go on with, or at the first screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from sems_sim.exercise import DeskOrder
from sems_tui.app import DeskApp
from sems_tui.desk import Hosting
from sems_tui.looking_ahead import foreseen, looked_ahead
from sems_tui.opening import Looking, Opening, RealHosts
from sems_tui.papers import Priced, brief_of, readiness_of
from sems_tui.screens import Pricer


def open_desk(order: DeskOrder) -> int:
    """Run the desk until it is left, and return its exit status.

    With a scenario it begins at the briefing, with a journal to resume at the control screen, else at home.

    Raises:
        SemsError: If a journal that was named cannot be taken up, or a scenario that was named is wrong.
    """
    desk_of(order).run()
    return 0


def _pricer(host: Hosting) -> Pricer:
    """Return what prices the exercise of a host; what it takes for that is loaded when it is used."""

    def price(progress: Callable[[int, int], None]) -> tuple[Priced, ...]:
        from sems_tui.pricing import priced

        return priced(host.standing(), host.entries, progress)

    return price


def desk_of(order: DeskOrder) -> DeskApp:
    """Return the desk that an order asks for, not running yet. Raises SemsError, as `open_desk` does."""
    hosts = RealHosts(dict(order.overrides), order.speed)
    if order.resume is not None:
        host = hosts.resume(order.resume)
        return DeskApp(host, resume=hosts.resume, forecaster=looked_ahead, foresee=foreseen, pricer=_pricer)
    looking = Looking(
        brief=partial(brief_of, overrides=order.overrides, seed=order.seed),
        rehearse=partial(readiness_of, overrides=order.overrides),
    )
    brief = None if order.scenario is None else looking.brief(order.scenario)

    def first() -> Screen[None]:
        if brief is not None:
            app.call_after_refresh(opening.show_briefing, brief)
        return opening.home()

    app = DeskApp(first=first, resume=hosts.resume, forecaster=looked_ahead, foresee=foreseen, pricer=_pricer)
    opening = Opening(app, app.take_control, hosts, looking)
    opening.journal = order.journal
    return app
