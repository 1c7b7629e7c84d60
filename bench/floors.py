"""The least that a step of ours can take in this layout, from the worker's `floor`: every part of it alone, on hot data."""
import paper
from rounds import summary
from works import OURS


def found(results, work):
    """(parts of one step in seconds, the whole work in seconds from all in turn, else from the parts, one gradient's steps in seconds) or None."""
    held = next((w for w in results["works"] if w["name"] == work.name), {})
    if not held.get("floor"):
        return None
    whole = ("one gradient", "in turn")
    parts = {k: v for k, v in held["floor"].items() if k not in whole}
    counts = [a.get("evaluations", 1) for a in held["answers"][OURS] if a]
    steps = work.steps * sorted(counts)[len(counts) // 2]
    return parts, (held["floor"].get("in turn") or sum(parts.values())) * steps, held["floor"]["one gradient"] * steps


def ratio(results, row):
    """What the floor says of a ratio that was missed."""
    floor = found(results, row["work"])
    if not floor:
        return ""
    best = row["other"]["seconds"] / floor[1]
    verdict = "the floor forbids it" if best < row["goal"] else "the floor does not forbid it"
    return f" At the floor below it would be {best:.2f}: {verdict}."


def others(results):
    """Goals in seconds, in percent of peak and in gradients that were missed. What no peer shares the moment of is judged by
    the least time, as peak and floor are: what else runs on a machine only adds."""
    out, best = [], paper.peaks(results)
    for work, answers in paper.known(results):
        mine, floor = summary(answers, OURS), found(results, work)
        name, peak = f"*{work.title}*", best[OURS, work.precision]
        least = mine["least"]
        if work.most and least > work.most:
            out.append(f"{name}: {least:.4f} s at least; the goal is {work.most:g} s." + (f" At the floor: {floor[1]:.4f} s." if floor else ""))
        if work.of_peak and mine["flops"] / least < work.of_peak * peak:
            out.append(f"{name}: {100 * mine['flops'] / least / peak:.1f} % of peak at most; the goal is {100 * work.of_peak:g} %."
                       + (f" At the floor: {100 * mine['flops'] / floor[1] / peak:.1f} %." if floor else ""))
        if work.gradients:
            if (middle := least / min(a["gradient"] for a in answers[OURS] if a)) > work.gradients:
                out.append(f"{name}: {middle:.2f} gradients; the goal is {work.gradients:g}."
                           + (f" At the floor of both: {floor[1] / floor[2]:.2f}." if floor and floor[2] else ""))
    return out


def table(results):
    lines = []
    for work, answers in paper.known(results):
        floor = found(results, work)
        if floor:
            parts = ", ".join(f"{name} {1e6 * v:.2f}" for name, v in floor[0].items())
            mine = summary(answers, OURS)["least"]
            lines.append(f"| {work.title} | {parts} | {paper.figure(floor[1])} | {paper.figure(mine)} | {mine / floor[1]:.2f} |")
    if not lines:
        return ""
    return """
### The floor
Each part of one step alone, repeated on the same numbers until the caches hold what they can, at its least time. *The work* is
all parts in turn through whole epochs, on new rows each time, at the least time of an epoch and as often as the work has steps
(of a gradient flow: the sum of the parts): what is measured cannot go below it with these kernels in this layout, whatever
stands around them.
Measured is the least time of all rounds.

| work | parts of a step, microseconds | the work, s | measured at least, s | measured / floor |
| --- | --- | ---: | ---: | ---: |
""" + "\n".join(lines) + "\n"
