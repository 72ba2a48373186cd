"""`sems-sim check`: every fault of a scenario and every doubt, with its place and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sems_sim.cli.arguments import JSON
from sems_sim.cli.shelf import find_scenario
from sems_sim.errors import Fault, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@JSON
def check(files: Sequence[str], as_json: bool) -> int:
    """Find every fault and every doubt in scenario files.

    Each is shown with its line and with what to do about it. The exit status is 2 if there is a fault; warnings
    and notes leave it 0.
    """
    verdicts = [_Verdict(name) for name in files]
    if as_json:
        from sems_sim.cli.writing import as_json as written

        click.echo(written([verdict.document() for verdict in verdicts]), nl=False)
    else:
        for verdict in verdicts:
            verdict.tell()
    return max(verdict.status for verdict in verdicts)


class _Verdict:
    """What there is to say about one file."""

    def __init__(self, name: str) -> None:
        from sems_sim.scenario import compile_model, lint, read_scenario

        self.name = name
        self.status = 0
        path = find_scenario(name)
        try:
            scenario = read_scenario(path)
            compile_model(scenario)
            self.faults: tuple[Fault, ...] = lint(scenario)
        except ScenarioError as error:
            self.status = error.exit_status
            self.faults = error.faults

    def _count(self, severity: str) -> int:
        return sum(fault.severity == severity for fault in self.faults)

    def tell(self) -> None:
        """Print the faults, then the verdict in one line."""
        for fault in self.faults:
            click.echo(f"{fault}\n")
        counts = [(self._count(severity), severity) for severity in ("error", "warning", "note")]
        words = {"error": "fault"}
        told = [f"{n} {words.get(s, s)}{'' if n == 1 else 's'}" for n, s in counts if n]
        verdict = "cannot run" if self.status else "can run"
        click.echo(f"{self.name}: {verdict}{', ' if told else ''}{', '.join(told)}")

    def document(self) -> dict[str, Any]:
        """The verdict for a program."""
        return {
            "file": self.name,
            "ok": self.status == 0,
            "faults": [
                {
                    "file": fault.file,
                    "line": fault.line,
                    "column": fault.column,
                    "severity": fault.severity,
                    "message": fault.message,
                    "remedy": fault.remedy,
                }
                for fault in self.faults
            ],
        }
