"""From the numbers of a run to the table on the terminal and to docs/performance.md."""
import os

import figures
from figures import times
from rounds import compare, summary
from works import AVX2, FREE, OURS, THREADS, WORKS


def figure(x, k=3):
    """k significant figures without exponents for what a table holds."""
    if x == 0 or x != x:
        return "0" if x == 0 else "–"
    if abs(x) >= 1e5 or abs(x) < 1e-4:
        return f"{x:.{k}g}"
    text = f"{x:.{k}g}"
    return f"{float(text):.0f}" if "e" in text else text


def count(n):
    return f"{n:,}".replace(",", "\u202f")


def interval(r):
    """Of a median; with its true coverage where that is below 95 %."""
    if r["n"] == 1:
        return "once"
    return f"{times(r['low'])} to {times(r['high'])}" + ("" if r["coverage"] >= 0.95 else f", {100 * r['coverage']:.0f} %")


def known(results):
    """The works that were timed, with their declaration."""
    by_name = {w.name: w for w in WORKS}
    return [(by_name[r["name"]], r["answers"]) for r in results["works"] if r["name"] in by_name and r["answers"].get(OURS)]


def quality(work, ours, peer):
    """Worse if our median lies above the peer's upper quartile (for v.Hv: if the two differ)."""
    a, b = ours["loss"][1], peer["loss"]
    if work.loss == "v.Hv":
        return "equal" if abs(a - b[1]) <= work.tolerance * abs(b[1]) else "DIFFERS"
    if abs(a - b[1]) <= work.tolerance * abs(b[1]):
        return "equal"
    if work.tolerance == 0 and min(ours["rounds"], peer["rounds"]) < 4:
        return "too few"  # seeds to tell
    return "WORSE" if a > b[2] else "better" if a < b[0] else "equal"


def rows(results, side):
    """One per work and peer: all that the table says of `side` (ours, or ours with AVX2)."""
    best = peaks(results)
    out = []
    for work, answers in known(results):
        mine = summary(answers, side)
        if not mine:
            continue
        of_peak = mine["flops"] / mine["seconds"] / best[side, work.precision] if mine["flops"] else None
        for one in work.sides:
            other, ratio = summary(answers, one.label), compare(answers, side, one.label)
            if one.worker in (OURS, AVX2) and one.worker != side:
                continue  # ourselves with other instructions: no comparison
            if one.peer and other and ratio:
                out.append({"work": work, "peer": one.label, "goal": one.goal, "ratio": ratio, "ours": mine, "other": other, "of_peak": of_peak,
                            "quality": quality(work, mine, other),
                            "share": next((a["share"] for a in answers[one.label] if a and "share" in a), 1)})
    return out


def peaks(results):
    """The fastest probe of the whole run, for each instruction set and precision: the least flattering divisor."""
    out = {}
    about = results["machine"]["about"]
    for side in (OURS, AVX2, FREE):
        for kind in ("float32", "float64"):
            seen = [about[side][kind]] if side in about else []
            seen += [s["peak"] for w, answers in known(results) if w.precision == kind for s in [summary(answers, side)] if s and s["peak"]]
            out[side, kind] = max(seen, default=float("nan"))
    return out


def losses(s):
    low, middle, high = s["loss"]
    if high - low <= 1e-9 * abs(middle):
        return figure(middle, 6)
    return f"{figure(middle)} ({figure(low)} to {figure(high)})"


HEADS = ["work", "peer", "times as fast", "rounds", "ours, s", "peer, s", "loss, ours", "loss, peer", "quality", "of peak"]


def cells(row):
    seconds = figure(row["other"]["seconds"]) + (f" (x {1 / row['share']:.0f})" if row["share"] < 1 else "")
    of_peak = f"{100 * row['of_peak']:.0f} %" if row["of_peak"] else "–"
    return [row["work"].title, row["peer"], f"{times(row['ratio']['median'])} ({interval(row['ratio'])})", str(row["ratio"]["n"]),
            figure(row["ours"]["seconds"]), seconds, losses(row["ours"]), losses(row["other"]), row["quality"], of_peak]


def instructions(results, side):
    word = results["machine"]["about"].get(side, {}).get("target", "")
    return {"avx512": "AVX-512", "avx2": "AVX2"}.get(word, word)


def plain(results):
    """For the terminal."""
    out = []
    for side in (OURS, AVX2):
        table = [HEADS + ["with"]] + [cells(r) + [instructions(results, side)] for r in rows(results, side)]
        wide = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
        if len(table) > 1:
            out += ["  ".join(cell.ljust(w) for cell, w in zip(line, wide)).rstrip() for line in table] + [""]
    out += [f"{title}: {text}" for title, text in beside(results)]
    return "\n".join(out)


def beside(results):
    """What is ours against ours: (title, sentence)."""
    out = []
    if results.get("threads"):
        answers = results["threads"]["answers"]
        for label in list(answers)[1:]:
            r = compare(answers, label, "1 thread", "wall")
            s = summary(answers, label, "wall")
            out.append((f"{THREADS.title}, {label}", f"{times(r['median'])} times one thread ({interval(r)}, {r['n']} rounds); "
                        f"{figure(s['seconds'])} s for 100 runs"))
    if results.get("study"):
        s = results["study"]
        walls = [figure(w) for w in sorted(s["walls"])]
        text = f"{count(s['runs'])} training runs, spectra, breaking points, verdicts and page in {walls[0]} s on {results['machine']['cores']} cores"
        out.append(("studies/learning_rate.toml", text + (f" (three runs: {', '.join(walls)})" if len(walls) == 3 else "")))
    return out


def write(results, folder):
    from chapters import document
    written = []

    def save(name, text):
        path = os.path.join(folder, name)
        with open(path, "w") as file:
            file.write(text)
        written.append(path)

    both = rows(results, OURS), {(r["work"].name, r["peer"]): r["ratio"] for r in rows(results, AVX2)}
    groups = {}
    for r in both[0]:
        groups.setdefault(r["work"].title, []).append((r["peer"], r["ratio"], both[1].get((r["work"].name, r["peer"]))))
    if groups:
        save("performance_ratios.svg", figures.ratios(list(groups.items())))
    if results.get("growth"):
        save("performance_growth.svg", figures.growth(results["growth"]))
    save("performance.md", document(results))
    return written
