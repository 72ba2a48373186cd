"""Verbs of an exercise: what each does, and that what changes nothing leaves no record."""

from __future__ import annotations

import pytest

from sems_sim.events import Kind
from sems_sim.model import LAPSE, OFF_LIST, EntityKind, Verb
from tests.unit.engine.rehearsing import Live
from tests.unit.engine.staging import CALM, H, inject

SHARP = "handles: 0m, competence: 1000, decides: 0m"
TEAMS = (
    "assets: {pump: {}, valve: {}}\n"
    f"teams: {{desk: {{level: operational, watches: [pump, valve], sees: 5000/h, {SHARP}}}, "
    f"boss: {{level: tactical, {SHARP}}}, board: {{level: crisis, people: 4, {SHARP}}}}}\n"
)
LEVELS = (
    "levels: {tactical: {when: down(pump), activation: 1h, led_by: boss}, "
    "crisis: {when: response >= tactical, direct: down(valve), activation: 2h, led_by: board, "
    "stand_down: flag(over), quorum: 2}}\n"
)
FAILS = inject("at: 1h, do: [{fail: pump}]")
LATE = "incidents: {flood: {opens: 99h}}\n"
"""Something must be able to go wrong; it does not, within the day."""
ASK = (
    "decisions: {close: {ask: Close?, of: board, level: operational, within: 2h, when: flag(trouble), options: "
    "{stay: {do: [{set: stays}, {switch_off: valve, until: flag(never)}], cost: 700}, shut: {policy: true, "
    "do: [{set: shuts}]}}}, other: {ask: Other?, when: flag(quiet), options: {one: {do: [{set: quiet}]}}}}\n"
)
SHUT, STAY = 0, 1
"""Options go by name."""
TROUBLE = inject("at: 1h, do: [{set: trouble}]", "when: chosen(close), do: [{set: told}]")
PLAN = (
    "plans: {mend: {when: down(pump), of: desk, level: operational, "
    "tasks: {fit: {takes: 4h, do: [{repair: pump}]}}}}\n"
)


# --- levels ---


def test_a_played_crisis_team_that_does_nothing_never_reaches_crisis_level() -> None:
    """Whoever reads its criteria: only the prompt comes, once a spell, and tactical comes as ever."""
    told = Live(TEAMS + LEVELS + FAILS, played=("board",)).end()

    assert ["tactical"] == told.names(Kind.LEVEL_ENTERED)
    assert ["crisis"] == told.names(Kind.RAISE_DUE)
    assert told.measure("level.crisis.first_h") is None


def test_a_played_reader_of_the_criteria_is_asked_and_the_model_does_not_act() -> None:
    """The boss reads what raises crisis from tactical; the valve, read by the desk, raises it without the boss."""
    text = TEAMS + LEVELS.replace("when: response >= tactical", "when: down(pump) for 2h")
    asked = Live(text + FAILS, played=("boss",)).end()
    direct = Live(text + inject("at: 1h, do: [{fail: valve}]"), played=("boss",)).end()

    assert ["tactical"] == asked.names(Kind.RAISE_DUE)
    assert [] == asked.told(Kind.LEVEL_DECIDED)
    assert ["crisis"] == direct.names(Kind.LEVEL_ENTERED)


def test_entering_takes_no_time_and_leaves_no_gap() -> None:
    """The room has gathered: entered and able to act at once, whatever was under way."""
    live = Live(TEAMS + LEVELS + FAILS, played=("board",))
    live.order(1.5, Verb.RAISE, "crisis")
    live.order(2.5, Verb.ENTER, "crisis")
    live.order(3, Verb.ENTER, "crisis")
    told = live.end()

    assert [2.5] == told.hours(Kind.LEVEL_ENTERED, "crisis")
    assert [2.5] == told.hours(Kind.AUTHORITY_TAKEN, "crisis")
    assert [0.0] == told.values(Kind.AUTHORITY_TAKEN, "crisis")
    assert [2.0, 0.0] == told.values(Kind.LEVEL_DECIDED, "crisis")


def test_players_are_told_nothing_by_a_handover() -> None:
    """Nothing is carried over to a played leader; an unplayed one gets what the players' picture holds."""
    live = Live(TEAMS + LEVELS + FAILS, played=("board", "boss"))
    live.order(2, Verb.ENTER, "tactical")
    live.order(3, Verb.ENTER, "crisis")
    told = live.end()

    assert [1.0, 1.0] == told.values(Kind.LEVEL_ENTERED)
    assert [] == told.told(Kind.CONTEXT_LOST) + told.told(Kind.BELIEVED, "board") + told.told(
        Kind.BELIEVED, "boss"
    )


def test_standing_down_is_asked_of_players_once_a_spell() -> None:
    """The criteria come twice: two prompts, and the level stays until it is ordered down."""
    flags = inject("at: 5h, do: [{set: over}]", "at: 6h, do: [{clear: over}]", "at: 7h, do: [{set: over}]")
    live = Live(TEAMS + LEVELS + flags, played=("board",))
    live.order(2, Verb.ENTER, "crisis")
    live.order(9, Verb.STAND_DOWN, "crisis")
    told = live.end()

    assert [5.0, 7.0] == told.hours(Kind.STAND_DOWN_DUE)
    assert [9.0] == told.hours(Kind.LEVEL_ENDED)


def test_the_model_acts_at_once_on_what_was_due_when_it_takes_over() -> None:
    """Crisis is raised, the plan started and the level stood down as if all had come up then."""
    live = Live(TEAMS + LEVELS + PLAN + FAILS, played=("board", "desk"))
    live.to(2)
    live.order(2, Verb.HEAR, "desk", -1)
    live.order(6, Verb.PLAY, "desk", 0)
    live.order(8, Verb.PLAY, "board", 0)
    live.order(12, Verb.SET, "over")
    told = live.end()

    assert [2.0] == told.hours(Kind.PLAN_DUE) == told.hours(Kind.RAISE_DUE, "tactical")
    assert [6.0] == told.hours(Kind.PLAN_STARTED)
    assert [8.0] == told.hours(Kind.LEVEL_DECIDED, "crisis")
    assert [12.0] == told.hours(Kind.LEVEL_ENDED, "crisis")


def test_a_decision_to_raise_that_players_take_over_becomes_a_prompt() -> None:
    """Taken at 1 h to be decided at 4 h, played from 2 h: due at 4 h and nothing else."""
    text = TEAMS.replace(
        "sees: 5000/h, handles: 0m, competence: 1000, decides: 0m", "sees: 5000/h, handles: 0m, decides: 3h"
    )
    live = Live(text + LEVELS + PLAN + FAILS)
    live.order(2, Verb.PLAY, "desk", 1)
    told = live.end()

    assert [4.0] == [round(hour, 1) for hour in told.hours(Kind.RAISE_DUE)]
    assert [4.0] == [round(hour, 1) for hour in told.hours(Kind.PLAN_DUE)]
    assert [] == told.told(Kind.LEVEL_DECIDED) + told.told(Kind.PLAN_STARTED)


# --- plans ---


def test_a_plan_of_players_is_due_and_starts_on_their_word() -> None:
    """Once a spell; once started it runs as any plan does."""
    live = Live(TEAMS + PLAN + FAILS, played=("desk",))
    live.order(2, Verb.HEAR, "desk", -1)
    live.order(3, Verb.INVOKE, "mend")
    told = live.end()

    assert [2.0] == told.hours(Kind.PLAN_DUE)
    assert [3.0] == told.hours(Kind.PLAN_STARTED)
    assert [0.0] == told.values(Kind.PLAN_DUE)
    assert [7.0] == [round(hour, 1) for hour in told.hours(Kind.UNIT_REPAIRED)]


def test_players_start_a_plan_for_the_occurrence_that_is_due() -> None:
    """The value of the prompt is the value of the order; the plan stops with its occurrence."""
    text = (
        "teams: {desk: {level: operational, watches: [fire], sees: 5000/h, handles: 0m}}\n"
        "incidents: {fire: {opens: {every: 6h, count: 2}, severity: 0.5, visibility: 1}}\n"
        "plans: {douse: {per: fire, of: desk, when: active(fire), level: operational, tasks: {spray: {takes: 9h}}}}\n"
    )
    live = Live(text, played=("desk",))
    live.order(13, Verb.HEAR, "desk", -1)
    due = [record for record in live.simulation.world.trace if record.kind == Kind.PLAN_DUE]
    live.order(14, Verb.INVOKE, "douse", due[-1].value)
    live.order(15, Verb.END, "fire")
    told = live.end()

    assert [1.0, 2.0] == [record.value for record in due]
    assert [15.0] == told.hours(Kind.TASK_STOPPED)


# --- decisions ---


def test_a_question_to_players_waits_for_them_and_may_be_late() -> None:
    """Nobody decides in their place."""
    told = Live(TEAMS + ASK + TROUBLE, played=("board",)).end()

    assert ([1.0], [3.0]) == (told.hours(Kind.DECISION_OPENED), told.hours(Kind.DECISION_LATE))
    assert [] == told.told(Kind.DECISION_TAKEN) + told.told(Kind.WRONG_LEVEL)
    assert told.measure("crisis.right_level_share") is None


def test_players_take_an_option_and_change_their_mind() -> None:
    """Taken, then reversed: the first option's effects are undone, the same again changes nothing."""
    live = Live(TEAMS + ASK + TROUBLE, played=("board",))
    live.order(2, Verb.TAKE, "close", STAY)
    live.order(3, Verb.TAKE, "close", STAY)
    live.order(4, Verb.TAKE, "close", SHUT)
    told = live.end()

    assert ([2.0], [4.0]) == (told.hours(Kind.DECISION_TAKEN), told.hours(Kind.DECISION_REVERSED))
    assert [(2.0, 0.0), (4.0, 1.0)] == told.levels("valve")
    assert [] == told.told(Kind.DECISION_LATE)
    assert (2.0, SHUT + 1.0, 1.0) == tuple(
        told.measure(f"decision.close.{name}") for name in ("decided_h", "option", "reversed")
    )


def test_what_no_option_says_is_decided_too() -> None:
    """Off the list: decided, with option 0; `chosen(close)` holds, no option is chosen, an earlier one is undone."""
    live = Live(TEAMS + ASK + TROUBLE, played=("board",))
    live.order(2, Verb.TAKE, "close", STAY)
    live.order(4, Verb.TAKE, "close", OFF_LIST)
    told = live.end()

    assert [STAY + 1.0, 0.0] == told.values(Kind.DECISION_TAKEN)
    assert (4.0, 1.0) == told.levels("valve")[-1]
    assert 0.0 == told.measure("decision.close.option")
    assert "told" in told.names(Kind.FLAG_SET)


def test_a_question_can_lapse() -> None:
    """Closed with nothing decided; a lapse of what is not open leaves no record."""
    live = Live(TEAMS + ASK + TROUBLE, played=("board",))
    live.order(2, Verb.TAKE, "close", LAPSE)
    live.order(2.5, Verb.TAKE, "close", LAPSE)
    told = live.end()

    assert [2.0] == told.hours(Kind.DECISION_CLOSED)
    assert [] == told.told(Kind.DECISION_LATE)
    assert (1.0, None) == (told.measure("decision.close.opened_h"), told.measure("decision.close.option"))


def test_what_never_came_up_can_be_decided() -> None:
    """It counts as opened and decided then, also for a team that the model plays."""
    live = Live(TEAMS + ASK + LATE)
    live.order(5, Verb.TAKE, "close", SHUT)
    told = live.end()

    assert (5.0, 5.0) == (told.measure("decision.close.opened_h"), told.measure("decision.close.decided_h"))
    assert [] == told.told(Kind.DECISION_OPENED)


def test_what_is_taken_for_a_team_of_the_model_is_not_taken_again() -> None:
    """The delay that was under way comes to nothing."""
    live = Live(
        TEAMS.replace("people: 4, handles: 0m, competence: 1000, decides: 0m", "people: 4, decides: 5h")
        + ASK
        + TROUBLE
    )
    live.order(2, Verb.TAKE, "close", STAY)
    told = live.end()

    assert [2.0] == told.hours(Kind.DECISION_TAKEN)


def test_the_model_begins_to_decide_when_it_takes_over() -> None:
    """Open since 1 h, handed back at 4 h: decided an hour later; what was under way before is void."""
    text = TEAMS.replace(
        "people: 4, handles: 0m, competence: 1000, decides: 0m", "people: 4, competence: 1000, decides: 1h"
    )
    live = Live(text + ASK + inject("at: 1h, do: [{set: trouble}]"))
    live.order(1.5, Verb.PLAY, "board", 1)
    live.order(4, Verb.PLAY, "board", 0)
    told = live.end()

    assert [5.0] == [round(hour, 2) for hour in told.hours(Kind.DECISION_TAKEN)]


# --- injects ---


def test_an_inject_that_is_withheld_says_when_it_is_due_and_waits_for_a_word() -> None:
    """Prompted from the start: due at 1 h, fired at 3 h by release; let go again it does not come by itself."""
    waits = Live(TEAMS + FAILS, prompted=("I1",))
    waits.order(3, Verb.RELEASE, "I1")
    let_go = Live(TEAMS + FAILS, prompted=("I1",))
    let_go.order(3, Verb.WITHHOLD, "I1", 0)
    told, free = waits.end(), let_go.end()

    assert ([1.0], [3.0]) == (told.hours(Kind.INJECT_DUE), told.hours(Kind.INJECT_FIRED))
    assert [] == free.told(Kind.INJECT_FIRED)


def test_an_inject_let_go_in_time_comes_at_its_time() -> None:
    """Withheld and let go before it was due; withholding what has fired leaves no record."""
    live = Live(TEAMS + FAILS)
    live.order(0.2, Verb.WITHHOLD, "I1", 1)
    live.order(0.4, Verb.WITHHOLD, "I1", 0)
    live.order(2, Verb.WITHHOLD, "I1", 1)
    told = live.end()

    assert [1.0] == told.hours(Kind.INJECT_FIRED)
    assert [1.0, 0.0] == told.values(Kind.INJECT_WITHHELD)


def test_an_inject_that_is_put_off_comes_at_the_new_time_alone() -> None:
    """Also one that had a condition; one put to the past comes now."""
    text = TEAMS + inject("at: 1h, do: [{fail: pump}]", "when: down(pump)", "at: 9h")
    live = Live(text, head=CALM)
    live.order(0.5, Verb.RESCHEDULE, "I1", 3 * H)
    live.order(0.6, Verb.RESCHEDULE, "I2", 5 * H)
    live.order(4, Verb.RESCHEDULE, "I3", 2 * H)
    told = live.end()

    assert [("I1", 3.0), ("I3", 4.0), ("I2", 5.0)] == list(
        zip(told.names(Kind.INJECT_FIRED), told.hours(Kind.INJECT_FIRED), strict=True)
    )
    assert [3.0, 5.0, 4.0] == told.values(Kind.INJECT_RESCHEDULED)


def test_a_contingency_that_holds_makes_no_prompt() -> None:
    """`unless` is looked at when it would be due."""
    text = inject("at: 1h, do: [{fail: pump}]", "at: 2h, unless: down(pump)")
    told = Live("assets: {pump: {}}\n" + text, head=CALM, prompted=("I2",)).end()

    assert [] == told.told(Kind.INJECT_DUE)


# --- pins ---


def test_a_pinned_asset_stays_as_it_is_and_then_follows_what_is_true() -> None:
    """Broken at 1 h and pinned at 2 h, repaired at 3 h: down until it is let go at 5 h; what is down stays down."""
    text = "assets: {pump: {}, tank: {needs: pump}}\n" + inject(
        "at: 1h, do: [{fail: pump}]", "at: 3h, do: [{repair: pump}]", "at: 7h, do: [{fail: pump}]"
    )
    live = Live(text, head=CALM)
    live.order(2, Verb.PIN, "pump")
    live.order(5, Verb.UNPIN, "pump")
    live.order(6, Verb.PIN, "tank")
    told = live.end()

    assert [(1.0, 0.0), (5.0, 1.0), (7.0, 0.0)] == told.levels("pump")
    assert [(1.0, 0.0), (5.0, 1.0)] == told.levels("tank")
    assert (["pump", "tank"], ["pump"]) == (told.names(Kind.PINNED), told.names(Kind.UNPINNED))


def test_a_pinned_asset_does_not_age_and_does_not_restart() -> None:
    """A life of 10 h is pinned for 5 h and ends at 15 h; a restart of 2 h begins anew when it is let go."""
    text = "assets: {pump: {fails: 10h}, tank: {restart: 2h}}\n" + inject(
        "at: 1h, do: [{fail: tank, for: 1h}]"
    )
    live = Live(text, head=CALM)
    live.order(3, Verb.PIN, "pump")
    live.order(3.5, Verb.PIN, "tank")
    live.order(8, Verb.UNPIN, "pump")
    live.order(10, Verb.UNPIN, "tank")
    told = live.end()

    assert [(15.0, 0.0)] == told.levels("pump")
    assert [(1.0, 0.0), (12.0, 1.0)] == told.levels("tank")


def test_work_on_a_pinned_task_stands_still() -> None:
    """Four hours of work from 1 h, pinned from 2 h to 8 h: done at 11 h."""
    live = Live("assets: {pump: {}}\n" + PLAN.replace("of: desk, ", "") + FAILS, head=CALM)
    live.order(2, Verb.PIN, "mend.fit", kind=EntityKind.TASK)
    live.order(8, Verb.UNPIN, "mend.fit", kind=EntityKind.TASK)
    told = live.end()

    assert [11.0] == told.hours(Kind.TASK_DONE)
    assert [] == told.told(Kind.TASK_PAUSED)


def test_a_pinned_incident_keeps_its_severity_and_does_not_end() -> None:
    """Pinned at 2 h, contained and ended in vain, let go at 6 h: then containment counts."""
    text = "incidents: {fire: {opens: 1h, severity: 0.2, growth: 1/h, harms: 1/h}}\n"
    live = Live(text, head=CALM)
    live.order(2, Verb.PIN, "fire", kind=EntityKind.INCIDENT)
    before = live.read().occurrences[0]
    live.order(3, Verb.CONTAIN, "fire", 3)
    live.order(4, Verb.END, "fire")
    live.to(6)
    after = live.read().occurrences[0]
    live.order(6, Verb.UNPIN, "fire", kind=EntityKind.INCIDENT)
    told = live.end()

    assert (before.severity, True, False) == (after.severity, after.is_pinned, after.is_contained)
    assert [6.0] == told.hours(Kind.INCIDENT_CONTAINED)
    assert 6.0 < told.hours(Kind.INCIDENT_CLOSED)[0] < 9.0


def test_a_pinned_response_neither_rises_nor_ends_until_it_is_let_go() -> None:
    """What was under way enters then; nothing else was decided meanwhile."""
    live = Live(TEAMS + LEVELS + FAILS)
    live.order(1.5, Verb.PIN, kind=EntityKind.LEVEL)
    live.order(3, Verb.ENTER, "crisis")
    live.order(3.5, Verb.RAISE, "crisis")
    live.to(5)
    pinned = live.read().response
    live.order(5, Verb.UNPIN, kind=EntityKind.LEVEL)
    told = live.end()

    assert (0, True) == (pinned.level, pinned.is_pinned)
    assert [5.0] == told.hours(Kind.LEVEL_ENTERED, "tactical")
    assert [5.0] == told.hours(Kind.LEVEL_DECIDED, "crisis")


def test_pinning_twice_leaves_one_record() -> None:
    """What changes nothing leaves no record."""
    live = Live("assets: {pump: {}}\n" + LATE, head=CALM)
    live.order(1, Verb.PIN, "pump")
    live.order(2, Verb.PIN, "pump")
    live.order(3, Verb.UNPIN, "pump")
    live.order(4, Verb.UNPIN, "pump")
    told = live.end()

    assert ([1.0], [3.0]) == (told.hours(Kind.PINNED), told.hours(Kind.UNPINNED))


# --- people, and orders taken back ---


def test_fewer_people_can_handle_less_at_once_and_gather_no_faster() -> None:
    """Attention goes with who is there, at least one place; the quorum is drawn from them."""
    live = Live(TEAMS.replace("people: 4", "people: 4, attention: 8") + LEVELS + LATE)
    people = live.simulation.parts.people
    board = people.all[0]
    full = people.attention(board)
    live.order(1, Verb.ROSTER, "board", 1)

    assert (8, 2) == (full, people.attention(board))
    assert [1.0] == live.end().values(Kind.ROSTER_CHANGED)


@pytest.mark.parametrize("number", [0, 5])
def test_lifting_an_order_ends_what_it_did_for_good(number: int) -> None:
    """Switched off at 1 h and back on when the order is lifted; another number lifts nothing."""
    live = Live("assets: {pump: {}}\n" + LATE, head=CALM)
    live.order(1, Verb.SWITCH_OFF, "pump")
    live.order(3, Verb.LIFT, value=number)
    live.order(4, Verb.LIFT, value=number)
    told = live.end()

    assert ([3.0] if number == 0 else []) == told.hours(Kind.ORDER_LIFTED)
    assert ([(1.0, 0.0), (3.0, 1.0)] if number == 0 else [(1.0, 0.0)]) == told.levels("pump")
