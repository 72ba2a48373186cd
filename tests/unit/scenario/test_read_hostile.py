"""Files made to harm: each ends in a clear error within a second and 200 MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HEAD = "sems_sim: 1\nid: bad\ntitle: Bad\nclock: {start: 2025-03-20T23:49:00+00:00, runs: 36h}\n"
HEAD += "incidents: {fire: {opens: 0m}}\n"
SECONDS, MEGABYTES = 1.0, 200

_MEASURE = """
import json, sys, time
from sems_sim.errors import ScenarioError
from sems_sim.scenario.read import read_scenario
began = time.process_time()
try:
    read_scenario(sys.argv[1])
    message = "no fault"
except ScenarioError as error:
    message = error.faults[0].message
    str(error)
seconds = time.process_time() - began
try:
    lines = open("/proc/self/status").read().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
except OSError:
    peak = 0
print(json.dumps([message, seconds, peak]))
"""


def _bomb() -> str:
    rows = [f"x-a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return HEAD + "\n".join(["x-a0: &a0 [x, x, x, x, x, x, x, x, x]", *rows])


def _assets(count: int, body: str = "{}") -> str:
    return HEAD + "assets:\n" + "".join(f" a{n}: {body}\n" for n in range(count))


HOSTILE = {
    "alias bomb": (_bomb, "aliases expand to more than 200,000 values"),
    "100 MiB": (lambda: HEAD + "#" + "x" * (100 * 1024 * 1024), "the file is larger than 4 MiB"),
    "100,000 brackets": (lambda: "[" * 100_000, "nested deeper than 100 levels"),
    "100,000 braces": (lambda: "{a: " * 100_000, "nested deeper than 100 levels"),
    "100,000 dashes": (lambda: "- " * 100_000, "nested deeper than 100 levels"),
    "deep block": (lambda: "\n".join(" " * n + "a:" for n in range(2_000)), "nested deeper than 100 levels"),
    "a million values": (lambda: HEAD + "tags: [" + "a," * 1_500_000 + "]", "more than 200,000 values"),
    "60,000 entities": (
        lambda: _assets(30_000) + "teams:\n" + "".join(f" t{n}: {{}}\n" for n in range(30_000)),
        "more than 50,000 entities",
    ),
    "300,000 assets": (lambda: _assets(300_000), "more than 50,000 keys in one mapping"),
    "15,000 wrong keys": (lambda: _assets(15_000, "{unit: 1}"), "'unit' is no key of an asset"),
    "wrong references": (
        lambda: HEAD + "assets: {a: {needs: {any: [" + ", ".join(f"b{n}" for n in range(20_000)) + "]}}}",
        "there is no asset 'b0'",
    ),
    "10^12 units": (lambda: HEAD + "assets: {a: {units: 1000000000000}}", "1,000,000,000,000 units"),
    "a number of a million digits": (
        lambda: HEAD + "assets: {a: {units: " + "9" * 1_000_000 + "}}",
        f"'{'9' * 40}' is no finite number",
    ),
    "NaN": (lambda: HEAD + "assets: {a: {value: .nan}}", "'.nan' is no finite number"),
    "infinity": (lambda: HEAD + "assets: {a: {value: 1e999}}", "'1e999' is no finite number"),
    "negative duration": (lambda: HEAD + "assets: {a: {restart: -5m}}", "'-5m' is a negative duration"),
    "100,000 parentheses": (
        lambda: HEAD + "plans: {p: {when: '" + "(" * 100_000 + "'}}",
        "a condition of 100000 characters",
    ),
    "a law of a megabyte": (
        lambda: HEAD + "assets: {a: {restart: '" + "uniform " * 100_000 + "'}}",
        "the text of this distribution is too long",
    ),
    "100,000 doubled keys": (
        lambda: HEAD + "assets:\n" + " a: {}\n" * 100_000,
        "'a' stands twice, first on line 7",
    ),
    "tag": (lambda: HEAD + "x: !!python/object/apply:os.system [ls]", None),
    "itself": (lambda: "a: &a [*a]", "*a contains itself"),
}


def _measured(path: Path) -> tuple[str, float, float]:
    """Message, seconds of computing and peak of memory in MB (0 where the system does not tell it)."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", _MEASURE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=True)
    message, seconds, peak = json.loads(done.stdout)
    return message, seconds, peak


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_clear_error(tmp_path: Path, name: str) -> None:
    """Within a second of computing and 200 MB, with a message of ours and no traceback."""
    write, expected = HOSTILE[name]
    path = tmp_path / "bad.yaml"
    path.write_text(write(), encoding="utf-8")

    message, seconds, peak = _measured(path)

    assert message == expected if expected else message.startswith("the tag ")
    assert SECONDS > seconds
    assert MEGABYTES > peak


def test_a_bomb_in_pieces_is_bounded_as_a_whole(tmp_path: Path) -> None:
    """Includes share one budget of values, so that many small files are no way around it."""
    parts = [f"part{n}.yaml" for n in range(6)]
    for number, name in enumerate(parts):
        rows = "".join(f" a{number}_{n}: {{}}\n" for n in range(40_000))
        (tmp_path / name).write_text("assets:\n" + rows, encoding="utf-8")
    path = tmp_path / "bad.yaml"
    path.write_text(HEAD + f"include: [{', '.join(parts)}]\n", encoding="utf-8")

    message, seconds, peak = _measured(path)

    assert "more than 200,000 values" == message
    assert 2 * SECONDS > seconds
    assert MEGABYTES > peak


def test_a_chain_of_includes_is_bounded(tmp_path: Path) -> None:
    """More than fifty files are refused."""
    for number in range(60):
        text = f"include: [i{number + 1}.yaml]\n"
        (tmp_path / f"i{number}.yaml").write_text(HEAD + text if number == 0 else text, encoding="utf-8")

    assert "more than 50 files" == _measured(tmp_path / "i0.yaml")[0]


def test_ten_thousand_assets_are_read_in_seconds(tmp_path: Path) -> None:
    """A large network that is no attack is read and checked in about three seconds."""
    rows = "".join(f" a{n}: {{restart: triangular 1h 2h 4h, needs: a{n - 1}}}\n" for n in range(1, 10_000))
    path = tmp_path / "large.yaml"
    path.write_text(HEAD + "assets:\n a0: {}\n" + rows, encoding="utf-8")

    message, seconds, _ = _measured(path)

    assert "no fault" == message
    assert 6.0 > seconds
