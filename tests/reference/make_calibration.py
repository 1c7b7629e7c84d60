#!/usr/bin/python3
"""Writes tests/reference/calibration.json: Platt's sigmoid by scikit-learn (1.2) and a temperature by SciPy.

    /usr/bin/python3 tests/reference/make_calibration.py    (needs scikit-learn, scipy)

Rows are too sure probabilities of two and three classes, and scores of two. scikit-learn's sigmoid ends near the minimum,
as its optimizer's default tolerances let it: it is polished here by Newton's method on the same loss.
"""
import json
import pathlib

import numpy as np
from scipy.optimize import minimize_scalar, root
from scipy.special import expit, log_softmax
from sklearn.calibration import _sigmoid_calibration

chance = np.random.default_rng(7)


def rows(classes, n=60):
    truth = chance.normal(0, 1.2, (n, classes))
    label = np.array([chance.choice(classes, p=np.exp(t - log_sum(t))) for t in truth])
    return np.exp(log_softmax(2.5 * truth + 0.3 * np.arange(classes), axis=1)), label


def log_sum(t):
    return np.log(np.exp(t).sum())


def platt(f, label):
    a, b = _sigmoid_calibration(f, label)     # P = 1 / (1 + exp(a f + b))
    n1, n0 = (label == 1).sum(), (label == 0).sum()
    target = np.where(label == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    exact = root(lambda c: [np.sum((expit(c[0] * f + c[1]) - target) * f), np.sum(expit(c[0] * f + c[1]) - target)], [-a, -b], tol=1e-14).x
    assert np.allclose(exact, [-a, -b], rtol=1e-4), (exact, a, b)
    return {"slope": exact[0], "intercept": exact[1]}


def temperature(p, label):
    loss = lambda s: -log_softmax(np.exp(s) * np.log(p), axis=1)[np.arange(len(label)), label].mean()
    return {"slope": float(np.exp(minimize_scalar(loss, bounds=(-5, 5), method="bounded", options={"xatol": 1e-12}).x))}


out = {}
for classes in 2, 3:
    p, label = rows(classes)
    out[f"probabilities_{classes}"] = {"z": p.tolist(), "label": label.tolist(), "temperature": temperature(p, label)}
    if classes == 2:
        out["probabilities_2"]["platt"] = platt(np.log(p[:, 1] / p[:, 0]), label)
        score = (p[:, 1] - 0.4) * 3
        out["scores_2"] = {"z": np.stack([-score, score], 1).tolist(), "label": label.tolist(), "platt": platt(2 * score, label)}
        out["parted"] = {"z": p.tolist(), "label": (p[:, 1] > 0.5).astype(int).tolist(), "platt": platt(np.log(p[:, 1] / p[:, 0]), (p[:, 1] > 0.5).astype(int))}
pathlib.Path(__file__).with_name("calibration.json").write_text(json.dumps(out, indent=1) + "\n")
