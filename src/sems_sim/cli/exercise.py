"""`sems-sim exercise`: a crisis played with people, at the desk or by a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sems_sim.cli import arguments
from sems_sim.cli.shelf import find_scenario
from sems_sim.cli.voice import say
from sems_sim.errors import ArgumentError, ScenarioError

if TYPE_CHECKING:
    from sems_sim.exercise import DeskOrder, Opened, Step

_DESKS = "sems_sim.desks"
_FASTEST = 600


def _read_speed(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    """A whole number from 1 to 600. Raises ArgumentError."""
    if text is None:
        return None
    digits = text.strip().lstrip("x×X")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 5 and 1 <= int(digits) <= _FASTEST):
        raise ArgumentError(
            f"--speed {text}: a speed is a whole number from 1 to {_FASTEST}", "for example --speed 60"
        )
    return int(digits)


def _read_seed(context: click.Context, parameter: click.Parameter, text: str | None) -> int | None:
    return None if text is None else arguments.read_seed(context, parameter, text)


@click.command()
@click.argument("file", metavar="[FILE]", required=False)
@click.option(
    "--journal",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where everything is kept.  [default: results/]",
)
@click.option("--resume", type=click.Path(path_type=Path), metavar="PATH", help="Take an exercise up again.")
@click.option(
    "--speed", callback=_read_speed, metavar="X", help="Let the clock begin so many times as fast, 1 to 600."
)
@click.option(
    "--seed",
    callback=_read_seed,
    metavar="N",
    help="The luck.  [default: the scenario's exercise.seed, or 7]",
)
@arguments.SET
@click.option(
    "--headless",
    type=click.Path(path_type=Path),
    metavar="SCRIPT",
    help="Play a script of commands, without a desk.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="With --headless: print one JSON document and nothing else."
)
def exercise(
    *,
    file: str | None,
    journal: Path | None,
    resume: Path | None,
    speed: int | None,
    seed: int | None,
    settings: Sequence[str],
    headless: Path | None,
    as_json: bool,
) -> int:
    """Run an exercise: the facilitator's desk, or a script of commands.

    FILE is a scenario file, or the name of a scenario that came along. Without FILE and --resume the desk shows
    what there is. Every command is on the disk before its consequences are seen; after a crash, --resume goes on.
    """
    from sems_sim.exercise import DeskOrder

    overrides = arguments.overrides_of(settings)
    _check_choice(file, journal, resume, seed is not None or bool(overrides))
    order = DeskOrder(find_scenario(file) if file else None, resume, journal, seed, overrides, speed)
    if headless is None:
        if as_json:
            raise ArgumentError("--json goes with --headless", "add --headless SCRIPT.yaml")
        return _desk(order)
    return _by_script(order, headless, as_json)


def _check_choice(file: str | None, journal: Path | None, resume: Path | None, is_changed: bool) -> None:
    if file and resume:
        raise ArgumentError("give a FILE or --resume, not both", "the journal holds the scenario itself")
    if resume and (journal or is_changed):
        raise ArgumentError(
            "--resume goes on with what the journal says: it takes no --journal, --seed or --set",
            "to change something, branch off: sems-sim replay JOURNAL --fork OUT",
        )


def _desk(order: DeskOrder) -> int:
    """Open the desk that is installed, whoever made it."""
    from importlib import metadata

    found = sorted(metadata.entry_points(group=_DESKS), key=lambda one: one.name)
    if not found:
        raise ArgumentError(
            "there is no desk in this installation",
            "install sems-sim again, or play a script with --headless",
        )
    return int(found[0].load()(order) or 0)


def _by_script(order: DeskOrder, path: Path, as_json: bool) -> int:
    from sems_sim.cli.exercise_log import print_document, print_log
    from sems_sim.exercise import play_script, read_script

    if order.scenario is None and order.resume is None:
        raise ArgumentError(
            "a script needs a scenario FILE, or --resume", "sems-sim list shows what there is"
        )
    steps = read_script(path)
    opened = _opened(order)
    keeper = opened.keeper
    try:
        if not as_json:
            say(f"journal: {keeper.journal.path}")
        played = play_script(keeper, (*_at_speed(order.speed, steps), *steps), opened.room_ms)
        if as_json:
            refused = [str(fault) for fault in played.faults]
            print_document(keeper.session, keeper.journal, {"steps": played.steps, "refused": refused})
        else:
            print_log(keeper.session, keeper.journal)
    finally:
        keeper.journal.close()
    if played.faults:
        raise ScenarioError(played.faults)
    return 0


def _at_speed(speed: int | None, steps: Sequence[Step]) -> tuple[Step, ...]:
    from sems_sim.errors import Fault
    from sems_sim.exercise import Step, commands

    if speed is None or not steps:
        return ()
    return (Step(commands.SetSpeed(speed), Fault("--speed", 0, 0, "")),)


def _opened(order: DeskOrder) -> Opened:
    from sems_sim.exercise import begin, machine_clock, take_up

    if order.resume is not None:
        return take_up(order.resume, wall=machine_clock)
    return begin(
        order.scenario or Path(),
        seed=order.seed,
        journal_path=order.journal,
        overrides=order.overrides,
        wall=machine_clock,
    )
