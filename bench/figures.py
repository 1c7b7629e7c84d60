"""The two figures of docs/performance.md."""
import math

from drawing import Drawing

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def times(x):
    """A ratio in two to three figures: 0.84, 2.4, 17, 132."""
    return f"{x:.2f}" if x < 0.995 else f"{x:.1f}" if x < 9.95 else f"{x:.0f}"


def ratios(groups, width=860):
    """groups: [(work, [(peer, best, avx2)])], each a median with its interval (avx2 may be missing).
    Filled: the best instructions of this machine; hollow: AVX2."""
    all_of = [r for _, rows in groups for _, *both in rows for r in both if r]
    low = min(0.7, min(r["low"] for r in all_of))
    high = max(10, max(r["high"] for r in all_of)) * 1.15
    left, right = 330, width - 70
    place = lambda v: left + (right - left) * math.log(v / low) / math.log(high / low)
    d = Drawing(width, "How many times as fast as each peer, with 95 % intervals")
    ticks = [t for t in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500) if low <= t <= high]
    d.text(24, 34, "How many times as fast", "head")
    d.dot(left + 8, 29, "ours")
    d.text(left + 19, 34, "best instructions here", "note")
    d.dot(left + 178, 29, "hollow")
    d.text(left + 189, 34, "AVX2 only", "note")
    d.text(left + 276, 34, "with 95 % intervals", "note")
    top = 52
    bottom = top + sum(30 + 25 * len(rows) for _, rows in groups) + 4
    for t in ticks:
        d.line(place(t), top, place(t), bottom, "one" if t == 1 else "grid")
        d.text(place(t), bottom + 20, f"{t:g}", "note middle")
    d.text((left + right) / 2, bottom + 42, "peer's time / our time, in the same round", "note middle")
    y = top
    for work, rows in groups:
        y += 24
        d.text(24, y, work, "head")
        y += 6
        for peer, best, avx2 in rows:
            y += 25
            d.text(40, y - 6, peer)
            if avx2:
                d.line(place(avx2["low"]), y - 11, place(avx2["high"]), y - 11, "thin")
                d.dot(place(avx2["median"]), y - 11, "hollow", 4)
            if best:
                d.line(place(best["low"]), y - 11, place(best["high"]), y - 11, "bar")
                d.dot(place(best["median"]), y - 11, "ours")
                d.text(width - 24, y - 6, times(best["median"]), "end" + (" loud" if best["median"] < 1 else ""))
    return d.svg(bottom + 58)


def growth(curves, width=860):
    """Small multiples: time above, memory below; one column per quantity that grows. Dots are measured, the line is
    fitted through the largest four."""
    names = list(curves)
    gap, left, top, tall = 22, 62, 66, 168
    wide = (width - left - 20 - gap * (len(names) - 1)) / len(names)
    d = Drawing(width, "Time and memory against examples, features, width, runs and threads, with fitted exponents")
    d.text(24, 34, "How time and memory grow", "head")
    for row, (key, unit, scale) in enumerate((("seconds", "seconds", 1), ("memory", "megabytes", 1e6))):
        y0 = top + row * (tall + 78)
        every = [p[key] / scale for c in curves.values() for p in c["points"]]
        low, high = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))
        high = max(high, low + 1)
        up = lambda v: y0 + tall - tall * (math.log10(v) - low) / (high - low)
        for power in range(low, high + 1):
            for c in range(len(names)):
                x0 = left + c * (wide + gap)
                d.line(x0, up(10 ** power), x0 + wide, up(10 ** power), "grid")
            d.text(left - 8, up(10 ** power) + 5, f"10{str(power).translate(SUPERSCRIPT)}" if abs(power) > 2 else f"{10.0 ** power:g}", "note end")
        d.text(24, y0 - 12, unit, "note")
        for c, name in enumerate(names):
            curve, x0 = curves[name], left + c * (wide + gap)
            x = [p["x"] for p in curve["points"]]
            across = lambda v: x0 + 8 + (wide - 16) * math.log(v / x[0]) / math.log(x[-1] / x[0])
            fit = curve[key]
            ends = [(across(v), up(max(10 ** low, min(10 ** high, math.exp(fit["b"]) * v ** fit["a"] / scale)))) for v in (x[-4:][0], x[-1])]
            d.line(*ends[0], *ends[1], "fit")
            for p in curve["points"]:
                d.dot(across(p["x"]), up(p[key] / scale), "ours", 3.6)
            d.line(x0, y0 + tall, x0 + wide, y0 + tall, "axis")
            d.text(x0 + 8, y0 + tall + 19, f"{x[0]:,}".replace(",", "\u202f"), "note")
            d.text(x0 + wide - 8, y0 + tall + 19, f"{x[-1]:,}".replace(",", "\u202f"), "note end")
            d.text(x0 + wide / 2, y0 + tall + 38, curve["label"], "middle")
            d.text(x0 + wide, y0 - 12, f"exponent {fit['a']:.2f}", "note end")
    return d.svg(top + 2 * tall + 78 + 56)
