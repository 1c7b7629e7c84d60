#!/usr/bin/python3
"""Residual networks, Jacobians, tangent kernels, Hessian spectra and gradient noise by PyTorch in double precision, and
the limit of a residual network by SciPy's DOP853 -> spectra.json.

Usage: /usr/bin/python3 tests/reference/make_spectra.py    (needs python3-torch and python3-scipy)
The inputs are the formulas of make_model.py. theta is ordered W_0 (in x out, row-major), b_0, then the blocks (one if
they share), then the output layer:  h = x W_0 + b_0,  h <- h + s f(h W_l + b_l),  z = h W + b.
"""
import json
import math
import os

import numpy as np
import scipy
import torch
from scipy.integrate import solve_ivp

torch.set_default_dtype(torch.float64)
FUNCTIONS = {"tanh": torch.tanh, "relu": torch.relu, "identity": lambda u: u}


def inputs(n, d, k, classes):
    x = torch.tensor([[math.sin(1 + 3 * i + 7 * j) for j in range(d)] for i in range(n)])
    if classes:
        y = torch.nn.functional.one_hot(torch.tensor([(5 * i + 2) % k for i in range(n)]), k).double()
    else:
        y = torch.tensor([[math.cos(4 + i + 3 * j) for j in range(k)] for i in range(n)])
    return x, y


def parameters(p):
    return torch.tensor([0.6 * math.sin(2 + 5 * q) for q in range(p)])


def direction(p):
    return torch.tensor([math.cos(3 + 2 * q) for q in range(p)])


def cut(theta, at, a, b):
    return theta[at:at + a * b].reshape(a, b), theta[at + a * b:at + (a + 1) * b], at + (a + 1) * b


def residual(theta, x, c):
    w, b, at = cut(theta, 0, c["features"], c["width"])
    h = x @ w + b
    for l in range(c["depth"]):
        if l == 0 or not c["share"]:
            w, b, at = cut(theta, at, c["width"], c["width"])
        h = h + c["step"] * FUNCTIONS[c["activation"]](h @ w + b)
    w, b, at = cut(theta, at, c["width"], c["outputs"])
    assert at == len(theta)
    return h @ w + b


def residual_size(c):
    m = c["width"]
    return (c["features"] + 1) * m + (1 if c["share"] else c["depth"]) * (m + 1) * m + (m + 1) * c["outputs"]


def mlp(theta, x, sizes, activation):
    h, at = x, 0
    for l, (a, b) in enumerate(zip(sizes, sizes[1:])):
        w, bias, at = cut(theta, at, a, b)
        h = h @ w + bias
        if l + 2 < len(sizes):
            h = FUNCTIONS[activation](h)
    return h


def loss_of(name, z, y):
    if name == "squared_error":
        return ((z - y) ** 2).sum() / 2 / len(y)
    return torch.nn.functional.cross_entropy(z, y.argmax(1))


n = 7
cases = []
for features, width, depth, outputs in ((3, 4, 1, 2), (4, 5, 3, 3), (2, 17, 2, 2), (3, 6, 2, 1)):
    for activation in ("tanh", "relu", "identity"):
        for share in (False, True):
            for loss in ("squared_error", "cross_entropy"):
                if loss == "cross_entropy" and outputs == 1 or width == 17 and activation != "tanh":
                    continue
                c = {"features": features, "width": width, "depth": depth, "outputs": outputs, "activation": activation,
                     "share": share, "step": 0.7 if share else 1 / depth, "loss": loss}
                x, y = inputs(n, features, outputs, loss == "cross_entropy")
                theta, v = parameters(residual_size(c)).requires_grad_(), direction(residual_size(c))
                risk = lambda t: loss_of(loss, residual(t, x, c), y)
                value = risk(theta)
                (g,) = torch.autograd.grad(value, theta)
                _, hv = torch.autograd.functional.hvp(risk, theta.detach(), v)
                z = residual(theta.detach(), x, c)
                prediction = torch.softmax(z, 1) if loss == "cross_entropy" else z
                cases.append(dict(c, value=value.item(), gradient=g.tolist(), hessian_vector=hv.tolist(),
                                  prediction=prediction.flatten().tolist()))

# The limit of many blocks that share their weights, step 1 / depth: h' = tanh(h W + b) on [0, 1].
c = {"features": 3, "width": 5, "outputs": 2, "share": True, "depth": 1}
x, _ = inputs(4, 3, 2, False)
theta = parameters(residual_size(c))
w0, b0, at = cut(theta, 0, 3, 5)
w, b, at = cut(theta, at, 5, 5)
w1, b1, at = cut(theta, at, 5, 2)
h0 = (x @ w0 + b0).numpy()
flow = solve_ivp(lambda t, h: np.tanh(h.reshape(4, 5) @ w.numpy() + b.numpy()).ravel(), (0, 1), h0.ravel(), method="DOP853",
                 rtol=1e-13, atol=1e-14)
limit = flow.y[:, -1].reshape(4, 5) @ w1.numpy() + b1.numpy()

# Jacobians (rows: output c of example i at i k + c), kernels, Hessians and gradient noise.
spectra = []
for kind, shape in (("mlp", [3, 5, 4, 2]), ("residual_mlp", {"features": 3, "width": 4, "depth": 3, "outputs": 2,
                                                            "activation": "tanh", "share": False, "step": 1 / 3})):
    if kind == "mlp":
        net, p = (lambda t, u: mlp(t, u, [3, 5, 4, 2], "tanh")), sum((a + 1) * b for a, b in zip(shape, shape[1:]))
    else:
        net, p = (lambda t, u: residual(t, u, shape)), residual_size(shape)
    for loss in ("squared_error", "cross_entropy"):
        x, y = inputs(n, 3, 2, loss == "cross_entropy")
        theta, v = parameters(p), direction(p)
        risk = lambda t: loss_of(loss, net(t, x), y)
        j = torch.autograd.functional.jacobian(lambda t: net(t, x).flatten(), theta)
        h = torch.autograd.functional.hessian(risk, theta)
        single = torch.autograd.functional.jacobian(
            lambda t: torch.stack([loss_of(loss, net(t, x[i:i + 1]), y[i:i + 1]) for i in range(n)]), theta)
        noise = single - single.mean(0)
        c = noise.T @ noise / n
        moved = theta + 0.3 * v
        f = net(theta, x) + (j @ (0.3 * v)).reshape(n, 2)
        kernel = j @ j.T
        values, vectors = np.linalg.eigh(kernel.numpy() / n)
        residue = vectors.T @ (net(theta, x) - y).flatten().numpy()
        spectra.append({
            "kind": kind, "loss": loss, "jacobian": j.tolist(), "kernel": kernel.tolist(),
            "kernel_eigenvalues": values.tolist(), "squared_coefficients": (residue ** 2).tolist(),
            "linearized_loss": (((f - y) ** 2).sum() / 2 / n).item(),
            "linearized_gradient": (j.T @ (f - y).flatten() / n).tolist(),
            "hessian_eigenvalues": np.linalg.eigvalsh(h.numpy()).tolist(), "hessian_trace": torch.trace(h).item(),
            "noise_trace": torch.trace(c).item(), "noise_eigenvalues": np.linalg.eigvalsh(c.numpy())[::-1].tolist(),
            "noise_scale": (torch.trace(c) / (single.mean(0) ** 2).sum()).item()})

out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "spectra.json")
with open(out, "w") as file:
    json.dump({"made_by": "tests/reference/make_spectra.py", "torch": torch.__version__, "scipy": scipy.__version__,
               "residual": cases, "limit": limit.flatten().tolist(), "spectra": spectra}, file, separators=(",", ":"))
    file.write("\n")
