"""Logarithm, exponential and their kin from + − × ÷ and √: the same bits everywhere.

The C libraries of two machines differ in the last bit, and one such bit can change a history. Splitting a
number into fraction and exponent and putting it together again (frexp, ldexp) are exact, so they are used.
Arguments are finite; the logarithm's are above zero. The plan (reduce, then a short polynomial) is that of
fdlibm; the coefficients are our own minimax fits, named with their error.
"""

from __future__ import annotations

from math import frexp, ldexp, sqrt

LARGEST = 1.7976931348623157e308

_SQRT_HALF = 0.7071067811865476
_SQRT_TWO = 1.4142135623730951
_INVERSE_LN2 = 1.4426950408889634
# ln 2 in two parts; the first has 32 bits, so that a small integer times it is exact.
_LN2_HIGH = 0.6931471803691238
_LN2_LOW = 1.9082149292705877e-10
_HALF_LN_TWO_PI = 0.9189385332046728

# atanh(√z)/√z·2 = 2 + z·(…) for z ≤ 0.0295, error 9e-18.
_L1, _L2, _L3, _L4 = 0.666666666666667, 0.39999999999898506, 0.2857142862637237, 0.22222211077131945
_L5, _L6, _L7 = 0.18182892908511972, 0.15331607252648338, 0.14617745369120122

# r·coth(r/2) = 2 + z·(…) with z = r², |r| ≤ ln(2)/2, error 6e-18.
_E1, _E2, _E3 = 0.1666666666666666, -0.002777777777756478, 6.613756471794018e-05
_E4, _E5 = -1.6534060280709635e-06, 4.143777341105505e-08


def log(x: float) -> float:
    """The natural logarithm of x > 0, within 1 unit in the last place."""
    fraction, power_of_two = frexp(x)
    if fraction < _SQRT_HALF:
        fraction += fraction
        power_of_two -= 1
    f = fraction - 1.0
    s = f / (2.0 + f)
    z = s * s
    rest = z * (_L1 + z * (_L2 + z * (_L3 + z * (_L4 + z * (_L5 + z * (_L6 + z * _L7))))))
    half = 0.5 * f * f
    return power_of_two * _LN2_HIGH - ((half - (s * (half + rest) + power_of_two * _LN2_LOW)) - f)


def exp(x: float) -> float:
    """e to the x, within 1 unit in the last place; 0 below −708.39, LARGEST above 709.78."""
    if x > 709.78:
        return LARGEST
    if x < -708.39:
        return 0.0
    power_of_two = int(x * _INVERSE_LN2 + (0.5 if x >= 0.0 else -0.5))
    high = x - power_of_two * _LN2_HIGH
    low = power_of_two * _LN2_LOW
    r = high - low
    z = r * r
    c = r - z * (_E1 + z * (_E2 + z * (_E3 + z * (_E4 + z * _E5))))
    return ldexp(1.0 - ((low - (r * c) / (2.0 - c)) - high), power_of_two)


def log1p(x: float) -> float:
    """ln(1 + x) for x > −1, exact in the limit of small x.

    The rounding of 1 + x is undone by the ratio of x to what was added; the idea is Kahan's.
    """
    one_more = 1.0 + x
    if one_more == 1.0:
        return x
    return log(one_more) * (x / (one_more - 1.0))


def expm1(x: float) -> float:
    """e to the x, less 1, exact in the limit of small x; LARGEST where `exp` is."""
    if x > 1.0 or x < -1.0:
        return exp(x) - 1.0
    grown = exp(x)
    if grown == 1.0:
        return x
    return (grown - 1.0) * (x / log(grown))


def power(a: float, b: float) -> float:
    """a to the b for a ≥ 0; exact where b is 0, 1, 2, −1 or ½ and where a is 0 or 1.

    Zero to a negative power is LARGEST, zero to the zero is 1.
    """
    if b == 0.0 or a == 1.0:
        return 1.0
    if a == 0.0:
        return 0.0 if b > 0.0 else LARGEST
    if b == 1.0:
        return a
    if b == 2.0:
        return a * a
    if b == 0.5:
        return sqrt(a)
    if b == -1.0:
        return 1.0 / a
    return exp(b * log(a))


def log_gamma(x: float) -> float:
    """ln Γ(x) for x > 0: Stirling's series (Abramowitz and Stegun 6.1.41), shifted up to 10 first."""
    product = 1.0
    while x < 10.0:
        product *= x
        x += 1.0
    z = 1.0 / (x * x)
    series = 1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1260.0 - z * (1.0 / 1680.0 - z * (1.0 / 1188.0))))
    series += z * z * z * z * z * (-691.0 / 360360.0 + z / 156.0)
    return (x - 0.5) * log(x) - x + _HALF_LN_TWO_PI + series / x - log(product)
