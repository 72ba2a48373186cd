"""Observation sheets that come back."""

from sems_sim.exercise.commands import Observe
from sems_sim.reports.returned.observations import Ground, observations_of
from sems_sim.reports.returned.tables import Filled
from sems_sim.telling import LocalClock

MINUTE = 60_000
GROUND = Ground(
    {"O1": "Raise the alarm", "O2": "Keep a log"},
    ("I1", "I2"),
    LocalClock("2026-01-12T22:00:00+00:00"),
    120 * MINUTE,
)


def _sheet(*rows: dict[str, str], name: str = "a.csv") -> Filled:
    return Filled(name, tuple(enumerate(rows, 2)), (), ())


def test_sheets_of_several_observers_are_merged_by_time_and_keep_their_authors() -> None:
    """What was seen first comes first, whoever wrote it; what has no time comes at the end."""
    first = _sheet(
        {"time": "23:00", "who": "Umpire A", "text": "late"}, {"who": "Umpire A", "text": "some time"}
    )
    second = _sheet({"time": "T+0:10", "who": "Umpire B", "text": "early"}, name="b.csv")
    found, remarks = observations_of((first, second), GROUND)

    assert (Observe("early", "Umpire B", seen_ms=10 * MINUTE), Observe("late", "Umpire A", seen_ms=60 * MINUTE),
            Observe("some time", "Umpire A")) == tuple(one.command for one in found)  # fmt: skip
    assert () == remarks
    assert "b.csv, row 2" == found[0].place


def test_a_rating_may_be_a_letter_or_its_words_and_stands_for_each_objective() -> None:
    """An objective may be named by its number or by its words."""
    found, _ = observations_of(
        [
            _sheet(
                {
                    "who": "U",
                    "rating": "M - major",
                    "objective": "o1; Keep a log",
                    "text": "x",
                    "inject": "i2",
                }
            )
        ],
        GROUND,
    )

    assert [("O1", "M", "I2"), ("O2", "M", "I2")] == [
        (one.command.objective, one.command.rating, one.command.inject) for one in found
    ]


def test_a_bad_row_is_told_with_its_place_and_the_others_are_taken() -> None:
    """Unknown objective, inject, rating, time; no author; nothing said."""
    bad = (
        {"who": "U", "text": "x", "objective": "O9"}, {"who": "U", "text": "x", "inject": "I9"},
        {"who": "U", "text": "x", "objective": "O1", "rating": "A"}, {"who": "U", "text": "x", "time": "noon"},
        {"text": "x"}, {"who": "U", "objective": "O1"}, {"who": "U", "text": "x", "rating": "P"},
    )  # fmt: skip
    found, remarks = observations_of([_sheet(*bad, {"who": "U", "text": "good"})], GROUND)
    words = ("no objective 'O9'", "no inject 'I9'", "'A' is no rating", "'noon' is no time", "nobody is named",
             "no observation in it", "needs an objective")  # fmt: skip

    assert ["good"] == [one.command.text for one in found]
    assert [f"a.csv, row {number}" for number in range(2, 9)] == [remark.split(":")[0] for remark in remarks]
    assert all(said in remark for said, remark in zip(words, remarks, strict=True))


def test_rows_that_name_nobody_are_their_bringers() -> None:
    """A sheet of one observer need not repeat the role in each row."""
    found, _ = observations_of([_sheet({"text": "x"})], GROUND, "Umpire C")

    assert "Umpire C" == found[0].command.who
