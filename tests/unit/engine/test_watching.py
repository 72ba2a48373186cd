"""Conditions at work: what was never seen, what holds without a break, what is unknown."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from sems_sim.model import Parameter
from tests.unit.engine.staging import HEAD, inject, play

PUMP = "assets: {pump: {}, valve: {}}\n"
TEAMS = "teams: {desk: {level: operational, watches: [pump]}, boss: {level: tactical}}\n"


def test_a_change_undone_before_the_evaluation_was_never_seen() -> None:
    """A pump that fails and is repaired in one phase of one instant does not fire what waits for it to be down."""
    told = play(PUMP + inject("at: 1h, do: [{fail: pump}, {repair: pump}]", "when: down(pump)"))

    assert ["I1"] == told.names(Kind.INJECT_FIRED)


def test_a_change_undone_in_between_does_not_break_for() -> None:
    """`for` goes on counting if the break was over before anybody could have looked."""
    told = play(
        PUMP
        + inject(
            "at: 1h, do: [{fail: pump}]",
            "at: 2h, do: [{repair: pump}, {fail: pump}]",
            "when: down(pump) for 2h",
        )
    )

    assert [3.0] == told.hours(Kind.INJECT_FIRED, "I3")


def test_for_counts_without_a_break() -> None:
    """A real break starts the count again."""
    told = play(
        PUMP
        + inject(
            "at: 1h, do: [{fail: pump}]",
            "at: 2h, do: [{repair: pump}]",
            "at: 2h30m, do: [{fail: pump}]",
            "when: down(pump) for 2h",
        )
    )

    assert [4.5] == told.hours(Kind.INJECT_FIRED, "I4")


def test_what_is_true_at_the_start_counts_from_the_start() -> None:
    """`up(pump) for 2h` holds at 2 h if the pump was up before anything happened."""
    told = play(PUMP + inject("when: up(pump) for 2h, do: [{set: late}]"))

    assert [2.0] == told.hours(Kind.INJECT_FIRED, "I1")


def test_a_spell_of_exactly_its_length_counts() -> None:
    """What ends in phase 3 of the moment at which `for` is over has held for as long as was asked."""
    told = play(
        PUMP + inject("at: 1h, do: [{fail: pump}]", "at: 3h, do: [{repair: pump}]", "when: down(pump) for 2h")
    )
    shorter = play(
        PUMP
        + inject(
            "at: 1h, do: [{fail: pump}]", "at: 2h59m59s, do: [{repair: pump}]", "when: down(pump) for 2h"
        )
    )

    assert told.hours(Kind.INJECT_FIRED, "I3") in ([3.0], [])
    assert [] == shorter.hours(Kind.INJECT_FIRED, "I3")


def test_an_edge_is_needed_not_a_state() -> None:
    """What was true before time 0 fires only when it becomes true again."""
    told = play(PUMP + inject("when: up(pump)", "at: 1h, do: [{fail: pump}]", "at: 3h, do: [{repair: pump}]"))

    assert [3.0] == told.hours(Kind.INJECT_FIRED, "I1")


@pytest.mark.parametrize(
    ("condition", "hour"),
    [
        ("down(pump) and down(valve)", 2.0),
        ("down(pump) or down(valve)", 1.0),
        ("not (up(pump) or up(valve))", 2.0),
        ("down(pump) and not down(valve)", 1.0),
        ("(down(pump) for 30m) and down(valve)", 2.0),
        ("(down(pump) and down(valve)) for 30m", 2.5),
        ("time >= 90m", 1.5),
        ("clock >= 06:00", 6.0),
        ("(time >= 90m) for 30m", 2.0),
        ("level(pump) < 1", 1.0),
        ("level(pump) == 0", 1.0),
    ],
)
def test_conditions_become_true_at_their_moment(condition: str, hour: float) -> None:
    """Each operator, with the pump down from 1 h and the valve from 2 h."""
    text = PUMP + inject("at: 1h, do: [{fail: pump}]", "at: 2h, do: [{fail: valve}]", f"when: '{condition}'")

    assert [hour] == play(text).hours(Kind.INJECT_FIRED, "I3")


def test_what_nobody_has_told_is_unknown_and_so_is_its_contrary() -> None:
    """Neither `up` nor `not up` holds in the picture of a team that never heard of the pump."""
    text = PUMP + TEAMS
    for condition in ("up(pump)", "not up(pump)", "down(pump)", "not (up(pump) and down(pump))"):
        text_of = text + inject(f"when: 'seen_by(boss): {condition}'", "at: 1h, do: [{fail: valve}]")
        assert ["I2"] == play(text_of, head=HEAD).names(Kind.INJECT_FIRED), condition
    whole = text + inject("when: '(seen_by(boss): down(pump)) or down(valve)'", "at: 1h, do: [{fail: valve}]")
    assert ["I2", "I1"] == play(whole, head=HEAD).names(Kind.INJECT_FIRED)


def test_everybody_reads_the_truth_of_what_is_never_pictured() -> None:
    """Flags, time and the like are known to a team that sees nothing."""
    text = PUMP + TEAMS + inject("when: 'seen_by(boss): flag(sealed)'", "at: 1h, do: [{set: sealed}]")

    assert [1.0] == play(text, head=HEAD).hours(Kind.INJECT_FIRED, "I1")


def test_in_truth_overrides_the_picture() -> None:
    """A level that reads the truth is raised at once, one that reads a picture when it has been seen."""
    levels = "levels: {{tactical: {{when: '{}down(pump)', activation: 0m}}}}\n"
    fails = inject("at: 1h, do: [{fail: pump}]")
    at_once = play(PUMP + TEAMS + levels.format("in_truth: ") + fails, head=HEAD)
    seen = play(PUMP + TEAMS + levels.format("") + fails, head=HEAD)

    assert at_once.told(Kind.LEVEL_DECIDED)[0].time_ms < seen.told(Kind.LEVEL_DECIDED)[0].time_ms
    assert not {"SEEN desk"} & set(at_once.roots(at_once.told(Kind.LEVEL_DECIDED)[0]))


def test_reluctance_lengthens_what_it_takes_to_raise_a_level() -> None:
    """With little commitment, `for 1h` under `when` of a level means longer; of a plan it does not."""
    text = "assets: {pump: {}}\nlevels: {tactical: {when: 'in_truth: (down(pump) for 1h)', activation: 0m}}\n"
    text += "plans: {mend: {when: 'in_truth: (down(pump) for 1h)', tasks: {fix: {takes: 1h}}}}\n"
    text += "teams: {desk: {level: operational, watches: [pump], decides: 0m}}\n" + inject(
        "at: 0m, do: [{fail: pump}]"
    )
    ready, slow = play(text, head=HEAD), play(text + "organisation: {maturity: {mgmt: 0}}\n", head=HEAD)
    ratio = slow.simulation.world.ratio(Parameter.COMMITMENT_RELUCTANCE)

    assert ratio > 1.0
    assert ready.hours(Kind.LEVEL_DECIDED) == [1.0]
    assert slow.hours(Kind.LEVEL_DECIDED) == [pytest.approx(ratio, abs=1e-3)]
    assert [1.0] == slow.hours(Kind.PLAN_STARTED, "mend")
