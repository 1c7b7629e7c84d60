"""Workers, and turns among them. Everyone answers once per round, in an order that rotates; the ratio of two sides is
taken within a round, seconds apart, so that what disturbs the machine for longer than a round disturbs both."""
import json
import os
import statistics
import subprocess
import threading
import time

from interval import median_interval, quartiles
from works import AVX2, FREE, OURS, SKLEARN, TORCH

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's packages
LIMIT = 600                  # seconds after which a worker counts as hung


class Failed(Exception):
    pass


class Worker:
    """One process on one core (or all, if core is None), one job at a time."""

    def __init__(self, side, place, core):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith(("OPENBLAS_", "OMP_", "MKL_", "GOTO_", "BLIS_", "NVPL_", "PARIBUS_"))}
        # Settings of the environment would bind the peers to another processor's kernels; one thread each, as ours.
        env |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        if side == AVX2:
            env["PARIBUS_TARGET"] = "avx2"
        command = {OURS: [place.program], AVX2: [place.program], FREE: [place.free],
                   TORCH: [PYTHON, os.path.join(HERE, "peers", "torch_worker.py")],
                   SKLEARN: [PYTHON, os.path.join(HERE, "peers", "sklearn_worker.py")]}[side]
        pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
        self.side = side
        self.process = subprocess.Popen(command + [place.samples], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env=env, preexec_fn=pin, text=True)

    def ask(self, line):
        alarm = threading.Timer(LIMIT, self.process.kill)
        alarm.start()
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
            answer = json.loads(self.process.stdout.readline() or '{"error": "the worker ended"}')
        except (BrokenPipeError, json.JSONDecodeError) as problem:
            answer = {"error": f"the worker ended ({problem})"}
        finally:
            alarm.cancel()
        if "error" in answer:
            raise Failed(f"{self.side}: {line}: {answer['error']}")
        return answer

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def line_of(work, side, seed, reduced=False):
    ours = side.worker in (OURS, AVX2, FREE)  # whose probe of the peak is of this precision
    words = [work.job, f"seed={seed}", f"precision={work.precision}" if ours else "", side.options, "reduced=1" if reduced else ""]
    return " ".join(word for word in words if word)


def run(work, place, core, quick, absent, say):
    """All rounds of one work: {label: [answer or None per round]}, and what could not take part."""
    workers, answers, problems = {}, {}, []
    sides = [s for s in work.sides if s.worker not in absent]
    try:
        for side in list(sides):  # loads libraries and data, touches code: none of it is timed
            try:
                if side.worker not in workers:
                    workers[side.worker] = Worker(side.worker, place, core)
                workers[side.worker].ask(line_of(work, side, 0, reduced=True))
                answers[side.label] = []
            except Failed as problem:
                problems.append(str(problem))
                sides.remove(side)
                if side.worker == OURS:  # nothing to compare with
                    return answers, problems
        begin, most, spent = time.perf_counter(), 2 if quick else work.rounds, 0
        budget = 15 if quick else work.budget
        while spent < most:
            for i in range(len(sides)):
                side = sides[(i + spent) % len(sides)]
                if spent % side.every:
                    answers[side.label].append(None)
                    continue
                say(f"{work.title}, round {spent + 1}: {side.label}")
                answers[side.label].append(workers[side.worker].ask(line_of(work, side, spent)))
            spent += 1
            elapsed = time.perf_counter() - begin
            # At least six rounds, the fewest that have a 95 % interval, unless they cost twice the budget.
            if elapsed * (spent + 1) / spent > (budget if spent >= 6 else 2 * budget):
                break
    finally:
        for worker in workers.values():
            worker.end()
    return answers, problems


def floor(work, place, core):
    """One step of the work, each part alone at its best, by our own worker: {part: seconds}."""
    worker = Worker(OURS, place, core)
    try:
        answers = [worker.ask(f"floor {work.floor}") for _ in range(5)]
    finally:
        worker.end()
    names = [k for k in answers[0] if k.startswith("part ")]
    return {k[5:]: min(a[k] for a in answers) for k in names} | {k: min(a.get(k, 0) for a in answers) for k in ("one gradient", "in turn")}


def seconds(answer, clock):
    """Of the whole work, also if a share of it was timed."""
    return answer[clock] / answer.get("share", 1)


def compare(answers, one, other, clock="seconds"):
    """How many times as long `other` takes as `one`, round by round; None if they never met."""
    pairs = [(a, b) for a, b in zip(answers.get(one, []), answers.get(other, [])) if a and b]
    return median_interval([seconds(b, clock) / seconds(a, clock) for a, b in pairs]) if pairs else None


def summary(answers, label, clock="seconds"):
    """Median seconds, quartiles of the loss, memory: of one side."""
    held = [a for a in answers.get(label, []) if a]
    if not held:
        return None
    losses = [float("inf") if a["loss"] is None else a["loss"] for a in held]
    return {"seconds": statistics.median(seconds(a, clock) for a in held), "least": min(seconds(a, clock) for a in held), "loss": quartiles(losses), "rounds": len(held),
            "memory": max(a["memory"] for a in held), "flops": held[0].get("flops"),
            "peak": max((max(a["peak_before"], a["peak_after"]) for a in held if "peak_before" in a), default=None)}
