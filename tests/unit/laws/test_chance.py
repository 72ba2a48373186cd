"""The addressed draws: published words, one address one draw, nothing beyond 64 bits."""

from itertools import pairwise

import pytest

from sems_sim.laws import happens, philox4x32, stream, uniform

LARGEST_WORD = 0xFFFFFFFF
PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)


@pytest.mark.parametrize(
    ("words", "counter", "key"),
    [
        ((0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8), (0, 0, 0, 0), (0, 0)),
        ((0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD), (LARGEST_WORD,) * 4, (LARGEST_WORD,) * 2),
        ((0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1), PI, (0xA4093822, 0x299F31D0)),
    ],
)
def test_philox_gives_the_published_words(
    words: tuple[int, ...], counter: tuple[int, int, int, int], key: tuple[int, int]
) -> None:
    """The three known answers that Random123 publishes for philox4x32-10 are met."""
    assert words == philox4x32(*counter, *key)


@pytest.mark.parametrize(
    ("seed", "replication", "path", "n"),
    [(0, 0, 0, 0), (1, 2, 3, 4), (2**64 - 1, 2**32 - 1, 2**63 - 1, 2**32 - 1), (7**20, 2**31 + 5, 3**39, 12)],
)
def test_a_draw_is_the_block_at_its_address(seed: int, replication: int, path: int, n: int) -> None:
    """The unrolled rounds of a draw agree with the plain ones: key = seed, counter = (replication, stream, n)."""
    low, high = seed & LARGEST_WORD, seed >> 32
    words = philox4x32(replication, path & LARGEST_WORD, path >> 32, n, low, high)
    top53 = (words[0] << 21) | (words[1] >> 11)

    assert (top53 + 0.5) / 2**53 == uniform(seed, replication, path, n)


def test_a_draw_stays_strictly_between_0_and_1() -> None:
    """No draw is 0 or 1, so that no logarithm of it fails."""
    draws = [uniform(42, 0, 7, n) for n in range(2000)]

    assert 0.0 < min(draws)
    assert max(draws) < 1.0


def test_draws_are_uniform() -> None:
    """Mean, variance and the correlation of neighbours are those of independent uniform draws, within 4 sigma."""
    count = 20_000
    draws = [uniform(5, 1, stream("assets.x", "life"), n) - 0.5 for n in range(count)]
    mean = sum(draws) / count
    variance = sum(d * d for d in draws) / count
    neighbours = sum(a * b for a, b in pairwise(draws)) / count

    assert abs(mean) < 4 * (1 / 12 / count) ** 0.5
    assert abs(variance - 1 / 12) < 4 * (1 / 180 / count) ** 0.5
    assert abs(neighbours) < 4 / 12 / count**0.5


@pytest.mark.parametrize("place", range(4))
def test_each_part_of_the_address_matters(place: int) -> None:
    """Another seed, replication, stream or number gives another draw."""
    address = [11, 12, 13, 14]
    other = list(address)
    other[place] += 1

    assert uniform(*address) != uniform(*other)


def test_a_negative_seed_is_the_same_64_bits() -> None:
    """A seed above 2**63 may be handed over as the signed number with the same bits, as a kernel must."""
    assert uniform(2**64 - 3, 1, 2, 3) == uniform(-3, 1, 2, 3)


def test_products_of_words_fit_in_63_bits() -> None:
    """The widest intermediate of a round, multiplier less 2**32 times a word, stays below 2**62."""
    widest = max(2**32 - 0xD2511F53, 2**32 - 0xCD9E8D57) * LARGEST_WORD
    key = LARGEST_WORD + 10 * max(0x9E3779B9, 0xBB67AE85)

    assert widest < 2**62
    assert key < 2**36


def test_the_split_product_is_the_true_product() -> None:
    """M·x by the smaller multiplier has the same high and low words, at the ends of the range and within."""
    for multiplier in (0xD2511F53, 0xCD9E8D57):
        for word in (0, 1, 2**31 - 1, 2**31, 2**31 + 1, LARGEST_WORD, 0x9E3779B9):
            small = (multiplier - 2**32) * word

            assert divmod(multiplier * word, 2**32) == ((small >> 32) + word, small & LARGEST_WORD)


def test_a_stream_is_stable_and_fits_a_signed_word() -> None:
    """The number of a stream never changes between versions, since every published run hangs on it."""
    numbers = [stream(path, purpose) for path in ("assets.a", "assets.b") for purpose in ("life", "repair")]

    assert 4 == len(set(numbers))
    assert all(0 <= number < 2**63 for number in numbers)
    assert 1720687622827623885 == stream("assets.pump", "life")


def test_a_stream_tells_path_from_purpose() -> None:
    """The border between path and purpose counts."""
    assert stream("ab", "c") != stream("a", "bc")


def test_the_impossible_never_happens_and_the_certain_always() -> None:
    """A probability of 0 is never met and one of 1 always, at the extremes of the draw."""
    smallest, largest = 2.0**-54, 1.0 - 2.0**-53

    assert not happens(0.0, smallest)
    assert happens(1.0, largest)
