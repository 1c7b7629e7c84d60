#!/usr/bin/env python3
"""table.py PROGRAM   Digits of the NIST reference sets that agree with the certified values: ours beside R's lm and aov, NumPy's
lstsq and scikit-learn's LinearRegression, as far as they are installed. 15 is the most that the certified values hold."""
import math
import os
import re
import shutil
import subprocess
import sys
import warnings
from fractions import Fraction

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reference", "nist")
try:
    import numpy as np
except ImportError:
    np = None
try:
    from sklearn.linear_model import LinearRegression
except ImportError:
    LinearRegression = None


def digits(found, certified):
    if found is None or not math.isfinite(found):
        return 0.0
    error = abs(found) if certified == 0 else abs(found - certified) / abs(certified)
    return 15.0 if error == 0 else min(15.0, max(0.0, -math.log10(error)))


def read(kind, name):
    with open(os.path.join(FOLDER, kind, name + ".dat"), encoding="latin-1") as file:
        lines = file.read().splitlines()
    return lines, [[float(v) for v in line.split()] for line in lines[60:] if line.split()]


def linear(name):
    """Powers of the column if the model is a polynomial; certified coefficients and standard errors."""
    lines, data = read("linear", name)
    rows = [line.split() for line in lines if re.match(r"\s+B\d+\s+[-\d]", line)]
    intercept = rows[0][0] == "B0"
    y, x = [r[0] for r in data], [r[1:] for r in data]
    if len(x[0]) == 1:
        x = [[r[0] ** k for k in range(1, len(rows) + (not intercept))] for r in x]
    return x, y, intercept, [float(r[1]) for r in rows], [float(r[2]) for r in rows]


def worst(found, certified):
    return min(digits(f, c) for f, c in zip(found, certified))


def by_numpy(x, y, intercept):
    a = np.column_stack([np.ones(len(x)), x]) if intercept else np.array(x)
    return np.linalg.lstsq(a, np.array(y), rcond=None)[0]


def by_sklearn(x, y, intercept):
    m = LinearRegression(fit_intercept=intercept).fit(x, y)
    return [m.intercept_, *m.coef_] if intercept else m.coef_


def exact_f(data):
    """F of the analysis of variance, with exact arithmetic from the doubles on that the decimal data become."""
    groups = {}
    for treatment, response in data:
        groups.setdefault(treatment, []).append(Fraction(response))
    n, mean = len(data), sum(sum(g) for g in groups.values()) / len(data)
    middles = {t: sum(g) / len(g) for t, g in groups.items()}
    between = sum(len(g) * (middles[t] - mean) ** 2 for t, g in groups.items())
    within = sum((y - middles[t]) ** 2 for t, g in groups.items() for y in g)
    return float(between / (len(groups) - 1) / (within / (n - len(groups))))


R = r"""
read <- function(path) { l <- readLines(path); read.table(text = l[61:length(l)]) }
number <- function(v) paste(sprintf("%.17g", v), collapse = " ")
for (name in list.files(file.path(folder, "linear"), "dat$")) {
  d <- read(file.path(folder, "linear", name)); set <- sub(".dat", "", name)
  degree <- c(Pontius = 2, Filip = 10, Wampler1 = 5, Wampler2 = 5, Wampler3 = 5, Wampler4 = 5, Wampler5 = 5)[set]
  x <- if (is.na(degree)) as.matrix(d[, -1]) else outer(d[, 2], 1:degree, "^")
  fit <- if (grepl("NoInt", set)) lm(d[, 1] ~ x - 1) else lm(d[, 1] ~ x)
  cat("linear", set, number(coef(fit)), "\n")
}
for (name in list.files(file.path(folder, "anova"), "dat$")) {
  d <- read(file.path(folder, "anova", name))
  cat("anova", sub(".dat", "", name), number(summary(aov(d[, 2] ~ factor(d[, 1])))[[1]][1, 4]), "\n")
}
"""


def by_r():
    if not shutil.which("Rscript"):
        return None
    code = f'folder <- "{os.path.abspath(FOLDER)}"\n' + R
    out = subprocess.run(["Rscript", "--vanilla", "-e", code], capture_output=True, text=True).stdout
    return {tuple(line.split()[:2]): [math.nan if v in ("NA", "NaN") else float(v) for v in line.split()[2:]]
            for line in out.splitlines() if line}


def main(program):
    warnings.filterwarnings("ignore")
    r = by_r()
    missing = [name for name, there in (("R", r is not None), ("NumPy", np), ("scikit-learn", LinearRegression)) if not there]
    show = lambda v: "   -" if v is None else f"{v:4.1f}"
    digits_of = lambda v: f"{v:.2f}"
    print("Digits right, the worst coefficient:\n")
    print("set        paribus  errors     F       R   numpy  sklearn   path         corrections  condition")
    for line in subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines():
        kind, name, b, e, f, path, corrections, condition = line.split()
        if kind == "linear":
            x, y, intercept, certified, _ = linear(name)
            others = [r and worst(r[kind, name], certified), np and worst(by_numpy(x, y, intercept), certified),
                      LinearRegression and worst(by_sklearn(x, y, intercept), certified)]
            print(f"{name:10}{show(float(b)):>8}{show(float(e)):>8}{show(float(f)):>7}{show(others[0]):>8}{show(others[1]):>8}"
                  f"{show(others[2]):>8}    {path:12}{corrections:>8}{condition:>14}")
        else:
            if name == "SiRstv":
                print("\nDigits right, F of the analysis of variance. Responses lose digits when they become doubles; *exact* is what "
                      "exact\narithmetic from there on makes of them, beyond which a right digit is luck:\n")
                print("set           paribus    exact       R")
            lines, data = read(kind, name)
            certified = float(next(line for line in lines if line.strip().startswith("Between")).split()[-1])
            print(f"{name:14}{digits_of(float(f)):>7}{digits_of(digits(exact_f(data), certified)):>9}{show(r and digits(r[kind, name][0], certified)):>8}")
    if missing:
        print("\nnot installed here, so not compared: " + ", ".join(missing))


main(sys.argv[1])
