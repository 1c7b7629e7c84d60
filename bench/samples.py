"""Writes the data that every side reads: raw little-endian numbers, so that nobody's reader is timed.

digits    2,000 x 64: the 1,797 built-in digits / 16, and 203 of them again with noise of 0.05 (a round number of rows)
fashion   60,000 x 784: Fashion-MNIST / 255, from Debian's package dataset-fashion-mnist
blobs     500,000 x 16: overlapping normal clouds, 64 given starting centers
wide      parameters and a direction for the Hessian product of 784-256-256-10
"""
import gzip
import os
import sys

import numpy as np

FASHION = "/usr/share/datasets/fashion-mnist/"


def digits(root):
    table = np.genfromtxt(os.path.join(root, "data", "digits.csv"), delimiter=",", skip_header=1)
    x, y = table[:, :-1] / 16, table[:, -1]
    noise = np.random.default_rng(0)
    again = noise.integers(0, len(x), 2000 - len(x))
    jittered = x[again] + noise.normal(0, 0.05, (len(again), 64))
    return np.vstack([x, jittered]), np.r_[y, y[again]]


def fashion():
    def of(name, header):
        with gzip.open(FASHION + name) as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)
    return of("train-images-idx3-ubyte.gz", 16).reshape(-1, 784) / np.float32(255), of("train-labels-idx1-ubyte.gz", 8)


def blobs():
    noise = np.random.default_rng(1)
    centers = noise.normal(0, 1.5, (64, 16))
    x = centers[noise.integers(0, 64, 500_000)] + noise.normal(0, 1, (500_000, 16))
    return x, x[noise.choice(len(x), 64, replace=False)]


def wide():
    """Row-major in x out weights, then the biases, layer by layer: the order of the parameters in Paribus."""
    noise = np.random.default_rng(2)
    theta = []
    for inputs, outputs in ((784, 256), (256, 256), (256, 10)):
        theta += [noise.normal(0, inputs ** -0.5, inputs * outputs), np.zeros(outputs)]
    theta = np.concatenate(theta)
    direction = noise.normal(0, 1, len(theta))
    return theta, direction / np.linalg.norm(direction)


def write(folder, root):
    """What is not there yet. Returns the names that cannot be had on this machine, with the reason."""
    os.makedirs(folder, exist_ok=True)
    missing = {}

    def save(name, make, kinds):
        paths = [os.path.join(folder, part + ending) for part, ending, _ in kinds]
        if all(os.path.exists(path) for path in paths):
            return
        for path, numbers, (_, _, kind) in zip(paths, make(), kinds):
            numbers.astype(kind).tofile(path + ".part")
            os.replace(path + ".part", path)

    labeled = lambda name: [(name + ".x", ".f32", "<f4"), (name + ".label", ".i32", "<i4")]
    save("digits", lambda: digits(root), labeled("digits"))
    save("blobs", blobs, [("blobs.x", ".f32", "<f4"), ("blobs.start", ".f32", "<f4")])
    save("wide", wide, [("wide.theta", ".f64", "<f8"), ("wide.direction", ".f64", "<f8")])
    if os.path.exists(FASHION + "train-images-idx3-ubyte.gz"):
        save("fashion", fashion, labeled("fashion"))
    else:
        missing["fashion"] = "no Fashion-MNIST here: apt-get install dataset-fashion-mnist"
    return missing


if __name__ == "__main__":
    for name, reason in write(sys.argv[1], os.path.join(os.path.dirname(__file__), "..")).items():
        print(f"{name}: {reason}")
