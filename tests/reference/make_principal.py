#!/usr/bin/python3
"""Principal components by scikit-learn's full solver (LAPACK's singular value decomposition) -> principal.json.

Usage: /usr/bin/python3 tests/reference/make_principal.py    (needs python3-sklearn)
Signs: the coefficient of the largest size of each axis is positive, as the house has it.
"""
import json
import os

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris
from sklearn.decomposition import PCA


def signed(axes):
    return axes * np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]


def case(name, x, k, rows=None):
    x = x if rows is None else x[:rows]
    p = PCA(k, svd_solver="full").fit(x)
    axes = signed(p.components_)
    scores = (x - p.mean_) @ axes.T
    return {"name": name, "rows": len(x), "components": k, "mean": p.mean_.tolist(), "variance": p.explained_variance_.tolist(),
            "ratio": p.explained_variance_ratio_.tolist(), "axes": axes.tolist(), "scores": scores[:3].tolist(),
            "reconstruction": (scores[:2] @ axes + p.mean_).tolist(),
            "left": float(((x - p.mean_ - scores @ axes) ** 2).sum())}


iris, digits = load_iris().data, load_digits().data
out = {"by": f"scikit-learn {sklearn.__version__}",
       "cases": [case("iris", iris, 2), case("iris", iris, 4), case("digits", digits, 10), case("digits", digits, 40, 50),
                 case("breast_cancer", load_breast_cancer().data, 30)]}
with open(os.path.join(os.path.dirname(__file__), "principal.json"), "w") as f:
    json.dump(out, f, separators=(",", ":"))
    f.write("\n")
