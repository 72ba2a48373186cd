"""`sems-sim why`: the chain of causes of one event of a run, down to its root."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sems_sim.cli import arguments
from sems_sim.cli.crisis import Order, background, read, simulated
from sems_sim.cli.shelf import find_scenario
from sems_sim.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sems_sim.reports import Review


@click.command()
@click.argument("run", metavar="RUN")
@click.argument("event", metavar="EVENT")
@arguments.SEED
@arguments.SET
@arguments.UNTIL
@arguments.JSON
@arguments.TRUST
def why(
    *,
    run: str,
    event: str,
    seed: int,
    settings: Sequence[str],
    until_ms: int | None,
    as_json: bool,
    trust_extensions: bool,
) -> None:
    """Trace an event back to its root.

    RUN is the folder of a run that was kept, such as results/north-hyde-seed7, or a scenario FILE, which is then
    run with the seed given. EVENT is the number that the timeline shows, or words of its line.
    """
    from sems_sim.cli.kept_runs import is_kept

    path = Path(run)
    if is_kept(path):
        told = _kept(path)
    else:
        overrides = arguments.overrides_of(settings)
        told = _made(Order(find_scenario(run), seed, overrides, until_ms, trust_extensions))
    steps = _steps(told, event)
    if as_json:
        from sems_sim.cli.writing import as_json as written

        click.echo(written(steps), nl=False)
    else:
        _tell(told, steps)


def _kept(path: Path) -> Review:
    from sems_sim.cli.kept_runs import read_back
    from sems_sim.reports import review

    kept, order, compiled = read_back(path)
    return review(kept, background(order, compiled))


def _made(order: Order) -> Review:
    from sems_sim.reports import review

    compiled = read(order)
    return review(simulated(order, compiled), background(order, compiled))


def _steps(told: Review, event: str) -> list[dict[str, Any]]:
    """The event and its causes, the event first. Raises ArgumentError if there is no such event."""
    from sems_sim.telling import elapsed

    clock = told.clock
    return [
        {
            "event": line.index,
            "time_ms": line.time_ms,
            "clock": f"{clock.day(line.time_ms)} {clock.seconds(line.time_ms)}",
            "elapsed": elapsed(line.time_ms),
            "what": line.words,
        }
        for line in told.causes(_number(told, event))
    ]


def _number(told: Review, event: str) -> int:
    from sems_sim.telling import search

    digits = event.removeprefix("#")
    if digits.isascii() and digits.isdigit():
        if len(digits) > 12 or int(digits) >= len(told.lines):
            last = len(told.lines) - 1
            raise ArgumentError(f"there is no event {event}", f"this run has events 0 to {last}")
        return int(digits)
    found = search(told.lines, event)
    if found is None:
        hint = "give the number of an event, or words as the timeline has them"
        raise ArgumentError(f"no event of this run says {event!r}", hint)
    return found.index


def _tell(told: Review, steps: list[dict[str, Any]]) -> None:
    click.echo(f"{told.title}, seed {told.seed}\n")
    width = len(str(steps[0]["event"]))
    for number, step in enumerate(steps):
        lead = "         " if number == 0 else "because  "
        click.echo(f"{lead}{step['event']:>{width}}  {step['clock']}  {step['elapsed']:>7}  {step['what']}")
    click.echo("\nThat is the root: nothing in the run brought it about.")
