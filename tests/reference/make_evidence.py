#!/usr/bin/python3
"""Reference values for tests/evidence and tests/design, by scipy and by brute force over numpy arrays.

Run:  /usr/bin/python3 tests/reference/make_evidence.py     writes tests/evidence/reference.hpp, tests/design/reference.hpp
Made with numpy 1.24 and scipy 1.10.
"""
import itertools
import pathlib

import numpy as np
from scipy import stats

TESTS = pathlib.Path(__file__).resolve().parent.parent


def number(x):
    return "inf" if np.isposinf(x) else repr(float(x))


def write(path, values):
    lines = ["#pragma once", "// Written by tests/reference/make_evidence.py. Do not edit.", "#include <vector>", "",
             "namespace reference {"]
    for name, v in values.items():
        v = np.asarray(v, float)
        if v.ndim == 0:
            lines.append(f"inline constexpr double {name} = {number(v)};")
        else:
            text = ", ".join(number(x) for x in v.ravel())
            lines.append(f"inline const std::vector<double> {name}{{{text}}};")
    lines += ["}  // namespace reference", ""]
    path.write_text("\n".join(lines))


def t_quantile(p, freedom):
    """scipy 1.10 gives 10 digits; one Newton step on its cdf gives 15."""
    x = stats.t.ppf(p, freedom)
    return x - (stats.t.cdf(x, freedom) - p) / stats.t.pdf(x, freedom)


def t_interval(mean, error, freedom):
    half = t_quantile(0.975, freedom) * error
    return mean - half, mean + half


# ---- evidence -------------------------------------------------------------------------------------------------
out = {}
d = np.array([.02, .01, .03, -.01, .02, .015, .005, .025, .01, .02])
out["one"] = d
out["one_t_p"] = stats.ttest_1samp(d, 0).pvalue
out["one_t_interval"] = t_interval(d.mean(), stats.sem(d), 9)
se = d.std(ddof=1) * np.sqrt(1 / 10 + 1 / 9)
out["one_corrected_p"] = 2 * stats.t.sf(abs(d.mean() / se), 9)
out["one_corrected_interval"] = t_interval(d.mean(), se, 9)
out["one_flip_p"] = stats.permutation_test((d,), np.mean, permutation_type="samples", n_resamples=np.inf).pvalue

rng = np.random.default_rng(23)
n, m = 9, 4
family = np.round(0.3 * rng.standard_normal((n, 1)) + rng.standard_normal((n, m)) + np.array([0.0, -1.2, 0.4, 1.6]), 3)
out["family"] = family.T  # comparison by comparison


def t(x):
    return x.mean(0) / (x.std(0, ddof=1) / np.sqrt(len(x)))


def patterns(size):
    return [np.array((1,) + s, float)[:, None] for s in itertools.product((1, -1), repeat=size - 1)]


observed = np.abs(t(family))
flips = np.array([np.abs(t(s * family)) for s in patterns(n)])
order = np.argsort(-observed)
p, before = np.empty(m), 0
for j, k in enumerate(order):
    before = p[k] = max(before, np.mean(flips[:, order[j:]].max(1) >= observed[k] - 1e-9))
out["family_p"] = p
e = family - family.mean(0)
largest = np.sort([np.nanmax(np.abs(t(s * e))) for s in patterns(n)])
c = largest[int(np.ceil(0.95 * len(largest))) - 1]
half = c * family.std(0, ddof=1) / np.sqrt(n)
out["family_low"], out["family_high"] = family.mean(0) - half, family.mean(0) + half
raw = stats.ttest_1samp(family, 0).pvalue
rank = np.argsort(raw)
out["family_holm"] = np.minimum(1, np.maximum.accumulate(raw[rank] * (m - np.arange(m))))[np.argsort(rank)]

margin = 1.5
low, high = [np.array([stats.ttest_1samp(x, at, alternative=side).pvalue for x in family.T])
             for at, side in ((-margin, "greater"), (margin, "less"))]
both = np.maximum(low, high)
rank = np.argsort(both)
out["family_equivalence"] = np.minimum(1, np.maximum.accumulate(both[rank] * (m - np.arange(m))))[np.argsort(rank)]

# Power of the two-sided t test at 0.05, n = 10 pairs and a true mean of one standard deviation.
critical, shift = stats.t.ppf(0.975, 9), np.sqrt(10)
out["power"] = stats.nct.sf(critical, 9, shift) + stats.nct.cdf(-critical, 9, shift)

# Multiple comparisons with the best, each level in turn as the best, one-sided over all 2^n sign patterns.
levels, replicates = 6, 8
scores = np.round(rng.standard_normal((levels, replicates)) * 0.3 + np.array([0, .2, .9, 1.0, 1.0, -2])[:, None], 3)
out["band"] = scores
signs = np.array(list(itertools.product((1, -1), repeat=replicates)), float)
bound = np.zeros((levels, levels))
for b in range(levels):
    others = [a for a in range(levels) if a != b]
    diff = scores[b] - scores[others]
    centered = (diff - diff.mean(1, keepdims=True)).T
    most = np.sort([t(s[:, None] * centered).max() for s in signs])
    c = most[int(np.ceil(0.95 * len(most))) - 1]
    for a, x in zip(others, diff):
        bound[a, b] = -x.mean() - c * stats.sem(x)
left = [b for b in range(levels) if all(bound[a, b] <= 0 for a in range(levels) if a != b)]
out["band_left"] = left
out["band_low"] = [min([0] + [bound[a, b] for b in left if b != a]) for a in range(levels)]
write(TESTS / "evidence" / "reference.hpp", out)

# ---- design ---------------------------------------------------------------------------------------------------
out = {}
shape, replicates = (3, 4, 2), 3
y = rng.standard_normal(shape + (replicates,)) + np.arange(3)[:, None, None, None]
y = np.round(y + 0.5 * np.outer([1, 0, -1], [1, -1, 1, -1])[:, :, None, None], 4)
out["grid"] = y
mean = y.mean(3)
total = y.var()
effect = {}
for i in range(3):
    others = tuple(a for a in range(3) if a != i)
    effect[i,] = mean.mean(others, keepdims=True) - mean.mean()
for i, j in itertools.combinations(range(3), 2):
    other = ({0, 1, 2} - {i, j}).pop()
    effect[i, j] = mean.mean(other, keepdims=True) - mean.mean() - effect[i,] - effect[j,]
shares = [np.mean(v ** 2) / total for v in effect.values()]
out["grid_shares"] = shares + [1 - sum(shares)]
write(TESTS / "design" / "reference.hpp", out)
