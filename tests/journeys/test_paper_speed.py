"""Papers of a big exercise: six hours, two hundred injects, thirty teams."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sems_sim.exercise import commands as ask
from sems_sim.exercise.session import Session
from sems_sim.reports import Source, kind_of, make_paper
from sems_sim.scenario import read_scenario
from tests.made.drill import write_drill

_HOUR_MS = 3_600_000


def _played(folder: Path) -> Source:
    scenario = read_scenario(write_drill(folder / "drill.yaml"))
    session = Session(scenario, seed=1)
    session.handle(ask.SetSpeed(60), 0, "EXCON")
    session.handle(ask.StartExercise(), 0, "EXCON")
    room_ms = 0
    for hour in range(6):
        if hour:
            session.handle(ask.BeginModule(hour + 1), room_ms, "EXCON")
            session.handle(ask.ResumeClock(), room_ms, "EXCON")
        for quarter in range(12):
            room_ms += 5 * 60_000 // 60
            session.handle(
                ask.Observe(f"Seen at {hour}:{quarter}", "Umpire", f"O{quarter % 4 + 1}", rating="S"), room_ms
            )
        room_ms = max(room_ms, session.next_stop_room_ms() or room_ms)
        session.advance(room_ms)
    session.handle(ask.EndExercise("done"), room_ms, "EXCON")
    return Source(scenario=scenario, session=session, file="drill.journal")


@pytest.mark.bench
def test_reports_of_six_hours_take_less_than_ten_seconds(tmp_path: Path) -> None:
    """After-action report in Word and as a page, guides and list of events, in processor time of one core."""
    source = _played(tmp_path)
    assert source.session is not None
    assert source.session.at_ms >= 6 * _HOUR_MS - 1
    begun = time.process_time()
    made = {
        name: make_paper(kind_of(Path(name)), source)
        for name in ("aar.docx", "aar.html", "eeg.docx", "msel.xlsx")
    }
    taken_s = time.process_time() - begun

    assert all(made.values())
    assert taken_s < 10, f"{taken_s:.1f} s"
