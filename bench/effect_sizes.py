"""How much each component of maturity matters in shipped scenarios, with bounds for what is judgement."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from bench.measuring import publish
from bench.strengths import BEST, NOMINAL, WORST, at_level, has_judgement
from sems_sim.engine import Run, simulate
from sems_sim.model import COMPONENTS, Model
from sems_sim.scenario import compile_model, read_scenario

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
PAIRS = {"north-hyde": 32, "checkin-ransomware": 16, "insider-concern": 10}
BOUND_PAIRS = {"north-hyde": 12, "checkin-ransomware": 8, "insider-concern": 5}
SEED = 7
MS_PER_H = 3_600_000.0
SMALL, LARGE = 2.0, 50.0
OUTCOMES = ("service loss", "cost", "time to crisis level", "unmet crisis")
ACTING = tuple(name for name in COMPONENTS if name != "improve")
Outcome = tuple[float, float, float, float]
PAGE = """# Effect sizes of maturity

What changes when one component of the SeMS goes from absent (0) to effective (4) while the other seventeen are held at
operating (3). **In this model, under these assumptions**: most numbers of the maturity table are judgement, and none
was fitted to an outcome. The wiring test (`tests/wiring`) says that a component acts on its own measures; this page
says how much of that reaches the outcome of {count} shipped scenarios. It is no evidence that a real SeMS does the
same.

Each cell is the change of the mean as a percentage of the mean with all at operating (in hours, marked h, where that
mean is 0), ± the half width of a 95 % interval over pairs of runs with the same luck. In brackets stand the changes
with every row that is judgement half and twice as strong: half and twice as far from its value at operating, on the
scale of logarithms for factors and of log odds for probabilities (`none`: no row of the component is judgement).
Service loss is the sum over services of the integral of 1 − performance; times are censored at the horizon. Less is
better in every column, but not every component makes every column less: in North Hyde a better `account` goes with an
earlier decision to close and with a little more service lost; whether the one brings the other about was not tested.
Changes beyond −100 % mean that an organisation without the component has that much more than one at operating.

Read with care: where the half width exceeds the change, the runs show no direction. The bounds come from fewer pairs
and have no interval of their own, so a bound on the wrong side of the change is noise or saturation, not a finding.
Where the mean at operating is small, as unmet crisis is in two of the scenarios, a large percentage is a small matter.

A flag marks a component that moves all outcomes by less than {small:g} % (it hardly matters in that scenario, which may
not exercise it), or one of them by more than {large:g} % (it matters more than a judgement should bear alone: read its
rows before you rely on it).

Made by `make effects`: seed {seed}, same luck within a pair.
{scenarios}
## What is not here

`improve` (control decay, lessons learned), the spend efficiency of `doughnut`, the time to find what a change left
behind of `change` and the threats never imagined of `foresight` act over months. The programme of a later issue will
carry them; within one incident they change nothing, and a test holds them to that.
"""


@dataclass(frozen=True, slots=True)
class Effect:
    """The change of one outcome, in per cent of its mean with all at operating, or in hours if that is 0."""

    change: float
    half_width: float
    weaker: float
    """The change with judgement half as strong."""
    stronger: float
    """The change with judgement twice as strong."""
    is_relative: bool


def outcome(run: Run) -> Outcome:
    """Return total service loss in hours, cost, hours to crisis level, hours of unmet crisis."""
    loss = 0.0
    for name, value in run.measures.items():
        if name.startswith("service.") and name.endswith(".loss_h"):
            loss += value or 0.0
    first = run.measures["level.crisis.first_h"]
    return (
        loss,
        run.measures["cost.total"] or 0.0,
        run.end_ms / MS_PER_H if first is None else first,
        run.measures["crisis.unmet_h"] or 0.0,
    )


def outcomes(model: Model, pairs: int) -> list[Outcome]:
    """Return the outcomes of the first runs of a model."""
    return [outcome(simulate(model, seed=SEED, replication=number)) for number in range(pairs)]


def changes(model: Model, component: str, strength: float, pairs: int) -> list[list[float]]:
    """Return, for each outcome, what the component changes from absent to effective in each pair."""
    absent = outcomes(at_level(model, component, WORST, strength), pairs)
    effective = outcomes(at_level(model, component, BEST, strength), pairs)
    return [
        [after[place] - before[place] for before, after in zip(absent, effective, strict=True)]
        for place in range(len(OUTCOMES))
    ]


def effects(model: Model, component: str, name: str, scale: Outcome) -> list[Effect]:
    """Return what the component changes, for each outcome, with bounds for what is judgement."""
    nominal = changes(model, component, 1.0, PAIRS[name])
    bounds = [nominal, nominal]
    if has_judgement(model.maturity, component):
        bounds = [changes(model, component, strength, BOUND_PAIRS[name]) for strength in (0.5, 2.0)]
    return [
        _effect(nominal[place], bounds[0][place], bounds[1][place], unit) for place, unit in enumerate(scale)
    ]


def _effect(nominal: list[float], weaker: list[float], stronger: list[float], unit: float) -> Effect:
    change = _mean(nominal)
    squares = [(one - change) * (one - change) for one in nominal]
    half_width = 1.96 * sqrt(sum(squares) / (len(nominal) - 1) / len(nominal))
    # A bound is measured on fewer pairs: what it differs by from the same pairs is added to the change over all.
    low, high = (change + _mean(bound) - _mean(nominal[: len(bound)]) for bound in (weaker, stronger))
    scaled = 100.0 / unit if unit > 0.0 else 1.0
    return Effect(change * scaled, half_width * scaled, low * scaled, high * scaled, unit > 0.0)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def means(rows: list[Outcome]) -> Outcome:
    """Return the mean of each outcome."""
    sums = [0.0, 0.0, 0.0, 0.0]
    for row in rows:
        for place, value in enumerate(row):
            sums[place] += value
    return sums[0] / len(rows), sums[1] / len(rows), sums[2] / len(rows), sums[3] / len(rows)


def flag_of(found: list[Effect]) -> str:
    """Return in a word whether a component matters too little or too much to pass without remark."""
    largest = max(abs(effect.change) for effect in found if effect.is_relative)
    return "below 2 %" if largest < SMALL else "above 50 %" if largest > LARGE else ""


def chapter(name: str) -> str:
    """Measure one scenario, and return its chapter of the page."""
    model = compile_model(read_scenario(SCENARIOS / f"{name}.yaml"))
    scale = means(outcomes(at_level(model, "improve", NOMINAL), PAIRS[name]))
    rows = []
    for component in ACTING:
        found = effects(model, component, name, scale)
        has_bounds = has_judgement(model.maturity, component)
        cells = [_cell(effect, has_bounds=has_bounds) for effect in found]
        rows.append(f"| {component} | {' | '.join(cells)} | {flag_of(found)} |")
        print(rows[-1], flush=True)  # noqa: T201 - long work says how far it is
    head = f"| component | {' | '.join(OUTCOMES)} | flag |\n| --- |{' ---: |' * len(OUTCOMES)} --- |"
    pairs = f"{PAIRS[name]} pairs ({BOUND_PAIRS[name]} for the bounds)"
    usual = f"service loss {scale[0]:.1f} h, cost {scale[1]:,.0f}, time to crisis level {scale[2]:.2f} h"
    return f"""
## {model.title}

`scenarios/{name}.yaml`, digest `{model.digest[:16]}`, {pairs}.
With all at operating: {usual}, unmet crisis {scale[3]:.2f} h.

{head}
{chr(10).join(rows)}
"""


def _cell(effect: Effect, *, has_bounds: bool) -> str:
    bound = f"{_rounded(effect.weaker)} … {_rounded(effect.stronger)}" if has_bounds else "none"
    unit = "" if effect.is_relative else " h"
    return f"{_rounded(effect.change)} ± {effect.half_width:.1f}{unit} ({bound})"


def _rounded(change: float) -> str:
    text = f"{change:+.1f}"
    return "0" if text in ("+0.0", "-0.0") else text


def main() -> None:
    """Measure the scenarios and publish the page."""
    chapters = "".join(chapter(name) for name in PAIRS)
    page = PAGE.format(count=len(PAIRS), small=SMALL, large=LARGE, seed=SEED, scenarios=chapters)
    publish("maturity-effects.md", page)


if __name__ == "__main__":
    main()
