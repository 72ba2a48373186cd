"""`sems-sim check`: every fault of a scenario and every doubt, with its place and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sems_sim.cli.arguments import JSON
from sems_sim.cli.shelf import find_scenario
from sems_sim.errors import ArgumentError, Fault, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sems_sim.insight import Rehearsal
    from sems_sim.model import Model
    from sems_sim.scenario import Scenario

_MOST_RUNS = 100_000


def read_runs(_: click.Context, __: click.Parameter, text: str) -> int:
    """How many runs, from 1 up. Raises ArgumentError."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _MOST_RUNS):
        raise ArgumentError(
            f"--runs {text}: a number of runs from 1 to {_MOST_RUNS:,}", "for example --runs 200"
        )
    return int(text)


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--rehearse", "wants_rehearsal", is_flag=True, help="Play the exercise on the model beforehand."
)
@click.option(
    "--runs",
    default="200",
    callback=read_runs,
    metavar="N",
    help="How often the exercise is rehearsed.  [default: 200]",
)
@JSON
def check(files: Sequence[str], wants_rehearsal: bool, runs: int, as_json: bool) -> int:
    """Find every fault and every doubt in scenario files.

    Each is shown with its line and with what to do about it. The exit status is 2 if there is a fault; warnings
    and notes leave it 0.

    With --rehearse the exercise in each file is played on the model, every team run by the model: which injects
    would never come, or all at once, or before anybody has met; where nothing happens; what an objective misses;
    and which seed to play with.
    """
    verdicts = [_Verdict(name) for name in files]
    if wants_rehearsal:
        for verdict in verdicts:
            verdict.rehearse(runs, is_silent=as_json)
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
        self.was_asked = False
        self.rehearsal: Rehearsal | None = None
        self._sound: tuple[Scenario, Model] | None = None
        path = find_scenario(name)
        try:
            scenario = read_scenario(path)
            self._sound = scenario, compile_model(scenario)
            self.faults: tuple[Fault, ...] = lint(scenario)
        except ScenarioError as error:
            self.status = error.exit_status
            self.faults = error.faults

    def rehearse(self, runs: int, *, is_silent: bool) -> None:
        """Play its exercise beforehand, if it can run and has one."""
        self.was_asked = True
        if self._sound is None or self._sound[0].sections.exercise is None:
            return
        from sems_sim.cli.progress import ready_kernel, telling
        from sems_sim.insight import rehearse

        ready_kernel(is_silent=is_silent)
        with telling("runs", is_silent=is_silent) as told:
            self.rehearsal = rehearse(*self._sound, runs=runs, progress=told)

    def _count(self, severity: str) -> int:
        return sum(fault.severity == severity for fault in self.faults)

    def tell(self) -> None:
        """Print the faults, then the verdict in one line, then the rehearsal."""
        for fault in self.faults:
            click.echo(f"{fault}\n")
        counts = [(self._count(severity), severity) for severity in ("error", "warning", "note")]
        words = {"error": "fault"}
        told = [f"{n} {words.get(s, s)}{'' if n == 1 else 's'}" for n, s in counts if n]
        verdict = "cannot run" if self.status else "can run"
        click.echo(f"{self.name}: {verdict}{', ' if told else ''}{', '.join(told)}")
        if self.rehearsal is not None:
            from sems_sim.cli.check_rehearsal import lines_of

            click.echo("\n".join(("", *lines_of(self.rehearsal))))
        elif self.was_asked and not self.status:
            click.echo(f"{self.name}: nothing to rehearse, since there is no exercise in it")

    def document(self) -> dict[str, Any]:
        """The verdict for a program."""
        found: dict[str, Any] = {
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
        if self.rehearsal is not None:
            from dataclasses import asdict

            found["rehearsal"] = asdict(self.rehearsal)
        return found
