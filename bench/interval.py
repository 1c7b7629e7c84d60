"""The few statistics that a table of times needs. No assumption about how times are distributed, where it can be
helped: a machine shared with others has no normal noise."""
import math
import statistics

# Two-sided 95 % quantiles of Student's t for 1 .. 12 degrees of freedom.
T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179]


def median_interval(values, level=0.95):
    """The median, and the order statistics x_(k), x_(n+1-k) that hold it with at least `level`: exact, by the
    binomial distribution. Below 6 values even the whole range holds it less often; `coverage` says how often."""
    x, n = sorted(values), len(values)

    def coverage(k):  # of [x_(k), x_(n+1-k)]
        return 1 - 2 * sum(math.comb(n, i) for i in range(k)) / 2 ** n

    k = 1
    while 2 * (k + 1) <= n and coverage(k + 1) >= level:
        k += 1
    return {"median": statistics.median(x), "low": x[k - 1], "high": x[n - k], "n": n, "coverage": coverage(k)}


def quartiles(values):
    """Lower quartile, median, upper quartile, by linear interpolation."""
    x = sorted(values)
    if len(x) == 1:
        return x * 3

    def at(q):
        i = q * (len(x) - 1)
        low = int(i)
        return x[low] + (i - low) * (x[min(low + 1, len(x) - 1)] - x[low])

    return [at(0.25), at(0.5), at(0.75)]


def exponent(x, y):
    """Of y ~ x^a by least squares in logarithms, with its 95 % interval by t; also the constant's logarithm."""
    u, v = [math.log(t) for t in x], [math.log(t) for t in y]
    mean_u, mean_v = statistics.fmean(u), statistics.fmean(v)
    square = sum((t - mean_u) ** 2 for t in u)
    a = sum((s - mean_u) * (t - mean_v) for s, t in zip(u, v)) / square
    b = mean_v - a * mean_u
    freedom = len(x) - 2
    rest = sum((t - a * s - b) ** 2 for s, t in zip(u, v))
    half = T95[min(freedom, len(T95)) - 1] * math.sqrt(rest / freedom / square) if freedom > 0 else math.nan
    return {"a": a, "low": a - half, "high": a + half, "b": b}
