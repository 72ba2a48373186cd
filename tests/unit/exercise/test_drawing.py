"""Pictures: what each role may see."""

from dataclasses import fields, is_dataclass
from typing import Any

from sems_sim.exercise.commands import FireInject
from sems_sim.exercise.picture import PublicPicture
from tests.unit.exercise.stage import HOUR, MINUTE, TEXT, Stage


def _texts(value: Any) -> list[str]:
    """Return every text in a picture, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one)]
    if is_dataclass(value):
        return [text for one in fields(value) for text in _texts(getattr(value, one.name))]
    return []


def test_the_room_s_screen_shows_the_last_inject_that_everybody_may_see() -> None:
    """A private inject fired later does not take its place."""
    stage = Stage().begin(60)
    stage.to(61 * MINUTE)
    stage.do(FireInject("C1"))
    public = stage.session.public_picture(stage.room_ms)

    assert public.inject is not None
    assert ("Listen to the radio.", "The night", "running") == (
        public.inject.text,
        public.module,
        public.state,
    )


def test_no_truth_reaches_the_room_s_screen() -> None:
    """Whatever happens, the public picture holds nothing of assets, incidents, plans, or injects for others."""
    stage = Stage().begin(60)
    secrets = (
        "pump",
        "flood",
        "mend",
        "No water",
        "The pump is down",
        "going on",
        "tell somebody",
        "warn",
        "fitters",
    )
    for _ in range(20):
        stage.wait(5_000)
        shown = " ".join(_texts(stage.session.public_picture(stage.room_ms))).casefold()
        title = stage.picture.title.casefold()
        assert [] == [one for one in secrets if one.casefold() in shown.replace(title, "")]


def test_the_public_picture_is_made_of_its_own_parts() -> None:
    """It has no field that could hold a facilitator's picture."""
    assert {"title", "marking", "style", "state", "time", "room_ms", "module", "questions", "inject"} == {
        one.name for one in fields(PublicPicture)
    }


def test_a_facilitator_sees_truth_beside_belief() -> None:
    """The duty manager has been told nothing, the control room sees what is so."""
    stage = Stage().begin(60)
    stage.to(25 * MINUTE)
    watch = next(one for one in stage.picture.teams if one.name == "watch")
    pump = next(one for one in watch.picture if one.item == "pump")

    assert ("down", "down", False) == (pump.believed, pump.truth, pump.is_wrong)


def test_the_marking_and_the_words_are_on_every_picture() -> None:
    """Handling marking and style come from the file."""
    stage = Stage()
    picture, public = stage.picture, stage.session.public_picture(0)

    assert "Exercise, official" == picture.marking == public.marking
    assert ("MEL", "STARTEX", "ENDEX") == (picture.style.events, picture.style.start, picture.style.end)


def test_the_other_style_has_the_other_words() -> None:
    """HSEEP says MSEL and hot wash."""
    style = Stage(TEXT.replace("style: uk", "style: hseep")).picture.style

    assert ("MSEL", "hot wash") == (style.events, style.debrief)


def test_the_tree_of_needs_puts_what_is_needed_below() -> None:
    """The pump stands above the mains that feed it."""
    assert [("pump", 0), ("mains", 1)] == [(one.name, one.depth) for one in Stage().picture.assets]


def test_trends_end_with_the_present() -> None:
    """A service that went down has a trend that falls."""
    stage = Stage().begin(60)
    stage.to(HOUR)
    water = stage.picture.services[0]

    assert (1.0, 0.0) == (water.trend[0], water.trend[-1])
    assert water.is_below_mbco


def test_what_orders_may_name_is_in_the_picture() -> None:
    """Plans and incidents that nobody sees yet can be chosen all the same."""
    stage = Stage().begin(60)
    before = {(one.kind, one.name, one.state) for one in stage.picture.things}
    stage.to(15 * MINUTE)
    after = {(one.kind, one.name) for one in stage.picture.things}

    assert {("plan", "mend", ""), ("incident", "flood", "")} == before
    assert {("plan", "mend")} == after


def test_effects_of_an_inject_are_told_in_words_beside_their_text() -> None:
    """A facilitator reads what it does; an editor gets the language of the file."""
    inject = next(one for one in Stage().picture.injects if one.id == "I1")

    assert "pump" in inject.effects.casefold()
    assert inject.effects_text.startswith("{tell:")
