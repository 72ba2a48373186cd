"""Batches as files, and back."""

from pathlib import Path

import duckdb
import numpy as np

from sems_sim.stress import Chunk, band_names, measure_names, sample_moments
from sems_sim.stress.parts import Outcomes, bands_file, from_hand, in_hand, outcomes_file, read_bands
from tests.unit.stress.doing import first_steps, pretended

BATCH = pretended(Chunk(first_steps(), 1, 40, 20))
NAMES = measure_names(first_steps())


def test_outcomes_come_back(tmp_path: Path) -> None:
    """Measures, events and fingerprints are read as they were."""
    (tmp_path / "o.parquet").write_bytes(outcomes_file(BATCH, NAMES))
    found = Outcomes(tmp_path / "o.parquet", len(NAMES))

    for index in (0, 3, 4, len(NAMES) - 1):
        assert np.array_equal(BATCH.measures[:, index], found.measure(index), equal_nan=True)
    assert np.array_equal(BATCH.events, found.events())
    assert np.array_equal(BATCH.fingerprints, found.fingerprints())


def test_bands_come_back(tmp_path: Path) -> None:
    """Every count is where it was, empty bins too."""
    names, moments = band_names(first_steps()), sample_moments(first_steps().horizon_ms)
    (tmp_path / "b.parquet").write_bytes(bands_file(BATCH.bands, names, moments))

    assert np.array_equal(BATCH.bands, read_bands(tmp_path / "b.parquet", names))


def test_others_can_query_outcomes_and_bands(tmp_path: Path) -> None:
    """In DuckDB a measure that did not happen is NULL, and the bands are a table of band, time, value and count."""
    names, moments = band_names(first_steps()), sample_moments(first_steps().horizon_ms)
    (tmp_path / "o.parquet").write_bytes(outcomes_file(BATCH, NAMES))
    (tmp_path / "b.parquet").write_bytes(bands_file(BATCH.bands, names, moments))
    missing = int(np.isnan(BATCH.measures[:, 0]).sum())

    outcomes = duckdb.read_parquet(f"{tmp_path}/o.parquet")
    asked = f'min(replication), max(replication), count(*) - count("{NAMES[0]}"), max(fingerprint)'
    assert [(40, 59, missing, f"{119:016x}{177:016x}")] == outcomes.aggregate(asked).fetchall()
    bands = duckdb.read_parquet(f"{tmp_path}/b.parquet").filter("point = 60")
    found = bands.aggregate("band, time_h, sum(count)").order("band").fetchall()
    assert [(name, 24.0, 20) for name in sorted(names)] == found


def test_a_torn_batch_in_hand_is_no_batch(tmp_path: Path) -> None:
    """Of a file in hand that is cut, changed or gone, nothing is believed."""
    raw = in_hand(BATCH)
    path = tmp_path / "h.npz"
    path.write_bytes(raw)
    whole = from_hand(path)

    assert whole is not None
    assert np.array_equal(BATCH.bands, whole.bands)
    assert np.array_equal(BATCH.measures, whole.measures, equal_nan=True)
    for torn in (raw[:-1], raw[: len(raw) // 2], b"", raw[:2000] + b"???" + raw[2003:]):
        path.write_bytes(torn)
        assert from_hand(path) is None
    path.unlink()
    assert from_hand(path) is None
