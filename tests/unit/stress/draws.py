"""Whole arrays of addressed draws, for simulations that check coverage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sems_sim.laws import stream

_MASK = np.uint64(0xFFFFFFFF)
_WORD = np.uint64(32)


def uniforms(seed: int, rows: int, columns: int) -> NDArray[np.float64]:
    """The draws `laws.uniform(seed, row, stream("tests", "draws"), column)`, all at once."""
    address = stream("tests", "draws")
    row, column = np.meshgrid(
        np.arange(rows, dtype=np.uint64), np.arange(columns, dtype=np.uint64), indexing="ij"
    )
    c = [row, np.full_like(row, address & 0xFFFFFFFF), np.full_like(row, address >> 32), column]
    k0, k1 = seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF
    for _ in range(10):
        p, q = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        c = [(q >> _WORD) ^ c[1] ^ np.uint64(k0), q & _MASK, (p >> _WORD) ^ c[3] ^ np.uint64(k1), p & _MASK]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    top = (c[0] << np.uint64(21)) | (c[1] >> np.uint64(11))
    return np.minimum((top.astype(np.float64) + 0.5) * 2.0**-53, 1.0 - 2.0**-53)


def normals(seed: int, rows: int, columns: int) -> NDArray[np.float64]:
    """Standard normal values."""
    found: NDArray[np.float64] = ndtri(uniforms(seed, rows, columns))
    return found


def exponentials(seed: int, rows: int, columns: int) -> NDArray[np.float64]:
    """Exponential values with mean 1."""
    return -np.log(uniforms(seed, rows, columns))


def lognormals(seed: int, rows: int, columns: int) -> NDArray[np.float64]:
    """Values whose logarithm is standard normal: mean exp(½), skewness 6.2."""
    return np.exp(normals(seed, rows, columns))
