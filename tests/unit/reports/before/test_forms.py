"""Forms for the day."""

from sems_sim.reports.before import (
    STATEMENTS,
    WISHES,
    debrief_sheet,
    feedback_form,
    observation_sheet,
    sign_in_sheet,
    texts_of,
)  # fmt: skip
from sems_sim.reports.paper import Table
from tests.unit.reports.rehearsed_drill import told


def test_names_are_asked_for_on_the_sign_in_sheet_alone_and_are_left_to_the_hand() -> None:
    """Roles are printed, names are not; there is room for whoever nobody thought of."""
    table = next(one for one in sign_in_sheet(told()[2]).blocks if isinstance(one, Table))
    roles = [row[0] for row in table.rows]

    assert {""} == {row[2] for row in table.rows}
    assert {"Chief of the board", "Duty manager", "Exercise director", "Umpire", ""} <= set(roles)


def test_the_feedback_form_asks_all_that_can_be_read_in_again() -> None:
    """Statements, objectives and questions in words."""
    text = "\n".join(texts_of(feedback_form(told()[2])))

    assert [] == [words for _, words in (*STATEMENTS, *WISHES) if words not in text]
    assert "Raise the alarm" in text
    assert "not your name" in text


def test_the_debrief_sheet_asks_the_questions_of_the_scenario_in_the_words_of_its_style() -> None:
    """And leaves room for what is said: it answers nothing."""
    paper = debrief_sheet(told()[2])
    text = "\n".join(texts_of(paper))

    assert "Hot debrief sheet" == paper.kicker
    assert "Who knew that the mains had gone? (O1)" in text
    assert "Give them time." in text


def test_the_observation_sheet_has_the_columns_that_come_back() -> None:
    """Whoever types it in finds the same headings."""
    table = next(one for one in observation_sheet(told()[2]).blocks if isinstance(one, Table))

    assert ("Time", "Objective", "Inject", "Observation", "Rating") == table.head
