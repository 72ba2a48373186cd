"""An incident’s severity: logistic growth against containment, in closed form.

dS/dt = r·S·(1 − S/limit) − e·S, with r the driven growth rate and e the containment, both per hour. With g = r − e
and b = r/limit:

    S(t) = g·S₀·e^(gt) / (g + b·S₀·(e^(gt) − 1)),    ∫S = ln(1 + b·S₀·(e^(gt) − 1)/g) / b.

Both are written here with p = (e^(gt) − 1)/g, which has the limit t as g → 0, and for large gt with e^(−gt), so that
nothing overflows. Times are hours, counted from S₀; a threshold that is never reached gives −1.
"""

from __future__ import annotations

from sems_sim.laws.elementary import exp, expm1, log, log1p

CLOSED_AT = 0.01
NEVER_H = -1.0

_SMALL = 1e-8  # below it, two terms of a series are exact in double precision
_LARGE = 30.0  # above it, 1 beside e to the x matters no more than a rounding


def driven_rate(rate_per_h: float, chi: float, unaddressed: float, worsen_per_h: float) -> float:
    """The growth rate with what drives it: r·(1 + χ·U) + worsen, per hour."""
    return rate_per_h * (1.0 + chi * unaddressed) + worsen_per_h


def contained(r: float, e: float) -> bool:
    """Whether containment outweighs growth, so that severity can only fall."""
    return e > r


def severity_after(s0: float, r: float, limit: float, e: float, dt_h: float) -> float:
    """Severity dt_h hours after it was s0."""
    if s0 <= 0.0:
        return 0.0
    g = r - e
    b = r / limit
    if g > 0.0:
        shrunk = exp(-g * dt_h)
        return s0 / (shrunk + b * s0 * _grown_time(-g, dt_h))
    return s0 * exp(g * dt_h) / (1.0 + b * s0 * _grown_time(g, dt_h))


def severity_integral(s0: float, r: float, limit: float, e: float, dt_h: float) -> float:
    """The integral of severity over dt_h hours after it was s0, in severity-hours."""
    g = r - e
    b = r / limit
    if g * dt_h > _LARGE and b * s0 > 0.0:
        return (g * dt_h + log(exp(-g * dt_h) + b * s0 * _grown_time(-g, dt_h))) / b
    area = s0 * _grown_time(g, dt_h)
    return area * _log1p_share(b * area)


def time_to_severity(s0: float, r: float, limit: float, e: float, target: float) -> float:
    """Hours until severity, now s0, is at target; 0 if it is there, −1 if it never will be."""
    if s0 == target:
        return 0.0
    if s0 <= 0.0 or target <= 0.0:
        return NEVER_H
    g = r - e
    b = r / limit
    # The signs of what moves S now and of what still moves it at the target must be that of the way to go.
    now = g - b * s0
    there = g - b * target
    away = target - s0
    if away * now <= 0.0 or away * there <= 0.0:
        return NEVER_H
    p = away / (s0 * there)
    if g * p < -0.5:
        return log(target * now / (s0 * there)) / g
    return _inverse_grown_time(g, p)


def time_to_integral(s0: float, r: float, limit: float, e: float, area: float) -> float:
    """Hours until the integral of severity, now s0, has grown by area; −1 if it never will."""
    if area <= 0.0:
        return 0.0
    if s0 <= 0.0:
        return NEVER_H
    g = r - e
    b = r / limit
    crowding = b * area
    if crowding > _LARGE and g > 0.0:
        share = g / (b * s0)
        return (crowding + log(exp(-crowding) * (1.0 - share) + share)) / g
    return _inverse_grown_time(g, area * _expm1_share(crowding) / s0)


def _grown_time(g: float, t: float) -> float:
    """(e^(gt) − 1)/g, which is t for g = 0."""
    x = g * t
    if -_SMALL < x < _SMALL:
        return t * (1.0 + 0.5 * x)
    return expm1(x) / g


def _inverse_grown_time(g: float, p: float) -> float:
    """The t whose (e^(gt) − 1)/g is p; −1 if there is none."""
    x = g * p
    if x <= -1.0:
        return NEVER_H
    if -_SMALL < x < _SMALL:
        return p * (1.0 - 0.5 * x)
    return log1p(x) / g


def _log1p_share(y: float) -> float:
    """ln(1 + y)/y, which is 1 for y = 0."""
    if -_SMALL < y < _SMALL:
        return 1.0 - 0.5 * y
    return log1p(y) / y


def _expm1_share(y: float) -> float:
    """(e^y − 1)/y, which is 1 for y = 0."""
    if -_SMALL < y < _SMALL:
        return 1.0 + 0.5 * y
    return expm1(y) / y
