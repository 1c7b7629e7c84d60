#!/usr/bin/python3
"""Where solutions of ordinary differential equations end, by SciPy's DOP853 at a tolerance of 1e-13 -> ode.json.

Usage: /usr/bin/python3 tests/reference/make_ode.py    (needs python3-scipy)
`set`: problems in the manner of DETEST (Hull, Enright, Fellen & Sedgwick 1972), fields over (y) or (y, t).
`force`: q'' = F(q), state (q, p). The fields stand once more, in C++, in tests/flow/odes.hpp and forces.hpp. `spread`: how far two
reference solutions, at 1e-13 and at 1e-12, are apart at the end. `steps_of_scipy`: how far steps of SciPy's own codes err
from the solution through the place where each began, in tolerances, with rtol = atol = 10^-digits, over all steps of all
problems.
"""
import json
import pathlib

import numpy as np
import scipy
from scipy.integrate import DOP853, RK45, solve_ivp


def orbit(_, y):
    r3 = (y[0] ** 2 + y[1] ** 2) ** 1.5
    return [y[2], y[3], -y[0] / r3, -y[1] / r3]


def orbit_start(e):
    return [1 - e, 0, 0, np.sqrt((1 + e) / (1 - e))]


SET = {
    "decay": (lambda t, y: -y, [1.0], 20),
    "cube": (lambda t, y: -y**3 / 2, [1.0], 20),
    "cosine": (lambda t, y: y * np.cos(t), [1.0], 20),
    "growth": (lambda t, y: y / 4 * (1 - y / 20), [1.0], 20),
    "predators": (lambda t, y: [2 * (y[0] - y[0] * y[1]), -(y[1] - y[0] * y[1])], [1.0, 3.0], 20),
    "reaction": (lambda t, y: [-y[0] + y[1], y[0] - 2 * y[1] + y[2], y[1] - y[2]], [2.0, 0.0, 1.0], 20),
    "rigid_body": (lambda t, y: [y[1] * y[2], -y[0] * y[2], -0.51 * y[0] * y[1]], [0.0, 1.0, 1.0], 20),
    "orbit_1": (orbit, orbit_start(0.1), 20),
    "orbit_5": (orbit, orbit_start(0.5), 20),
    "orbit_9": (orbit, orbit_start(0.9), 20),
    "van_der_pol": (lambda t, y: [y[1], (1 - y[0] ** 2) * y[1] - y[0]], [2.0, 0.0], 20),
    "brusselator": (lambda t, y: [1 + y[0] ** 2 * y[1] - 4 * y[0], 3 * y[0] - y[0] ** 2 * y[1]], [1.5, 3.0], 20),
    "lotka_volterra": (lambda t, y: [y[0] * (1 - y[1]), y[1] * (y[0] - 1)], [2.0, 1.0], 5),
}
FORCE = {
    "toda": (lambda q: np.array([np.exp(q[1] - q[0]) - np.exp(q[0]), np.exp(-q[1]) - np.exp(q[1] - q[0])]),
             [0.5, -0.3], [0.0, 0.2], 3),
    "henon_heiles": (lambda q: np.array([-q[0] - 2 * q[0] * q[1], -q[1] - q[0] ** 2 + q[1] ** 2]),
                     [0.3, 0.1], [0.0, 0.2], 3),
}


def end(f, start, to):
    y = [solve_ivp(f, (0, to), start, method="DOP853", rtol=r, atol=r * 1e-2).y[:, -1] for r in (1e-13, 1e-12)]
    return {"start": [float(x) for x in start], "to": to, "end": y[0].tolist(), "spread": float(abs(y[0] - y[1]).max())}


def amplification(f, start, to):
    """The integral over t of the norm of d y(to) / d y(t): an error made at the rate of one tolerance per unit of time
    is about that many tolerances at the end. By the adjoint equation, with central differences for df/dy."""
    n = len(start)

    def jacobian(t, y):
        columns = []
        for i in range(n):
            d = np.zeros(n)
            d[i] = 1e-6 * max(1, abs(y[i]))
            columns.append((np.array(f(t, y + d)) - np.array(f(t, y - d))).ravel() / (2 * d[i]))
        return np.array(columns).T

    # Backward from the end, where d y(to) / d y(t) is the identity: forward it would have to be inverted.
    path = solve_ivp(f, (0, to), start, method="DOP853", rtol=1e-10, atol=1e-12, dense_output=True).sol
    times = np.linspace(to, 0, 401)
    psi = solve_ivp(lambda t, p: -(p.reshape(n, n) @ jacobian(t, path(t))).ravel(), (to, 0), np.eye(n).ravel(),
                    method="DOP853", rtol=1e-8, atol=1e-10, t_eval=times).y
    return float(np.trapz([np.linalg.norm(psi[:, i].reshape(n, n), 2) for i in range(len(times))], -times))


def steps(method, digits):
    errors, t = [], 10.0**-digits
    for f, start, to in SET.values():
        def field(time, y, f=f):
            return np.asarray(f(time, y), float)

        solver = method(field, 0, np.array(start, float), to, rtol=t, atol=t)
        while solver.status == "running":
            solver.step()
            there = solve_ivp(field, (solver.t_old, solver.t), solver.y_old, method="DOP853", rtol=1e-13, atol=1e-15)
            exact = there.y[:, -1]
            errors.append(np.max(np.abs(solver.y - exact) / (t + t * np.abs(exact))))
    return {"steps": len(errors), "beyond_10": int(np.sum(np.array(errors) > 10)), "worst": round(float(max(errors)), 2)}


out = {"made_with": f"scipy {scipy.__version__}, numpy {np.__version__}", "set": {}, "force": {}}
for name, (f, start, to) in SET.items():
    out["set"][name] = end(f, start, to) | {"amplification": amplification(f, start, to)}
for name, (force, q, p, to) in FORCE.items():
    n = len(q)
    out["force"][name] = end(lambda t, y: np.concatenate([y[n:], force(y[:n])]), q + p, to)
out["steps_of_scipy"] = {m.__name__: {str(d): steps(m, d) for d in range(3, 10)} for m in (RK45, DOP853)}
pathlib.Path(__file__).with_name("ode.json").write_text(json.dumps(out, indent=1) + "\n")
