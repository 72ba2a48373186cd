"""The manual that players hold in their hands."""

import dataclasses
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from sems_sim.reports import Source, kind_of, make_paper
from sems_sim.reports.before import ForPlayers, Plan, plan_of, situation_manual, texts_of, told_too_early
from sems_sim.scenario import compile_model, read_scenario
from tests.made.drill import SMALL, write_drill
from tests.unit.reports.rehearsed_drill import told

SHIPPED = [
    path
    for path in sorted(Path("scenarios").glob("*.yaml"))
    if "\nexercise:" in path.read_text(encoding="utf-8")
]


def _rendered(source: Source, name: str) -> str:
    content = make_paper(kind_of(Path(name)), source)
    if name.endswith(".docx"):
        with ZipFile(BytesIO(content)) as parts:
            content = b" ".join(parts.read(part) for part in parts.namelist() if part.endswith(".xml"))
    return " ".join(re.sub(r"<[^>]*>", " ", content.decode()).split())


def _ahead(plan: Plan) -> list[str]:
    """Everything about injects that players must not read beforehand."""
    return [
        words
        for event in plan.events
        for words in (
            event.text,
            event.expect,
            event.title,
            event.condition,
            event.unless,
            event.effects,
            event.notes,
        )
        if words
    ]


@pytest.mark.parametrize("name", ["sitman.docx", "sitman.html"])
def test_no_spoiler_is_in_the_manual(name: str) -> None:
    """No text of an inject, expected action, condition, effect or note, no incident ahead, no option, no target."""
    found, _, plan = told()
    text = _rendered(Source(scenario=found), name).casefold()
    secrets = [*_ahead(plan), "the flood", "level.tactical.first_h", "warn everybody", "warn the public",
               "who knew that the mains", "untrue", "not true"]  # fmt: skip

    assert [] == [words for words in secrets if words.casefold() in text]
    assert "nine villages" in text


@pytest.mark.parametrize(
    "path", [path for path in SHIPPED if "\nexercise:" in path.read_text(encoding="utf-8")], ids=str
)
def test_no_inject_of_a_shipped_exercise_is_in_its_manual(path: Path) -> None:
    """Text, expected action and condition of every inject stay with control; a title that is told is remarked on."""
    found = read_scenario(path)
    plan = plan_of(found, compile_model(found))
    manual = situation_manual(plan.players)
    text, remarks = "\n".join(texts_of(manual)).casefold(), "\n".join(told_too_early(manual, plan))
    given_away = [words for words in _ahead(plan) if words.casefold() in text]

    assert set(given_away) <= {event.title for event in plan.events}
    assert [] == [words for words in given_away if words not in remarks]


def test_no_inject_of_the_drill_is_in_its_manual(tmp_path: Path) -> None:
    """Likewise for a scenario made by machine, with injects of every kind."""
    found = read_scenario(write_drill(tmp_path / "drill.yaml", SMALL))
    plan = plan_of(found, compile_model(found))
    text = "\n".join(texts_of(situation_manual(plan.players))).casefold()

    assert [] == [one.text for one in plan.events if one.text.casefold() in text]


def test_the_manual_is_made_of_what_players_may_know() -> None:
    """Its maker is handed a record that has no field for injects, conditions, effects or truth."""
    assert not {one.name for one in dataclasses.fields(ForPlayers)} & {
        "events", "spans", "tests", "questions", "debrief", "secrets", "summary"
    }  # fmt: skip


def test_it_says_what_players_need() -> None:
    """Background, roles, rules, levels, words, and a page for each module with its questions."""
    text = "\n".join(texts_of(situation_manual(told()[2].players)))

    for words in ("two pumps", "Chief of the board", "You have just come back", "Speak up", "Quorum", "METHANE",
                  "Hot debrief", "Module 1: The night", "Who is in charge?"):  # fmt: skip
        assert words in text


def test_the_author_is_told_of_a_secret_that_the_manual_gives_away() -> None:
    """A title is the author's word, and may say what lies ahead; the tool says so, and changes nothing."""
    found, _, plan = told()
    loud = dataclasses.replace(plan.players, title="A rumour of poison, and what came of it")

    assert () == told_too_early(situation_manual(plan.players), plan)
    assert any("the title of S1" in one for one in told_too_early(situation_manual(loud), plan))
    assert found is not None
