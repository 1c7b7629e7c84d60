#!/usr/bin/python3
"""Where the gradient flow of a network on real digits leads, by SciPy's DOP853 over NumPy -> network_flow.json.

Usage: /usr/bin/python3 tests/reference/make_network_flow.py    (needs python3-scipy)
theta' = -grad L, L the mean cross-entropy of 64-32-10 with tanh over the first 500 rows of data/digits.csv, pixels / 16, from
t = 0 to 10. theta[q] = s sin(q^2) at the start, s = 0.18 for W_1 and 0.25 for W_2, biases 0; ordered W_1 (in x out,
row-major), b_1, W_2, b_2. Kept of the 2,410 numbers at the end: those with the numbers 61 q + 40, the norm of all, and the loss;
`spread` says how far, at most, tolerances of 1e-12 and of 1e-11 end apart, over all numbers.
"""
import json
import pathlib

import numpy as np
import scipy
from scipy.integrate import solve_ivp

here = pathlib.Path(__file__).parent
table = np.genfromtxt(here.parent.parent / "data" / "digits.csv", delimiter=",", skip_header=1)[:500]
x, y = table[:, :64] / 16, np.eye(10)[table[:, 64].astype(int)]
D, H, K = 64, 32, 10
ENDS = np.cumsum([D * H, H, H * K])
P = (D + 1) * H + (H + 1) * K
w, b, v, c = np.split(np.sin(np.arange(P) ** 2.0), ENDS)
start = np.concatenate([0.18 * w, 0 * b, 0.25 * v, 0 * c])


def outputs(theta):
    w, b, v, c = np.split(theta, ENDS)
    h = np.tanh(x @ w.reshape(D, H) + b)
    z = h @ v.reshape(H, K) + c
    z -= z.max(axis=1, keepdims=True)
    return h, z - np.log(np.exp(z).sum(axis=1, keepdims=True))  # logarithms of probabilities


def loss(theta):
    return -(y * outputs(theta)[1]).sum() / len(x)


def field(_, theta):
    v = np.split(theta, ENDS)[2].reshape(H, K)
    h, logs = outputs(theta)
    dz = (np.exp(logs) - y) / len(x)
    da = dz @ v.T * (1 - h * h)
    return -np.concatenate([(x.T @ da).ravel(), da.sum(axis=0), (h.T @ dz).ravel(), dz.sum(axis=0)])


def end(tolerance):
    return solve_ivp(field, (0, 10), start, "DOP853", (10,), rtol=tolerance, atol=tolerance * 1e-2).y[:, -1]


theta = end(1e-12)
out = {"made_by": "tests/reference/make_network_flow.py", "made_with": f"scipy {scipy.__version__}, numpy {np.__version__}",
       "spread": float(abs(theta - end(1e-11)).max()), "loss_at_start": loss(start), "loss": loss(theta),
       "norm": float(np.linalg.norm(theta)), "moved": float(np.linalg.norm(theta - start)), "theta": theta[40::61].tolist()}
(here / "network_flow.json").write_text(json.dumps(out, indent=1) + "\n")
