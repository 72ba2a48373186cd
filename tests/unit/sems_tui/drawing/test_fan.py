"""The fan: bands in their order, the threshold seen, every width served."""

import pytest

from sems_tui.drawing import Fan, fan, plain

MOMENTS = tuple(range(0, 13 * 3_600_000, 3_600_000))


def _flat(*levels: float) -> Fan:
    low, lower, middle, upper, high = (tuple(one for _ in MOMENTS) for one in levels)
    return Fan("Departures", MOMENTS, low, lower, middle, upper, high, mark=0.5)


@pytest.mark.parametrize("width", [10, 40, 57, 120])
def test_a_fan_fits_its_width(width: int) -> None:
    """No line of a fan is wider than the pane."""
    assert [] == [
        line for line in fan.drawn(_flat(0, 0.2, 0.4, 0.8, 1), width) if len(plain(line)) > max(width, 14)
    ]


def test_bands_lie_around_the_median() -> None:
    """From above: nine in ten, half, median, half, nine in ten."""
    rows = [plain(line)[6] for line in fan.drawn(_flat(0.0, 0.2, 0.4, 0.8, 1.0), 40)[1:-1]]

    assert ["░", "▓", "▓", "━", "▓", "░"] == rows


def test_a_certain_future_is_a_line() -> None:
    """Where every future agrees only the median is drawn, and the MBCO is seen beside it."""
    rows = [plain(line)[6] for line in fan.drawn(_flat(1, 1, 1, 1, 1), 40)[1:-1]]

    assert "━" == rows[0]
    assert {" ", "┄"} == set(rows[1:])


def test_without_a_forecast_it_says_how_to_get_one() -> None:
    """An empty pane tells the key; a failure tells why."""
    assert "No forecast yet. Press w to look ahead." == plain(fan.items(None, 0)[0].draw(60)[0])
    assert "! it failed" == plain(fan.items(None, 0, trouble="it failed")[0].draw(60)[0])
