#!/usr/bin/env python3
"""Writes reference-values.txt: exp, sin and norm.isf of chosen numbers, from mpmath at 400 bits and more.

A line is: function, bits of x, bits of the nearest double to the result, and how far the result is from that double, in units of its last
place. Run it in this folder to write the file again: python3 reference-values.py
"""
import math
import random
import struct

from mpmath import erfc, exp, fabs, log, mp, mpf, pi, sin, sqrt

mp.prec = 400
SIN_BITS = 2400  # 1,024 bits in front of the point, and as many digits behind it as anybody wants.


def bits(x):
    return "%016X" % struct.unpack(">Q", struct.pack(">d", x))[0]


def exact_exp(x):
    return exp(mpf(x))


def exact_sin(x):
    with mp.workprec(SIN_BITS):
        return sin(mpf(x))


def exact_isf(p):
    p = mpf(p)
    if p > mpf(0.5):
        return -isf_of_half(1 - p)
    return isf_of_half(p)


def isf_of_half(p):
    if p == mpf(0.5):
        return mpf(0)
    x = sqrt(-2 * log(2 * p))
    while True:
        q = erfc(x / sqrt(mpf(2))) / 2
        step = (log(q) - log(p)) * q / (exp(-x * x / 2) / sqrt(2 * pi))
        x += step
        if fabs(step) < mpf(2) ** -250 * (1 + fabs(x)):
            return x


def near(x, steps):
    yield x
    below = above = x
    for _ in range(steps):
        below, above = math.nextafter(below, -math.inf), math.nextafter(above, math.inf)
        yield below
        yield above


def exp_arguments(r):
    for border in (0.0, 708.0, -708.0, 709.782712893384, -745.1332191019411, -745.13, -708.3964185322641, 1.0, -1.0, 0.6931471805599453):
        yield from near(border, 3)
    for j in range(1, 34):  # Borders between table entries.
        yield from near((2 * j - 1) * math.log(2) / 32, 1)
    for _ in range(400):
        yield r.gauss(0, 1)
    for _ in range(300):
        yield r.uniform(-745, 709.7)
    for _ in range(100):
        yield r.uniform(-745, -708)
    for _ in range(100):
        yield math.ldexp(r.uniform(-1, 1), -r.randrange(1, 1074))


def sin_arguments(r):
    for border in (0.0, -0.0, float(1 << 20), -float(1 << 20), 5e-324, 1.7976931348623157e308, math.ldexp(6381956970095103.0, 797)):
        yield from (x for x in near(border, 2) if math.isfinite(x))
    for n in list(range(1, 65)) + [r.randrange(1, 670_000) for _ in range(150)] + [r.randrange(1 << 20, 1 << 50) for _ in range(50)]:
        yield from near(float(n * pi / 2), 1)
        yield float(n * pi / 2 + pi / 4)
    for _ in range(400):
        yield r.gauss(0, 1)
    for _ in range(300):
        yield r.uniform(-100, 100)
    for _ in range(200):
        yield r.uniform(-(1 << 20), 1 << 20)
    for _ in range(200):
        yield math.ldexp(r.uniform(1, 2), r.randrange(20, 1024)) * r.choice((-1, 1))
    for _ in range(100):
        yield math.ldexp(r.uniform(-1, 1), -r.randrange(1, 1074))


def isf_arguments(r):
    for border in (0.075, 0.925, 0.5, 0.25, math.exp(-25), 2.2250738585072014e-308):
        yield from near(border, 3)
    yield from (5e-324, 1e-320, 1e-310, 1 - 2.0**-53, 1 - 2.0**-52, 2.0**-53)
    for _ in range(400):
        yield r.random()
    for _ in range(150):
        yield math.exp(-r.uniform(2.5, 744))
    for _ in range(100):
        yield 0.5 + math.ldexp(r.uniform(-1, 1), -r.randrange(2, 52))
    for _ in range(100):
        yield 1 - math.ldexp(r.uniform(0.5, 1), -r.randrange(2, 52))


def line(name, x, exact):
    nearest = float(exact)
    rest = (exact - mpf(nearest)) / mpf(math.ulp(nearest))
    return "%s %s %s %.5f" % (name, bits(x), bits(nearest), rest)


def main():
    r = random.Random(20)
    with open("reference-values.txt", "w", encoding="ascii") as file:
        for name, function, arguments in (
                ("exp", exact_exp, exp_arguments), ("sin", exact_sin, sin_arguments), ("normal-isf", exact_isf, isf_arguments)):
            for x in dict.fromkeys(map(bits, arguments(r))):
                number = struct.unpack(">d", bytes.fromhex(x))[0]
                exact = function(number)
                if fabs(exact) <= mpf(1.7976931348623157e308):
                    file.write(line(name, number, exact) + "\n")


if __name__ == "__main__":
    main()
