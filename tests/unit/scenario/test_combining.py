"""Two crises in one scenario: what is united, joined, chosen, renamed and shifted."""

import pytest

from sems_sim.engine import simulate
from sems_sim.errors import ArgumentError
from sems_sim.model import Opening
from sems_sim.scenario import Scenario, combine, compile_model
from tests.unit.scenario.writing import scenario_of

HUB = """
assets: {{pump: {{}}, hall: {{needs: pump}}}}
services: {{water: {{demand: {demand}, capacity: 100/h, needs: hall, rto: 1h}}}}
resources: {{crew: {{amount: 3, {crew}}}}}
teams:
  desk: {{level: operational, watches: {watches}, override: {override}}}
  boss: {{level: tactical, override: {override}}}
levels: {{tactical: {{led_by: boss, when: {when}, stand_down: {down}, override: {override}}}}}
"""
HOUR_MS = 3_600_000


def _crisis(incident: str, more: str = "", **said: str) -> Scenario:
    usual = {"demand": "10/h", "crew": "absence: 1%", "watches": "[pump]", "override": "false",
             "when": f"active({incident})", "down": f"not active({incident})"}  # fmt: skip
    text = (
        HUB.format(**(usual | said))
        + f"incidents: {{{incident}: {{opens: 30m, hurts: [{{do: [{{fail: pump}}]}}]}}}}\n"
    )
    return scenario_of(text + more)


def test_both_crises_are_there_and_the_organisation_once() -> None:
    """Incidents of both stand side by side; what both say alike stands once and needs no assumption."""
    both = combine(_crisis("fire"), _crisis("flood"))

    assert (["fire", "flood"], ["hall", "pump"]) == (
        sorted(both.scenario.sections.incidents),
        sorted(both.scenario.sections.assets),
    )
    assert (("fire",), ("flood",), ()) == (both.first_incidents, both.second_incidents, both.assumptions)


def test_who_watches_is_united_and_criteria_are_joined() -> None:
    """Either crisis may raise a level, and only the end of both stands it down."""
    both = combine(
        _crisis("fire", watches="[pump, fire]"), _crisis("flood", watches="[flood, pump]")
    ).scenario.sections

    assert ("pump", "fire", "flood") == both.teams["desk"].watches
    level = both.levels["tactical"]
    assert level.when is not None
    assert level.stand_down is not None
    assert "(active(fire)) or (active(flood))" == level.when.text
    assert "(not active(fire)) and (not active(flood))" == level.stand_down.text


def test_a_contradiction_is_settled_and_told() -> None:
    """The first crisis holds, unless only the second says override: true."""
    first = combine(_crisis("fire", demand="10/h"), _crisis("flood", demand="20/h"))
    second = combine(
        _crisis("fire", watches="[pump]"),
        _crisis("flood", more="", override="true", watches="[pump]", when="down(pump)"),
    )

    assert (
        "services.water.demand: the crises say different things; what the first says holds",
    ) == first.assumptions
    demand = first.scenario.sections.services["water"].demand
    assert demand is not None
    assert ((0, 10.0),) == demand.points
    assert () == second.assumptions


def test_the_override_of_one_file_holds_against_the_other() -> None:
    """A file that changes the shared organisation knows why; one that merely includes it does not."""
    one = _crisis("fire", more="stocks: {fuel: {amount: 10}}\n")
    other = _crisis("flood", more="stocks: {fuel: {amount: 20, override: true}}\n")

    assert 20.0 == combine(one, other).scenario.sections.stocks["fuel"].amount.value
    assert 20.0 == combine(other, one).scenario.sections.stocks["fuel"].amount.value


def test_targets_and_injects_keep_apart() -> None:
    """What has the same name in both and says something else gets a name of its own."""
    more = (
        "study: {{targets: {{cheap: cost.total <= {0}, dry: service.water.lost <= 5}}}}\n"
        "exercise: {{injects: [{{id: A1, at: 1h}}]}}\n"
    )
    both = combine(_crisis("fire", more.format(10)), _crisis("flood", more.format(20)))

    assert both.scenario.sections.study is not None
    assert ["cheap", "dry", "second_cheap"] == sorted(both.scenario.sections.study.targets)
    assert (("A1",), ("second_A1",), ("dry", "second_cheap")) == (
        both.first_injects,
        both.second_injects,
        both.second_targets,
    )


def test_the_second_crisis_begins_later() -> None:
    """With a lag its openings, injects and conditions on time come that much later, and the run is long enough."""
    more = "exercise: {injects: [{id: B1, at: 1h}]}\nplans: {late: {when: time >= 2h, tasks: {do_it: {takes: 1h}}}}\n"
    both = combine(_crisis("fire"), _crisis("flood", more), lag_ms=6 * HOUR_MS)
    run = simulate(compile_model(both.scenario), seed=1)

    assert (0.5, 6.5) == (run.measures["incident.fire.first_h"], run.measures["incident.flood.first_h"])
    assert 8.0 == pytest.approx(run.measures["plan.late.started_h"] or 0.0, abs=2.0)
    assert (7 * HOUR_MS, 42 * HOUR_MS) == (
        compile_model(both.scenario).injects[0].at_ms,
        both.scenario.sections.clock.runs,
    )


def test_a_law_of_openings_keeps_its_shape_under_a_lag() -> None:
    """An opening that is drawn is drawn as before, from the lag on."""
    model = compile_model(combine(_crisis("fire"), _crisis("flood"), HOUR_MS).scenario)
    row = next(row for row in model.incidents if model.name_of(row.entity) == "flood")

    assert (Opening.WHEN, 0.5) == (row.opening, model.laws[row.opens_law].mean)


def test_crises_that_cannot_share_a_run_are_refused() -> None:
    """Another currency, people in one only, or a lag before the start."""
    fire = _crisis("fire")
    for other, lag in (
        (_crisis("flood", "money: EUR\n"), 0),
        (_crisis("flood", "people: off\n"), 0),
        (_crisis("flood"), -1),
    ):
        with pytest.raises(ArgumentError):
            combine(fire, other, lag)
