"""Levels: raised by a picture, entered after the handshake, stood down."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from tests.unit.engine.staging import HEAD, inject, play

SHARP = "handles: 0m, competence: 1000, decides: 0m"
TEAMS = (
    "assets: {pump: {}, valve: {}}\n"
    f"teams: {{desk: {{level: operational, watches: [pump, valve], sees: 5000/h, {SHARP}}}, "
    f"boss: {{level: tactical, {SHARP}}}, board: {{level: crisis, {SHARP}}}}}\n"
)


def levels(tactical: str, crisis: str = "", *, head: str = HEAD) -> str:
    """Tactical led by the boss and crisis by the board."""
    board = ", led_by: board" if head == HEAD else ""
    boss = ", led_by: boss" if head == HEAD else ""
    text = f"levels: {{tactical: {{{tactical}{boss}}}"
    return text + (f", crisis: {{{crisis}{board}}}}}\n" if crisis else "}\n")


def test_a_level_is_entered_after_the_decision_and_the_activation() -> None:
    """Seen at once, decided in 30 min, active after 2 h more; the time at each level is counted."""
    text = TEAMS.replace("decides: 0m", "decides: 30m") + levels("when: down(pump), activation: 2h")
    told = play(text + inject("at: 1h, do: [{fail: pump}]"), head=HEAD)

    assert [1.5] == [round(hour, 2) for hour in told.hours(Kind.LEVEL_DECIDED)]
    assert [3.5] == [round(hour, 2) for hour in told.hours(Kind.LEVEL_ENTERED)]
    assert [2.0] == [round(value, 3) for value in told.values(Kind.LEVEL_DECIDED)]
    assert 3.5 == pytest.approx(told.measure("level.tactical.first_h"), abs=0.01)
    assert 20.5 == pytest.approx(told.measure("level.tactical.hours"), abs=0.01)
    assert "SEEN desk" in told.roots(told.told(Kind.LEVEL_ENTERED)[0])


def test_what_was_decided_is_not_called_back() -> None:
    """The criteria lapse during the activation, and the level is entered all the same."""
    text = TEAMS + levels("when: down(pump), activation: 2h")
    told = play(text + inject("at: 1h, do: [{fail: pump, for: 30m}]"), head=HEAD)

    assert [3.0] == [round(hour, 1) for hour in told.hours(Kind.LEVEL_ENTERED)]


def test_a_level_reads_the_picture_and_not_the_truth() -> None:
    """What nobody has seen raises nothing; people off, the truth does at once."""
    blind = TEAMS.replace("watches: [pump, valve], ", "") + levels("when: down(pump), activation: 0m")
    fails = inject("at: 1h, do: [{fail: pump}]")

    assert [] == play(blind + fails, head=HEAD).told(Kind.LEVEL_ENTERED)
    assert [1.0] == play(
        "assets: {pump: {}}\n" + levels("when: down(pump), activation: 9h", head="") + fails
    ).hours(Kind.LEVEL_ENTERED)


def test_a_higher_entry_supersedes_a_lower_activation() -> None:
    """Crisis is entered while tactical is still being activated, which is then not entered."""
    text = levels("when: down(pump), activation: 5h", "direct: down(pump), activation: 1h")
    told = play(TEAMS + text + inject("at: 1h, do: [{fail: pump}]"), head=HEAD)

    assert ["crisis"] == told.names(Kind.LEVEL_ENTERED)
    assert ["tactical"] == told.names(Kind.LEVEL_SUPERSEDED)
    assert told.measure("level.tactical.first_h") is None


def test_stand_down_counts_its_for_from_the_entry_at_the_earliest() -> None:
    """The valve was up all the time; `for 4h` counts from the entry at 1 h."""
    text = levels("when: down(pump), stand_down: up(valve) for 4h", head="")
    told = play("assets: {pump: {}, valve: {}}\n" + text + inject("at: 1h, do: [{fail: pump}]"))

    assert [5.0] == told.hours(Kind.LEVEL_ENDED)
    assert ["tactical", "operational"] == told.names(Kind.LEVEL_ENTERED)
    assert 4.0 == told.measure("level.tactical.hours")


def test_a_level_without_stand_down_ends_with_the_one_above() -> None:
    """Crisis stands down to operational, because nothing says when tactical would end."""
    text = levels("when: down(pump)", "when: down(pump) for 1h, stand_down: up(pump)", head="")
    told = play(
        "assets: {pump: {}}\n" + text + inject("at: 1h, do: [{fail: pump}]", "at: 6h, do: [{repair: pump}]")
    )

    assert ["crisis", "tactical"] == told.names(Kind.LEVEL_ENDED)
    assert [1.0, 2.0, 6.0] == told.hours(Kind.LEVEL_ENTERED)
    assert (1.0, 4.0) == (told.measure("level.tactical.hours"), told.measure("level.crisis.hours"))


def test_a_level_is_raised_again_in_a_new_spell_only() -> None:
    """Stood down while its criteria still hold, it stays down until they have lapsed and come again."""
    text = levels("when: down(pump), stand_down: flag(enough)", head="")
    told = play(
        "assets: {pump: {}}\n"
        + text
        + inject(
            "at: 1h, do: [{fail: pump}]",
            "at: 2h, do: [{set: enough}]",
            "at: 3h, do: [{clear: enough}]",
            "at: 5h, do: [{repair: pump}]",
            "at: 6h, do: [{fail: pump}]",
        )
    )

    entered = [hour for hour, name in zip(told.hours(Kind.LEVEL_ENTERED), told.names(Kind.LEVEL_ENTERED), strict=True)
               if name == "tactical"]  # fmt: skip
    assert [1.0, 6.0] == entered


def test_raise_and_stand_down_are_obeyed_whatever_the_pictures_say() -> None:
    """A facilitator may order a level."""
    told = play(
        "assets: {pump: {}}\n" + inject("at: 1h, do: [{raise: crisis}]", "at: 3h, do: [{stand_down: crisis}]")
    )

    assert ["crisis", "operational"] == told.names(Kind.LEVEL_ENTERED)
    assert [1.0, 3.0] == told.hours(Kind.LEVEL_ENTERED)


def test_on_entry_items_are_carried_over_or_lost_and_the_loss_is_told() -> None:
    """Over 40 replications some items cross the handshake and some do not; at a poor handshake fewer do."""
    assets = ", ".join(f"a{n}: {{}}" for n in range(8))
    names = ", ".join(f"a{n}" for n in range(8))
    text = (
        f"assets: {{{assets}}}\nteams: {{desk: {{level: operational, watches: [{names}], {SHARP}}}, "
        f"boss: {{level: tactical, {SHARP}}}}}\n" + levels("activation: 0m, when: time >= 1h")
    )

    def carried(level: int) -> float:
        poor = f"organisation: {{maturity: {{handshake: {level}}}}}\n" + inject("at: 0m, do: [{fail: a0}]")
        plays = [play(text + poor, head=HEAD, replication=n) for n in range(40)]
        return sum(told.values(Kind.LEVEL_ENTERED, "tactical")[0] for told in plays) / 40

    assert 0.0 < carried(0) < carried(4) < 1.0


def test_what_is_carried_over_is_known_to_the_new_leader_with_its_age() -> None:
    """The boss believes after the entry what the desk believed before it."""
    text = TEAMS + levels("activation: 0m, when: down(pump)")
    told = play(text + inject("at: 1h, do: [{fail: pump}]"), head=HEAD)
    teams = {told.run.model.name_of(team.row.entity): team for team in told.simulation.parts.people.all}
    known = [item for item, view in teams["boss"].views.items() if view.belief is not None]
    share = told.values(Kind.LEVEL_ENTERED)[0]

    assert len(known) == round(share * 2)
    for item in known:
        assert teams["boss"].views[item].belief == teams["desk"].views[item].belief


def test_for_the_authority_gap_nobody_starts_a_plan_or_decides() -> None:
    """What was waiting for the level starts when authority has been taken."""
    text = (
        TEAMS
        + levels("activation: 0m, when: down(pump)")
        + "plans: {mend: {when: response >= tactical, level: tactical, tasks: {t: {}}}}\n"
    )
    told = play(text + inject("at: 1h, do: [{fail: pump}]"), head=HEAD)
    entered, taken = told.hours(Kind.LEVEL_ENTERED)[0], told.hours(Kind.AUTHORITY_TAKEN)[0]

    assert taken > entered
    assert told.values(Kind.AUTHORITY_TAKEN)[0] == pytest.approx(taken - entered, abs=1e-3)
    assert [taken] == told.hours(Kind.PLAN_STARTED)
    assert told.measure("crisis.authority_gap_h") == pytest.approx(taken - entered, abs=1e-3)


def test_a_quorum_lengthens_the_gap() -> None:
    """Authority is taken when enough of the members are there."""
    text = TEAMS.replace("board: {level: crisis", "board: {people: 9, level: crisis")
    few, all_of_them = (
        play(
            text
            + levels("activation: 9h", f"direct: down(pump), activation: 0m, quorum: {quorum}")
            + inject("at: 1h, do: [{fail: pump}]"),
            head=HEAD,
        ).values(Kind.AUTHORITY_TAKEN)[0]
        for quorum in (1, 9)
    )

    assert few < all_of_them


def test_the_rhythm_beats_while_the_level_lasts() -> None:
    """Every two hours from the entry, until it stands down."""
    text = levels("activation: 0m, when: down(pump), rhythm: 2h, stand_down: flag(enough)")
    told = play(TEAMS + text + inject("at: 1h, do: [{fail: pump}]", "at: 8h, do: [{set: enough}]"), head=HEAD)

    assert [3.0, 5.0, 7.0] == [round(hour, 2) for hour in told.hours(Kind.RHYTHM)]
    assert [1.0, 2.0, 3.0] == told.values(Kind.RHYTHM)


def test_effects_of_a_level_come_with_its_entry() -> None:
    """`do` under a level is carried out when it is entered."""
    told = play(
        "assets: {pump: {}}\n"
        + levels("when: down(pump), do: [{set: lights}]", head="")
        + inject("at: 1h, do: [{fail: pump}]")
    )

    assert [1.0] == told.hours(Kind.FLAG_SET, "lights")


def test_surge_comes_with_its_level_and_goes_with_it() -> None:
    """Asked for on entry, there after its delay, gone at the end."""
    text = (
        "assets: {pump: {}}\nresources: {crew: {amount: 2, surge: {add: 3, after: 1h, level: tactical}}}\n"
        + levels("when: down(pump), stand_down: up(pump)", head="")
    )
    told = play(text + inject("at: 1h, do: [{fail: pump}]", "at: 5h, do: [{repair: pump}]"))

    assert ([1.0], [2.0]) == (told.hours(Kind.SURGE_ASKED), told.hours(Kind.SURGE_ARRIVED))
    assert [(2.0, 5.0), (5.0, 2.0)] == list(
        zip(told.hours(Kind.RESOURCE_PRESENT), told.values(Kind.RESOURCE_PRESENT), strict=True)
    )[-2:]


def test_without_a_leader_one_team_that_sees_it_whole_is_enough() -> None:
    """Two desks that each see half raise nothing; one that sees both does."""
    half = (
        "assets: {pump: {}, valve: {}}\n"
        f"teams: {{left: {{level: operational, watches: [pump], sees: 5000/h, {SHARP}}}, "
        f"right: {{level: operational, watches: [valve], sees: 5000/h, {SHARP}}}}}\n"
        "levels: {tactical: {when: down(pump) and down(valve), activation: 0m}}\n"
    ) + inject("at: 1h, do: [{fail: [pump, valve]}]")
    whole = half.replace("watches: [valve]", "watches: [valve, pump]")

    assert [] == play(half, head=HEAD).told(Kind.LEVEL_ENTERED)
    assert ["tactical"] == play(whole, head=HEAD).names(Kind.LEVEL_ENTERED)


def test_the_leader_of_the_level_below_decides_what_is_above() -> None:
    """With a leader, the picture of another team of its level counts for nothing."""
    text = TEAMS.replace("boss: {level: tactical,", "boss: {level: operational,") + (
        "levels: {operational: {led_by: boss}, tactical: {when: down(pump), activation: 0m}}\n"
    )

    assert [] == play(text + inject("at: 1h, do: [{fail: pump}]"), head=HEAD).told(Kind.LEVEL_ENTERED)
