#!/usr/bin/python3
"""Writes math.json beside this file: reference values of distributions (scipy) and elementary functions (mpmath).

Run: /usr/bin/python3 tests/reference/make_math.py      (Debian: python3-scipy python3-mpmath)
Elementary arguments and values are hexadecimal doubles, each value the true one rounded once.
"""
import json
import pathlib
import random

import mpmath
import numpy
import scipy
from scipy import stats

mpmath.mp.prec = 2200  # sin near 10^6 and log near 1 cancel; e^x of denormal size needs 1100 bits of range


def rounded(value):
    """The nearest double to an mpf (mpmath rounds denormals twice, so scale by hand)."""
    if value == 0:
        return 0.0
    exponent = int(mpmath.floor(mpmath.log(abs(value), 2)))
    unit = mpmath.mpf(2) ** (max(exponent, -1022) - 52)
    return float(int(mpmath.nint(value / unit)) * unit)


def elementary():
    rng = random.Random(20240501)
    wide = [rng.uniform(1, 2) * 2.0 ** rng.randint(-1074 + 52, 1022) for _ in range(40)]
    small = [s * rng.uniform(1, 2) * 2.0 ** -rng.randint(0, 60) for s in (1, -1) for _ in range(30)]
    small = [x for x in small if abs(x) < 1]
    cases = {
        "exp": (mpmath.exp, [rng.uniform(-745, 709.7) for _ in range(60)] + small + [709.782712893384, -745.1, -708.4]),
        "log": (mpmath.log, wide + [1 + x / 8 for x in small] + [5e-324, 1e-310, 1 - 2.0**-53, 1 + 2.0**-52]),
        "log1p": (mpmath.log1p, wide + small + [-1 + 2.0**-53, -0.25, 0.4, 1e300]),
        "expm1": (mpmath.expm1, [rng.uniform(-45, 709) for _ in range(60)] + small + [37.4, 37.5, 40.0, -37.5]),
        "tanh": (mpmath.tanh, [rng.uniform(-20, 20) for _ in range(60)] + small),
        "sin": (mpmath.sin, [rng.uniform(-100, 100) for _ in range(60)] + small + [1e6, float(mpmath.pi), 355.0]),
        "cos": (mpmath.cos, [rng.uniform(-100, 100) for _ in range(60)] + small + [1e6, float(mpmath.pi / 2), 11.0]),
    }
    out = {name: [[x.hex(), rounded(f(mpmath.mpf(x))).hex()] for x in xs] for name, (f, xs) in cases.items()}
    powers = []
    while len(powers) < 80:
        x, y = rng.uniform(0.5, 2) * 2.0 ** rng.randint(-30, 30), rng.uniform(-60, 60)
        value = mpmath.mpf(x) ** mpmath.mpf(y)
        if mpmath.mpf(2) ** -1074 < value < mpmath.mpf(2) ** 1023:
            powers.append([x.hex(), y.hex(), rounded(value).hex()])
    for x, y in ((1 + 2.0**-52, 2.0**61), (1.0000001, 1e9), (0.9999999, 1e9), (10.0, -3.0), (2.0, -1074.0)):
        powers.append([x.hex(), y.hex(), rounded(mpmath.mpf(x) ** mpmath.mpf(y)).hex()])
    return out, powers


def distributions():
    xs = [-40.0, -8.0, -1.96, -0.5, 0.0, 1e-9, 0.7, 1.96, 6.0]
    ps = [1e-12, 1e-4, 0.025, 0.3, 0.5, 0.9, 0.975, 1 - 1e-9]
    ts = [-30.0, -2.1, -0.3, 0.0, 0.9, 2.262, 12.0]
    freedoms = [1.0, 2.0, 3.7, 9.0, 49.0, 1e4]
    return {
        "normal_cdf": [[x, stats.norm.cdf(x)] for x in xs],
        "normal_quantile": [[p, stats.norm.ppf(p)] for p in ps],
        "student_t_cdf": [[t, v, stats.t.cdf(t, v)] for t in ts for v in freedoms],
        "student_t_quantile": [[p, v, stats.t.ppf(p, v)] for p in ps for v in freedoms],
        "student_t_two_sided": [[t, v, 2 * stats.t.sf(abs(t), v)] for t in ts for v in freedoms],
        "f_upper": [[f, a, b, stats.f.sf(f, a, b)] for f in (0.1, 1.0, 3.69, 40.0) for a in (1, 4, 9) for b in (2, 27, 500)],
        "beta_quantile": [[p, a, b, stats.beta.ppf(p, a, b)] for p in (0.001, 0.025, 0.5, 0.975) for a, b in ((8, 4), (7.5, 3.5), (1, 20), (990, 11))],
        "binomial_two_sided": [[k, n, stats.binomtest(k, n, 0.5).pvalue] for n in (1, 2, 5, 10, 31, 100, 1000) for k in {0, 1, n // 3, n // 2, n - 1, n}],
        "clopper_pearson": [
            [k, n, c, *stats.binomtest(k, n).proportion_ci(c, "exact")]
            for k, n in ((0, 10), (7, 10), (10, 10), (990, 1000), (1, 1)) for c in (0.9, 0.95, 0.999)],
        "mean_interval": [[m, s, n, c, *stats.t.interval(c, n - 1, m, s / n**0.5)] for m, s, n, c in ((0.0, 1.0, 2, 0.95), (3.2, 0.4, 10, 0.99), (-7.0, 2.5, 300, 0.9))],
        "quantile": [[q, float(numpy.quantile([3.0, -1.0, 4.0, 1.0, 5.0, 9.0, 2.0], q))] for q in (0.0, 0.1, 0.25, 0.5, 0.51, 0.9, 1.0)],
    }


def main():
    single, powers = elementary()
    out = {"made_with": {"scipy": scipy.__version__, "mpmath": mpmath.__version__}, "elementary": single, "pow": powers}
    out["distribution"] = distributions()
    lines = json.dumps(out, indent=None, separators=(",", ":")).replace("]],", "]],\n")
    (pathlib.Path(__file__).with_name("math.json")).write_text(lines + "\n")


main()
