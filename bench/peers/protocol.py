"""What every peer's worker shares: the same lines as bench/worker.cpp, the same data, the same clocks."""
import json
import os
import sys
import time

import numpy as np

RATES = np.logspace(-4.5, -0.5, 100)
SHARED = [10, 30, 50, 70, 90]  # the rates whose median loss is compared; all that a long peer is timed on


class Job:
    def __init__(self, line):
        self.work, *rest = line.split()
        self.options = dict(word.split("=", 1) for word in rest)
        self.reduced = self.options.get("reduced") == "1"
        self.seed = int(self.options.get("seed", 0))
        self.precision = self.options.get("precision", "float32")
        self.kind = np.dtype(self.precision)

    def word(self, name, fallback):
        return self.options.get(name, fallback)


class Stopwatch:
    def __init__(self):
        self.processor, self.wall = time.process_time(), time.perf_counter()

    def stop(self):
        return {"seconds": time.process_time() - self.processor, "wall": time.perf_counter() - self.wall}


def numbers(name, kind, most=-1):
    return np.fromfile(os.path.join(sys.argv[1], name), kind, most)


def memory():
    """The most that this process has held, in bytes."""
    with open("/proc/self/status") as file:
        return next(1024 * int(line.split()[1]) for line in file if line.startswith("VmHWM:"))


def samples(name, rows=None):
    """x[n x d] in float32 and labels 0..9, as bench/samples.py wrote them."""
    label = numbers(name + ".label.i32", "<i4").astype(np.int64)
    d = os.path.getsize(os.path.join(sys.argv[1], name + ".x.f32")) // 4 // len(label)
    label = label[:rows]
    return numbers(name + ".x.f32", "<f4", len(label) * d).reshape(-1, d), label


def blas():
    """Which matrix kernels numpy and torch call: "OpenBLAS 0.3.21, Cooperlake"."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return "unknown"
    found = [p for p in threadpool_info() if p["user_api"] == "blas"]
    return ", ".join(f"{p['internal_api'].replace('openblas', 'OpenBLAS')} {p['version']}, {p.get('architecture')}" for p in found)


def serve(versions, works):
    for line in sys.stdin:
        try:
            job = Job(line)
            answer = dict(versions, blas=blas()) if job.work == "about" else works[job.work](job)
            answer["memory"] = memory()
            answer = {k: None if isinstance(v, float) and not np.isfinite(v) else v for k, v in answer.items()}
        except Exception as problem:  # the driver shows it; the next job may work
            answer = {"error": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(answer, default=float), flush=True)
