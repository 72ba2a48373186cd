"""What a folder says of itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sems_sim.errors import ArgumentError
from sems_sim.model import Policy
from sems_sim.stress import Origin
from sems_sim.stress.manifest import (
    Manifest,
    Part,
    Request,
    digest_of,
    manifest_for,
    read_manifest,
    refuse_others,
    write_manifest,
)
from tests.unit.stress.doing import first_steps

REQUEST = Request(first_steps(), 30, 7, "engine", None, 5)
ORIGIN = Origin(
    "a/first-steps.yaml", {"first-steps.yaml": b"sems_sim: 1"}, {"x": "1"}, "sems-sim stress", "p=1%"
)
WANTED = manifest_for(REQUEST, ORIGIN, 10)
OTHER = replace(first_steps(), digest="?")
OLDER = {**WANTED.identity, "sems_sim": "0.0.1"}


def test_a_manifest_says_what_makes_the_ensemble_again(tmp_path: Path) -> None:
    """It names the scenario and its hash, what was set, the seed, the version, the command, and the measures."""
    write_manifest(tmp_path, WANTED)
    said = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))

    assert ("first-steps", first_steps().digest, {"x": "1"}) == (
        said["scenario"],
        said["digest"],
        said["set"],
    )
    assert (7, "engine", "sems-sim stress") == (said["seed"], said["engine"], said["command"])
    assert {"asked": 30, "done": 0} == said["replications"]
    assert {"name": "targets.all", "unit": "yes/no", "censored": False} == said["measures"][-1]
    assert 64 == len(said["files"]["first-steps.yaml"])


def test_a_manifest_is_read_back(tmp_path: Path) -> None:
    """Parts, what was asked and the state survive."""
    manifest = replace(WANTED, parts=(Part(0, 10, "a", "b"), Part(10, 4, "c", "d")), is_complete=True)
    write_manifest(tmp_path, manifest)

    assert manifest == read_manifest(tmp_path)
    assert 14 == read_manifest(tmp_path).done
    assert "part-00001.parquet" == manifest.parts[1].name(10)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (manifest_for(replace(REQUEST, seed=8), ORIGIN, 10), r"the seed \(8 there, 7 here\)"),
        (manifest_for(replace(REQUEST, engine="kernel"), ORIGIN, 10), r'the engine \("kernel" there, "engine" here\)'),
        (manifest_for(REQUEST, replace(ORIGIN, overrides={}), 10), r"what is set over the file \(none there"),
        (manifest_for(REQUEST, replace(ORIGIN, precision=""), 10), r"the precision at which to stop \(none there"),
        (manifest_for(replace(REQUEST, policy=Policy(((0, 1),))), ORIGIN, 10), "the choices of the players"),
        (manifest_for(replace(REQUEST, model=OTHER), ORIGIN, 10), "the text of the scenario"),
        (replace(WANTED, identity=OLDER), r'the version of sems-sim \("0.0.1" there'),
    ],
    ids=["seed", "engine", "set", "precision", "policy", "scenario", "version"],
)  # fmt: skip
def test_another_ensemble_is_refused_and_told_apart(other: Manifest, said: str) -> None:
    """Who would go on with somebody else's folder is told what differs."""
    with pytest.raises(ArgumentError, match=f"holds another ensemble; what differs:.*{said}"):
        refuse_others(other, WANTED, Path("here"))


def test_more_may_be_asked_for_and_less_may_not() -> None:
    """An ensemble can grow; it does not shrink."""
    kept = replace(WANTED, parts=(Part(0, 10, "", ""), Part(10, 10, "", "")))
    refuse_others(kept, replace(WANTED, asked=50), Path("here"))

    with pytest.raises(ArgumentError, match="holds 20 replications, and 15 were asked for"):
        refuse_others(kept, replace(WANTED, asked=15), Path("here"))


def test_what_is_not_there_and_what_cannot_be_read_are_told_apart(tmp_path: Path) -> None:
    """No manifest is no ensemble; a torn one is an error of its own."""
    with pytest.raises(ArgumentError, match="there is no ensemble here"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 1')
    with pytest.raises(ArgumentError, match="cannot be read"):
        read_manifest(tmp_path)


def test_the_digest_is_of_all_that_a_simulator_is_told() -> None:
    """A model that differs in one number has another digest, whatever it was compiled from."""
    model = first_steps()

    assert digest_of(model) == digest_of(replace(model))
    assert digest_of(model) != digest_of(replace(model, horizon_ms=model.horizon_ms + 1))
