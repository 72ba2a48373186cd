"""What the arguments of several commands have in common: their readers and their options."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sems_sim.cli.voice import meant
from sems_sim.errors import ArgumentError, QuantityError
from sems_sim.units import parse_duration

LARGEST_SEED = (1 << 63) - 1


_SIMULATORS = ("engine", "kernel")


def read_seed(_: click.Context, __: click.Parameter, text: str) -> int:
    """A whole number from 0 to 2^63 - 1. Raises ArgumentError."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_SEED):
        raise ArgumentError(f"--seed {text}: a seed is a whole number from 0 up", "for example --seed 7")
    return int(text)


def read_replication(_: click.Context, __: click.Parameter, text: str) -> int:
    """The number of a run of an ensemble, from 0 up. Raises ArgumentError."""
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise ArgumentError(
            f"--replication {text}: a replication is a whole number from 0 up", "for example --replication 4"
        )
    return int(text)


def read_until(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    """A length of time such as 6h, in milliseconds. Raises ArgumentError."""
    if text is None:
        return None
    try:
        length_ms = parse_duration(text)
    except QuantityError as error:
        raise ArgumentError(f"--until {text}: {error.message}", error.remedy) from error
    if length_ms == 0:
        raise ArgumentError(f"--until {text}: a run takes some time", "for example --until 6h")
    return length_ms


def read_engine(_: click.Context, __: click.Parameter, name: str) -> str:
    """Which simulator. Raises ArgumentError."""
    if name not in _SIMULATORS:
        hint = meant(name, _SIMULATORS) or "write engine or kernel"
        raise ArgumentError(f"--engine {name}: there is no such simulator", hint)
    return name


def overrides_of(settings: Sequence[str]) -> dict[str, str]:
    """The arguments of --set as a mapping from path to value. Raises ArgumentError."""
    found: dict[str, str] = {}
    for setting in settings:
        path, equals, value = setting.partition("=")
        if not equals or not path.strip():
            raise ArgumentError(
                f"--set {setting}: a setting is PATH=VALUE", "for example --set assets.tie_b.state=on"
            )
        found[path.strip()] = value.strip()
    return found


FILE = click.argument("file", metavar="FILE")
SEED = click.option(
    "--seed",
    default="7",
    callback=read_seed,
    metavar="N",
    help="The luck: the same seed gives the same run.  [default: 7]",
)
ENGINE = click.option(
    "--engine",
    default="engine",
    callback=read_engine,
    metavar="engine|kernel",
    help="The simulator; both give the same.  [default: engine]",
)
REPLICATION = click.option(
    "--replication",
    default="0",
    callback=read_replication,
    metavar="R",
    help="Which run of an ensemble with this seed.  [default: 0]",
)
SET = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change a value of the file; may be repeated.",
)
UNTIL = click.option(
    "--until", "until_ms", callback=read_until, metavar="DURATION", help="Stop early, after 90m, 6h or 2d."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
TRUST = click.option(
    "--trust-extensions", is_flag=True, help="Allow a scenario to bring Python code of its own."
)
