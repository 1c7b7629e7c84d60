#!/usr/bin/python3
"""Gradients and Hessian products of small networks by PyTorch in double precision -> model.json.

Usage: /usr/bin/python3 tests/reference/make_model.py    (needs python3-torch and python3-sklearn)
The inputs are formulas rather than random numbers, so the C++ test builds the same ones without reading them:
    x[i][j] = sin(1 + 3 i + 7 j),  theta[p] = 0.6 sin(2 + 5 p),  v[p] = cos(3 + 2 p),
    class(i) = (5 i + 2) mod k,  y[i] = cos(4 + i)    (angles in radians)
theta is ordered W_1 (in x out, row-major), b_1, W_2, b_2, ...
"""
import json
import math
import os

import sklearn
import torch
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

torch.set_default_dtype(torch.float64)
n = 7
cases = []


def network(theta, x, sizes, activation):
    h, at = x, 0
    for l in range(len(sizes) - 1):
        a, b = sizes[l], sizes[l + 1]
        h = h @ theta[at:at + a * b].reshape(a, b) + theta[at + a * b:at + (a + 1) * b]
        at += (a + 1) * b
        if l + 2 < len(sizes):
            h = {"tanh": torch.tanh, "relu": torch.relu, "identity": lambda u: u}[activation](h)
    return h


for sizes in ([3, 4], [5, 1], [3, 5, 4], [2, 6, 1], [3, 5, 4, 3], [17, 33, 9, 2]):
    for activation in ("tanh", "relu", "identity"):
        if len(sizes) == 2 and activation != "identity" or sizes[0] == 17 and activation != "tanh":
            continue
        for loss in ("squared_error", "cross_entropy"):
            k = sizes[-1]
            if loss == "cross_entropy" and k == 1:
                continue
            x = torch.tensor([[math.sin(1 + 3 * i + 7 * j) for j in range(sizes[0])] for i in range(n)])
            if k == 1:
                y = torch.tensor([[math.cos(4 + i)] for i in range(n)])
            else:
                y = torch.nn.functional.one_hot(torch.tensor([(5 * i + 2) % k for i in range(n)]), k).double()
            p = sum((a + 1) * b for a, b in zip(sizes, sizes[1:]))
            theta = torch.tensor([0.6 * math.sin(2 + 5 * q) for q in range(p)], requires_grad=True)
            v = torch.tensor([math.cos(3 + 2 * q) for q in range(p)])

            def risk(t):
                z = network(t, x, sizes, activation)
                if loss == "squared_error":
                    return ((z - y) ** 2).sum() / 2 / n
                return torch.nn.functional.cross_entropy(z, y)

            value = risk(theta)
            (g,) = torch.autograd.grad(value, theta, create_graph=True)
            _, hv = torch.autograd.functional.hvp(risk, theta.detach(), v)
            with torch.no_grad():
                z = network(theta, x, sizes, activation)
                prediction = torch.softmax(z, 1) if loss == "cross_entropy" else z
            cases.append({"sizes": sizes, "activation": activation, "loss": loss, "value": value.item(),
                          "gradient": g.tolist(), "hessian_vector": hv.tolist(),
                          "prediction": prediction.flatten().tolist()})

# l2-regularized multinomial logistic regression on iris, solved by scikit-learn: at its solution our gradient is 0.
# scikit-learn minimizes the sum of losses + 1/(2 C) ||W||^2: n times our mean risk with l2 = 1 / (C n).
iris = load_iris()
C = 0.5
fit = LogisticRegression(C=C, multi_class="multinomial", solver="newton-cg", tol=1e-7, max_iter=10000)
fit.fit(iris.data, iris.target)
assert fit.n_iter_.max() < 10000
logistic = {"x": iris.data.tolist(), "label": iris.target.tolist(), "l2": 1 / (C * len(iris.target)),
            "weights": fit.coef_.T.tolist(), "bias": fit.intercept_.tolist(),
            "probabilities": fit.predict_proba(iris.data).tolist()}

out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "model.json")
with open(out, "w") as f:
    json.dump({"made_by": "tests/reference/make_model.py", "torch": torch.__version__, "sklearn": sklearn.__version__,
               "cases": cases, "logistic": logistic}, f, indent=None, separators=(",", ":"))
    f.write("\n")
