#!/usr/bin/python3
"""Lloyd's algorithm by scikit-learn in double precision, from stated starts -> kmeans.json.

Usage: /usr/bin/python3 tests/reference/make_kmeans.py    (needs python3-sklearn)
The data are iris (its rows are in model.json, from make_model.py) and points made by a formula, which the C++ test
makes again:  x[i][j] = 4 sin(1 + 7 (i mod 5) + 3 j) + sin(2 + 13 i + 5 j)    (angles in radians)
A start is a list of rows of the data.
"""
import json
import math
import os

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris

wave = np.array([[4 * math.sin(1 + 7 * (i % 5) + 3 * j) + math.sin(2 + 13 * i + 5 * j) for j in range(6)]
                 for i in range(1000)])
cases = []
for name, x, starts in (("iris", load_iris().data, ([0, 50], [0, 50, 100], [1, 60, 120], [0, 50, 100, 149])),
                        ("wave", wave, ([0, 1, 2, 3, 4], [0, 5, 10, 15, 20, 25, 30]))):
    for start in starts:
        fit = KMeans(len(start), init=x[start], n_init=1, max_iter=300, tol=0, algorithm="lloyd").fit(x)
        assert fit.n_iter_ < 300
        cases.append({"data": name, "start": start, "inertia": fit.inertia_, "iterations": int(fit.n_iter_),
                      "centroids": fit.cluster_centers_.tolist(), "counts": np.bincount(fit.labels_).tolist()})

out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kmeans.json")
with open(out, "w") as f:
    json.dump({"made_by": "tests/reference/make_kmeans.py", "sklearn": sklearn.__version__, "cases": cases}, f,
              indent=None, separators=(",", ":"))
    f.write("\n")
