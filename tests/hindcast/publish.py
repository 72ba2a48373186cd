"""Write results/published/north-hyde.md: python -m tests.hindcast.publish."""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.engine import simulate
from sems_sim.model import Model
from tests.hindcast.evidence import (
    OUTCOMES,
    PUBLISHED_RUNS,
    ROOT,
    SEED,
    TRANSFER,
    Found,
    find,
    harmed_by_option,
    north_hyde,
    quantile,
    replications,
)

PAGE = ROOT / "results" / "published" / "north-hyde.md"
PAIRS = 100
HEAD = f"""# North Hyde: what the model gives, and what was published

Made by `python -m tests.hindcast.publish` from `scenarios/north-hyde.yaml` as shipped, seed {SEED}, replications
0 to {PUBLISHED_RUNS - 1}. Hours count from 23:49 on 20 March 2025. What each verdict means, and why a row is as it is:
[the hindcast](../../docs/reference/hindcast-north-hyde.md).

*Centre*: the median lies inside the published band. *Cover*: P10 to P90 covers the published value. *Sharp*:
(P95 - P5) / P50 is no wider than the sheet of the incident allows.
"""


def row_of(found: Found) -> str:
    """One line of the table."""
    one = found.outcome
    values = (found.p05, found.p10, found.p50, found.p90, found.p95)
    low, high = one.band
    cells = [
        one.title,
        _number(one.published),
        f"{_number(low)} to {_number(high)}",
        *(_number(value) for value in values),
        f"{found.width:.2f} of {one.widest:g}",
        one.nature,
        found.verdict if one.is_scored else f"not scored; {found.verdict}",
    ]
    return "| " + " | ".join(cells) + " |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 200.0 else f"{value:.1f}"


def table(all_found: Sequence[Found]) -> str:
    """The table of outcomes."""
    head = "| outcome | published | band | P5 | P10 | P50 | P90 | P95 | width | nature | verdict |"
    return "\n".join([head, "|" + " --- |" * 11, *(row_of(found) for found in all_found)])


def counterfactuals(model: Model) -> str:
    """The two counterfactuals: automatic transfer, and closing against waiting, with the same luck."""
    lines = ["", "## Counterfactuals", "", f"{PAIRS} replications each, the same luck on both sides.", ""]
    transfer = north_hyde(TRANSFER)
    closed = sorted(
        simulate(transfer, seed=SEED, replication=number).measures["asset.terminal_systems.down_h"] or 0.0
        for number in range(PAIRS)
    )
    lines.append(
        f"* Automatic transfer on both ties: terminal systems down for {closed[-1]:.2f} h at the most, "
        "no flight cancelled."
    )
    harmed = harmed_by_option(model, PAIRS)
    gains = sorted(wait - close for close, wait in zip(harmed["close"], harmed["wait"], strict=True))
    better = len([gain for gain in gains if gain > 0.0])
    lines.append(
        f"* Closing against waiting: {quantile(sorted(harmed['close']), 0.5):.1f} against "
        f"{quantile(sorted(harmed['wait']), 0.5):.1f} people harmed (medians); closing is better in {better} of "
        f"{PAIRS} pairs."
    )
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole page."""
    model = north_hyde()
    ensemble = replications(model, PUBLISHED_RUNS)
    return f"{HEAD}\n{table([find(one, ensemble) for one in OUTCOMES])}\n{counterfactuals(model)}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
