"""The handbook of control and evaluators."""

from sems_sim.insight import rehearse
from sems_sim.reports.before import handbook, texts_of
from sems_sim.reports.ratings import DEFINITIONS
from tests.unit.reports.rehearsed_drill import told


def test_everything_that_control_needs_is_in_it() -> None:
    """Texts, conditions, recipients, expected actions, effects, untruths, questions, the summary's secrets."""
    text = "\n".join(texts_of(handbook(told()[2])))

    for words in ("They say the water is poisoned.", "severity(flood) > 0.35; unless chosen(warn)",
                  "Denies it within ten minutes", "What it says is not true", "Do not let them trace it", "Side room",
                  "Warn everybody", "Who knew that the mains had gone?", "level.tactical.first_h", "NO DUFF",
                  "contingency: given only on control's word"):  # fmt: skip
        assert words in text


def test_the_ratings_stand_in_full() -> None:
    """An evaluator who has never seen them can use them."""
    text = "\n".join(texts_of(handbook(told()[2])))

    assert [] == [letter for letter, words in DEFINITIONS.items() if words not in text]


def test_it_says_what_the_rehearsal_found_or_that_there_was_none() -> None:
    """Findings with what helps, when each inject comes, and that the model played."""
    found, model, plan = told()
    rehearsed = rehearse(found, model, runs=3, engine="engine")
    with_it = "\n".join(texts_of(handbook(plan, rehearsed)))

    assert "was not rehearsed" in "\n".join(texts_of(handbook(plan)))
    assert "played 3 times on the model" in with_it
    assert all(one.sentence in with_it for one in rehearsed.findings)
