"""How time and memory grow with examples, features, width, runs and threads. Exponents are fitted over the largest four
values: below them fixed costs and short vectors bend the curves."""
import os
import statistics

from interval import exponent
from rounds import Worker
from works import OURS

# Name: the axis, its values, the rest of the job. Networks are d-width-width-10 in batches of 32; threads share the 100 runs
# of the sweep.
CURVES = {
    "n": ("training examples", [1000 * 2 ** k for k in range(8)], "d=64 width=64"),
    "d": ("features", [16 * 4 ** k for k in range(6)], "n=2000 width=64"),
    "width": ("units per hidden layer", [16 * 2 ** k for k in range(7)], "n=2000 d=64"),
    "runs": ("training runs", [2 ** k for k in range(8)], "n=1000 d=64 width=64"),
    "threads": ("threads", [2 ** k for k in range(os.cpu_count().bit_length())], ""),
}


def curve(name, place, core, quick, say):
    """Points of one curve: median seconds of three to seven repetitions, and the memory of a fresh process."""
    label, values, rest = CURVES[name]
    points = []
    for value in values[:4] if quick else values:
        say(f"growth with {label}: {value}")
        together = name == "threads"
        worker = Worker(OURS, place, None if together else core)
        idle = worker.ask("about")["memory"]
        line = f"{'threads' if together else 'scaling'} {name}={value} {rest}"
        first = worker.ask(line)
        times = [worker.ask(line)["wall" if together else "seconds"] for _ in range(3 if first["seconds"] > 1 else 7)]
        worker.end()
        points.append({"x": value, "seconds": statistics.median(times), "memory": max(first["memory"] - idle, 4096)})
    fitted = points[-4:]
    x = [p["x"] for p in fitted]
    return {"label": label, "rest": rest, "points": points,
            "seconds": exponent(x, [p["seconds"] for p in fitted]),
            "memory": exponent(x, [p["memory"] for p in fitted])}


def measure(place, core, quick, say):
    return {name: curve(name, place, core, quick, say) for name in CURVES if name != "threads" or os.cpu_count() > 1}
