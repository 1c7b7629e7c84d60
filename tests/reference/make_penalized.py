#!/usr/bin/python3
"""Penalized least squares by scikit-learn, SciPy and a proximal gradient method -> penalized.json.

Usage: /usr/bin/python3 tests/reference/make_penalized.py    (needs python3-sklearn)
Two sets of features, which the C++ test makes again from the built-in diabetes data:
  diabetes   442 x 10, each column and the target less its mean and over its standard deviation (of the population)
  products   the first 40 rows: the 10 columns as above, and their 55 products of two: 40 x 65, more columns than rows;
             two of them (sex and its square) differ by shift and scale only
"""
import json
import os

import numpy as np
import scipy
import sklearn
from scipy.optimize import nnls
from sklearn.datasets import load_diabetes
from sklearn.linear_model import ElasticNet

raw = load_diabetes(scaled=False)
standard = lambda a: (a - a.mean(0)) / a.std(0)
X, Y = standard(raw.data), standard(raw.target)
SETS = {"diabetes": (X, Y),
        "products": (np.c_[X, np.array([X[:, i] * X[:, j] for i in range(10) for j in range(i, 10)]).T][:40], Y[:40])}


def objective(x, y, w, b, l1, l2, weight, cost=lambda w: np.abs(w).sum()):
    r = y - x @ w - b
    return float((weight * r * r).sum() / (2 * weight.sum()) + l1 * cost(w) + l2 / 2 * (w * w).sum())


def enet(name, l1, l2, positive=False, weight=None):
    x, y = SETS[name]
    m = ElasticNet(alpha=l1 + l2, l1_ratio=l1 / (l1 + l2), tol=1e-14, max_iter=10 ** 5, positive=positive)
    m.fit(x, y, sample_weight=weight)
    return {"data": name, "l1": l1, "l2": l2, "positive": positive, "weighted": weight is not None, "w": m.coef_.tolist(),
            "b": float(m.intercept_),
            "objective": objective(x, y, m.coef_, m.intercept_, l1, l2, np.ones(len(y)) if weight is None else weight)}


def group(name, sizes, l1):
    """Accelerated proximal gradient, restarted whenever it turns back, until the conditions of a minimum hold."""
    x, y = SETS[name]
    xc, yc, n = x - x.mean(0), y - y.mean(), len(y)
    at = np.split(np.arange(x.shape[1]), np.cumsum(sizes)[:-1])
    g, c, root = xc.T @ xc / n, xc.T @ yc / n, np.sqrt(sizes)
    h = 1 / np.linalg.eigvalsh(g)[-1]
    w, z, t = np.zeros(x.shape[1]), np.zeros(x.shape[1]), 1.0
    for k in range(10 ** 6):
        a = z + h * (c - g @ z)
        new = np.concatenate([a[i] * max(0, 1 - h * l1 * r / np.linalg.norm(a[i])) for i, r in zip(at, root)])
        s = (1 + np.sqrt(1 + 4 * t * t)) / 2
        z, t = (new, 1.0) if (z - new) @ (new - w) > 0 else (new + (t - 1) / s * (new - w), s)
        w = new
        if k % 100 == 0:  # q_g = l1 sqrt(size) w_g / |w_g|, or no longer than that
            q = c - g @ w
            worst = max(np.linalg.norm(q[i] - l1 * r * w[i] / np.linalg.norm(w[i])) if w[i].any()
                        else max(0, np.linalg.norm(q[i]) - l1 * r) for i, r in zip(at, root))
            if worst < 1e-12:
                break
    assert worst < 1e-12, worst
    cost = lambda w: sum(r * np.linalg.norm(w[i]) for i, r in zip(at, root))
    b = float(y.mean() - x.mean(0) @ w)
    return {"data": name, "sizes": sizes, "l1": l1, "w": w.tolist(), "b": b, "objective": objective(x, y, w, b, l1, 0, np.ones(n), cost)}


def non_negative(name):
    x, y = SETS[name]
    w, _ = nnls(x - x.mean(0), y - y.mean())
    b = float(y.mean() - x.mean(0) @ w)
    return {"data": name, "w": w.tolist(), "b": b, "objective": objective(x, y, w, b, 0, 0, np.ones(len(y)))}


times = np.array([i % 4 for i in range(442)], float)   # weights, zeros among them
out = {"made_by": "tests/reference/make_penalized.py", "sklearn": sklearn.__version__, "scipy": scipy.__version__,
       "enet": [enet(name, l1, l2, positive) for name in SETS for l1 in (0.3, 0.1, 0.03, 0.01, 0.003) for l2 in (0, 0.1)
                for positive in (False, True)] + [enet("diabetes", 0.05, l2, weight=times) for l2 in (0, 0.2)],
       "group": [group("diabetes", [1, 2, 3, 4], l1) for l1 in (0.2, 0.05, 0.01)] + [group("products", [10, 10, 20, 25], l1) for l1 in (0.2, 0.05)],
       "non_negative": [non_negative(name) for name in SETS]}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "penalized.json"), "w") as f:
    json.dump(out, f, indent=None, separators=(",", ":"))
    f.write("\n")
