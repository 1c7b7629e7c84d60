#!/usr/bin/python3
"""The whole Hessian of small networks on real digits, by PyTorch in double precision -> hessian.json.

Usage: /usr/bin/python3 tests/reference/make_hessian.py    (needs python3-torch)
The first 200 rows of data/digits.csv, pixels / 16, through 64-8-10 with theta[q] = 0.3 sin(2 + 5 q), ordered W_1 (in x out,
row-major), b_1, W_2, b_2. Kept of the 610 x 610 numbers: the entries (17 q mod 610, 101 q + 7 mod 610), the diagonal's sum, the sum of
all squares, and of the eigenvalues the lowest and the highest eight.
"""
import csv
import json
import os

import torch

torch.set_default_dtype(torch.float64)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "..", "..", "data", "digits.csv")) as f:
    rows = list(csv.reader(f))[1:201]
numbers = torch.tensor([[float(v) for v in row] for row in rows])
x, label = numbers[:, :64] / 16, numbers[:, 64].long()
one_hot = torch.nn.functional.one_hot(label, 10).double()
D, H, K = 64, 8, 10
P = (D + 1) * H + (H + 1) * K
theta = 0.3 * torch.sin(2 + 5 * torch.arange(P, dtype=torch.float64))


def objective(activation, loss):
    def f(t):
        w1, b1 = t[:D * H].reshape(D, H), t[D * H:(D + 1) * H]
        w2, b2 = t[(D + 1) * H:(D + 1) * H + H * K].reshape(H, K), t[-K:]
        z = activation(x @ w1 + b1) @ w2 + b2
        if loss == "squared_error":
            return ((z - one_hot) ** 2).sum() / 2 / len(x)
        return torch.nn.functional.cross_entropy(z, label)
    return f


cases = []
for name, activation in (("tanh", torch.tanh), ("relu", torch.relu)):
    for loss in ("cross_entropy", "squared_error"):
        f = objective(activation, loss)
        h = torch.autograd.functional.hessian(f, theta, vectorize=True)
        values = torch.linalg.eigvalsh((h + h.T) / 2)
        cases.append({
            "activation": name, "loss": loss, "value": f(theta).item(),
            "entries": [h[17 * q % P, (101 * q + 7) % P].item() for q in range(60)],
            "trace": torch.trace(h).item(), "squares": (h * h).sum().item(),
            "low": values[:8].tolist(), "high": values[-8:].tolist()})

with open(os.path.join(here, "hessian.json"), "w") as f:
    json.dump({"made_by": "tests/reference/make_hessian.py", "torch": torch.__version__, "cases": cases}, f, separators=(",", ":"))
    f.write("\n")
