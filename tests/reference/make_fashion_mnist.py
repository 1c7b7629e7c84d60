#!/usr/bin/python3
"""Writes tests/reference/fashion_mnist.json: facts of Fashion-MNIST by gzip and NumPy.

    /usr/bin/python3 tests/reference/make_fashion_mnist.py

The files are those of Debian's package dataset-fashion-mnist.
"""
import gzip
import hashlib
import json
import pathlib

import numpy as np

FOLDER = pathlib.Path("/usr/share/datasets/fashion-mnist")
FILES = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]


def numbers(name, header):
    return np.frombuffer(gzip.open(FOLDER / name).read()[header:], np.uint8)


x = np.concatenate([numbers(f, 16) for f in FILES[::2]]).reshape(-1, 784).astype(np.int64)
y = np.concatenate([numbers(f, 8) for f in FILES[1::2]])
place = np.arange(x.size).reshape(x.shape)
out = {
    "rows": x.shape[0], "features": x.shape[1], "class_counts": np.bincount(y).tolist(),
    "sha256": hashlib.sha256(b"".join((FOLDER / f).read_bytes() for f in FILES)).hexdigest(),
    "first_labels": y[:20].tolist(), "labels_from_60000": y[60000:60020].tolist(), "last_labels": y[-5:].tolist(),
    # One sum that changes if any two pixels change places.
    "weighted_sum": int((x * (1 + place % 97)).sum()),
    "row_sums": {str(i): int(x[i].sum()) for i in (0, 59999, 60000, 69999)},
    "class_sums": [int(x[y == c].sum()) for c in range(10)],
    "pixel_14_14_of_row_0": int(x[0].reshape(28, 28)[14, 14]),
    "distinct": {str(j): len(np.unique(x[:, j])) for j in (0, 1, 783)},
    "duplicate_rows": int(x.shape[0] - len(np.unique(x, axis=0))),
}
pathlib.Path(__file__).with_name("fashion_mnist.json").write_text(json.dumps(out, indent=0) + "\n")
