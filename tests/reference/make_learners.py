#!/usr/bin/python3
"""Neighbors, naive Bayes, trees, forests, boosting and support vectors by scikit-learn -> learners.json.

Usage: /usr/bin/python3 tests/reference/make_learners.py    (needs python3-sklearn; made with 1.2.1)
Row i of a set is a test row of fold i mod 3. "diabetes_high" asks whether the progression is above 140. Features of trees
are rounded to float32, as scikit-learn reads them. What a tie would decide is left out: rows whose k-th and next neighbor
lie equally far, and trees that change with scikit-learn's random_state, which orders the features.
"""
import json
import os

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.ensemble import (GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier,
                              RandomForestRegressor)
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

SETS = {n: f(return_X_y=True) for n, f in
        {"iris": load_iris, "wine": load_wine, "breast_cancer": load_breast_cancer, "digits": load_digits}.items()}
raw = load_diabetes(scaled=False)
SETS["diabetes"] = raw.data, raw.target
SETS["diabetes_high"] = raw.data, (raw.target > 140).astype(int)


def fold(name, f, single=False):
    x, y = SETS[name]
    x = x.astype(np.float32).astype(float) if single else x
    test = np.arange(len(y)) % 3 == f
    return x[~test], y[~test], x[test], y[test]


def said(model, x):
    """As Paribus predicts: probabilities, or one column of values."""
    p = model.predict_proba(x) if hasattr(model, "predict_proba") else model.predict(x)[:, None]
    return [[float(f"{v:.12g}") for v in row] for row in p]


def neighbors(name, k, weights):
    x, y, to, _ = fold(name, 0)
    model = (KNeighborsRegressor if name == "diabetes" else KNeighborsClassifier)(k, weights=weights, algorithm="brute").fit(x, y)
    far = np.sort(((to[:, None] - x[None]) ** 2).sum(-1), axis=1)
    rows = np.flatnonzero(far[:, k] - far[:, k - 1] > 1e-9 * far[:, k])
    return {"data": name, "n_neighbors": k, "weights": weights, "rows": rows.tolist(), "z": said(model, to[rows])}


def untied(make, name, single=True):
    """A fit that does not depend on the order of the features."""
    x, y, to, _ = fold(name, 0, single)
    fits = [make(r).fit(x, y) for r in range(8)]
    zs = [np.array(said(m, to)) for m in fits]
    assert all(np.abs(z - zs[0]).max() < 1e-9 for z in zs), (name, make(0))
    assert all(np.abs(m.feature_importances_ - fits[0].feature_importances_).max() < 1e-9 for m in fits), (name, make(0))
    return fits[0], said(fits[0], to)


def tree(name, criterion, max_depth, leaf):
    kind = DecisionTreeRegressor if name == "diabetes" else DecisionTreeClassifier
    model, z = untied(lambda r: kind(criterion=criterion, max_depth=max_depth, min_samples_leaf=leaf, random_state=r), name)
    return {"data": name, "criterion": criterion, "max_depth": max_depth, "min_samples_leaf": leaf, "leaves": int(model.get_n_leaves()),
            "importance": model.feature_importances_.tolist(), "z": z}


def boosting(name, n, depth, leaf):
    kind = GradientBoostingRegressor if name == "diabetes" else GradientBoostingClassifier
    _, z = untied(lambda r: kind(n_estimators=n, max_depth=depth, min_samples_leaf=leaf, random_state=r), name)
    return {"data": name, "n_estimators": n, "max_depth": depth, "min_samples_leaf": leaf, "z": z}


def forest(name, seeds=20):
    """Mean over folds and seeds: accuracy, or R^2 of all rows together."""
    scores = []
    for seed in range(seeds):
        hit, n, sse, sst = 0, 0, 0, 0
        for f in range(3):
            x, y, to, truth = fold(name, f)
            m = (RandomForestRegressor if name == "diabetes" else RandomForestClassifier)(100, random_state=seed).fit(x, y)
            p = m.predict(to)
            hit, n = hit + (p == truth).sum(), n + len(truth)
            sse, sst = sse + ((p - truth) ** 2).sum(), sst + ((truth - SETS[name][1].mean()) ** 2).sum()
        scores.append(1 - sse / sst if name == "diabetes" else hit / n)
    return {"data": name, "seeds": seeds, "mean": float(np.mean(scores)), "sd": float(np.std(scores, ddof=1))}


def svm(name, loss, c):
    x, y, to, _ = fold(name, 0)
    scale = StandardScaler().fit(x)
    m = LinearSVC(loss=loss, C=c, tol=1e-12, max_iter=10 ** 7, random_state=0).fit(scale.transform(x), y)
    return {"data": name, "loss": loss, "C": c, "weights": np.c_[m.intercept_, m.coef_].tolist()}


def bayes(name):
    x, y, to, _ = fold(name, 0)
    return {"data": name, "z": said(GaussianNB().fit(x, y), to)}


out = {
    "made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
    "neighbors": [neighbors(*c) for c in [("iris", 5, "uniform"), ("wine", 1, "uniform"), ("breast_cancer", 15, "distance"),
                                          ("digits", 5, "uniform"), ("diabetes", 5, "uniform"), ("diabetes", 8, "distance")]],
    "bayes": [bayes(n) for n in ("iris", "wine", "breast_cancer", "digits")],
    "tree": [tree(*c) for c in [("wine", "gini", 6, 20), ("breast_cancer", "gini", 2, 3), ("breast_cancer", "entropy", 3, 5),
                                ("digits", "gini", 4, 20), ("digits", "entropy", 4, 5), ("diabetes", "squared_error", 6, 5),
                                ("diabetes_high", "entropy", 6, 20)]],
    "boosting": [boosting(*c) for c in [("diabetes", 30, 3, 5), ("breast_cancer", 30, 1, 5), ("diabetes_high", 30, 3, 20), ("wine", 30, 1, 5)]],
    "svm": [svm(*c) for c in [("breast_cancer", "squared_hinge", 0.1), ("wine", "squared_hinge", 1), ("diabetes_high", "hinge", 0.01)]],
    "forest": [forest(n) for n in SETS],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "learners.json")
with open(path, "w") as f:
    f.write("{\n" + ",\n".join(f' "{k}": ' + (json.dumps(v) if isinstance(v, str) else "[\n  " + ",\n  ".join(json.dumps(c) for c in v) + "\n ]")
                               for k, v in out.items()) + "\n}\n")
