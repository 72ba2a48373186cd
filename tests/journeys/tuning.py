"""Write results/published/shipped-scenarios.md: python -m tests.journeys.tuning.

Three organisations meet each crisis with the same luck: all 18 components absent, operating, effective.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sems_sim.engine import simulate
from sems_sim.scenario import compile_model, read_scenario

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "results" / "published" / "shipped-scenarios.md"
SEED, RUNS = 11, 200
PRESETS = ("absent", "operating", "effective")
SCENARIOS = ("north-hyde", "screening-shortfall", "checkin-ransomware", "insider-concern")
WHOLE = {
    "north-hyde": ("service.arrivals.lost", "service.departures.lost"),
    "screening-shortfall": ("service.screening.lost", "service.check_in.lost", "service.departures.lost"),
    "checkin-ransomware": ("service.check_in.lost", "service.screening.lost", "service.departures.lost"),
    "insider-concern": ("service.screening.lost", "service.check_in.lost", "service.departures.lost"),
}
COLUMNS = (
    "scenario", "organisation", "units lost", "P10 to P90", "harmed", "cost, million", "crisis level reached", "at, h",
    "unmet crisis, h", "targets met", "all met", "catastrophe",
)  # fmt: skip
Run = dict[str, float | None]

HEAD = f"""# The shipped scenarios, with three organisations

Made by `python -m tests.journeys.tuning`: seed {SEED}, replications 0 to {RUNS - 1}, `organisation.maturity`
replaced by `{{preset: absent}}`, `{{preset: operating}}` and `{{preset: effective}}`. Units lost are flights for North
Hyde and passengers elsewhere, called off or out of patience. Targets are those of the exercise and of the study. Median
time at which crisis level was reached, where it was; all else are means.

| {" | ".join(COLUMNS)} |
|{" --- |" * len(COLUMNS)}
"""


def _values(runs: Sequence[Run], names: Sequence[str]) -> list[float]:
    found = []
    for run in runs:
        total = 0.0
        for name in names:
            total += run[name] or 0.0
        found.append(total)
    return sorted(found)


def _mean(values: Sequence[float]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total / len(values) if values else 0.0


def row(scenario: str, preset: str, runs: Sequence[Run]) -> str:
    """One line of the table."""
    lost = _values(runs, WHOLE[scenario])
    reached = sorted(
        run["level.crisis.first_h"] or 0.0 for run in runs if run["level.crisis.first_h"] is not None
    )
    targets = [name for name in runs[0] if name.startswith("targets.") and name != "targets.all"]
    cells = [
        scenario,
        preset,
        f"{_mean(lost):,.0f}",
        f"{lost[len(lost) // 10]:,.0f} to {lost[len(lost) * 9 // 10]:,.0f}",
        f"{_mean(_values(runs, ['people.harmed'])):.1f}",
        f"{_mean(_values(runs, ['cost.total'])) / 1e6:.2f}",
        f"{len(reached) / len(runs):.0%}",
        f"{reached[len(reached) // 2]:.1f}" if reached else "never",
        f"{_mean(_values(runs, ['crisis.unmet_h'])):.1f}",
        f"{_mean(_values(runs, targets)) / len(targets):.0%}",
        f"{_mean(_values(runs, ['targets.all'])):.0%}",
        f"{_mean(_values(runs, ['catastrophe.happened'])):.0%}",
    ]
    return "| " + " | ".join(cells) + " |"


def page() -> str:
    """The whole page."""
    rows = []
    for scenario in SCENARIOS:
        for preset in PRESETS:
            path = ROOT / "scenarios" / f"{scenario}.yaml"
            model = compile_model(read_scenario(path, {"organisation.maturity": f"{{preset: {preset}}}"}))
            runs = [simulate(model, seed=SEED, replication=number).measures for number in range(RUNS)]
            rows.append(row(scenario, preset, runs))
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
