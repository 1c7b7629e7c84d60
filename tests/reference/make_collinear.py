#!/usr/bin/python3
"""Writes tests/reference/collinear.json: condition numbers of collinear designs by mpmath, 80 digits (Debian:
python3-mpmath).

    /usr/bin/python3 tests/reference/make_collinear.py

The rows are whole numbers, and each column gets `mixing` times its left neighbor: the definition of math/collinear.hpp,
applied to the whole design, whose singular values are then computed without any factors of it.
"""
import json
import pathlib

import mpmath

mpmath.mp.dps = 80


def rows(n, d):
    """Whole numbers from -3 to 3 without any order, the same in the test."""
    return [[((10 * i + j + 1) * 2654435761 % 2**32 >> 16) % 7 - 3 for j in range(d)] for i in range(n)]


def condition(e, a):
    d = len(e[0])
    x = mpmath.matrix([[a * r[0]] + [r[j] + a * r[j - 1] for j in range(1, d)] for r in e])
    s = mpmath.svd_r(x, compute_uv=False)
    return float(max(s) / min(s))


cases = [{"rows": n, "columns": d, "mixing": a, "condition": condition(rows(n, d), mpmath.mpf(a))}
         for n, d, a in [(12, 2, 3.5), (20, 4, 8.25), (30, 6, 100.125), (30, 8, 60.0625), (40, 10, 200.5)]]
path = pathlib.Path(__file__).with_name("collinear.json")
path.write_text(json.dumps({"cases": cases}, indent=1) + "\n")
