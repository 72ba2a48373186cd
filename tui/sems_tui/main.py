"""The desk opened from outside: with a scenario, with a journal to go on with, or at the first screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from textual.screen import Screen

from sems_tui.app import DeskApp
from sems_tui.desk import Forecaster
from sems_tui.opening import Looking, Opening, RealHosts
from sems_tui.papers import brief_of, readiness_of


def run_desk(
    *,
    scenario: Path | None = None,
    resume: Path | None = None,
    journal: Path | None = None,
    overrides: Mapping[str, str] | None = None,
    forecaster: Forecaster | None = None,
) -> None:
    """Run the desk until it is left.

    With `scenario` it begins at that briefing, with `resume` at the control screen of that journal, else at home.
    `journal` is where a new journal is kept.

    Raises:
        SemsError: If a journal that was named cannot be taken up.
    """
    hosts = RealHosts(dict(overrides or {}))
    if resume is not None:
        DeskApp(hosts.resume(resume), resume=hosts.resume, forecaster=forecaster).run()
        return
    looking = Looking(
        brief=partial(brief_of, overrides=overrides), rehearse=partial(readiness_of, overrides=overrides)
    )

    def first() -> Screen[None]:
        if scenario is not None:
            app.call_after_refresh(opening.brief, scenario)
        return opening.home()

    app = DeskApp(first=first, resume=hosts.resume, forecaster=forecaster)
    opening = Opening(app, app.take_control, hosts, looking)
    opening.journal = journal
    app.run()
