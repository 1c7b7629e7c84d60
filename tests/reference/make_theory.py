#!/usr/bin/python3
"""Writes theory.json beside this file: reference values of the theories, each by another road than the program's.

Run: /usr/bin/python3 tests/reference/make_theory.py      (Debian: python3-scipy)
"""
import itertools
import json
import pathlib

import numpy
from scipy import integrate, linalg, optimize, special

rng = numpy.random.default_rng(7)


def batches(n, size, replace):
    return list(itertools.product(range(n), repeat=size) if replace else itertools.combinations(range(n), size))


def sgd(x, y, eta, size, replace):
    """Second moment by the p^2 x p^2 system over every batch; the limit by bisection on its spectral radius."""
    n, p = x.shape
    w = numpy.linalg.lstsq(x, y, rcond=None)[0]
    r = x @ w - y
    chosen = [list(b) for b in batches(n, size, replace)]

    def system(step):
        total = numpy.zeros((p * p, p * p))
        for b in chosen:
            a = numpy.eye(p) - step * x[b].T @ x[b] / size
            total += numpy.kron(a, a)
        return total / len(chosen)

    q = numpy.zeros((p, p))
    for b in chosen:
        g = x[b].T @ r[b] / size
        q += eta**2 * numpy.outer(g, g) / len(chosen)
    s = numpy.linalg.solve(numpy.eye(p * p) - system(eta), q.ravel()).reshape(p, p)
    h = x.T @ x / n
    radius = lambda step: max(abs(numpy.linalg.eigvals(system(step)))) - 1
    limit = optimize.brentq(radius, 1e-3, 2 / numpy.linalg.eigvalsh(h)[-1] + 1e-9, xtol=1e-15, rtol=1e-14)
    return {"design": x.ravel().tolist(), "targets": y.tolist(), "features": p, "learning_rate": eta,
            "batch_size": size, "sampling": "with_replacement" if replace else "without_replacement",
            "covariance": s.ravel().tolist(),
            "excess_loss": numpy.trace(h @ s) / 2, "limit": limit}


def stationary():
    cases = []
    for n, p, size in ((5, 2, 2), (6, 3, 2), (6, 3, 3), (4, 1, 1)):
        x, y = rng.normal(size=(n, p)), rng.normal(size=n)
        for replace in (True, False):
            cases.append(sgd(x, y, 0.05, size, replace))
    return cases


def lyapunov():
    cases = []
    for p in (1, 2, 5):
        b, c = rng.normal(size=(p, p)), rng.normal(size=(p, p))
        a, q = b @ b.T + 0.1 * numpy.eye(p), c @ c.T
        a /= 1.1 * numpy.linalg.eigvalsh(a)[-1]
        cases.append({"a": a.ravel().tolist(), "q": q.ravel().tolist(),
                      "continuous": linalg.solve_continuous_lyapunov(a, q).ravel().tolist(),
                      "discrete": linalg.solve_discrete_lyapunov(a, q).ravel().tolist()})
    return cases


def passage():
    """The double integral by Gauss's rule of 24 nodes on pieces of 1/20."""
    nodes, weights = numpy.polynomial.legendre.leggauss(24)

    def pieces(f, low, high):
        ends = sorted({low, high} | {k / 20 for k in range(-120, 121) if low < k / 20 < high})
        return sum((b - a) / 2 * weights @ f((a + b) / 2 + (b - a) / 2 * nodes) for a, b in zip(ends, ends[1:]))

    well, tilted = [0.25, 0, -0.5, 0, 0.25], [0, 0.1, -0.5, 0.1, 0.25]
    cases = []
    for c, start, end, d in ((well, -1, 0, 0.1), (well, -1, 1, 0.1), (well, -1, 1, 0.01), (well, 1, -0.5, 0.05),
                             ([0, 0, 0.5], 0, 1.5, 0.3), (tilted, -1.1, 0.9, 0.03), (tilted, -3, -2, 0.2)):
        side = 1 if end > start else -1
        v = lambda x: sum(k * (side * x) ** i for i, k in enumerate(c))
        base = v(numpy.linspace(-6, 6, 2401)).min()
        inner = lambda y: pieces(lambda z: numpy.exp(-(v(z) - base) / d), -6.0, y)
        outer = lambda y: numpy.exp((v(y) - base) / d) * numpy.array([inner(t) for t in y])
        cases.append({"potential": c, "start": start, "absorption": end, "temperature": d,
                      "time": pieces(outer, float(side * start), float(side * end)) / d})
    return cases


def mean_field():
    """Fixed points by root finding on adaptive quadrature, in one and two dimensions."""
    density = lambda z: numpy.exp(-z * z / 2) / numpy.sqrt(2 * numpy.pi)
    mean = lambda f: integrate.quad(lambda z: density(z) * f(z), -12, 12, epsabs=1e-14, epsrel=1e-13, limit=400)[0]
    sech2 = lambda x: 1 / numpy.cosh(numpy.minimum(abs(x), 300)) ** 2
    nodes, weights = numpy.polynomial.hermite_e.hermegauss(180)
    weights = weights / weights.sum()

    def pair(f, q, c):
        u = numpy.sqrt(q) * nodes
        inner = f(numpy.sqrt(q) * (c * nodes[:, None] + numpy.sqrt(1 - c * c) * nodes[None, :])) @ weights
        return float(weights @ (f(u) * inner))

    cases = []
    for w, b in ((1.5, 0.05), (0.7, 0.3), (2.5, 0.05), (4.0, 0.2), (0.8, 0.0), (3.0, 0.0)):
        square = lambda q: w * mean(lambda z: numpy.tanh(numpy.sqrt(q) * z) ** 2) + b
        if b == 0 and w <= 1:
            q = 0.0
        else:
            q = optimize.brentq(lambda q: square(q) - q, 1e-6, w + b, xtol=1e-15, rtol=1e-14)
        chi = w * mean(lambda z: sech2(numpy.sqrt(q) * z) ** 2)
        length_chi = chi if q == 0 else (square(q * (1 + 1e-4)) - square(q * (1 - 1e-4))) / (2e-4 * q)
        c, chi_c = 1.0, chi
        if chi > 1:
            gap = lambda c: (w * pair(numpy.tanh, q, c) + b) / q - c
            c = 0.0 if b == 0 else optimize.brentq(gap, 0, 1 - 1e-3, xtol=1e-14)
            chi_c = w * pair(sech2, q, c)
        cases.append({"weight": w, "bias": b, "length": q, "chi": chi, "length_chi": length_chi, "correlation": c,
                      "correlation_chi": chi_c})
    return cases


def log_norm():
    return [{"width": n, "mean": float(special.digamma(n / 2) + numpy.log(2 / n)),
             "variance": float(special.polygamma(1, n / 2))}
            for n in (1, 2, 7, 100, 4096)]


reference = {"stationary": stationary(), "lyapunov": lyapunov(), "passage": passage(), "mean_field": mean_field(),
             "log_norm": log_norm()}
pathlib.Path(__file__).with_name("theory.json").write_text(json.dumps(reference, indent=0) + "\n")
