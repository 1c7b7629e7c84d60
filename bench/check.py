#!/usr/bin/env python3
"""check.py statistics | check.py answers PROGRAM     The bench under test, without peers and without NumPy.

statistics   the median's interval and the fitted exponent against values worked out by hand
answers      every work answers at its reduced size; twice the same seed, and AVX2, give the same bits; bad lines and
             missing data are errors, and the worker goes on
"""
import array
import json
import math
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from interval import exponent, median_interval, quartiles


def statistics():
    ten = median_interval([7, 1, 3, 2, 10, 9, 4, 5, 8, 6])
    # P(B(10, 1/2) <= 1) = 11/1024, so [x_(2), x_(9)] holds the median in 1 - 22/1024 of cases; [x_(3), x_(8)] in too few.
    assert (ten["median"], ten["low"], ten["high"], ten["n"]) == (5.5, 2, 9, 10), ten
    assert ten["coverage"] == 1 - 22 / 1024
    five = median_interval([5, 4, 3, 2, 1])
    assert (five["low"], five["high"], five["coverage"]) == (1, 5, 1 - 2 / 32), five
    assert quartiles([4, 1, 3, 2]) == [1.75, 2.5, 3.25] and quartiles([2]) == [2, 2, 2]
    x = [1, 2, 4, 8, 16]
    exact = exponent(x, [3 * t ** 1.5 for t in x])
    assert abs(exact["a"] - 1.5) < 1e-12 and abs(exact["b"] - math.log(3)) < 1e-12 and exact["high"] - exact["low"] < 1e-6, exact
    # Logarithms to base 2: y = 0, 1, 2, 4 at 0, 1, 2, 3. Slope 1.3, residuals .2 -.1 -.4 .3, s^2 = .3 / 2, t(2) = 4.303.
    rough = exponent([1, 2, 4, 8], [1, 2, 4, 16])
    assert abs(rough["a"] - 1.3) < 1e-12 and abs(rough["high"] - 1.3 - 4.303 * math.sqrt(0.15 / 5)) < 1e-9, rough


def samples(folder):
    chance = random.Random(0)

    def save(name, kind, numbers):
        with open(os.path.join(folder, name), "wb") as file:
            array.array(kind, numbers).tofile(file)

    for name, n, d in (("digits", 600, 64), ("fashion", 2000, 784)):
        label = [i % 10 for i in range(n)]
        save(name + ".x.f32", "f", (0.1 * chance.random() + (j % 10 == y) for y in label for j in range(d)))
        save(name + ".label.i32", "i", label)
    label = [int(chance.random() < 0.5) for _ in range(5000)]
    save("logit.x.f32", "f", (chance.gauss(y / (j + 1), 1) for y in label for j in range(100)))
    save("logit.label.i32", "i", label)
    save("regress.x.f32", "f", (chance.gauss(1, 1) for _ in range(2000 * 200)))
    save("regress.y.f64", "d", (chance.gauss(0, 1) for _ in range(2000)))
    save("regress.solution.f64", "d", [0.1] * 201)  # no reference either
    wide = [[chance.gauss(0, 1) for _ in range(30)] for _ in range(400)]
    save("lasso.x.f64", "d", (x for row in wide for x in row))
    save("lasso.y.f64", "d", (row[0] - row[1] / 2 + chance.gauss(0, 1) for row in wide))
    blobs = [chance.gauss(i // 16 % 64, 1) for i in range(16 * 20_000)]
    save("blobs.x.f32", "f", blobs)
    save("blobs.start.f32", "f", blobs[:16 * 64])
    size = 785 * 256 + 257 * 256 + 257 * 10
    save("wide.theta.f64", "d", (chance.gauss(0, 0.05) for _ in range(size)))
    save("wide.direction.f64", "d", (chance.gauss(0, 1) for _ in range(size)))
    for name in ("theta", "tanh", "relu"):  # no reference: the distance to anything has to be the same number
        save(f"flow.{name}.f64", "d", (chance.gauss(0, 0.1) for _ in range(65 * 32 + 33 * 10)))


JOBS = ["small_mlp", "small_mlp precision=float64", "sweep", "threads threads=2", "wide_mlp", "hessian_product",
        "hessian_product form=retained precision=float64", "kmeans", "k_means_fit data=blobs", "k_means_fit data=fashion",
        "pca", "softmax_lbfgs",
        "scaling n=200 d=8 width=16 runs=2", "side_by_side form=together", "side_by_side form=alone",
        "gradient_flow activation=tanh", "gradient_flow activation=relu", "logistic", "least_squares",
        "ridge_path", "lasso_path"]
FLOORS = ["floor", "floor hidden=16,16 features=20 rows=25 all=100 precision=float64 update=none form=product"]


def answers(program):
    def ask(folder, lines, target):
        env = dict(os.environ, PARIBUS_TARGET=target)
        out = subprocess.run([program, folder], input="\n".join(lines) + "\n", env=env, capture_output=True, text=True, check=True)
        return [json.loads(line) for line in out.stdout.splitlines()]

    with tempfile.TemporaryDirectory() as folder:
        empty = ask(folder, ["small_mlp", "about"], "avx2")
        assert "no file" in empty[0]["error"] and empty[1]["target"] == "avx2" and empty[1]["float32"] > 1e9, empty
        wrong = ask(folder, ["nothing", "sweep seed", "small_mlp seed=x"], "avx2")
        assert all("error" in a for a in wrong), wrong
        samples(folder)
        lines = [f"{job} reduced=1 seed=5" for job in JOBS]
        first = ask(folder, lines + lines[:1] + ["small_mlp reduced=1 seed=6"], "avx2")
        with open("/proc/cpuinfo") as file:
            wide = "avx512dq" in file.read()
        second = ask(folder, lines, "avx512") if wide else first
        for job, a, b in zip(JOBS, first, second):
            assert "error" not in a and "error" not in b, (job, a, b)
            assert a["seconds"] > 0 and a["flops"] > 0 and a["peak_after"] > 1e9 and a["memory"] > 1e6, (job, a)
            assert a["loss"] is not None and a["loss"] == b["loss"], (job, a["loss"], b["loss"])
        assert first[len(JOBS)]["loss"] == first[0]["loss"] != first[len(JOBS) + 1]["loss"]
        assert first[0]["loss"] < math.log(10) and first[2]["loss"] == first[3]["loss"]
        by_job = dict(zip(JOBS, first))
        assert by_job["side_by_side form=together"]["loss"] == by_job["side_by_side form=alone"]["loss"]
        for answer in ask(folder, FLOORS, "avx2"):
            parts = [v for k, v in answer.items() if k.startswith("part ")]
            assert all(answer.get(k, 1) > 0 for k in ("one gradient", "in turn")) and answer.keys() & {"one gradient", "in turn"}, answer
            assert len(parts) >= 4 and min(parts) > 0 and abs(sum(parts) / answer["seconds"] - 1) < 1e-9, answer
        if not wide:
            print("no AVX-512 here: the comparison of instruction sets did not run")


if sys.argv[1:] == ["statistics"]:
    statistics()
elif sys.argv[1:2] == ["answers"]:
    answers(sys.argv[2])
else:
    sys.exit(__doc__)
