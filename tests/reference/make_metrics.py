#!/usr/bin/python3
"""Writes tests/reference/metrics.json: scores by scikit-learn 1.2 (Debian: python3-sklearn).

    /usr/bin/python3 tests/reference/make_metrics.py

scikit-learn has no calibration error: its definition (Guo et al. 2017) is written out with numpy.
The Brier score of scikit-learn is for two classes and counts one of them, so ours is twice that; for more classes
its definition is written out with numpy.
"""
import json
import pathlib
import warnings

import numpy as np
from sklearn import metrics

warnings.simplefilter("ignore")
random = np.random.default_rng(20240229)


def calibration_error(label, z, bins=15):
    sure, right, out = z.max(axis=1), z.argmax(axis=1) == label, 0
    for b in range(bins):
        held = (sure > b / bins) & (sure <= (b + 1) / bins)
        if held.any():
            out += held.mean() * abs(right[held].mean() - sure[held].mean())
    return out


def classes(name, label, z):
    label, z = np.asarray(label), np.asarray(z, dtype=float)
    k = z.shape[1]
    said = z.argmax(axis=1)
    scores = {
        "accuracy": metrics.accuracy_score(label, said),
        "balanced_accuracy": metrics.balanced_accuracy_score(label, said),
        "f1_macro": metrics.f1_score(label, said, average="macro", zero_division=0),
        "log_loss": metrics.log_loss(label, z, labels=range(k)),
        "brier": float(((z - np.eye(k)[label]) ** 2).sum(axis=1).mean()),
        "calibration_error": calibration_error(label, z),
    }
    if k == 2 and len(set(label)) == 2 and np.allclose(z.sum(axis=1), 1):
        assert abs(scores["brier"] - 2 * metrics.brier_score_loss(label, z[:, 1])) < 1e-12
    return {"name": name, "label": label.tolist(), "z": z.tolist(), "scores": {k: float(v) for k, v in scores.items()}}


def values(name, y, z):
    scores = {
        "r2": metrics.r2_score(y, z),
        "rmse": metrics.mean_squared_error(y, z, squared=False),
        "mae": metrics.mean_absolute_error(y, z),
    }
    return {"name": name, "y": np.asarray(y).tolist(), "z": np.asarray(z).tolist(), "scores": {k: float(v) for k, v in scores.items()}}


def softmax(n, k, sharp=2.0):
    e = np.exp(sharp * random.normal(size=(n, k)))
    return e / e.sum(axis=1, keepdims=True)


y = random.normal(50, 12, size=40)
cases = [
    classes("three classes", random.integers(0, 3, 60), softmax(60, 3)),
    classes("ten classes, few rows", random.integers(0, 10, 25), softmax(25, 10)),
    classes("two classes", random.integers(0, 2, 31), softmax(31, 2)),
    classes("class 2 of 4 neither true nor predicted", [0, 1, 3, 3, 0], [[.7, .1, .1, .1], [.2, .5, .1, .2], [.1, .1, .1, .7],
                                                                         [.6, .2, .1, .1], [.2, .6, .1, .1]]),
    classes("class 2 predicted, never true", [0, 1, 0], [[.2, .2, .6], [.1, .8, .1], [.5, .3, .2]]),
    classes("certain and wrong", [0, 1, 1], [[0, 1], [0, 1], [1, 0]]),
    classes("certain and right", [0, 1, 1], [[1, 0], [0, 1], [0, 1]]),
    classes("ties", [0, 1, 2, 1], np.full((4, 3), 1 / 3)),
    classes("one example", [1], [[.3, .6, .1]]),
    classes("probabilities that do not add up to 1", [0, 1], [[.5, .2], [.9, .8]]),
    values("noisy", y, y + random.normal(0, 6, size=40)),
    values("worse than the mean", y, 100 - y),
    values("perfect", y, y),
    values("large numbers", y + 1e9, y + 1e9 + 3),
    values("two examples", [1.0, 2.0], [1.5, 1.75]),
]
out = pathlib.Path(__file__).with_name("metrics.json")
out.write_text(json.dumps(cases, indent=0) + "\n")
