"""`sems-sim measures`: every number that a run of a scenario is judged by."""

from __future__ import annotations

import click

from sems_sim.cli.arguments import FILE, JSON
from sems_sim.cli.shelf import find_scenario


@click.command()
@FILE
@JSON
def measures(file: str, as_json: bool) -> None:
    """List every measure of a scenario: its name, unit and meaning.

    These are the names that targets, studies and `run --json` use.
    """
    from sems_sim.model import measures_of
    from sems_sim.scenario import compile_model, read_scenario

    found = list(measures_of(compile_model(read_scenario(find_scenario(file)))))
    if as_json:
        from sems_sim.cli.writing import as_json as written

        rows = [
            {"name": row.name, "unit": row.unit, "meaning": row.meaning, "may_not_happen": row.censored}
            for row in found
        ]
        click.echo(written(rows), nl=False)
        return
    width = max(len(row.name) for row in found)
    for row in found:
        click.echo(f"{row.name:<{width}}  {row.unit:<10}  {row.meaning}")
