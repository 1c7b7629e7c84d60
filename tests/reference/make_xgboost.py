#!/usr/bin/python3
"""What XGBoost's own Python interface predicts -> xgboost.json.

Usage: /usr/bin/python3 tests/reference/make_xgboost.py    (needs python3-xgboost and python3-sklearn; made with 1.7.4)
Row i of a set is a test row of fold i mod 3, as in make_learners.py; of digits the first 60 test rows are written down.
"""
import json
import os

import numpy as np
import xgboost
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine

SETS = {n: f(return_X_y=True) for n, f in
        {"iris": load_iris, "wine": load_wine, "breast_cancer": load_breast_cancer, "digits": load_digits}.items()}
raw = load_diabetes(scaled=False)
SETS["diabetes"] = raw.data, raw.target
SETS["diabetes_high"] = raw.data, (raw.target > 140).astype(int)


def case(name, **settings):
    x, y = SETS[name]
    test = np.arange(len(y)) % 3 == 0
    kind = xgboost.XGBRegressor if name == "diabetes" else xgboost.XGBClassifier
    model = kind(n_jobs=1, **settings).fit(x[~test], y[~test])
    to = x[test][:60] if name == "digits" else x[test]
    z = model.predict(to)[:, None] if name == "diabetes" else model.predict_proba(to)
    return {"data": name, "settings": settings, "z": [[float(f"{v:.9g}") for v in row] for row in z.tolist()]}


cases = [case("iris"), case("wine", n_estimators=30, max_depth=2, min_child_weight=3.0), case("breast_cancer", reg_lambda=0.0, tree_method="approx"),
         case("digits", n_estimators=20, learning_rate=0.5, tree_method="hist"), case("diabetes"),
         case("diabetes", n_estimators=40, gamma=2000.0, reg_alpha=30.0, tree_method="exact"), case("diabetes_high", gamma=1.0, learning_rate=0.1)]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "xgboost.json")
with open(path, "w") as f:
    f.write('{\n "made_with": ' + json.dumps("XGBoost " + xgboost.__version__) + ',\n "cases": [\n  ' + ",\n  ".join(json.dumps(c) for c in cases) + "\n ]\n}\n")
