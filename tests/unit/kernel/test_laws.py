"""Compiled laws give what the laws give, bit for bit."""

from collections.abc import Iterator
from pathlib import Path
from struct import pack

import pytest

from sems_sim import laws
from sems_sim.kernel import doors
from sems_sim.kernel.compiling import entrance
from sems_sim.kernel.header import IS_COMPILED
from sems_sim.kernel.laws import law
from sems_sim.kernel.memory import bits_of
from sems_sim.kernel.place import Stage
from sems_sim.kernel.simulate import prepare, stage_for
from sems_sim.laws import hours_to_ms, quantile, uniform
from sems_sim.model import Model
from sems_sim.scenario import compile_model, read_scenario

pytestmark = pytest.mark.skipif(not IS_COMPILED, reason="what is interpreted is the law itself")
SCENARIOS = ("north-hyde", "checkin-ransomware", "screening-shortfall", "insider-concern")
SEEDS = (0, 1, 7, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)
STREAMS = (0, 1, 0x9E3779B97F4A7C15 >> 1, (1 << 63) - 1)
NUMBERS = (0, 1, 2, 65_537, 1 << 31, (1 << 40) + 3)


def _bits(value: float) -> bytes:
    return pack("<d", value)


def _model(name: str) -> Model:
    return compile_model(read_scenario(Path("scenarios") / f"{name}.yaml"))


@pytest.fixture(scope="module")
def stage() -> Stage:
    """The compiled units, on a shipped scenario."""
    return stage_for(_model("north-hyde"))


def _answer(stage: Stage, code: int, *numbers: int) -> float:
    stage.ask(code, *numbers)
    return float(stage.rows[0]["answer"][0])


def test_chance_is_the_same_on_every_address(stage: Stage) -> None:
    """Seeds of 64 bits, replications, streams and numbers far apart give the uniform draw of the law."""
    for seed in SEEDS:
        for replication in (0, 3, 1 << 33):
            prepare(stage, seed, replication, None)
            for stream in STREAMS:
                for n in NUMBERS:
                    expected = uniform(seed, replication, stream, n)
                    assert _bits(expected) == _bits(_answer(stage, doors.CHANCE, stream, n)), (
                        seed,
                        stream,
                        n,
                    )


def _drawn(model: Model, stage: Stage) -> Iterator[tuple[int, int, float, float, int]]:
    """Yield (law, n, by the law, by the kernel, its milliseconds by the kernel) for every law of a model."""
    for number, row in enumerate(model.laws):
        given = (row.kind, row.a, row.b, row.c, row.start, row.size)
        for n in range(40):
            expected = quantile(given, model.table, uniform(5, 2, 1000 + number, n))
            in_ms = stage.ask(doors.DRAW_MS, number, 1000 + number, n)
            yield number, n, expected, _answer(stage, doors.DRAW, number, 1000 + number, n), in_ms


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_law_of_a_scenario_is_drawn_alike(name: str) -> None:
    """Forty draws of each law that a shipped scenario states."""
    model = _model(name)
    stage = stage_for(model)
    prepare(stage, 5, 2, None)
    for number, n, expected, found, in_ms in _drawn(model, stage):
        assert _bits(expected) == _bits(found), (number, model.laws[number], n)
        assert 0 == in_ms, "a duration times a factor of 0"


def test_durations_are_rounded_alike() -> None:
    """A law's hours times a factor become the same whole milliseconds."""
    model = _model("insider-concern")
    stage = stage_for(model)
    prepare(stage, 5, 2, None)
    call = stage.entrances[0].ctypes
    for number, row in enumerate(model.laws):
        given = (row.kind, row.a, row.b, row.c, row.start, row.size)
        for n in range(20):
            expected = hours_to_ms(max(0.0, quantile(given, model.table, uniform(5, 2, number, n)) * 0.3))
            assert expected == call(stage.w, doors.DRAW_MS, number, number, n, 0, 0, 0, 0.3)


E_TO, LOG, NORMAL, AFTER = (
    law(getattr(laws, name)) for name in ("exp", "log", "normal_quantile", "severity_after")
)


def _board(w: int, code: int, a: int, b: int, c: int, d: int, e: int, f: int, x: float) -> int:  # noqa: ARG001, PLR0917 - what goes through a door
    if code == 0:
        return bits_of(E_TO(20.0 * x - 10.0))
    if code == 1:
        return bits_of(LOG(x))
    if code == 2:
        return bits_of(NORMAL(x))
    return bits_of(AFTER(x, 0.7, 0.9, 0.1, 3.0 * x))


def test_a_compiled_law_calls_compiled_laws() -> None:
    """`exp`, `log`, the normal quantile and the growth of severity over a thousand points, in a unit of their own."""
    call = entrance(_board, cache=False).ctypes
    for number in range(1, 1000):
        share = number / 1000
        expected = (
            laws.exp(20.0 * share - 10.0),
            laws.log(share),
            laws.normal_quantile(share),
            laws.severity_after(share, 0.7, 0.9, 0.1, 3.0 * share),
        )
        found = [call(0, code, 0, 0, 0, 0, 0, 0, share) for code in range(4)]
        assert [bits_of_python(value) for value in expected] == found


def bits_of_python(value: float) -> int:
    """Return the bits of a real as a signed whole number."""
    return int.from_bytes(pack("<d", value), "little", signed=True)


def test_a_law_is_compiled_once() -> None:
    """Two files that ask for a law share it."""
    assert law(laws.exp) is law(laws.exp)
    assert not isinstance(law(laws.exp), type(laws.exp))
