"""Writes the data that every side reads: raw little-endian numbers, so that nobody's reader is timed.

digits    2,000 x 64: the 1,797 built-in digits / 16, and 203 of them again with noise of 0.05 (a round number of rows)
fashion   60,000 x 784: Fashion-MNIST / 255, from Debian's package dataset-fashion-mnist
blobs     500,000 x 16: overlapping normal clouds, 64 given starting centers
logit     100,000 x 100: normal numbers, and classes drawn from a logistic model of them
lasso     10,000 x 1,000: normal numbers, and a target of 50 of them and noise, all of mean 0
regress   100,000 x 200: normal numbers about 1, a target with noise, and the least-squares solution in extended precision
wide      parameters and a direction for the Hessian product of 784-256-256-10
flow      parameters of 64-32-10, and where the gradient flow over 500 digits takes them in the time 10: with tanh, with ReLU
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


def logit():
    noise = np.random.default_rng(0)
    x, w = noise.standard_normal((100_000, 100)), noise.standard_normal(100) / 3
    return x, noise.random(len(x)) < 1 / (1 + np.exp(-x @ w))


def lasso():
    noise = np.random.default_rng(0)
    x, w = noise.standard_normal((10_000, 1000)), np.zeros(1000)
    w[:50] = noise.standard_normal(50)
    y = x @ w + noise.standard_normal(len(x))
    return x - x.mean(axis=0), y - y.mean()


def regress():
    """The solution (intercept first) by corrections whose gradients have the 64 digits of x87's numbers, until they vanish."""
    noise = np.random.default_rng(4)
    x = (1 + noise.standard_normal((100_000, 200))).astype("<f4").astype(float)
    w = noise.standard_normal(200) / 14
    y = x @ w + 8 * noise.standard_normal(len(x))
    a = np.column_stack([np.ones(len(x)), x])
    gram, at = np.linalg.inv(a.T @ a), np.zeros(201, np.longdouble)
    for _ in range(6):
        g = np.zeros(201, np.longdouble)
        for i in range(0, len(a), 5000):
            part = a[i:i + 5000].astype(np.longdouble)
            g += (y[i:i + 5000] - part @ at) @ part
        at += gram @ g.astype(float)
    return x, y, at


def wide():
    """Row-major in x out weights, then the biases, layer by layer: the order of the parameters in Paribus."""
    noise = np.random.default_rng(2)
    theta = []
    for inputs, outputs in ((784, 256), (256, 256), (256, 10)):
        theta += [noise.normal(0, inputs ** -0.5, inputs * outputs), np.zeros(outputs)]
    theta = np.concatenate(theta)
    direction = noise.normal(0, 1, len(theta))
    return theta, direction / np.linalg.norm(direction)


def flow(root, rows=500, time=10):
    """References: with tanh by SciPy's DOP853 to 1e-12 in every step; with ReLU, where no method keeps its order, by
    16,000 steps of RK4 (64,000 end 1.2e-6 beside them, relative; what is timed errs by ten times as much)."""
    from scipy.integrate import solve_ivp
    x, y = digits(root)
    x, y = x[:rows].astype("<f4").astype(float), np.eye(10)[y[:rows].astype(int)]
    noise = np.random.default_rng(3)
    start = np.concatenate([noise.normal(0, 1 / 8, 64 * 32), np.zeros(32), noise.normal(0, 32 ** -0.5, 320), np.zeros(10)])

    def field(f, slope):
        def of(_, theta):
            w, b, v, c = np.split(theta, [2048, 2080, 2400])
            h = f(x @ w.reshape(64, 32) + b)
            z = h @ v.reshape(32, 10) + c
            p = np.exp(z - z.max(axis=1, keepdims=True))
            dz = (p / p.sum(axis=1, keepdims=True) - y) / len(x)
            dh = dz @ v.reshape(32, 10).T * slope(h)
            return -np.concatenate([(x.T @ dh).ravel(), dh.sum(axis=0), (h.T @ dz).ravel(), dz.sum(axis=0)])
        return of

    smooth, bent = field(np.tanh, lambda h: 1 - h * h), field(lambda a: np.maximum(a, 0), lambda h: h > 0)
    end, h = start.copy(), time / 16000
    for _ in range(16000):
        k = bent(0, end)
        l = bent(0, end + h / 2 * k)
        m = bent(0, end + h / 2 * l)
        end += h / 6 * (k + 2 * l + 2 * m + bent(0, end + h * m))
    return start, solve_ivp(smooth, (0, time), start, "DOP853", (time,), rtol=1e-12, atol=1e-15).y[:, -1], end


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
    save("logit", logit, labeled("logit"))
    save("regress", regress, [("regress.x", ".f32", "<f4"), ("regress.y", ".f64", "<f8"), ("regress.solution", ".f64", "<f8")])
    save("lasso", lasso, [("lasso.x", ".f64", "<f8"), ("lasso.y", ".f64", "<f8")])
    save("blobs", blobs, [("blobs.x", ".f32", "<f4"), ("blobs.start", ".f32", "<f4")])
    save("wide", wide, [("wide.theta", ".f64", "<f8"), ("wide.direction", ".f64", "<f8")])
    save("flow", lambda: flow(root), [("flow." + name, ".f64", "<f8") for name in ("theta", "tanh", "relu")])
    if os.path.exists(FASHION + "train-images-idx3-ubyte.gz"):
        save("fashion", fashion, labeled("fashion"))
    else:
        missing["fashion"] = "no Fashion-MNIST here: apt-get install dataset-fashion-mnist"
    return missing


if __name__ == "__main__":
    for name, reason in write(sys.argv[1], os.path.join(os.path.dirname(__file__), "..")).items():
        print(f"{name}: {reason}")
