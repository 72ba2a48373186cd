"""Chance that is addressed, not consumed: Philox4x32-10 keyed by the seed.

Law of this module: no product exceeds 2**62 in magnitude, so 64-bit signed integers and Python's own give the
same words. It holds because a multiplier M is used as M − 2**32, which is below 2**30 in magnitude, and
M·x = (M − 2**32)·x + 2**32·x: the high half is the floor of the small product's high half plus x, the low half
is the small product's low half.
"""

from __future__ import annotations

from hashlib import blake2b

_MASK = 0xFFFFFFFF
# The multipliers 0xD2511F53 and 0xCD9E8D57 of Salmon and others (2011), each less 2**32.
_M0 = 0xD2511F53 - 0x100000000
_M1 = 0xCD9E8D57 - 0x100000000
# What the key grows by from round to round: the golden ratio and √3 − 1 as 32-bit fractions.
_W0 = 0x9E3779B9
_W1 = 0xBB67AE85
_TWO_W0 = 2 * _W0
_TWO_W1 = 2 * _W1
_TINY = 1.0 / 9007199254740992.0  # 2**-53
_BELOW_ONE = 1.0 - _TINY


def philox4x32(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Four 32-bit words for the counter (c0, c1, c2, c3) and the key (k0, k1), ten rounds.

    Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
    """
    for _ in range(10):
        p = _M0 * c0
        q = _M1 * c2
        c0, c2 = ((q >> 32) + c2 ^ c1 ^ k0) & _MASK, ((p >> 32) + c0 ^ c3 ^ k1) & _MASK
        c1 = q & _MASK
        c3 = p & _MASK
        k0 = (k0 + _W0) & _MASK
        k1 = (k1 + _W1) & _MASK
    return c0, c1, c2, c3


def uniform(seed: int, replication: int, stream: int, n: int) -> float:
    """The draw at one address: a number in the open interval (0, 1).

    The key is the seed's low and high 32 bits; the counter is (replication, stream low, stream high, n), each
    taken modulo 2**32. The result is (top 53 bits of the first two words + ½)·2⁻⁵³; the one value that would
    round to 1 is the largest number below it. `stream` comes from `stream()`, so 0 ≤ stream < 2**63.

    The ten rounds of `philox4x32` are written here as five pairs, since most of a run's draws pass here: the
    low words stay unmasked products, and keys unmasked sums, until they meet in an exclusive or.
    """
    k0 = seed & _MASK
    k1 = (seed >> 32) & _MASK
    a = replication & _MASK
    b = (stream >> 32) & _MASK
    u = n
    v = stream
    for _ in range(5):
        p = _M0 * a
        q = _M1 * b
        c = ((q >> 32) + b ^ v ^ k0) & _MASK
        d = ((p >> 32) + a ^ u ^ k1) & _MASK
        u = _M0 * c
        v = _M1 * d
        a = ((v >> 32) + d ^ q ^ k0 + _W0) & _MASK
        b = ((u >> 32) + c ^ p ^ k1 + _W1) & _MASK
        k0 += _TWO_W0
        k1 += _TWO_W1
    share = ((a << 21 | (v & _MASK) >> 11) + 0.5) * _TINY
    return share if share < 1.0 else _BELOW_ONE


def happens(probability: float, u: float) -> bool:
    """Whether something of this probability happens at the draw u: 0 never does, 1 always."""
    return u < probability


def stream(path: str, purpose: str) -> int:
    """A stable number in [0, 2**63) for what a draw is for: the entity's path in the file and the purpose.

    For compile time only; a kernel is handed the number. The low 63 bits of BLAKE2b-64 over both texts in
    UTF-8 with a zero byte between, which no name can hold.
    """
    digest = blake2b(f"{path}\0{purpose}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") & 0x7FFFFFFFFFFFFFFF
