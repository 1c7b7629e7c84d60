#!/usr/bin/python3
"""Writes tests/reference/datasets.json: facts of the built-in sets from scikit-learn's own loaders (1.2).

    /usr/bin/python3 tests/reference/make_datasets.py
"""
import json
import pathlib

import numpy as np
from sklearn import datasets, preprocessing

loaders = {
    "iris": datasets.load_iris(), "wine": datasets.load_wine(), "breast_cancer": datasets.load_breast_cancer(),
    "digits": datasets.load_digits(), "diabetes": datasets.load_diabetes(scaled=False),
}
out = {}
for name, d in loaders.items():
    x, y = d.data.astype(float), d.target.astype(float)
    facts = {
        "rows": x.shape[0], "features": x.shape[1],
        "mean": x.mean(axis=0).tolist(), "sd": x.std(axis=0).tolist(), "target_sum": y.sum(),
        # One sum that changes if any two cells of the table change places.
        "weighted_sum": float((x * (1 + np.arange(x.size).reshape(x.shape) % 97)).sum()),
        "scaled_row_0": preprocessing.StandardScaler().fit_transform(x)[0].tolist(),
    }
    if name != "diabetes":
        facts["class_counts"] = np.bincount(d.target).tolist()
        facts["classes"] = [str(c) for c in d.target_names]
    out[name] = facts
pathlib.Path(__file__).with_name("datasets.json").write_text(json.dumps(out, indent=0) + "\n")
