"""`sems-sim list`: the scenarios that came along, and those in this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sems_sim.cli.arguments import JSON
from sems_sim.cli.voice import say
from sems_sim.errors import ScenarioError
from sems_sim.shelf import scenarios


@click.command(name="list")
@JSON
def list_(as_json: bool) -> None:
    """List the scenarios by name, with their titles and tags.

    A name can stand wherever a command wants a FILE.
    """
    rows = [_row(name, path) for name, path in scenarios().items()]
    if as_json:
        from sems_sim.cli.writing import as_json as written

        click.echo(written(rows), nl=False)
        return
    if not rows:
        say("no scenarios here; write one with: sems-sim new")
    width = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        tags = f"  [{', '.join(row['tags'])}]" if row["tags"] else ""
        click.echo(f"{row['name']:<{width}}  {row['title']}{tags}")


def _row(name: str, path: Path) -> dict[str, Any]:
    from sems_sim.scenario import read_scenario
    from sems_sim.telling import plain

    try:
        sections = read_scenario(path).sections
    except ScenarioError:
        return {
            "name": name,
            "title": f"has faults: sems-sim check {name}",
            "tags": [],
            "sector": "",
            "file": str(path),
        }
    return {
        "name": name,
        "title": plain(sections.title),
        "tags": [plain(tag) for tag in sections.tags],
        "sector": plain(sections.sector),
        "file": str(path),
    }
