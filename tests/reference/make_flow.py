#!/usr/bin/python3
"""L-BFGS by SciPy (L-BFGS-B without bounds, 10 pairs) and the optimum of a logistic regression -> flow.json.

Usage: /usr/bin/python3 tests/reference/make_flow.py    (needs python3-scipy and python3-sklearn)
For each problem: after how many iterations and evaluations the gradient's Euclidean norm was first <= 1e-8.
digits: multinomial logistic regression on scikit-learn's digits / 16, mean cross-entropy + l2/2 ||W||^2, l2 = 1e-4;
`loss` is the least value, by Newton-CG of scikit-learn, and `slope` the gradient's norm that was left there.
"""
import json
import os

import numpy as np
import scipy
import sklearn
from scipy.optimize import fmin_l_bfgs_b, rosen, rosen_der
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression


def count(f, x0):
    calls, first = [0], []

    def counted(x):
        calls[0] += 1
        return f(x)

    def watch(x):
        watch.iterations += 1
        if not first and np.linalg.norm(f(x)[1]) <= 1e-8:
            first.extend([watch.iterations, calls[0]])

    watch.iterations = 0
    fmin_l_bfgs_b(counted, np.array(x0, float), m=10, factr=0, pgtol=1e-12, maxiter=100000, maxfun=1000000, callback=watch)
    return {"iterations": first[0], "evaluations": first[1]}


def bowl(mu, lam, n):
    l = mu * (lam / mu) ** (np.arange(n) / (n - 1))
    return lambda x: (0.5 * float(l @ (x * x)), l * x)


digits = load_digits()
x, n, l2 = digits.data / 16, len(digits.data), 1e-4
y = np.eye(10)[digits.target]


def logistic(theta):  # W (64 x 10, row-major), then b
    w, b = theta[:640].reshape(64, 10), theta[640:]
    z = x @ w + b
    m = z.max(1, keepdims=True)
    e = np.exp(z - m)
    p = e / e.sum(1, keepdims=True)
    loss = float((np.log(e.sum(1)) + m[:, 0] - (z * y).sum(1)).mean() + l2 / 2 * (w * w).sum())
    d = (p - y) / n
    return loss, np.concatenate([(x.T @ d + l2 * w).ravel(), d.sum(0)])


fit = LogisticRegression(C=1 / (l2 * n), multi_class="multinomial", solver="newton-cg", tol=1e-9, max_iter=10000)
fit.fit(x, digits.target)
loss, slope = logistic(np.concatenate([fit.coef_.T.ravel(), fit.intercept_]))
out = {"made_by": "tests/reference/make_flow.py", "scipy": scipy.__version__, "sklearn": sklearn.__version__,
       "quadratic": count(bowl(1, 100, 10), np.ones(10)),
       "quadratic_steep": count(bowl(1, 1e4, 50), np.ones(50)),
       "rosenbrock": count(lambda t: (rosen(t), rosen_der(t)), [-1.2, 1]),
       "rosenbrock_chain": count(lambda t: (rosen(t), rosen_der(t)), [-1.2, 1] * 50),
       "digits": {**count(logistic, np.zeros(650)), "l2": l2, "loss": loss, "slope": float(np.linalg.norm(slope))}}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "flow.json"), "w") as f:
    json.dump(out, f, indent=1)
    f.write("\n")
