"""Compiled laws give what the laws give, bit for bit."""

from collections.abc import Iterator
from pathlib import Path
from struct import pack

import pytest

from sems_sim import laws
from sems_sim.kernel import doors
from sems_sim.kernel.header import IS_COMPILED
from sems_sim.kernel.laws import law
from sems_sim.kernel.place import Stage
from sems_sim.kernel.simulate import _stage_for, prepare
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
    return _stage_for(_model("north-hyde"))


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
    stage = _stage_for(model)
    prepare(stage, 5, 2, None)
    for number, n, expected, found, in_ms in _drawn(model, stage):
        assert _bits(expected) == _bits(found), (number, model.laws[number], n)
        assert 0 == in_ms, "a duration times a factor of 0"


def test_durations_are_rounded_alike() -> None:
    """A law's hours times a factor become the same whole milliseconds."""
    model = _model("insider-concern")
    stage = _stage_for(model)
    prepare(stage, 5, 2, None)
    call = stage.entrances[0].ctypes
    for number, row in enumerate(model.laws):
        given = (row.kind, row.a, row.b, row.c, row.start, row.size)
        for n in range(20):
            expected = hours_to_ms(max(0.0, quantile(given, model.table, uniform(5, 2, number, n)) * 0.3))
            assert expected == call(stage.w, doors.DRAW_MS, number, number, n, 0, 0, 0, 0.3)


def test_a_compiled_law_calls_compiled_laws() -> None:
    """`exp`, `log`, the normal quantile and the growth of severity over a thousand points, through one loop."""
    from numba import njit

    e_to, log, normal, after = (
        law(getattr(laws, name)) for name in ("exp", "log", "normal_quantile", "severity_after")
    )

    @njit  # type: ignore[untyped-decorator] # numba carries no types
    def _all_of(count: int) -> list[tuple[float, float, float, float]]:
        found = []
        for number in range(1, count):
            share = number / count
            found.append(
                (
                    e_to(20.0 * share - 10.0),
                    log(share),
                    normal(share),
                    after(share, 0.7, 0.9, 0.1, 3.0 * share),
                )
            )
        return found

    count = 1000
    for number, found in enumerate(_all_of(count), 1):
        share = number / count
        expected = (
            laws.exp(20.0 * share - 10.0), laws.log(share), laws.normal_quantile(share),
            laws.severity_after(share, 0.7, 0.9, 0.1, 3.0 * share),
        )  # fmt: skip
        assert [_bits(one) for one in expected] == [_bits(one) for one in found], share


def test_a_law_is_compiled_once() -> None:
    """Two files that ask for a law share it."""
    assert law(laws.exp) is law(laws.exp)
    assert not isinstance(law(laws.exp), type(laws.exp))
