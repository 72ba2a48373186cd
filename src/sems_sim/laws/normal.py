"""The normal law from our own elementary functions: tail, distribution function, quantile."""

from __future__ import annotations

from math import sqrt

from sems_sim.laws.elementary import exp, log

_SQRT_HALF = 0.7071067811865476

# (1 + 2x)·exp(x²)·erfc(x) for x ≥ 0 as a polynomial in t = (x − 3)/(x + 3), highest power first: our own
# Chebyshev fit, error 1e-18 before rounding.
_TAIL = (
    8.393734858690877e-10, 9.862533510345587e-10, -8.217595058711455e-09, -1.3312919661038687e-08,
    4.1064013667940355e-08, 1.0183620603842736e-07, -1.4047654315428462e-07, -6.166011460398726e-07,
    3.5576086684080595e-07, 3.472370944977168e-06, -7.308281468783614e-07, -2.0100542268525612e-05,
    4.949196649968345e-06, 0.0001250993424583729, -0.00010515971958448065, -0.0007798322696543306,
    0.0018886903449991718, 0.0025293918156939696, -0.02377051491717134, 0.0683080273440099,
    -0.11927366341538638, 0.1296451587027594, -0.0475622943534492, -0.13562110612458117, 1.2530080582697296,
)  # fmt: skip


def erfc(x: float) -> float:
    """The complementary error function, to some 1e-15 relative down to where it leaves the normal range."""
    far = x if x >= 0.0 else -x
    tail = 0.0
    if far < 26.5:
        t = (far - 3.0) / (far + 3.0)
        for coefficient in _TAIL:
            tail = tail * t + coefficient
        # x² in two parts, the first exact, so that the exponential does not magnify a rounding.
        near = int(far * 16.0) / 16.0
        tail *= exp(-near * near) * exp((near - far) * (near + far)) / (1.0 + 2.0 * far)
    return tail if x >= 0.0 else 2.0 - tail


def normal_cdf(x: float) -> float:
    """The share of a standard normal law at or below x."""
    return 0.5 * erfc(-x * _SQRT_HALF)


def normal_quantile(u: float) -> float:
    """The value below which a standard normal law falls with probability u, 0 < u < 1.

    Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution" (1988), PPND16,
    about one part in 1e16.
    """
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        return _middle(q)
    r = sqrt(-log(u if q < 0.0 else 1.0 - u))
    value = _shoulder(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)
    return -value if q < 0.0 else value


def _middle(q: float) -> float:
    r = 0.180625 - q * q
    above = 3.3430575583588128105e4 + r * 2.5090809287301226727e3
    above = 4.5921953931549871457e4 + r * (6.7265770927008700853e4 + r * above)
    above = 1.9715909503065514427e3 + r * (1.3731693765509461125e4 + r * above)
    above = 3.3871328727963666080e0 + r * (1.3314166789178437745e2 + r * above)
    below = 2.8729085735721942674e4 + r * 5.2264952788528545610e3
    below = 2.1213794301586595867e4 + r * (3.9307895800092710610e4 + r * below)
    below = 6.8718700749205790830e2 + r * (5.3941960214247511077e3 + r * below)
    below = 1.0 + r * (4.2313330701600911252e1 + r * below)
    return q * above / below


def _shoulder(r: float) -> float:
    above = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4
    above = 1.27045825245236838258e0 + r * (2.41780725177450611770e-1 + r * above)
    above = 5.76949722146069140550e0 + r * (3.64784832476320460504e0 + r * above)
    above = 1.42343711074968357734e0 + r * (4.63033784615654529590e0 + r * above)
    below = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9
    below = 1.48103976427480074590e-1 + r * (1.51986665636164571966e-2 + r * below)
    below = 1.67638483018380384940e0 + r * (6.89767334985100004550e-1 + r * below)
    below = 1.0 + r * (2.05319162663775882187e0 + r * below)
    return above / below


def _far_tail(r: float) -> float:
    above = 2.71155556874348757815e-5 + r * 2.01033439929228813265e-7
    above = 2.65321895265761230930e-2 + r * (1.24266094738807843860e-3 + r * above)
    above = 1.78482653991729133580e0 + r * (2.96560571828504891230e-1 + r * above)
    above = 6.65790464350110377720e0 + r * (5.46378491116411436990e0 + r * above)
    below = 1.42151175831644588870e-7 + r * 2.04426310338993978564e-15
    below = 7.86869131145613259100e-4 + r * (1.84631831751005468180e-5 + r * below)
    below = 1.36929880922737358053e-1 + r * (1.48753612908506148525e-2 + r * below)
    below = 1.0 + r * (5.99832206555887937690e-1 + r * below)
    return above / below
