"""The bridge: order, refusals, pictures that come faster than they are drawn."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.message import Message

from sems_sim.exercise import commands
from sems_tui.desk import Desk, free_path
from sems_tui.messages import Answered, ForecastCame, PictureReady, Refused
from tests.unit.sems_tui.hosts import FakeHost


class Ear:
    """Keeps what was posted."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.heard: list[Message] = []

    def of(self, kind: type[Message]) -> list[Any]:
        """Return the messages of a kind."""
        return [one for one in self.heard if isinstance(one, kind)]


def _opened(host: FakeHost, forecaster: Callable[[Any], Any] | None = None) -> tuple[Desk, Ear]:
    ear = Ear()
    desk = Desk(host, ear.heard.append, forecaster)
    desk.open()
    return desk, ear


def _until(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + 5
    while not is_so() and time.monotonic() < end:
        time.sleep(0.005)
    return is_so()


def test_orders_are_carried_out_in_the_order_given() -> None:
    """However fast keys are pressed, commands reach the host one after the other, and closing waits for them."""
    host = FakeHost(delay_s=0.002)
    desk, ear = _opened(host)
    given = [commands.Mark(str(n)) for n in range(40)]
    for command in given:
        desk.order(command)
    desk.close()

    assert given == host.commands
    assert given == [one.command for one in ear.of(Answered)]
    assert host.is_closed


def test_a_refusal_comes_back_with_its_remedy() -> None:
    """What the host refuses is told with words and remedy, and the next order is carried out."""
    host = FakeHost()
    desk, ear = _opened(host)
    for command in (commands.PauseClock(), commands.PauseClock(), commands.ResumeClock()):
        desk.order(command)
    desk.close()

    assert ["The clock stands already."] == [one.words for one in ear.of(Refused)]
    assert ["press space to let it run"] == [one.remedy for one in ear.of(Refused)]
    assert 2 == len(ear.of(Answered))


def test_a_fault_of_ours_does_not_end_the_exercise() -> None:
    """A host that breaks over a command is told of in words, and the desk goes on."""

    class Broken(FakeHost):
        def submit(self, command: commands.Command, by: str = "") -> Any:
            if isinstance(command, commands.Mark):
                raise ZeroDivisionError("oops")
            return super().submit(command, by)

    desk, ear = _opened(Broken())
    desk.order(commands.Mark())
    desk.order(commands.PauseClock())
    desk.close()

    assert "that failed: oops" == ear.of(Refused)[0].words
    assert 1 == len(ear.of(Answered))


def test_pictures_that_nobody_took_are_announced_once() -> None:
    """A thousand pictures in a row cost one message, and the newest is the one that is taken."""
    host = FakeHost()
    desk, ear = _opened(host)
    assert _until(lambda: bool(ear.of(PictureReady)))
    for speed in range(1_000):
        host._clock(speed=speed)
        host.tell()

    assert 1 == len(ear.of(PictureReady))
    taken = desk.take()
    assert taken is not None
    assert 999 == taken[0].clock.speed
    host.tell()
    assert 2 == len(ear.of(PictureReady))
    desk.close()


def test_one_forecast_at_a_time_and_its_failure_is_told() -> None:
    """While futures are computed no second forecast begins; one that fails says so."""

    def fail_late(_: Any) -> Any:
        time.sleep(0.05)
        raise ZeroDivisionError("nothing to divide by")

    desk, ear = _opened(FakeHost(), fail_late)

    assert desk.look_ahead()
    assert not desk.look_ahead()
    assert _until(lambda: bool(ear.of(ForecastCame)))
    assert "the forecast failed: nothing to divide by" == ear.of(ForecastCame)[0].trouble
    desk.close()


def test_a_branch_never_overwrites(tmp_path: Path) -> None:
    """The path of a branch says where it begins, and is one at which nothing is yet."""
    journal = tmp_path / "north-hyde.journal"

    assert tmp_path / "north-hyde-from-7.journal" == free_path(journal, 7)
    (tmp_path / "north-hyde-from-7.journal").touch()
    assert tmp_path / "north-hyde-from-7-2.journal" == free_path(journal, 7)
