"""Batches: put together, named, and when they look."""

import numpy as np
import pytest

from sems_sim.model import measures_of
from sems_sim.stress import Batch, Chunk, band_names, measure_names, merged, sample_moments
from sems_sim.stress.batch import fingerprint_halves, fingerprint_text
from tests.unit.stress.doing import chunks, first_steps, pretended


def _same(one: Batch, other: Batch) -> bool:
    return one.first == other.first and all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=name == "measures")
        for name in ("measures", "events", "fingerprints", "bands")
    )


def test_pieces_put_together_are_the_whole() -> None:
    """However a stretch of replications is cut, its pieces merge to the same batch."""
    whole = pretended(Chunk(first_steps(), 1, 0, 12))

    assert _same(whole, merged([pretended(chunk) for chunk in chunks(4)]))
    assert _same(
        whole,
        merged([merged([pretended(chunk) for chunk in chunks(2)]), pretended(Chunk(first_steps(), 1, 6, 6))]),
    )


def test_merging_changes_no_piece() -> None:
    """The counts of the first piece are copied, not added to."""
    pieces = [pretended(chunk) for chunk in chunks(2)]
    before = pieces[0].bands.copy()
    merged(pieces)

    assert np.array_equal(before, pieces[0].bands)


def test_a_gap_is_refused() -> None:
    """Batches that do not follow one another are not put together."""
    first, _, third = (pretended(chunk) for chunk in chunks(3))

    with pytest.raises(ValueError, match="replication 3 is missing"):
        merged([first, third])
    with pytest.raises(ValueError, match="nothing to merge"):
        merged([])


def test_moments_are_equally_far_apart_and_the_last_is_before_the_end() -> None:
    """There are 121 moments, from 0 to the last millisecond in which something can happen."""
    moments = sample_moments(1_200_000)

    assert 121 == len(moments)
    assert (0, 10_000, 20_000) == moments[:3]
    assert (1_190_000, 1_199_999) == moments[-2:]


def test_names_stand_for_columns_and_bands() -> None:
    """Measures are named in the model's order; bands are services, incidents, and the level at last."""
    model = first_steps()

    assert [measure.name for measure in measures_of(model)] == list(measure_names(model))
    assert ("service.water.performance", "incident.thirst.severity", "level") == band_names(model)


def test_a_fingerprint_is_two_halves() -> None:
    """The 32 digits of a fingerprint and its two numbers say the same."""
    text = "00000000000000ff8000000000000001"

    assert (255, 2**63 + 1) == fingerprint_halves(text)
    assert text == fingerprint_text(np.array(fingerprint_halves(text), dtype=np.uint64))
