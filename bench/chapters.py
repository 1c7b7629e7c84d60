"""docs/performance.md, chapter by chapter."""
import floors
import paper
from figures import times
from paper import count, figure, interval, known
from rounds import compare, summary
from works import AVX2, FREE, OURS, SKLEARN, STUDY_MOST, THREADS, TORCH


def table(heads, lines, left=2):
    rule = ["---" if i < left else "---:" for i in range(len(heads))]
    return "\n".join("| " + " | ".join(line) + " |" for line in [heads, rule] + lines)


def opening(results):
    m, about = results["machine"], results["machine"]["about"]
    best = paper.peaks(results)
    peers = " · ".join(f"{name} {version}" for side in (TORCH, SKLEARN) for name, version in about.get(side, {}).items()
                       if name in ("torch", "scikit-learn", "scipy"))
    blas = next((about[s]["blas"] for s in (TORCH, SKLEARN) if s in about), "none")
    peak = "; ".join(f"{paper.instructions(results, side)} {best[side, 'float32'] / 1e9:.0f} GFLOP/s in float32, "
                     f"{best[side, 'float64'] / 1e9:.0f} in float64" for side in (OURS, AVX2) if side in about)
    lines = [["processor", m["processor"]], ["cores of this process", str(m["cores"])], ["system", f"{m['system']}, Linux {m['kernel']}"],
             ["one core's peak, measured", peak], ["Paribus", f"{results['commit']}, {results['compiler']}, without a BLAS"],
             ["peers", f"{peers} · {blas}"], ["taken", f"{results['date']}, in {results['minutes']:.0f} minutes"]]
    part = "**A partial run: not the project's figures.**\n\n" if results["quick"] or results["only"] or results["absent"] else ""
    return f"""# Performance
{part}Written by `make bench`. Every number below was taken in one run on one machine, ours and theirs in turn; the
table says what quality each reached. Another machine gives other numbers; the ratios move less than the seconds.

{table(["", ""], lines)}
"""


def against(results):
    best = paper.rows(results, OURS)
    if not best:
        return ""
    heads = paper.HEADS

    def lines(of):  # the work's name once
        cells = [paper.cells(r) for r in of]
        return [[c[0] if i == 0 or cells[i - 1][0] != c[0] else ""] + c[1:] for i, c in enumerate(cells)]

    body = [f"""## Against peers
![How many times as fast as each peer](performance_ratios.svg)

With {paper.instructions(results, OURS)}, one core, one thread each:

{table(heads, lines(best))}

*Times as fast*: peer's time by ours, with its 95 % interval. *Loss*: median (lower to upper quartile) over seeds.
"""]
    narrow = paper.rows(results, AVX2)
    if narrow and paper.instructions(results, OURS) != "AVX2":
        body.append(f"""With AVX2 on our side only, while the peers go on using all that the processor has:

{table(heads, lines(narrow))}
""")
    kinds = {}
    for work, _ in known(results):
        kinds.setdefault(work.title.split(",")[0], work.what)
    body.append("The works:\n\n" + "\n".join(f"- *{title}*: {what}" for title, what in kinds.items()) + "\n")
    return "\n".join(body)


def curvature(results):
    lines = []
    for work, answers in known(results):
        if work.job != "hessian_product":
            continue
        for side in work.sides:
            held = [a for a in answers.get(side.label, []) if a]
            if held and side.worker in (OURS, TORCH):
                ratio = sorted(a["seconds"] / a["gradient"] for a in held)[len(held) // 2]
                asked = f"{held[0]['flops'] / held[0]['gradient flops']:.2f}" if "gradient flops" in held[0] else "–"
                lines.append([work.title, "ours" if side.worker == OURS else side.label, figure(summary(answers, side.label)["seconds"]), f"{ratio:.2f}", asked])
    if not lines:
        return ""
    return f"""## Curvature in units of a gradient
A Hessian product costs a small multiple of a gradient; the multiple is what a spectrum costs. Beside
it stands the multiple of the multiplications that ours asks for.

{table(["work", "side", "seconds", "gradients", "by operations"], lines)}
"""


def identity(results):
    """What the same bits on every machine cost: the same source, free to fuse and to reorder sums."""
    lines = []
    for work, answers in known(results):
        r = compare(answers, FREE, OURS)
        if r:
            span = f"{r['low']:.3f} to {r['high']:.3f}" if r["coverage"] >= 0.95 else interval(r)
            lines.append([work.title, f"{r['median']:.3f}", span, str(r["n"])])
    if not lines:
        return ""
    return f"""## What the same bits cost
The same source built with `PARIBUS_FREE_ORDER=ON`: the compiler may fuse multiplications into additions and reorder
sums (`-Ofast -ffp-contract=fast`), and the promise of equal bits is gone. The kernels' written order of vector
operations stays as it is, so this is the price of the compiler's obedience, not of another algorithm.

{table(["work", "our time / free order", "95 % interval", "rounds"], lines, 1)}
"""


def cores(results):
    lines = [f"- {title}: {text}." for title, text in paper.beside(results)]
    return "## More cores, and a whole study\n" + "\n".join(lines) + "\n" if lines else ""


def growth(results):
    if not results.get("growth"):
        return ""
    lines = []
    for curve in results["growth"].values():
        for key, unit in (("seconds", "time"), ("memory", "memory")):
            fit, first, last = curve[key], curve["points"][0], curve["points"][-1]
            number = (lambda v: f"{figure(v)} s") if key == "seconds" else (lambda v: f"{v / 1e6:.1f} MB")
            lines.append([unit, curve["label"], f"{count(first['x'])} to {count(last['x'])}", number(first[key]), number(last[key]),
                          f"{fit['a']:.2f}", f"{fit['low']:.2f} to {fit['high']:.2f}" if fit["low"] == fit["low"] else "two values"])
    lines.sort(key=lambda line: line[0] != "time")
    return f"""## How time and memory grow
![Time and memory against examples, features, width, runs and threads](performance_growth.svg)

One epoch of a network with two hidden layers (64 units unless varied), batches of 32, Adam, float32, synthetic rows;
{paper.instructions(results, OURS)}. Threads share the 100 runs of the sweep. Time is the median of 3 to 7 repetitions; memory is what a fresh process held at most, less an idle
one's. The exponent is fitted by least squares in logarithms over the largest four values; below them fixed costs bend
the curves.

{table(["", "of", "range", "first", "last", "exponent", "95 % interval"], lines)}
"""


def memory(results):
    lines = [[work.title] + [f"{s['memory'] / 1e6:.0f}" if (s := summary(answers, label)) else "–" for label in [OURS, *peer_of(work)]]
             for work, answers in known(results)]
    return f"""## Memory
The most that each process held during a work, data and libraries included, in megabytes:

{table(["work", "ours", "PyTorch", "scikit-learn"], lines, 1)}
""" if lines else ""


def peer_of(work):
    return [next((s.label for s in work.sides if s.worker == worker), "") for worker in (TORCH, SKLEARN)]


def unreached(results):
    out = []
    for r in paper.rows(results, OURS):
        what = f"*{r['work'].title}* against {r['peer']}"
        if r["ratio"]["low"] < 0.85 * r["goal"] <= 0.85 * r["ratio"]["median"]:
            out.append(f"{what}: {times(r['ratio']['median'])} times as fast, but the interval ({interval(r['ratio'])}) reaches more than 15 % below the goal of {r['goal']:g}.")
        elif r["ratio"]["high"] < 1:
            out.append(f"{what}: {times(r['ratio']['median'])} times as fast, that is slower.")
        elif r["ratio"]["median"] < r["goal"]:
            out.append(f"{what}: {times(r['ratio']['median'])} times as fast; the goal is {r['goal']:g}." + floors.ratio(results, r))
        elif r["ratio"]["low"] < 1:
            out.append(f"{what}: not clearly faster, {times(r['ratio']['median'])} ({interval(r['ratio'])}).")
        if r["quality"] in ("WORSE", "DIFFERS"):
            out.append(f"{what}: our loss, {paper.losses(r['ours'])}, is not the equal of {paper.losses(r['other'])}.")
    out += floors.others(results)
    for work, answers in known(results):
        if (r := compare(answers, FREE, OURS)) and r["median"] > 1.1:
            out.append(f"*{work.title}*: equal bits cost {100 * (r['median'] - 1):.0f} %, more than 10.")
    slow = [f"*{r['work'].title}* against {r['peer']}, {times(r['ratio']['median'])}" for r in paper.rows(results, AVX2) if r["ratio"]["low"] < 1]
    if slow and paper.instructions(results, OURS) != "AVX2":
        out.append("With AVX2 against peers with AVX-512, not clearly faster: " + "; ".join(slow) + ".")
    if results.get("threads"):
        answers = results["threads"]["answers"]
        for label in list(answers)[1:]:
            count = int(label.split()[0])
            r = compare(answers, label, "1 thread", "wall")
            if r["median"] < THREADS.goal / 2 * count:
                out.append(f"{label}: {times(r['median'])} times one, below {THREADS.goal / 2 * count:.1f}.")
    if results.get("study") and (least := min(results["study"]["walls"])) > STUDY_MOST:
        out.append(f"studies/learning_rate.toml: {figure(least)} s at least; the goal is {STUDY_MOST} s.")
    out += [f"{side} took no part: {reason}." for side, reason in results["absent"].items()]
    text = "\n".join(f"- {line}" for line in out) if out else "Nothing of the above is slower than a peer or of worse quality."
    return f"## What is not reached\n{text}\n{floors.table(results)}"


def method(results):
    return """## How the numbers were taken
- **In turn.** One worker per side lives through a work. In each round every side performs it once, in an order that
  rotates from round to round; a ratio is taken within a round. Shown is the median of the rounds' ratios, with the
  order statistics that hold the median in at least 95 % of cases (exact, binomial). Fewer than six rounds cannot;
  then the whole range is shown, with its true coverage. No repetition is dropped.
- **Processor time** of the whole process, one thread, bound to one core; wall time where several threads run. The
  first, reduced repetition of each side is not counted: it loads libraries and data.
- **What is timed** is the fit alone. Data are ready in memory in the form that each side takes: PyTorch's tensors,
  NumPy's arrays, Paribus's packed rows. Exception: k-means, whose packing is timed.
- **Memory.** Paribus asks the system for huge pages for large blocks (`app/large_blocks.cpp`); the peers run as Debian has
  them. mlpack takes no part: Debian 12 has no package of it.
- **Equal quality.** The same rows, start distribution (weights N(0, 1/inputs), biases 0, set in every library), rate,
  epochs and batch size; each round has its own seed on every side. The loss is the objective over the whole training
  part, shown as median (lower to upper quartile) over the rounds' seeds. *Worse* means that our median lies above the
  peer's upper quartile.
- **Peers** are Debian's packages, with the variables OPENBLAS_* of the environment removed (they may bind OpenBLAS to
  another processor's kernels, which halves it). A peer without OpenBLAS is refused.
- **Percent of peak**: the operations that the mathematics asks for (no padding, no gradient by the inputs of the first
  layer, no optimizer), by time, by the fastest burst of register-only fused multiply-adds seen in the whole run.
- **(x 20)**: a peer's loop that was timed on 5 of 100 rates and scaled.

To repeat: `make bench` (about 27 minutes, on a quiet machine). `bench/bench.py --help` has the quick forms.
"""


def document(results):
    parts = [opening, against, unreached, curvature, identity, cores, growth, memory, method]
    return "\n".join(text for text in (part(results) for part in parts) if text)
