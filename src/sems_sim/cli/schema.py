"""`sems-sim schema`: the JSON Schema with which an editor explains every key."""

from __future__ import annotations

import click


@click.command()
@click.option("--reference", is_flag=True, help="Print the reference page of every key instead.")
def schema(*, reference: bool) -> None:
    """Print the JSON Schema of a scenario, for editors.

    Save it beside your scenarios as scenario.schema.json; `sems-sim new` does so for you.
    """
    click.echo(reference_text() if reference else schema_text(), nl=False)


def reference_text() -> str:
    """The page that explains every key, in Markdown."""
    from sems_sim.scenario import write_reference

    return write_reference()


def schema_text() -> str:
    """The schema as one JSON document."""
    from sems_sim.cli.writing import as_json
    from sems_sim.scenario import write_json_schema

    return as_json(write_json_schema())
