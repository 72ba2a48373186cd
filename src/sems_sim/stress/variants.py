"""Plans that differ in their levers, compared in the same crises, with their costs.

What a change saves is said per event. Per year it is said only where the likelihood of the crisis is stated.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sems_sim.model import Model, Opening
from sems_sim.scenario import Scenario, compile_model, variant_of
from sems_sim.stress.campaign import (
    COST,
    HEADLINE,
    Effort,
    Job,
    Outcome,
    apart,
    columns_of,
    estimated,
    moved,
    outcome_of,
    outcomes_of,
    ranked,
    usual_measures,
)
from sems_sim.stress.compare import Comparison, Ranked, compare
from sems_sim.stress.levers import MOST, NO_COST, Choice, Cost, How, combinations, cost_of, levers_of
from sems_sim.stress.statistics import Column, Estimate

STATED = "stated plan"


@dataclass(frozen=True, slots=True)
class Variant:
    """A plan: the file with some levers moved."""

    name: str
    choices: tuple[Choice, ...]
    settings: tuple[tuple[str, str], ...]
    """(path, text) of what is set."""
    model: Model = field(repr=False)
    cost: Cost


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How often a year the crisis comes, if the scenario says so, and where it says it, or why it does not."""

    per_year: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class Worth:
    """What a change is worth in money.

    `saved` is per event: the cost of a crisis under the stated plan less that under this one, which holds what the
    response spends. `a_year` and `net` exist only with a stated likelihood; `break_even` is the likelihood per year
    from which on the change pays for itself, None if it never does or costs nothing.
    """

    saved: Estimate
    cost: Cost
    likelihood: Likelihood
    a_year: Estimate | None
    net: Estimate | None
    break_even: float | None

    def words(self, money: str = "") -> str:
        """The finding as a sentence: per event, and per year only where that can be said."""
        unit = f" {money}" if money else ""
        said = f"saves {_amount(self.saved)}{unit} per event (n = {self.saved.n:,})"
        if self.a_year is not None:
            said += f"; {_amount(self.a_year)}{unit} a year at {self.likelihood.per_year:g} a year"
            if self.net is None:
                return f"{said}; what it costs a year is not stated"
            return f"{said}, net of its cost {_amount(self.net)}{unit} a year"
        if self.break_even is not None:
            said += f"; pays if the crisis comes more than once in {1.0 / self.break_even:,.3g} years"
        return f"{said}; nothing is said per year: {self.likelihood.basis}"


@dataclass(frozen=True, slots=True)
class VariantResult:
    """One plan: its chances and means, and how it differs from the stated plan in the same crises."""

    variant: Variant
    values: dict[str, Estimate]
    """By measure: the chance of a target, the mean of all else."""
    against: dict[str, Ranked]
    """By measure: this plan less the stated one; empty for the stated one. Intervals hold for all plans together."""
    worth: Worth | None


@dataclass(frozen=True, slots=True)
class LeverStudy:
    """All plans over the same crises, best first, beside the stated one."""

    stated: VariantResult
    results: tuple[VariantResult, ...]
    likelihood: Likelihood
    outcomes: tuple[Outcome, ...]
    n: int
    seed: int
    columns: dict[str, dict[str, Column]] = field(repr=False)
    """By plan and measure: the value in each replication."""

    def between(self, first: str, second: str, measure: str) -> Comparison:
        """Any two plans of the study, the first less the second. Raises KeyError for an unknown name."""
        outcome = next(one for one in self.outcomes if one.name == measure)
        return compare(
            self.columns[first][measure],
            self.columns[second][measure],
            less_is_better=outcome.less_is_better,
            horizon=outcome.horizon_h,
        )


def variants_of(
    scenario: Scenario, names: Sequence[str], *, how: How = "all", most: int = MOST, seed: int = 1
) -> tuple[Variant, ...]:
    """The stated plan, and every plan that the levers make of it.

    Raises:
        ArgumentError: an unknown lever, too many combinations, or none.
        ScenarioError: a lever makes no scenario.
    """
    stated = Variant(STATED, (), (), compile_model(scenario), NO_COST)
    found = [stated]
    for choices in combinations(scenario, names, how=how, most=most, seed=seed):
        settings = _settings(scenario, choices)
        model = compile_model(variant_of(scenario, dict(settings)))
        if model != stated.model:
            name = ", ".join(str(choice) for choice in choices if not choice.is_stated)
            found.append(Variant(name, choices, settings, model, cost_of(scenario, choices)))
    return tuple(found)


def _settings(scenario: Scenario, choices: Sequence[Choice]) -> tuple[tuple[str, str], ...]:
    levers = levers_of(scenario)
    return tuple(
        (path, choice.text) for choice in choices if not choice.is_stated for path in levers[choice.lever].set
    )


def likelihood_of(model: Model, per_year: float | None = None) -> Likelihood:
    """How often a year the crisis comes: as given, or as the register says of what opens by itself.

    A yearly number exists only where all incidents that open at a time belong to one line of the register with a
    likelihood.
    """
    if per_year is not None:
        return Likelihood(per_year, "as given")
    roots = [row for row in model.incidents if row.opening == Opening.AT]
    risks = {row.risk for row in roots if row.risk >= 0}
    rated = sorted(risk for risk in risks if model.risks[risk].likelihood_per_year > 0.0)
    if len(risks) == 1 and len(rated) == 1:
        row = model.risks[rated[0]]
        return Likelihood(row.likelihood_per_year, f"likelihood of {model.name_of(row.entity)}")
    if len(risks) > 1:
        names = ", ".join(model.name_of(model.risks[risk].entity) for risk in sorted(risks))
        return Likelihood(
            None, f"the crisis begins with several risks ({names}), and how often together is not stated"
        )
    return Likelihood(None, "no likelihood of this crisis is stated")


def vary(  # noqa: PLR0913 - one call for a whole study; all but the first three by name
    scenario: Scenario,
    names: Sequence[str],
    effort: Effort,
    *,
    how: How = "all",
    most: int = MOST,
    measures: Sequence[str] = (),
    likelihood_per_year: float | None = None,
) -> LeverStudy:
    """Run every plan that the levers make, in the same crises as the stated plan, and compare.

    The plans are put in order by the first measure: unless others are named, the share of runs in which all targets
    are met, or the cost where there are no targets.

    Raises:
        ArgumentError: an unknown lever or measure, too many combinations, or none.
        ScenarioError: a lever makes no scenario.
    """
    plans = variants_of(scenario, names, how=how, most=most, seed=effort.seed)
    model = plans[0].model
    wanted = outcomes_of(model, [*(measures or usual_measures(model)), COST])
    jobs = (Job(plan.model, 0, effort.replications, what=plan.name) for plan in plans)
    tables = columns_of(jobs, wanted, effort, len(plans))
    columns = {plan.name: table for plan, table in zip(plans, tables, strict=True)}
    likelihood = likelihood_of(model, likelihood_per_year)
    results = _judged(plans, columns, wanted, likelihood)
    return LeverStudy(
        VariantResult(plans[0], _values(wanted, columns[STATED]), {}, None),
        results,
        likelihood,
        wanted,
        effort.replications,
        effort.seed,
        columns,
    )


def _judged(
    plans: Sequence[Variant],
    columns: Mapping[str, Mapping[str, Column]],
    outcomes: Sequence[Outcome],
    likelihood: Likelihood,
) -> tuple[VariantResult, ...]:
    others = {plan.name: plan for plan in plans[1:]}
    against: dict[str, dict[str, Ranked]] = {name: {} for name in others}
    for outcome in outcomes:
        table = {name: columns[name][outcome.name] for name in others}
        for one in ranked(outcome, table, columns[STATED][outcome.name]):
            against[one.name][outcome.name] = one
    results = [
        VariantResult(
            plan,
            _values(outcomes, columns[name]),
            against[name],
            _worth(plan, columns[STATED], columns[name], likelihood),
        )
        for name, plan in others.items()
    ]
    return tuple(sorted(results, key=lambda one: _badness(one, outcomes[0])))


def _badness(result: VariantResult, headline: Outcome) -> tuple[float, float, str]:
    """What plans are put in order by: the first measure, then the money saved, then the name."""
    found = result.against.get(headline.name)
    change = 0.0 if found is None else found.comparison.difference.value
    saved = 0.0 if result.worth is None else result.worth.saved.value
    return (change if headline.less_is_better else -change), -saved, result.variant.name


def _values(outcomes: Sequence[Outcome], columns: Mapping[str, Column]) -> dict[str, Estimate]:
    return {outcome.name: estimated(outcome, columns[outcome.name]) for outcome in outcomes}


def _worth(
    plan: Variant, stated: Mapping[str, Column], columns: Mapping[str, Column], likelihood: Likelihood
) -> Worth:
    saved = apart(outcome_of(plan.model, COST), stated[COST], columns[COST])
    a_year = None if likelihood.per_year is None else moved(saved, likelihood.per_year)
    price = plan.cost.a_year
    net = None if a_year is None or price is None else moved(a_year, shift=-price)
    pays = price is not None and price > 0.0 and saved.value > 0.0
    even = price / saved.value if pays and price is not None else None
    return Worth(saved, plan.cost, likelihood, a_year, net, even)


def _amount(estimate: Estimate) -> str:
    return f"{_money(estimate.value)} ({_money(estimate.low)} to {_money(estimate.high)})"


def _money(value: float) -> str:
    if not math.isfinite(value):
        return "less" if value < 0 else "more"
    return f"{value:,.3g}" if abs(value) < 1000 else f"{float(f'{value:.3g}'):,.0f}"


def all_pairs(study: LeverStudy, measure: str = HEADLINE) -> Iterator[tuple[str, str, Comparison]]:
    """Every two plans of a study, the stated one among them, in the order in which they stand."""
    names = [STATED, *(one.variant.name for one in study.results)]
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            yield first, second, study.between(first, second, measure)
