"""What would be told too early."""

from sems_sim.reports.before import texts_of, told_too_early
from sems_sim.reports.before.papers import paper
from sems_sim.reports.paper import Blank, Bullets, Facts, Heading, Table, Text
from tests.unit.reports.rehearsed_drill import told


def test_a_secret_is_found_wherever_it_stands_and_however_it_is_written() -> None:
    """Headings, lists, tables and facts; capitals, blanks and punctuation do not hide it."""
    plan = told()[2]
    said = "they say: the  WATER is poisoned"
    places = (Heading(said), Text(said), Bullets((said,)), Table((said,), ()), Table(("",), ((said,),)),
              Facts((("", said),)), Blank(said))  # fmt: skip

    for block in places:
        assert told_too_early(paper(plan.players, "x", [block]), plan), block


def test_every_text_of_a_paper_is_looked_at() -> None:
    """Title, kind, lines and blocks."""
    made = paper(told()[2].players, "x", [Text("z")], lines=("y",))

    assert {"A pump station floods", "x", "y", "z"} <= set(texts_of(made))
