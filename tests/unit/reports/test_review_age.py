"""How old a picture was."""

from sems_sim.reports.review_age import Happening, age_line

HOUR_MS = 3_600_000


def test_what_is_seen_as_it_is_has_no_age() -> None:
    """A team that watches and believes the truth has a fresh picture, however long ago it changed."""
    assert ((0, 0.0), (10 * HOUR_MS, 0.0)) == age_line([1, 2], [], 10 * HOUR_MS)


def test_age_counts_from_the_moment_the_truth_moved_on() -> None:
    """Of two things watched one is no longer as believed: the mean age grows by half an hour an hour."""
    left = Happening(2 * HOUR_MS, 1, agrees=False, observed_ms=-1)

    assert (4 * HOUR_MS, 1.0) == age_line([1, 2], [left], 4 * HOUR_MS)[-1]


def test_word_is_as_old_as_the_sight_it_began_with() -> None:
    """Something heard of is as old as what was seen, not as the message."""
    told = Happening(3 * HOUR_MS, 1, agrees=False, observed_ms=2 * HOUR_MS)

    assert ((3 * HOUR_MS, 0.0), (3 * HOUR_MS, 1.0)) == age_line([], [told], 5 * HOUR_MS)[1:3]
    assert (5 * HOUR_MS, 3.0) == age_line([], [told], 5 * HOUR_MS)[-1]


def test_what_a_team_does_not_know_of_has_no_age() -> None:
    """A change of the truth about a thing nobody told of does not touch the picture."""
    unknown = Happening(HOUR_MS, 9, agrees=False, observed_ms=-1)

    assert (5 * HOUR_MS, 0.0) == age_line([], [unknown], 5 * HOUR_MS)[-1]
