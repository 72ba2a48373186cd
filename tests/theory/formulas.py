"""The exact results in closed form; `exact.yaml` has numbers to check them by."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sems_sim.laws import normal_cdf


def erlang_b(c: int, a: float) -> float:
    """The share of calls lost by c servers at an offered load a, whatever the law of service."""
    lost = 1.0
    for k in range(1, c + 1):
        lost = a * lost / (k + a * lost)
    return lost


@dataclass(frozen=True)
class Queue:
    """Stationary M/M/c: the chance to wait, the mean wait, and the decay of the wait."""

    waits: float
    wait: float
    decay: float

    def later_than(self, t: float) -> float:
        """P(wait > t)."""
        return self.waits * math.exp(-self.decay * t)


def erlang_c(c: int, lam: float, mu: float) -> Queue:
    """Erlang's delay formula."""
    a = lam / mu
    lost = erlang_b(c, a)
    waits = lost / (1.0 - a / c * (1.0 - lost))
    return Queue(waits, waits / (c * mu - lam), c * mu - lam)


def pollaczek_khinchine(lam: float, mean: float, scv: float) -> float:
    """The mean wait of M/G/1, by the squared coefficient of variation of service."""
    return lam * mean * mean * (1.0 + scv) / (2.0 * (1.0 - lam * mean))


def birth_death(up: Sequence[float], down: Sequence[float]) -> list[float]:
    """The stationary distribution of a birth-death chain: up[n] from n to n + 1, down[n] back."""
    weights = [1.0]
    for rise, fall in zip(up, down, strict=True):
        weights.append(weights[-1] * rise / fall)
    return [weight / sum(weights) for weight in weights]


def limited_queue(c: int, room: int, lam: float, mu: float) -> list[float]:
    """M/M/c/K: the distribution of the number present, at most `room`."""
    return birth_death([lam] * room, [min(n + 1, c) * mu for n in range(room)])


def machine_repair(machines: int, c: int, lam: float, mu: float) -> list[float]:
    """The distribution of the number of machines down: c repairers, each up one fails at rate lam."""
    return birth_death(
        [(machines - n) * lam for n in range(machines)], [min(n + 1, c) * mu for n in range(machines)]
    )


@dataclass(frozen=True)
class Redundancy:
    """Long-run figures of a k-of-n system."""

    unavailability: float
    failure_frequency: float
    mttf: float

    @property
    def mean_down(self) -> float:
        """Mean length of an outage."""
        return self.unavailability / self.failure_frequency


def k_of_n(n: int, k: int, lam: float, mu: float, repairers: int, *, cold: bool = False) -> Redundancy:
    """Alike units with shared repair; in cold standby only one runs, and k is 1."""
    up = [lam if cold else (n - i) * lam for i in range(n)]
    down = [min(i + 1, repairers) * mu for i in range(n)]
    p = birth_death(up, down)
    alive = n - k + 1
    rates = np.zeros((alive, alive))
    for i in range(alive):
        rates[i, i] = -up[i] - (down[i - 1] if i else 0.0)
        if i + 1 < alive:
            rates[i, i + 1] = up[i]
        if i:
            rates[i, i - 1] = down[i - 1]
    mttf = float(np.linalg.solve(rates, -np.ones(alive))[0])
    return Redundancy(sum(p[alive:]), p[alive - 1] * up[alive - 1], mttf)


def independent_k_of_n(n: int, k: int, a: float) -> float:
    """The availability of k of n independent units: a binomial tail."""
    return sum(math.comb(n, i) * a**i * (1.0 - a) ** (n - i) for i in range(k, n + 1))


def common_cause_pair(f: float, share: float, mu: float) -> float:
    """P(both down): each fails at rate f, a share of these failures strikes both, each is repaired by itself."""
    q = np.array(
        [
            [-2.0 * f, 2.0 * f * (1.0 - share), 2.0 * f * share],
            [mu, -mu - f, f],
            [0.0, 2.0 * mu, -2.0 * mu],
        ]
    )
    system = np.vstack([q.T, np.ones(3)])
    return float(np.linalg.lstsq(system, np.array([0.0, 0.0, 0.0, 1.0]), rcond=None)[0][2])


def buffered_exponential(mtbf: float, mttr: float, buffer: float) -> tuple[float, float]:
    """(P(outage outlasts the buffer), unavailability behind it) when repair is exponential: what is left is too."""
    exceeds = math.exp(-buffer / mttr)
    return exceeds, exceeds * mttr / (mtbf + mttr)


def buffered_lognormal(mean: float, sigma: float, buffer: float) -> tuple[float, float]:
    """(P(repair > buffer), E(repair - buffer)+) for a lognormal repair, as an option is priced."""
    d = (math.log(buffer / mean) + sigma * sigma / 2.0) / sigma
    exceeds = 1.0 - normal_cdf(d)
    return exceeds, mean * (1.0 - normal_cdf(d - sigma)) - buffer * exceeds


def beta_factor(u: float, beta: float) -> float:
    """Two parts, each unavailable by causes of its own, or both by a shared one."""
    return ((1.0 - beta) * u) ** 2 + beta * u


def poisson(mean: float, k: int) -> float:
    """P(exactly k)."""
    return math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1))


def poisson_up_to(mean: float, k: int) -> float:
    """P(at most k)."""
    return sum(poisson(mean, i) for i in range(k + 1))


def poisson_extinction(m: float) -> float:
    """The smallest root of q = exp(m(q - 1)), by going there from 0."""
    q = 0.0
    for _ in range(10_000):
        q = math.exp(m * (q - 1.0))
    return q


def borel(m: float, n: int) -> float:
    """P(a tree with Poisson(m) offspring has n members in all)."""
    return math.exp(-m * n + (n - 1) * math.log(m * n) - math.lgamma(n + 1))


def geometric_extinct_by(m: float, generation: int) -> float:
    """P(no member in this generation) with geometric offspring of mean m: the generating function, iterated."""
    q = 0.0
    for _ in range(generation):
        q = 1.0 / (1.0 + m - m * q)
    return q


def reed_frost(s: int, i: int, p: float) -> list[float]:
    """The distribution of how many of s fall ill when i bring an illness, in a chain of binomials."""
    if i == 0 or s == 0:
        return [1.0] + [0.0] * s
    found = [0.0] * (s + 1)
    chance = 1.0 - (1.0 - p) ** i
    for new in range(s + 1):
        weight = math.comb(s, new) * chance**new * (1.0 - chance) ** (s - new)
        for more, rest in enumerate(reed_frost(s - new, new, p)):
            found[new + more] += weight * rest
    return found


def palm(on_order: float, spares: int) -> tuple[float, float]:
    """(share of demands met at once, mean number waiting) when `on_order` is the mean number on order."""
    waiting = on_order - sum(min(k, spares) * poisson(on_order, k) for k in range(200))
    return poisson_up_to(on_order, spares - 1), waiting


def newsvendor_poisson(mean: float, quantity: int, over: float, under: float) -> float:
    """The expected cost of holding `quantity` for a Poisson demand."""
    return sum(
        poisson(mean, k) * (over * max(0, quantity - k) + under * max(0, k - quantity)) for k in range(400)
    )


def joined(n: int) -> tuple[float, float]:
    """Mean and variance of the longest of n exponential durations of mean 1."""
    return sum(1.0 / i for i in range(1, n + 1)), sum(1.0 / (i * i) for i in range(1, n + 1))


_BRIDGE: Mapping[str, frozenset[str]] = {
    "a": frozenset(),
    "b": frozenset(),
    "c": frozenset("a"),
    "d": frozenset("a"),
    "e": frozenset("bc"),
}


def bridge() -> tuple[float, float]:
    """First and second moment of the bridge of five exponential arcs of mean 1, through its Markov chain."""
    known: dict[frozenset[str], tuple[float, float]] = {}

    def moments(done: frozenset[str]) -> tuple[float, float]:
        if len(done) == len(_BRIDGE):
            return 0.0, 0.0
        if done not in known:
            running = [arc for arc, needs in _BRIDGE.items() if arc not in done and needs <= done]
            rate = float(len(running))
            after = [moments(done | {arc}) for arc in running]
            first = sum(one for one, _ in after) / rate
            second = sum(two for _, two in after) / rate
            known[done] = first + 1.0 / rate, second + 2.0 * first / rate + 2.0 / (rate * rate)
        return known[done]

    return moments(frozenset())


def erlang_up_to(stages: int, rate: float, t: float) -> float:
    """P(all of `stages` exponential stages are over by t)."""
    return 1.0 - poisson_up_to(rate * t, stages - 1)


def fluid(lam: float, mu: float, reduced: float, lasts: float) -> tuple[float, float, float]:
    """(longest queue, time to clear it, total delay) of a drop of capacity (Newell)."""
    longest = (lam - reduced) * lasts
    clear = longest / (mu - lam)
    return longest, clear, longest * (lasts + clear) / 2.0


def three_points(a: float, m: float, b: float) -> tuple[float, float]:
    """Mean and variance that PERT takes from three estimates."""
    return (a + 4.0 * m + b) / 6.0, ((b - a) / 6.0) ** 2
