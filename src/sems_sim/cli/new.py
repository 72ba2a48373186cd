"""`sems-sim new`: a commented scenario that runs at once, to change into one's own."""

from __future__ import annotations

import re
from pathlib import Path

import click

from sems_sim.cli.voice import say
from sems_sim.errors import ArgumentError

_SCHEMA = "scenario.schema.json"


@click.command()
@click.argument("name", default="my-scenario")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Where to write.  [default: here]",
)
def new(name: str, folder: Path) -> None:
    """Write a commented scenario to start from.

    NAME becomes the name of the file. The schema with which an editor completes and explains every key is written
    beside it. Nothing that exists is overwritten.
    """
    slug = _slug(name)
    path = folder / f"{slug}.yaml"
    if path.exists():
        raise ArgumentError(f"{path} exists", "give another name: sems-sim new NAME")
    _write(path, starter(slug, name))
    if not (folder / _SCHEMA).exists():
        from sems_sim.cli.schema import schema_text

        _write(folder / _SCHEMA, schema_text())
    click.echo(path)
    say(f"now: sems-sim run {path}")


def _write(path: Path, text: str) -> None:
    from sems_sim.cli.writing import write_whole

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(f"{path.parent}: cannot be made", "give another folder with --dir") from error
    write_whole(path, text)


def _slug(name: str) -> str:
    """A name for files: lower case, digits and hyphens. Raises ArgumentError if nothing is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.removesuffix(".yaml").lower()).strip("-")
    if not re.match(r"[a-z]", slug):
        raise ArgumentError(
            f"{name!r} gives no name for a file", "begin with a letter: sems-sim new my-plant"
        )
    return slug[:80]


def starter(slug: str, name: str) -> str:
    """The commented scenario under its own name."""
    text = Path(__file__).with_name("starter.yaml").read_text(encoding="utf-8")
    title = " ".join(re.sub(r"[^\w ,.'-]+|[_-]+", " ", name.removesuffix(".yaml")).split()).strip("'-., ")
    title = title[:1].upper() + title[1:]
    return text.replace("my-scenario", slug).replace("title: My scenario", f'title: "{title}"')
